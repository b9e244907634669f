#include "core/keys/private_key.h"

#include <gtest/gtest.h>

#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/from_hex.h"

namespace keyseal {

struct PrivateKeyPeer {
  static EVP_PKEY* Of(PrivateKey& key) { return key.key_.get(); }
};

namespace {

constexpr KeyType kAllTypes[] = {KeyType::kEcdsaP256, KeyType::kEcdsaP384, KeyType::kEcdsaP521, KeyType::kRsa2048,
                                 KeyType::kRsa3072,   KeyType::kRsa4096,   KeyType::kEd25519,   KeyType::kMlDsa44,
                                 KeyType::kMlDsa65,   KeyType::kMlDsa87};

Result<PrivateKey> GenerateWith(KeyType type, FakeSource::Draw draw) {
  FakeSource source(std::move(draw));
  Entropy entropy = source.MakeEntropy();
  NoProgress progress;
  return PrivateKey::Generate(type, entropy, progress);
}

class EveryTypeTest : public ::testing::TestWithParam<KeyType> {};

TEST_P(EveryTypeTest, GeneratesSignsAndComesBackFromPkcs8) {
  Result<PrivateKey> key = GenerateWith(GetParam(), Stream(11));
  ASSERT_TRUE(key.has_value());
  Result<SecretBytes> pkcs8 = key->RevealPkcs8();
  ASSERT_TRUE(pkcs8.has_value());
  Result<PrivateKey> again = PrivateKey::ParsePkcs8(*pkcs8);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(GetParam(), again->type());
  EXPECT_EQ(*key->EncodeSpki(), *again->EncodeSpki());
}

TEST_P(EveryTypeTest, NamesAreReadBack) { EXPECT_EQ(GetParam(), ParseKeyType(KeyTypeName(GetParam()))); }

TEST_P(EveryTypeTest, P01_IsVersionOneWithoutAPublicKeyField) {
  Result<PrivateKey> key = GenerateWith(GetParam(), Stream(12));
  ASSERT_TRUE(key.has_value());
  Result<SecretBytes> pkcs8 = key->RevealPkcs8();
  CBS input = ToCbs(pkcs8->Reveal());
  CBS info;
  uint64_t version = 1;
  ASSERT_TRUE(CBS_get_asn1(&input, &info, CBS_ASN1_SEQUENCE));
  ASSERT_TRUE(CBS_get_asn1_uint64(&info, &version));
  EXPECT_EQ(0u, version);
  ASSERT_TRUE(CBS_get_asn1(&info, nullptr, CBS_ASN1_SEQUENCE));
  ASSERT_TRUE(CBS_get_asn1(&info, nullptr, CBS_ASN1_OCTETSTRING));
  EXPECT_EQ(0u, CBS_len(&info));
}

INSTANTIATE_TEST_SUITE_P(PrivateKey, EveryTypeTest, ::testing::ValuesIn(kAllTypes), [](const auto& info) {
  std::string name = KeyTypeName(info.param);
  std::erase(name, '-');
  return name;
});

TEST(PrivateKeyTest, UnknownTypeNamesAreNotRead) {
  for (const char* name : {"", "ecdsa", "ecdsa-p224", "rsa-1024", "rsa-2047", "RSA-2048", "ml-dsa-45", "ed448"}) {
    EXPECT_FALSE(ParseKeyType(name).has_value()) << name;
  }
}

// The third draw is the scalar: start-up test and probe come first.
FakeSource::Draw ScalarStream(std::vector<Bytes> candidates) {
  return [stream = Stream(21), candidates, calls = size_t{0}](std::span<uint8_t> out) mutable {
    const size_t call = calls++;
    stream(out);
    if (call >= 2 && call - 2 < candidates.size()) {
      std::copy(candidates[call - 2].begin(), candidates[call - 2].end(), out.begin());
    }
    return true;
  };
}

constexpr char kP256Order[] = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
constexpr char kP256OrderMinus1[] = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550";

// The 32 octets of the scalar in an ECPrivateKey (RFC 5915 3) inside a PrivateKeyInfo.
Bytes ScalarOf(const PrivateKey& key, size_t size) {
  Result<SecretBytes> pkcs8 = key.RevealPkcs8();
  ByteSpan der = pkcs8->Reveal();
  const Bytes marker = {0x02, 0x01, 0x01, 0x04, static_cast<uint8_t>(size)};
  auto at = std::search(der.begin(), der.end(), marker.begin(), marker.end());
  if (at == der.end()) return {};
  at += static_cast<ptrdiff_t>(marker.size());
  return Bytes(at, at + static_cast<ptrdiff_t>(size));
}

TEST(PrivateKeyTest, G08_AcceptsOneBelowTheOrder) {
  Result<PrivateKey> key = GenerateWith(KeyType::kEcdsaP256, ScalarStream({FromHex(kP256OrderMinus1)}));
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(FromHex(kP256OrderMinus1), ScalarOf(*key, 32));
}

TEST(PrivateKeyTest, G08_DrawsAgainAtTheOrder) {
  Bytes second(32);
  for (size_t i = 0; i < second.size(); i++) second[i] = static_cast<uint8_t>(i + 1);
  Result<PrivateKey> key = GenerateWith(KeyType::kEcdsaP256, ScalarStream({FromHex(kP256Order), second}));
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(second, ScalarOf(*key, 32));
}

TEST(PrivateKeyTest, P02_ScalarWithLeadingZerosKeepsItsLength) {
  Bytes scalar(32);
  for (size_t i = 15; i < 32; i++) scalar[i] = static_cast<uint8_t>(i);
  Result<PrivateKey> key = GenerateWith(KeyType::kEcdsaP256, ScalarStream({scalar}));
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(scalar, ScalarOf(*key, 32));
}

TEST(PrivateKeyTest, P02_P521ScalarIsMaskedTo521BitsIn66Octets) {
  Result<PrivateKey> key = GenerateWith(KeyType::kEcdsaP521, ScalarStream({Bytes{0xff}}));
  ASSERT_TRUE(key.has_value());
  const Bytes scalar = ScalarOf(*key, 66);
  ASSERT_EQ(66u, scalar.size());
  EXPECT_EQ(0x01, scalar[0]);
}

TEST(PrivateKeyTest, G08_GivesUpWhenEveryCandidateIsRefused) {
  FakeSource::Draw draw = [stream = Stream(31), calls = 0](std::span<uint8_t> out) mutable {
    stream(out);
    if (++calls > 2) std::fill(out.begin(), out.begin() + 4, 0xff);  // above the order, and never the same
    if (calls > 2) std::fill(out.begin() + 4, out.begin() + 8, 0xff);
    return true;
  };
  Result<PrivateKey> key = GenerateWith(KeyType::kEcdsaP256, draw);
  ASSERT_FALSE(key.has_value());
  EXPECT_EQ(ErrorCode::kRandomFailed, key.error().code);
}

TEST(PrivateKeyTest, EveryDrawThatFailsFailsTheKey) {
  for (KeyType type : {KeyType::kEcdsaP256, KeyType::kEd25519, KeyType::kMlDsa44, KeyType::kRsa2048}) {
    FakeSource good(Stream(41));
    Entropy entropy = good.MakeEntropy();
    NoProgress progress;
    ASSERT_TRUE(PrivateKey::Generate(type, entropy, progress).has_value());
    for (size_t failing = 1; failing <= good.draws(); failing++) {
      FakeSource::Draw draw = [stream = Stream(41), calls = size_t{0}, failing](std::span<uint8_t> out) mutable {
        return stream(out) && ++calls != failing;
      };
      Result<PrivateKey> key = GenerateWith(type, draw);
      ASSERT_FALSE(key.has_value()) << KeyTypeName(type) << " draw " << failing;
      EXPECT_EQ(ErrorCode::kRandomFailed, key.error().code);
    }
  }
}

// The private half of one key beside the public half of another: BoringSSL signs with it.
TEST(PrivateKeyTest, G09_SignsNothingWithHalvesThatDoNotBelongTogether) {
  const Bytes message = {1, 2, 3};
  PrivateKey key = *GenerateWith(KeyType::kEcdsaP256, Stream(52));
  EXPECT_TRUE(key.Sign(message).has_value());
  PrivateKey other = *GenerateWith(KeyType::kEcdsaP256, Stream(53));
  const EC_KEY* ours = EVP_PKEY_get0_EC_KEY(PrivateKeyPeer::Of(key));
  const EC_KEY* others = EVP_PKEY_get0_EC_KEY(PrivateKeyPeer::Of(other));
  bssl::UniquePtr<EC_KEY> mixed(EC_KEY_new());
  ASSERT_TRUE(EC_KEY_set_group(mixed.get(), EC_KEY_get0_group(ours)));
  ASSERT_TRUE(EC_KEY_set_private_key(mixed.get(), EC_KEY_get0_private_key(ours)));
  ASSERT_TRUE(EC_KEY_set_public_key(mixed.get(), EC_KEY_get0_public_key(others)));
  ASSERT_TRUE(EVP_PKEY_set1_EC_KEY(PrivateKeyPeer::Of(key), mixed.get()));
  const Result<Bytes> signature = key.Sign(message);
  ASSERT_FALSE(signature.has_value());
  EXPECT_EQ(ErrorCode::kSelfTestFailed, signature.error().code);
}

TEST(PrivateKeyTest, RefusesDamagedAndForeignPkcs8) {
  Result<PrivateKey> key = GenerateWith(KeyType::kEd25519, Stream(51));
  ASSERT_TRUE(key.has_value());
  Result<SecretBytes> pkcs8 = key->RevealPkcs8();
  for (size_t size = 0; size < pkcs8->size(); size++) {
    EXPECT_FALSE(PrivateKey::ParsePkcs8(*SecretBytes::Copy(pkcs8->Reveal().first(size))).has_value()) << size;
  }
  // X25519 (1.3.101.110) in Ed25519's (1.3.101.112) place.
  pkcs8->RevealMutable()[11] = 0x6e;
  Result<PrivateKey> foreign = PrivateKey::ParsePkcs8(*pkcs8);
  ASSERT_FALSE(foreign.has_value());
  EXPECT_EQ(ErrorCode::kKeyTypeUnknown, foreign.error().code);
}

TEST(PrivateKeyTest, P03_ReadsTheExampleKeyOfRfc8410) {
  // RFC 8410 10.3
  Bytes der =
      FromHex("302e020100300506032b657004220420d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842");
  Result<PrivateKey> key = PrivateKey::ParsePkcs8(*SecretBytes::Copy(der));
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(FromHex("302a300506032b657003210019bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1"),
            *key->EncodeSpki());
  Result<SecretBytes> encoded = key->RevealPkcs8();
  EXPECT_EQ(der, Bytes(encoded->Reveal().begin(), encoded->Reveal().end()));
}

TEST(PrivateKeyTest, P14_MlDsaIsInSeedForm) {
  Result<PrivateKey> key = GenerateWith(KeyType::kMlDsa44, Stream(61));
  Result<SecretBytes> pkcs8 = key->RevealPkcs8();
  // SEQUENCE, INTEGER 0, AlgorithmIdentifier without parameters, OCTET STRING { [0] 32 octets } (RFC 9881 6)
  const Bytes head = FromHex("3034020100300b060960864801650304031104228020");
  EXPECT_EQ(head.size() + 32, pkcs8->size());
  EXPECT_EQ(head, Bytes(pkcs8->Reveal().begin(), pkcs8->Reveal().begin() + static_cast<ptrdiff_t>(head.size())));
}

}  // namespace
}  // namespace keyseal
