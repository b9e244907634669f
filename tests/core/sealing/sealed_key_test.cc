#include "core/sealing/sealed_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "core/asn1/pem.h"
#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

constexpr std::string_view kPassphrase = "correct horse battery staple";  // as make-sealed.sh has it
constexpr char kSealedEcKey[] = "sealed/ec-hmacWithSHA256-aes-256-cbc.der";

// Nowhere is a passphrase that no derivation could read and go on.
const ByteSpan kNowhere(reinterpret_cast<const uint8_t*>(uintptr_t{1}), 16);

ByteSpan Octets(std::string_view text) { return {reinterpret_cast<const uint8_t*>(text.data()), text.size()}; }
Bytes ToBytes(const SecretBytes& secret) { return Bytes(secret.Reveal().begin(), secret.Reveal().end()); }

template <typename T>
ErrorCode CodeOf(const Result<T>& result) {
  return result ? ErrorCode::kInternal : result.error().code;
}
constexpr ErrorCode kNone = ErrorCode::kInternal;

Result<SecretBytes> Open(ByteSpan der) { return OpenPrivateKeyInfo(der, Octets(kPassphrase)); }

// OpenTheKey is OpenKey, but for the Passphrase's own checks.
Result<PrivateKey> OpenTheKey(ByteSpan der) {
  Result<SecretBytes> private_key_info = Open(der);
  if (!private_key_info) return private_key_info.error();
  return PrivateKey::ParsePkcs8(*private_key_info);
}

// Parts of an EncryptedPrivateKeyInfo.
struct Parts {
  CBS algorithm;  // its contents
  Bytes ciphertext;
};
Parts Split(const Bytes& sealed) {
  CBS der = ToCbs(sealed), info, algorithm, ciphertext;
  EXPECT_TRUE(CBS_get_asn1(&der, &info, CBS_ASN1_SEQUENCE) && CBS_get_asn1(&info, &algorithm, CBS_ASN1_SEQUENCE) &&
              CBS_get_asn1(&info, &ciphertext, CBS_ASN1_OCTETSTRING));
  return {algorithm, Bytes(CBS_data(&ciphertext), CBS_data(&ciphertext) + CBS_len(&ciphertext))};
}
Bytes Join(const Parts& parts) {
  bssl::ScopedCBB cbb;
  CBB info;
  EXPECT_TRUE(CBB_init(cbb.get(), 64) && CBB_add_asn1(cbb.get(), &info, CBS_ASN1_SEQUENCE) &&
              CBB_add_asn1_element(&info, CBS_ASN1_SEQUENCE, CBS_data(&parts.algorithm), CBS_len(&parts.algorithm)) &&
              CBB_add_asn1_octet_string(&info, parts.ciphertext.data(), parts.ciphertext.size()));
  return *FinishCbb(cbb.get());
}

// SealBytes seals any plaintext with the few iterations of the vector.
Bytes SealBytes(const Bytes& plaintext) {
  const Bytes vector = ReadVector(kSealedEcKey);
  Parts parts = Split(vector);
  Result<Pbes2> pbes2 = Pbes2::Parse(parts.algorithm);
  EXPECT_TRUE(pbes2.has_value());
  parts.ciphertext = *pbes2->Encrypt(*SecretBytes::Copy(plaintext), Octets(kPassphrase));
  return Join(parts);
}

Result<Bytes> SealWith(const Kdf& kdf, Entropy& entropy) {
  return SealPrivateKeyInfo(*SecretBytes::Copy(ReadVector("sealed/ec.p8.der")), Octets(kPassphrase), kdf, entropy);
}

TEST(SealedKeyTest, OpensWhatItSealed) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  for (const Kdf& kdf : {Kdf(Pbkdf2()), Kdf(Scrypt())}) {
    Result<Bytes> sealed = SealWith(kdf, entropy);
    ASSERT_TRUE(sealed.has_value());
    Result<SecretBytes> opened = Open(*sealed);
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(ReadVector("sealed/ec.p8.der"), ToBytes(*opened));
    EXPECT_EQ(ErrorCode::kWrongPassphrase,
              CodeOf(OpenPrivateKeyInfo(*sealed, Octets("correct horse battery stapler"))));
  }
}

