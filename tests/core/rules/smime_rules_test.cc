#include "core/rules/smime_rules.h"

#include <gtest/gtest.h>

namespace keyseal {
namespace {

// TypesOf returns what the checker says a request's subject is right for; the vectors hold the rest of the rules.
std::string TypesOf(std::vector<DecodedAttribute> subject, RequestContext context = {.issued = 20261121}) {
  Reporter reporter(Profile::kSmime);
  reporter.SetKind(InputKind::kCsr);
  CheckSmimeSubject(subject, {}, context, reporter);
  for (const Finding& finding : reporter.findings()) {
    if (std::string_view(finding.message) == RowOf(Rule::kSmimeTypes).text) return finding.detail;
    if (std::string_view(finding.message) == RowOf(Rule::kSmimeNoType).text) return "none";
  }
  return "";
}

TEST(SmimeRulesTest, NamesEveryTypeThatASubjectIsRightFor) {
  const DecodedAttribute organization{"O", "Example"}, number{"organizationIdentifier", "NTRDE-1"},
      surname{"SN", "Doe"};
  EXPECT_EQ("mailbox", TypesOf({}));
  EXPECT_EQ("mailbox", TypesOf({{"CN", "jo@example.com"}}));
  EXPECT_EQ("individual", TypesOf({surname}));
  EXPECT_EQ("organization", TypesOf({organization, number}));
  EXPECT_EQ("sponsor", TypesOf({organization, number, surname}));
  EXPECT_EQ("none", TypesOf({{"CN", "Jo Doe"}}));
  EXPECT_EQ("none", TypesOf({{"OU", "Example"}}));
}

TEST(SmimeRulesTest, SaysWhatAnAuthorityWouldAdd) {
  EXPECT_EQ("organization (lacks organizationIdentifier)", TypesOf({{"O", "Example"}}));
  EXPECT_EQ("sponsor (multipurpose; lacks organizationIdentifier)",
            TypesOf({{"O", "Example"}, {"GN", "Jo"}, {"L", "Ulm"}, {"C", "DE"}, {"street", "Gasse 1"}}));
}

TEST(SmimeRulesTest, KnowsLegacyOnesUntilTheyEnded) {
  const std::vector<DecodedAttribute> subject = {{"CN", "Jo Doe"}};
  EXPECT_EQ("individual (multipurpose)", TypesOf({{"SN", "Doe"}, {"L", "Ulm"}, {"C", "DE"}, {"street", "Gasse 1"}}));
  EXPECT_EQ("individual (legacy)", TypesOf(subject, {.issued = 20250714}));
  EXPECT_EQ("none", TypesOf(subject, {.issued = 20250715}));
  EXPECT_EQ("individual", TypesOf(subject, {.generation = Generation::kLegacy, .issued = 20261121}));
}

}  // namespace
}  // namespace keyseal
