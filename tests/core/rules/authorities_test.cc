#include "core/rules/authorities.h"

#include <gtest/gtest.h>

#include "tests/core/support/vectors_of_rules.h"

namespace keyseal {
namespace {

TEST(AuthoritiesTest, EveryAuthorityHasItsOwnName) {
  for (const AuthorityFacts& facts : AllAuthorities()) {
    EXPECT_EQ(facts.authority, ParseAuthority(facts.name)) << facts.name;
    EXPECT_EQ(&facts, &FactsOf(facts.authority)) << facts.name;
    EXPECT_FALSE(facts.source.empty() || facts.version.empty()) << facts.name;
  }
  EXPECT_FALSE(ParseAuthority(""));
  EXPECT_FALSE(ParseAuthority("Let's Encrypt"));
}

TEST(AuthoritiesTest, EveryPolicyIsSomebodysAndNoOtherRuleIs) {
  for (size_t i = 0; i < kRuleCount; i++) {
    EXPECT_EQ(AllRules()[i].in_request == RuleSeverity::kRefused, AuthorityOf(static_cast<Rule>(i)).has_value())
        << SymbolOf(AllRules()[i]);
  }
}

}  // namespace
}  // namespace keyseal