TEST(SealedKeyTest, SealsTheSameKeyDifferentlyEachTime) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  Result<Bytes> first = SealWith(Pbkdf2(), entropy), second = SealWith(Pbkdf2(), entropy);
  ASSERT_TRUE(first.has_value() && second.has_value());
  const Parts a = Split(*first), b = Split(*second);
  EXPECT_NE(a.ciphertext, b.ciphertext);
  EXPECT_NE(Pbes2::Parse(a.algorithm)->salt(), Pbes2::Parse(b.algorithm)->salt());
  EXPECT_NE(Pbes2::Parse(a.algorithm)->iv(), Pbes2::Parse(b.algorithm)->iv());
}

TEST(SealedKeyTest, RefusesOneIterationBelowTheFloor) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, CodeOf(SealWith(Pbkdf2{kMinPbkdf2Iterations - 1}, entropy)));
  EXPECT_EQ(kNone, CodeOf(SealWith(Pbkdf2{kMinPbkdf2Iterations}, entropy)));
}

TEST(SealedKeyTest, SealsNothingWithoutEntropy) {
  FakeSource source([](std::span<uint8_t>) { return false; });
  Entropy entropy = source.MakeEntropy();
  EXPECT_EQ(ErrorCode::kRandomFailed, CodeOf(SealWith(Pbkdf2(), entropy)));
}

TEST(SealedKeyTest, OpensWhatOpensslSealed) {
  for (const std::string key : {"ec", "rsa"}) {
    const Bytes expected = ReadVector("sealed/" + key + ".p8.der");
    for (const std::string kdf : {"hmacWithSHA1", "hmacWithSHA256", "hmacWithSHA384", "hmacWithSHA512", "scrypt"}) {
      for (const std::string cipher : {"aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des3"}) {
        const std::string name = "sealed/" + key + "-" + kdf + "-" + cipher + ".der";
        SCOPED_TRACE(name);
        const Bytes sealed = ReadVector(name);
        Result<SecretBytes> opened = Open(sealed);
        ASSERT_TRUE(opened.has_value());
        EXPECT_EQ(expected, ToBytes(*opened));
        EXPECT_EQ(ErrorCode::kWrongPassphrase, CodeOf(OpenPrivateKeyInfo(sealed, Octets("incorrect"))));
      }
    }
  }
}

TEST(SealedKeyTest, YieldsTheKeyItself) {
  EXPECT_EQ(KeyType::kEcdsaP256, OpenTheKey(ReadVector(kSealedEcKey))->type());
  EXPECT_EQ(KeyType::kRsa2048, OpenTheKey(ReadVector("sealed/rsa-scrypt-des3.der"))->type());
}

TEST(SealedKeyTest, RefusesOtherSchemesBeforeDerivingAnything) {
  for (const char* name : {"pbe-sha1-3des", "camellia", "aria", "hmac-sha224"}) {
    const Bytes sealed = ReadVector(std::string("sealed/refused-") + name + ".der");
    EXPECT_EQ(ErrorCode::kCipherNotSupported, CodeOf(OpenPrivateKeyInfo(sealed, kNowhere))) << name;
  }
}

// ReplaceNumber puts |to| in the place of |from|, an INTEGER of the KDF's parameters, and sets the lengths around it.
Bytes ReplaceNumber(Bytes sealed, const Bytes& from, const Bytes& to) {
  const auto found = std::ranges::search(sealed, from);
  EXPECT_FALSE(found.empty());
  sealed.insert(sealed.erase(found.begin(), found.end()), to.begin(), to.end());
  // EncryptedPrivateKeyInfo, its AlgorithmIdentifier, PBES2-params, the KDF's AlgorithmIdentifier and its parameters
  for (const size_t length_at : {2, 4, 17, 19, 32}) sealed[length_at] += static_cast<uint8_t>(to.size() - from.size());
  return sealed;
}

