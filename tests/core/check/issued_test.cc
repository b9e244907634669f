#include "core/check/issued.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "core/check/check.h"
#include "core/check/input_reader.h"
#include "tests/core/support/read_vector.h"
#include "tests/core/support/tlv.h"
#include "tests/core/support/vectors_of_rules.h"

namespace keyseal {
namespace {

CheckReport ReportOn(const std::string& file, const CheckOptions& options) {
  const std::string text = ReadTextVector("check/" + file);
  return *CheckDer(*SplitInput(Bytes(text.begin(), text.end()))->at(0), options);
}

CheckOptions OptionsOf(std::istringstream& words) {
  CheckOptions options{.date = 20261121};
  for (std::string word; words >> word;) {
    if (const auto profile = ParseCheckProfile(word)) {
      options.profile = *profile;
    } else if (const auto level = ParseValidationLevel(word)) {
      options.level = *level;
    } else if (word.starts_with("generation=")) {
      options.generation = *ParseGeneration(word.substr(word.find('=') + 1));
    } else if (word.starts_with("authority=")) {
      options.authority = *ParseAuthority(word.substr(word.find('=') + 1));
    } else {
      ADD_FAILURE() << word;
    }
  }
  return options;
}

std::string RowText(const IssuedPart& row) {
  return "  " + row.part + " " + FateName(row.fate) + (row.becomes.empty() ? "" : " -> " + row.becomes) + " [" +
         row.clause + "]";
}

// tests/vectors/check/issued.txt: a line for a vector, and under it one for each row.
TEST(IssuedTest, MakesOfEveryVectorWhatAnAuthorityDoes) {
  std::istringstream lines(ReadTextVector("check/issued.txt"));
  std::string line;
  std::getline(lines, line);
  size_t vectors = 0;
  while (!line.empty()) {
    const std::string about = line;
    std::istringstream words(about);
    std::string file, expected;
    words >> file;
    while (std::getline(lines, line) && line.starts_with("  ")) expected += line + "\n";
    std::string found;
    for (const IssuedPart& row : ReportOn(file, OptionsOf(words)).decoded.issued) found += RowText(row) + "\n";
    EXPECT_EQ(expected, found) << about;
    vectors++;
    if (!lines) break;
  }
  EXPECT_LT(50U, vectors);
}

TEST(IssuedTest, HasARowForEachPartOfEveryRequestAndNoneTwice) {
  for (const RuleVector& vector : ReadRuleVectors()) {
    const CheckReport report = ReportOn(vector.file, {.date = 20261121});
    if (report.kind != InputKind::kCsr) {
      EXPECT_TRUE(report.decoded.issued.empty()) << vector.file;
      continue;
    }
    std::multiset<std::string> parts;
    for (const IssuedPart& row : report.decoded.issued) {
      if (row.part != "san") parts.insert(row.part);  // what is added there has no index
      EXPECT_STRNE("", row.reason);
      EXPECT_STRNE("", row.clause) << vector.file << " " << row.part;
    }
    if (parts.empty()) continue;  // a request without a key
    for (const std::string& part : parts) EXPECT_EQ(1U, parts.count(part)) << vector.file << " " << part;
    for (size_t i = 0; i < report.decoded.subject.size(); i++) {
      EXPECT_TRUE(parts.contains("subject[" + std::to_string(i) + "]")) << vector.file;
    }
    for (const DecodedName& name : report.decoded.names) {
      EXPECT_TRUE(parts.contains("san[" + std::to_string(name.index) + "]")) << vector.file;
    }
    const size_t extensions = report.decoded.extensions.size();
    const bool has_names =
        std::ranges::any_of(report.decoded.extensions, [](const auto& one) { return one.oid == "2.5.29.17"; });
    EXPECT_LE(extensions - (has_names ? 1 : 0), parts.size()) << vector.file;
  }
}

const IssuedPart* FindRow(const CheckReport& report, std::string_view part) {
  const auto row = std::ranges::find(report.decoded.issued, part, &IssuedPart::part);
  return row == report.decoded.issued.end() ? nullptr : &*row;
}

TEST(IssuedTest, RepeatsWhatTheRequestSaysEscapedAndCut) {
  EXPECT_EQ("WWW.example.com", FindRow(ReportOn("csr/cn-capitals.pem", {}), "subject[0]")->value);
  EXPECT_EQ("CA:FALSE, pathlen", FindRow(ReportOn("csr/path-length.pem", {}), "basicConstraints")->value);
  EXPECT_EQ("digitalSignature, dataEncipherment", FindRow(ReportOn("csr/usage-rsa-data.pem", {}), "keyUsage")->value);
  EXPECT_EQ("1.2.3.4", FindRow(ReportOn("csr/extension-other.pem", {}), "extensions[1]")->value);
  EXPECT_NE(std::string::npos, FindRow(ReportOn("csr/text-direction.pem", {}), "subject[0]")->value.find("\\u{202e}"));
  EXPECT_TRUE(FindRow(ReportOn("csr/text-4097.pem", {}), "subject[0]")->value.ends_with("..."));
}

TEST(IssuedTest, ShowsAHundredAttributes) {
  for (const char* count : {"100", "101"}) {
    const CheckReport report = ReportOn("csr/attributes-" + std::string(count) + "-empty.pem", {});
    EXPECT_NE(nullptr, FindRow(report, "attributes[" + std::to_string(kMaxAttributes - 1) + "]"));
    EXPECT_EQ(nullptr, FindRow(report, "attributes[" + std::to_string(kMaxAttributes) + "]"));
  }
}

TEST(IssuedTest, NeverRepeatsAChallengePassword) {
  EXPECT_EQ("1.2.840.113549.1.9.7", FindRow(ReportOn("csr/challenge-password.pem", {}), "attributes[0]")->value);
}

}  // namespace
}  // namespace keyseal
