#include "core/rules/revocation.h"

#include <gtest/gtest.h>

#include <string>

#include "core/rules/rule.h"

namespace keyseal {
namespace {

struct Told {
  std::string within, reason;
  bool operator==(const Told&) const = default;
};

Told TellOf(Rule rule, Profile profile, InputKind kind = InputKind::kCertificate,
            Strictness strictness = Strictness::kNormal) {
  Reporter reporter(profile, strictness);
  reporter.SetKind(kind);
  reporter.Report(rule, "key");
  EXPECT_EQ(1u, reporter.findings().size());
  const Finding& finding = reporter.findings().at(0);
  return {finding.revoked_within, finding.crl_reason};
}

// BR 4.9.1.1, items 3 and 4
TEST(RevocationTest, IsWithin24HoursWhereAnybodyCanHaveTheKey) {
  for (const Rule rule : {Rule::kGuessableScalar, Rule::kMediumFactor, Rule::kSmallFactor, Rule::kDebianWeakKey,
                          Rule::kCompromisedKey, Rule::kCompromiseProof, Rule::kRoca, Rule::kClosePrimes}) {
    EXPECT_EQ((Told{"24-hours", "keyCompromise"}), TellOf(rule, Profile::kTlsServer));
    EXPECT_EQ((Told{"24-hours", ""}), TellOf(rule, Profile::kSmime));
    EXPECT_EQ((Told{"24-hours", ""}), TellOf(rule, Profile::kCodeSigning));
  }
}

// Items 6, 12 and 16
TEST(RevocationTest, IsWithinFiveDaysForAllElse) {
  EXPECT_EQ((Told{"5-days", "superseded"}), TellOf(Rule::kModulusShort, Profile::kTlsServer));
  EXPECT_EQ((Told{"5-days", "superseded"}), TellOf(Rule::kAttributeOrderIssued, Profile::kTlsServer));
  EXPECT_EQ((Told{"5-days", "keyCompromise"}), TellOf(Rule::kKeyPattern, Profile::kTlsServer));
  EXPECT_EQ((Told{"5-days", ""}), TellOf(Rule::kModulusShort, Profile::kSmime));
}

TEST(RevocationTest, IsOfErrorsInPubliclyTrustedCertificatesAlone) {
  EXPECT_EQ(Told{}, TellOf(Rule::kGuessableScalar, Profile::kTlsServer, InputKind::kCsr));
  EXPECT_EQ(Told{}, TellOf(Rule::kGuessableScalar, Profile::kTlsServer, InputKind::kPublicKey));
  EXPECT_EQ(Told{}, TellOf(Rule::kGuessableScalar, Profile::kPrivatePki));
  EXPECT_EQ(Told{}, TellOf(Rule::kP521Refused, Profile::kTlsServer));   // a warning
  EXPECT_EQ(Told{}, TellOf(Rule::kPublicSuffix, Profile::kTlsServer));  // a policy
  EXPECT_EQ(Told{}, TellOf(Rule::kKeyDiffers, Profile::kTlsServer));    // of another file
  EXPECT_EQ(Told{}, TellOf(Rule::kDebianNotEvaluated, Profile::kTlsServer, InputKind::kCertificate,
                           Strictness::kStrict));  // not known to be wrong
}

}  // namespace
}  // namespace keyseal
