#include "core/packs/pack_findings.h"

#include <gtest/gtest.h>

namespace keyseal {
namespace {

TEST(PackFindingsTest, HaveWhatTheirRowSaysAndShowNoControlCharacters) {
  const Finding finding = FindingOf(PackFinding::kNotVerified, "chain[2]", "a\x1b[2J");
  EXPECT_STREQ("chain-not-verified", finding.rule);
  EXPECT_EQ(Severity::kError, finding.severity);
  EXPECT_STREQ("RFC 5280 6.1.3", finding.clause);
  EXPECT_EQ("chain[2]", finding.field);
  EXPECT_EQ("a\\u{1b}[2J", finding.value);
  EXPECT_STRNE("", finding.remedy);
}

TEST(PackFindingsTest, OnlyAnErrorForbidsThePackage) {
  EXPECT_FALSE(HasError({FindingOf(PackFinding::kIncomplete, ""), FindingOf(PackFinding::kChainChoice, "")}));
  EXPECT_TRUE(HasError({FindingOf(PackFinding::kIncomplete, ""), FindingOf(PackFinding::kNotVerified, "")}));
}

}  // namespace
}  // namespace keyseal
