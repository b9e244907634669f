#include "core/blocklist_rules.h"

#include <gtest/gtest.h>

#include "tests/core/hashed_lists.h"

namespace keyseal {
namespace {

std::vector<std::string> RulesFor(const PublicKey& key, const BlocklistSet* lists) {
  Reporter reporter(Profile::kPrivatePki, Strictness::kStrict);
  CheckBlocklists(key, lists, reporter);
  std::vector<std::string> rules;
  for (const Finding& finding : reporter.findings()) {
    EXPECT_EQ(Severity::kError, finding.severity);
    rules.emplace_back(finding.rule);
  }
  return rules;
}

TEST(BlocklistRulesTest, KeysThatDebianCouldNotMakeNeedNoListOfIts) {
  BlocklistSet lists;
  ASSERT_TRUE(lists.Add(ToBytes(HexNumber(1) + "\n"), {}));
  for (const KeyAlgorithm algorithm :
       {KeyAlgorithm::kRsa, KeyAlgorithm::kRsaPss, KeyAlgorithm::kEc, KeyAlgorithm::kOther}) {
    PublicKey key;
    key.algorithm = algorithm;
    EXPECT_EQ(std::vector<std::string>({"K-04", "K-05"}), RulesFor(key, nullptr));
    EXPECT_EQ(std::vector<std::string>({"K-05"}), RulesFor(key, &lists));
  }
  for (const KeyAlgorithm algorithm :
       {KeyAlgorithm::kEd25519, KeyAlgorithm::kEd448, KeyAlgorithm::kMlDsa, KeyAlgorithm::kMlKem}) {
    PublicKey key;
    key.algorithm = algorithm;
    EXPECT_EQ(std::vector<std::string>({"K-04"}), RulesFor(key, nullptr));
    EXPECT_TRUE(RulesFor(key, &lists).empty());
  }
}

}  // namespace
}  // namespace keyseal