TEST(SealedKeyTest, RefusesCostlyFilesBeforeDerivingAnything) {
  const Bytes pbkdf2 = ReadVector(kSealedEcKey), scrypt = ReadVector("sealed/ec-scrypt-aes-256-cbc.der");
  const Bytes k2048 = {0x02, 0x02, 0x08, 0x00}, k1024 = {0x02, 0x02, 0x04, 0x00};
  const Bytes k2To31 = {0x02, 0x05, 0x00, 0x80, 0x00, 0x00, 0x00};
  const Bytes k2To18 = {0x02, 0x03, 0x04, 0x00, 0x00}, k2To30 = {0x02, 0x04, 0x40, 0x00, 0x00, 0x00};
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(OpenPrivateKeyInfo(ReplaceNumber(pbkdf2, k2048, k2To31), kNowhere)));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(OpenPrivateKeyInfo(ReplaceNumber(scrypt, k1024, k2To18), kNowhere)));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(OpenPrivateKeyInfo(ReplaceNumber(scrypt, k1024, k2To30), kNowhere)));
  const Bytes kZero = {0x02, 0x01, 0x00}, k2To11 = {0x02, 0x02, 0x08, 0x00};
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(OpenPrivateKeyInfo(ReplaceNumber(pbkdf2, k2048, kZero), kNowhere)));
  // What the file is refused for is the cost: another number within the limits is tried.
  EXPECT_EQ(ErrorCode::kWrongPassphrase, CodeOf(Open(ReplaceNumber(scrypt, k1024, k2To11))));
}

TEST(SealedKeyTest, RefusesTheExampleOfRfc7914ForItsGibibyte) {
  const Bytes pem = ReadVector("sealed/rfc7914-13.pem");
  const Result<PemBlock> block = ParsePem(std::string_view(reinterpret_cast<const char*>(pem.data()), pem.size()));
  ASSERT_TRUE(block.has_value());
  EXPECT_EQ(kSealedKeyLabel, block->label);
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(OpenPrivateKeyInfo(block->der, kNowhere)));
}

TEST(SealedKeyTest, TellsAKeyInTheClear) {
  for (const char* name : {"ec.p8", "rsa.p8", "clear-sec1", "clear-pkcs1"}) {
    const Bytes clear = ReadVector(std::string("sealed/") + name + ".der");
    EXPECT_EQ(ErrorCode::kKeyNotEncrypted, CodeOf(OpenPrivateKeyInfo(clear, kNowhere))) << name;
  }
}

TEST(SealedKeyTest, RefusesWhatIsNoSealedKey) {
  const std::vector<Bytes> others = {
      {},
      {0x30, 0x00},
      {0x30, 0x03, 0x02, 0x01, 0x03},  // as a PFX begins
      {0x31, 0x00},
      {0x04, 0x02, 0x30, 0x00},
  };
  for (const Bytes& other : others) {
    EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(OpenPrivateKeyInfo(other, kNowhere))) << other.size();
  }
}

TEST(SealedKeyTest, RefusesEveryTruncationBeforeDerivingAnything) {
  const Bytes sealed = ReadVector(kSealedEcKey);
  for (size_t size = 0; size < sealed.size(); size++) {
    EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(OpenPrivateKeyInfo(ByteSpan(sealed).first(size), kNowhere))) << size;
  }
}

TEST(SealedKeyTest, RefusesTrailingBytesBeforeDerivingAnything) {
  Bytes behind = ReadVector(kSealedEcKey), inside = behind;
  behind.push_back(0x00);
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(OpenPrivateKeyInfo(behind, kNowhere)));
  inside.insert(inside.end(), {0x05, 0x00});
  inside[2] += 2;
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(OpenPrivateKeyInfo(inside, kNowhere)));
}

TEST(SealedKeyTest, RefusesCiphertextsOfImpossibleSizesBeforeDerivingAnything) {
  const Bytes sealed = ReadVector(kSealedEcKey);
  Parts parts = Split(sealed);
  for (size_t size : {size_t{0}, size_t{1}, size_t{15}, parts.ciphertext.size() - 1}) {
    Bytes shorter(parts.ciphertext.begin(), parts.ciphertext.begin() + static_cast<ptrdiff_t>(size));
    EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(OpenPrivateKeyInfo(Join({parts.algorithm, shorter}), kNowhere))) << size;
  }
}

