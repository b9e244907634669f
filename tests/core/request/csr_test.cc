#include "core/request/csr.h"

#include <gtest/gtest.h>
#include <openssl/digest.h>
#include <openssl/evp.h>

#include <algorithm>

#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/from_hex.h"

namespace keyseal {
namespace {

PrivateKey MakeKey(KeyType type) {
  FakeSource source(Stream(91));
  Entropy entropy = source.MakeEntropy();
  NoProgress progress;
  return *PrivateKey::Generate(type, entropy, progress);
}

bool Holds(const Bytes& der, const Bytes& part) {
  return std::search(der.begin(), der.end(), part.begin(), part.end()) != der.end();
}

CsrContents ServerContents() {
  CsrContents contents;
  contents.names.dns.push_back(*DnsName::Parse("www.example.com", NameScope::kPublic));
  return contents;
}

Bytes Encode(const CsrContents& contents, KeyType type = KeyType::kEcdsaP256) {
  return *EncodeCsr(contents, MakeKey(type));
}

constexpr char kCriticalSan[] = "0603551d110101ff";
constexpr char kPlainSan[] = "0603551d1104";

TEST(CsrTest, C01_IsVersion1WithAnEmptySubject) {
  const Bytes csr = Encode(ServerContents());
  CBS input = ToCbs(csr);
  CBS request;
  CBS info;
  CBS subject;
  uint64_t version = 1;
  ASSERT_TRUE(CBS_get_asn1(&input, &request, CBS_ASN1_SEQUENCE) && CBS_len(&input) == 0);
  ASSERT_TRUE(CBS_get_asn1(&request, &info, CBS_ASN1_SEQUENCE));
  ASSERT_TRUE(CBS_get_asn1_uint64(&info, &version));
  EXPECT_EQ(0u, version);
  ASSERT_TRUE(CBS_get_asn1(&info, &subject, CBS_ASN1_SEQUENCE));
  EXPECT_EQ(0u, CBS_len(&subject));
}

TEST(CsrTest, C04_SignatureIsOverTheRequestInfo) {
  for (KeyType type : {KeyType::kEcdsaP256, KeyType::kEcdsaP384, KeyType::kRsa2048, KeyType::kEd25519}) {
    PrivateKey key = MakeKey(type);
    const Bytes csr = *EncodeCsr(ServerContents(), key);
    CBS input = ToCbs(csr);
    CBS request;
    CBS info;
    CBS signature;
    ASSERT_TRUE(CBS_get_asn1(&input, &request, CBS_ASN1_SEQUENCE));
    ASSERT_TRUE(CBS_get_asn1_element(&request, &info, CBS_ASN1_SEQUENCE));
    ASSERT_TRUE(CBS_get_asn1(&request, nullptr, CBS_ASN1_SEQUENCE));
    ASSERT_TRUE(CBS_get_asn1(&request, &signature, CBS_ASN1_BITSTRING));
    ASSERT_TRUE(CBS_skip(&signature, 1));
    const Bytes spki = *key.EncodeSpki();
    CBS spki_cbs = ToCbs(spki);
    bssl::UniquePtr<EVP_PKEY> public_key(EVP_parse_public_key(&spki_cbs));
    const EVP_MD* digest = type == KeyType::kEd25519     ? nullptr
                           : type == KeyType::kEcdsaP384 ? EVP_sha384()
                                                         : EVP_sha256();
    for (bool flipped : {false, true}) {
      Bytes tbs(CBS_data(&info), CBS_data(&info) + CBS_len(&info));
      if (flipped) tbs.back() ^= 1;
      bssl::ScopedEVP_MD_CTX ctx;
      ASSERT_TRUE(EVP_DigestVerifyInit(ctx.get(), nullptr, digest, nullptr, public_key.get()));
      EXPECT_EQ(!flipped,
                EVP_DigestVerify(ctx.get(), CBS_data(&signature), CBS_len(&signature), tbs.data(), tbs.size()) == 1);
    }
  }
}

TEST(CsrTest, C11_AlgorithmIdentifiersAreThoseOfTheKeys) {
  const struct {
    KeyType type;
    const char* algorithm;
  } rows[] = {
      {KeyType::kEcdsaP256, "300a06082a8648ce3d040302"},
      {KeyType::kEcdsaP384, "300a06082a8648ce3d040303"},
      {KeyType::kEcdsaP521, "300a06082a8648ce3d040304"},
      {KeyType::kRsa2048, "300d06092a864886f70d01010b0500"},
      {KeyType::kEd25519, "300506032b6570"},
      {KeyType::kMlDsa44, "300b0609608648016503040311"},
      {KeyType::kMlDsa65, "300b0609608648016503040312"},
      {KeyType::kMlDsa87, "300b0609608648016503040313"},
  };
  for (const auto& row : rows) {
    bssl::ScopedCBB cbb;
    ASSERT_TRUE(CBB_init(cbb.get(), 32));
    ASSERT_TRUE(MakeKey(row.type).AddSignatureAlgorithm(cbb.get()));
    EXPECT_EQ(FromHex(row.algorithm), *FinishCbb(cbb.get())) << KeyTypeName(row.type);
  }
}

TEST(CsrTest, N03_SanIsCriticalExactlyWhenTheSubjectIsEmpty) {
  CsrContents contents = ServerContents();
  EXPECT_TRUE(Holds(Encode(contents), FromHex(kCriticalSan)));
  contents.subject = *Subject::Parse({{"CN", "www.example.com"}}, SubjectRule::kTlsServer);
  const Bytes csr = Encode(contents);
  EXPECT_FALSE(Holds(csr, FromHex(kCriticalSan)));
  EXPECT_TRUE(Holds(csr, FromHex(kPlainSan)));
}

TEST(CsrTest, N19_AddressesHave4Or16Octets) {
  CsrContents contents = ServerContents();
  contents.names.ip.push_back(*IpAddress::Parse("8.8.4.4", NameScope::kPublic));
  contents.names.ip.push_back(*IpAddress::Parse("2606:4700::1111", NameScope::kPublic));
  const Bytes csr = Encode(contents);
  EXPECT_TRUE(Holds(csr, FromHex("870408080404")));
  EXPECT_TRUE(Holds(csr, FromHex("871026064700000000000000000000001111")));
}

TEST(CsrTest, X01_X02_X03_ServersOnlySign) {
  for (KeyType type : {KeyType::kEcdsaP256, KeyType::kRsa2048}) {
    EXPECT_TRUE(Holds(Encode(ServerContents(), type), FromHex("0603551d0f0101ff040403020780")));
  }
}

TEST(CsrTest, MailKeysAlsoDecryptByTheirOwnMeans) {
  CsrContents contents;
  contents.profile = Profile::kSmime;
  contents.names.email.push_back(*Mailbox::Parse("a@example.com"));
  EXPECT_TRUE(Holds(Encode(contents, KeyType::kRsa2048), FromHex("0403020"
                                                                 "5a0")));  // and keyEncipherment
  EXPECT_TRUE(Holds(Encode(contents, KeyType::kEcdsaP256), FromHex("04030203"
                                                                   "88")));        // and keyAgreement
  EXPECT_TRUE(Holds(Encode(contents, KeyType::kMlDsa44), FromHex("0403020780")));  // P-15: neither
}

TEST(CsrTest, X04_ExtendedKeyUsageIsTheProfiles) {
  const Bytes server_auth = FromHex("0603551d25040c300a06082b06010505070301");
  EXPECT_TRUE(Holds(Encode(ServerContents()), server_auth));
  CsrContents contents = ServerContents();
  contents.profile = Profile::kTlsClient;
  EXPECT_TRUE(Holds(Encode(contents), FromHex("0603551d25040c300a06082b06010505070302")));
  contents.profile = Profile::kPrivatePki;
  EXPECT_FALSE(Holds(Encode(contents), FromHex("0603551d25")));
}

TEST(CsrTest, MustStapleIsTheTlsFeatureStatusRequest) {
  const Bytes feature = FromHex(
      "06082b06010505070118040530030201"
      "05");  // RFC 7633 6
  CsrContents contents = ServerContents();
  EXPECT_FALSE(Holds(Encode(contents), feature));
  contents.must_staple = true;
  EXPECT_TRUE(Holds(Encode(contents), feature));
}

TEST(CsrTest, C08_AsksForExtensionsAndNothingElse) {
  const Bytes csr = Encode(ServerContents());
  EXPECT_TRUE(Holds(csr, FromHex("06092a864886f70d01090e")));   // extensionRequest
  EXPECT_FALSE(Holds(csr, FromHex("06092a864886f70d010907")));  // challengePassword
}

}  // namespace
}  // namespace keyseal
