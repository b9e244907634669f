#include "core/rules/authority_rules.h"

#include <gtest/gtest.h>

#include <string>

#include "core/check/check.h"
#include "core/check/input_reader.h"
#include "tests/core/support/read_vector.h"
#include "tests/core/support/vectors_of_rules.h"

namespace keyseal {
namespace {

std::optional<Finding> FindingOf(const std::string& file, Rule rule, Profile profile,
                                 std::optional<Authority> authority = std::nullopt) {
  CheckOptions options;
  options.profile = profile;
  options.authority = authority;
  options.date = 20261121;
  const auto inputs = SplitInput(ReadVector("check/" + file));
  const Result<CheckReport> report = CheckDer(*inputs->at(0), options);
  EXPECT_TRUE(report) << file;
  for (const Finding& finding : report->findings) {
    if (SymbolOf(finding, profile) == SymbolOf(RowOf(rule))) return finding;
  }
  return std::nullopt;
}

TEST(AuthorityRulesTest, WarnOfAnyAuthorityAndSayWhose) {
  const auto finding = FindingOf("csr/labels-11.pem", Rule::kLabelsRefused, Profile::kTlsServer);
  ASSERT_TRUE(finding);
  EXPECT_EQ(Severity::kWarning, finding->severity);
  EXPECT_EQ("Let's Encrypt", finding->detail);
  const auto counted = FindingOf("csr/san-101.pem", Rule::kNamesRefused, Profile::kTlsServer);
  ASSERT_TRUE(counted);
  EXPECT_EQ("101 names: Let's Encrypt", counted->detail);
}

TEST(AuthorityRulesTest, AreErrorsForTheAuthorityThatWasChosenAndSilentForOthers) {
  const auto chosen =
      FindingOf("key/rsa-8192.pem", Rule::kModulusRefused, Profile::kTlsServer, Authority::kLetsEncrypt);
  ASSERT_TRUE(chosen);
  EXPECT_EQ(Severity::kError, chosen->severity);
  EXPECT_FALSE(FindingOf("key/rsa-8192.pem", Rule::kModulusRefused, Profile::kTlsServer, Authority::kMozilla));
  const auto mail = FindingOf("key/ml-dsa-44-smime.pem", Rule::kAlgorithmRefused, Profile::kSmime, Authority::kMozilla);
  ASSERT_TRUE(mail);
  EXPECT_EQ(Severity::kError, mail->severity);
}

// A certificate was issued: whoever else would have refused it is nothing to it.
TEST(AuthorityRulesTest, SayNothingOfCertificates) {
  for (const Rule rule : {Rule::kP521Refused, Rule::kModulusRefused, Rule::kExponentRefused, Rule::kLabelsRefused}) {
    EXPECT_FALSE(FindingOf("certificate/dv.pem", rule, Profile::kTlsServer)) << SymbolOf(RowOf(rule));
  }
  EXPECT_FALSE(FindingOf("certificate/p521.pem", Rule::kP521Refused, Profile::kTlsServer));
}

TEST(AuthorityRulesTest, TenLabelsAreTakenAndElevenRefused) {
  EXPECT_FALSE(HasManyLabels("a.b.c.d.e.f.g.h.example.com"));
  EXPECT_TRUE(HasManyLabels("z.a.b.c.d.e.f.g.h.example.com"));
}

}  // namespace
}  // namespace keyseal
