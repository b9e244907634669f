#include "core/rules/blocklist_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "core/check/check.h"
#include "core/check/input_reader.h"
#include "tests/core/support/hashed_lists.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

std::vector<std::string> RulesFor(const PublicKey& key, const BlocklistSet* lists) {
  Reporter reporter(Profile::kPrivatePki, Strictness::kStrict);
  EXPECT_TRUE(CheckBlocklists(key, lists, reporter));
  std::vector<std::string> rules;
  for (const Finding& finding : reporter.findings()) {
    EXPECT_EQ(Severity::kError, finding.severity);
    rules.emplace_back(finding.rule);
  }
  return rules;
}

// A list that can no longer be read.
class GoneFile final : public RecordFile {
 public:
  uint64_t size() const override { return 16; }
  bool Read(uint64_t, std::span<uint8_t> into) const override {
    std::ranges::fill(into, uint8_t{7});
    return std::exchange(is_there, false) || is_there_again;
  }

  mutable bool is_there = true;  // once, to be opened
  bool is_there_again = false;
};

TEST(BlocklistRulesTest, AListThatCanNoLongerBeReadPassesNothing) {
  const Bytes text = ReadVector("check/csr/good.pem");
  const Bytes der = *SplitInput(text)->at(0);
  for (const bool is_there : {true, false}) {
    GoneFile file;
    file.is_there_again = true;
    BlocklistSet lists;
    ASSERT_TRUE(lists.AddRecords(file, {.kind = BlocklistKind::kBadkeys}));
    file.is_there_again = is_there;
    const Result<CheckReport> report = CheckDer(der, {.blocklists = &lists});
    EXPECT_EQ(is_there, report.has_value());
    if (!report) {
      EXPECT_EQ(ErrorCode::kBlocklistIncomplete, report.error().code);
    }
  }
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
