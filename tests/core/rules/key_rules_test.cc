#include "core/rules/key_rules.h"

#include <gtest/gtest.h>

#include "core/asn1/pem.h"
#include "core/keys/private_key.h"
#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/from_hex.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

PublicKey Check(ByteSpan der, Reporter& reporter) {
  DerReader reader(der, 0);
  return CheckKey(*reader.Take(), FindDerDefects(der), reporter);
}

Bytes SpkiOf(KeyType type) {
  FakeSource source(Stream(17));
  Entropy entropy = source.MakeEntropy();
  NoProgress progress;
  return *PrivateKey::Generate(type, entropy, progress)->EncodeSpki();
}

TEST(KeyRulesTest, OwnKeysHaveNoErrorAndAreDescribed) {
  const struct {
    KeyType type;
    Profile profile;
    const char* description;
  } rows[] = {
      {KeyType::kEcdsaP256, Profile::kTlsServer, "ECDSA P-256"},
      {KeyType::kEcdsaP384, Profile::kTlsServer, "ECDSA P-384"},
      {KeyType::kRsa2048, Profile::kTlsServer, "RSA 2048"},
      {KeyType::kEd25519, Profile::kSmime, "Ed25519"},
      {KeyType::kMlDsa44, Profile::kSmime, "ML-DSA-44"},
      {KeyType::kMlDsa65, Profile::kPrivatePki, "ML-DSA-65"},
      {KeyType::kMlDsa87, Profile::kPrivatePki, "ML-DSA-87"},
  };
  for (const auto& row : rows) {
    Reporter reporter(row.profile);
    const PublicKey key = Check(SpkiOf(row.type), reporter);
    EXPECT_TRUE(reporter.findings().empty()) << KeyTypeName(row.type);
    EXPECT_EQ(row.description, key.description);
    EXPECT_TRUE(key.fingerprint.has_value());
    EXPECT_EQ(64u, key.spki_sha256.size());
    EXPECT_TRUE(key.usable != nullptr || key.modulus != nullptr) << KeyTypeName(row.type);
  }
}

// An algorithm that has no required bytes is judged by the encoding alone.
TEST(KeyRulesTest, K26_AnAlgorithmThatNobodyKnowsIsStillOneOidAndItsParameters) {
  const struct {
    const char* spki;
    bool is_error;
  } rows[] = {
      {"3010 300a 06062a030405060705000302 0001", false},     // 1.2.3.4.5.6.7 NULL
      {"3012 300c 06062a0304050607050005000302 0001", true},  // NULL NULL
      {"3011 300b 06062a03040506070581000302 0001", true},    // NULL with a long length
      {"300e 3008 06062a03040506070302 0001", false},         // no parameters
  };
  for (const auto& row : rows) {
    std::string hex = row.spki;
    std::erase(hex, ' ');
    Reporter reporter(Profile::kPrivatePki);
    Check(FromHex(hex), reporter);
    EXPECT_EQ(row.is_error, reporter.has_error()) << row.spki;
  }
}

TEST(KeyRulesTest, K07_TellsTheRound) {
  for (const char* round : {"99", "101"}) {
    const Bytes text = ReadVector(std::string("check/key/rsa-fermat-") + round + ".pem");
    const Result<PemBlock> block = ParsePem({reinterpret_cast<const char*>(text.data()), text.size()});
    ASSERT_TRUE(block);
    Reporter reporter(Profile::kTlsServer);
    Check(block->der, reporter);
    ASSERT_EQ(1u, reporter.findings().size());
    EXPECT_EQ(std::string("round ") + round, reporter.findings()[0].detail);
  }
}

TEST(KeyRulesTest, K26_TellsWhereTheDefectIs) {
  // A BIT STRING with an unused bit, 12 bytes in: SEQUENCE { SEQUENCE { id-Ed25519 }, BIT STRING }
  Bytes der = FromHex("302a300506032b6570032101");
  der.resize(der.size() + 31, 0x55);
  der.push_back(0x54);
  Reporter reporter(Profile::kSmime);
  Check(der, reporter);
  ASSERT_EQ(1u, reporter.findings().size());
  der.back() = 0x55;  // and the unused bit is not zero
  Reporter second(Profile::kSmime);
  Check(der, second);
  ASSERT_FALSE(second.findings().empty());
  EXPECT_STREQ("K-26", second.findings()[0].rule);
  EXPECT_NE(std::string::npos, second.findings()[0].detail.find("at byte 9"));
}

TEST(KeyRulesTest, FingerprintsOfEdwardsKeysAreThoseOfNumbers) {
  // int.from_bytes(key, "big"), as badkeys hashes it: without the zero in front
  const Bytes der = FromHex("302a300506032b6570032100" + std::string("00") + std::string(60, '5') + "5a");
  Reporter reporter(Profile::kSmime);
  const PublicKey key = Check(der, reporter);
  const Bytes number = FromHex(std::string(60, '5') + "5a");
  EXPECT_EQ(Sha256Hex(number), key.fingerprint);
}

TEST(KeyRulesTest, NotEvaluatedIsANoticeAndUnderStrictAnError) {
  for (const Strictness strictness : {Strictness::kNormal, Strictness::kStrict}) {
    Reporter reporter(Profile::kTlsServer, strictness);
    reporter.Report(Rule::kModulusTooLong, "key");
    ASSERT_EQ(1u, reporter.findings().size());
    EXPECT_EQ(strictness == Strictness::kStrict, reporter.has_error());
    EXPECT_EQ(strictness == Strictness::kStrict ? Severity::kError : Severity::kNotice,
              reporter.findings()[0].severity);
  }
}

}  // namespace
}  // namespace keyseal