TEST(SealedKeyTest, CallsAllWrongPassphrasesWrong) {
  const Bytes sealed = ReadVector(kSealedEcKey);
  const Parts parts = Split(sealed);
  const Result<Pbes2> pbes2 = Pbes2::Parse(parts.algorithm);
  int well_padded = 0;
  for (int i = 0; i < 1000; i++) {
    const std::string wrong = "wrong passphrase " + std::to_string(i);
    EXPECT_EQ(ErrorCode::kWrongPassphrase, CodeOf(OpenPrivateKeyInfo(sealed, Octets(wrong)))) << wrong;
    if (pbes2->Decrypt(parts.ciphertext, Octets(wrong))) well_padded++;
  }
  EXPECT_GT(well_padded, 0);  // about one in 256: padding alone does not tell
}

TEST(SealedKeyTest, CallsWhatIsNoPrivateKeyInfoAWrongPassphrase) {
  const std::vector<Bytes> plaintexts = {
      {},
      {0x30, 0x00},
      {0x30, 0x03, 0x02, 0x01, 0x00},
      {0x30, 0x0b, 0x02, 0x01, 0x02, 0x30, 0x04, 0x06, 0x02, 0x2a, 0x03, 0x04, 0x00},        // version 2 (P-01)
      {0x30, 0x09, 0x02, 0x01, 0x00, 0x30, 0x02, 0x05, 0x00, 0x04, 0x00},                    // no OID
      {0x30, 0x09, 0x02, 0x01, 0x00, 0x30, 0x04, 0x06, 0x02, 0x2a, 0x03},                    // no key
      {0x30, 0x0b, 0x02, 0x01, 0x00, 0x30, 0x04, 0x06, 0x02, 0x2a, 0x03, 0x04, 0x00, 0x00},  // a byte behind it
      {0x30, 0x0c, 0x02, 0x01, 0x00, 0x30, 0x04, 0x06, 0x02, 0x2a, 0x03, 0x04, 0x00},        // a byte short
  };
  for (size_t i = 0; i < plaintexts.size(); i++) {
    EXPECT_EQ(ErrorCode::kWrongPassphrase, CodeOf(OpenTheKey(SealBytes(plaintexts[i])))) << i;
  }
}

TEST(SealedKeyTest, CallsABrokenKeyInsideDamaged) {
  Bytes info = ReadVector("sealed/ec.p8.der");
  EXPECT_EQ(kNone, CodeOf(OpenTheKey(SealBytes(info))));
  info[40] ^= 1;  // in the scalar, which the public key belies
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(OpenTheKey(SealBytes(info))));
  const Bytes empty_key = {0x30, 0x0b, 0x02, 0x01, 0x00, 0x30, 0x04, 0x06, 0x02, 0x2a, 0x03, 0x04, 0x00};
  EXPECT_EQ(kNone, CodeOf(Open(SealBytes(empty_key))));
  EXPECT_FALSE(OpenTheKey(SealBytes(empty_key)).has_value());
}

TEST(SealedKeyTest, OpensNoOtherKeyAfterAnyDamagedByte) {
  const Bytes sealed = ReadVector(kSealedEcKey);
  const Bytes expected = *OpenTheKey(sealed)->EncodeSpki();
  // Most are the first two. An OID becomes another one, outside or in the clear beneath the IV; an INTEGER's length
  // takes in more bytes.
  const std::set<ErrorCode> codes = {ErrorCode::kBadSealedKey, ErrorCode::kWrongPassphrase,
                                     ErrorCode::kCipherNotSupported, ErrorCode::kKeyTypeUnknown,
                                     ErrorCode::kKdfTooCostly};
  for (size_t at = 0; at < sealed.size(); at++) {
    for (const uint8_t flip : {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff}) {
      Bytes damaged = sealed;
      damaged[at] ^= flip;
      Result<PrivateKey> key = OpenTheKey(damaged);
      SCOPED_TRACE(testing::Message() << at << " ^ " << int{flip} << ": " << ErrorName(CodeOf(key)));
      if (key) {
        EXPECT_EQ(expected, *key->EncodeSpki());
      } else {
        EXPECT_TRUE(codes.contains(key.error().code));
      }
    }
  }
}

}  // namespace
}  // namespace keyseal
