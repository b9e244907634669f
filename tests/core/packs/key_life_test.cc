#include "core/packs/key_life.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

#include "core/check/check.h"
#include "core/sealing/passphrase.h"
#include "core/sealing/sealed_key.h"
#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/packs.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

constexpr std::string_view kNewPassphrase = "garden ribbon anchor velvet mosaic";

class KeyLifeTest : public testing::Test {
 protected:
  Result<Resealed> ResealOld(std::string_view new_passphrase, const Kdf& kdf = Pbkdf2()) {
    return Reseal(old_key_, SecretOf(kPassphraseOfPacks), SecretOf(new_passphrase), kdf, entropy_);
  }

  const Bytes old_key_ = ReadVector("packs/key-old.pem");
  FakeSource source_{Stream(1)};
  Entropy entropy_ = source_.MakeEntropy();
};

TEST_F(KeyLifeTest, ResealsUnderTheNewPassphraseAlone) {
  const Result<Resealed> resealed = ResealOld(kNewPassphrase);
  ASSERT_TRUE(resealed.has_value());
  EXPECT_TRUE(OpenKey(resealed->sealed_key_der, *Passphrase::ForOpening(SecretOf(kNewPassphrase))).has_value());
  EXPECT_EQ(ErrorCode::kWrongPassphrase,
            OpenKey(resealed->sealed_key_der, *Passphrase::ForOpening(SecretOf(kPassphraseOfPacks))).error().code);
}

TEST_F(KeyLifeTest, HoldsTheNewPassphraseAndTheCostAgainstTheGate) {
  const Result<Resealed> common = ResealOld("123456");
  ASSERT_FALSE(common.has_value());
  EXPECT_EQ(ErrorCode::kPassphraseTooShort, common.error().code);
  EXPECT_STREQ("newPassphrase", common.error().field);
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, ResealOld(kNewPassphrase, Pbkdf2{kMinPbkdf2Iterations - 1}).error().code);
}

TEST_F(KeyLifeTest, WritesARequestOfTheKey) {
  GenerateRequest request;
  request.dns = {"www.example.com"};
  request.key = KeyType::kRsa2048;  // the file's own type counts
  const Result<Requested> requested = RequestFrom(old_key_, SecretOf(kPassphraseOfPacks), request, entropy_);
  ASSERT_TRUE(requested.has_value());
  const Result<CheckReport> report = CheckDer(requested->csr_der, {.profile = Profile::kTlsServer, .date = 20261130});
  ASSERT_TRUE(report.has_value());
  EXPECT_TRUE(report->acceptable);
  EXPECT_EQ(requested->spki_sha256, report->spki_sha256);
  EXPECT_EQ(std::vector<std::string>{"www.example.com"}, report->names);
  ASSERT_EQ(1u, requested->findings.size());
  EXPECT_STREQ("key-reused", requested->findings.front().rule);
}

TEST_F(KeyLifeTest, RefusesARequestAsTheGeneratorDoes) {
  GenerateRequest request;
  request.dns = {"localhost"};
  const Result<Requested> requested = RequestFrom(old_key_, SecretOf(kPassphraseOfPacks), request, entropy_);
  ASSERT_FALSE(requested.has_value());
  EXPECT_EQ(ErrorCode::kNameInternal, requested.error().code);
}

TEST_F(KeyLifeTest, ProvesThatTheKeyIsCompromisedWithARequestThatNobodyIssuesFrom) {
  const Result<Requested> proof = ProveCompromise(old_key_, SecretOf(kPassphraseOfPacks), entropy_);
  ASSERT_TRUE(proof.has_value());
  const Result<CheckReport> report = CheckDer(proof->csr_der, {.profile = Profile::kTlsServer, .date = 20261130});
  ASSERT_TRUE(report.has_value());
  EXPECT_FALSE(report->acceptable);
  EXPECT_EQ(proof->spki_sha256, report->spki_sha256);
  EXPECT_TRUE(report->names.empty());
  std::vector<std::string_view> errors;
  for (const Finding& finding : report->findings) {
    if (finding.severity == Severity::kError) errors.emplace_back(finding.rule);
  }
  EXPECT_EQ(1, std::ranges::count(errors, "K-04"));  // it says so itself
  EXPECT_EQ(0, std::ranges::count(errors, "C-04"));  // and its signature is the key's
}

}  // namespace
}  // namespace keyseal
