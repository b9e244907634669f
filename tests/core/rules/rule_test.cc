#include "core/rules/rule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "core/check/file_batch.h"
#include "core/check/input_reader.h"
#include "tests/core/support/vectors_of_rules.h"

namespace keyseal {
namespace {

std::set<std::string> Symbols() {
  std::set<std::string> symbols;
  for (const RuleRow& row : AllRules()) symbols.insert(SymbolOf(row));
  return symbols;
}

TEST(RuleTest, RowsOfOneIdDifferInTextOrProfiles) {
  for (const RuleRow& a : AllRules()) {
    EXPECT_NE(0, a.profiles) << SymbolOf(a);
    for (const RuleRow& b : AllRules()) {
      if (&a == &b || std::string_view(a.text) != b.text || std::string_view(a.id) != b.id) continue;
      EXPECT_EQ(0, a.profiles & b.profiles) << SymbolOf(a) << " " << SymbolOf(b);
    }
  }
}

TEST(RuleTest, EveryErrorAndWarningHasARemedy) {
  for (size_t i = 0; i < kRuleCount; i++) {
    const RuleRow& row = AllRules()[i];
    const auto is_told = [](RuleSeverity severity) {
      return severity != RuleSeverity::kNotice && severity != RuleSeverity::kNotEvaluated;
    };
    if (!is_told(row.in_request) && !is_told(row.in_certificate)) continue;
    EXPECT_NE("", std::string(RemedyFor(static_cast<Rule>(i)))) << SymbolOf(row);
  }
}

TEST(RuleTest, CitesTheTextThatBindsTheProfile) {
  const auto clause_for = [](Profile profile) {
    Reporter reporter(profile);
    reporter.Report(Rule::kCaIssued, "");
    return reporter.findings().empty() ? "" : std::string(reporter.findings()[0].clause);
  };
  EXPECT_EQ("BR 7.1.2.7.8", clause_for(Profile::kTlsServer));
  EXPECT_EQ("SBR 7.1.2.3(d)", clause_for(Profile::kSmime));
  EXPECT_EQ("CSBR 7.1.2.3(d)", clause_for(Profile::kCodeSigning));
}

TEST(RuleTest, CitesNoOtherForumsTextWhereOneBinds) {
  for (const RuleRow& row : AllRules()) {
    for (const auto& [profile, others] : {std::pair(Profile::kTlsServer, "SBR|CSBR"),
                                          {Profile::kSmime, "BR|EVG|CSBR|CHR"},
                                          {Profile::kCodeSigning, "BR|EVG|SBR|CHR|MOZ"}}) {
      if ((row.profiles >> static_cast<unsigned>(profile) & 1) == 0) continue;
      const std::string clause = row.clauses.For(profile);
      std::istringstream words(others);
      for (std::string word; std::getline(words, word, '|');) {
        EXPECT_FALSE(clause.starts_with(word + " ")) << SymbolOf(row) << " " << clause;
      }
    }
  }
}

TEST(RuleTest, EveryRuleHasAnAcceptingAndARejectingVector) {
  std::set<std::string> rejecting, accepting;
  for (const RuleVector& vector : ReadRuleVectors()) {
    rejecting.insert(vector.finds.begin(), vector.finds.end());
    accepting.insert(vector.accepts.begin(), vector.accepts.end());
  }
  EXPECT_EQ(Symbols(), rejecting);
  EXPECT_EQ(Symbols(), accepting);
}

// CheckFile judges the only input of a vector.
Result<CheckReport> CheckFile(const std::string& file, const CheckOptions& options) {
  const auto inputs = SplitInput(ReadVector("check/" + file));
  if (!inputs || inputs->size() != 1) return ErrorCode::kNotCheckable;
  if (!inputs->at(0)) return inputs->at(0).error();
  return CheckDer(*inputs->at(0), options);
}

// CheckAfter judges |file| in one call with |others|, which stand before it.
Result<CheckReport> CheckAfter(const std::string& others, const std::string& file, const CheckOptions& options) {
  std::vector<NamedFile> files;
  for (const std::string& name : {others, file}) files.push_back({name, ReadVector("check/" + name)});
  return std::move(CheckFiles(files, options).back().report);
}

// VectorOptions are CheckOptions with the lists that they point to.
struct VectorOptions {
  CheckOptions options;
  bool speaks_of_lists = false;
  bool speaks_of_primes = false;
  std::string others;  // a file that is judged before
  BlocklistSet lists;
  KnownPrimes primes;
  std::vector<Bytes> files;
};

// ReadOptions reads the second column: a profile, and perhaps a level, a generation, a day, "strict", lists, and a file
// beside.
void ReadOptions(const std::string& column, VectorOptions& all) {
  CheckOptions& options = all.options;
  options.date = 20261121;
  std::istringstream words(column);
  for (std::string word; words >> word;) {
    if (const auto profile = ParseCheckProfile(word)) options.profile = *profile;
    if (const auto level = ParseValidationLevel(word)) options.level = *level;
    if (const auto date = ParseDate(word)) options.date = *date;
    constexpr std::string_view kGeneration = "generation=";
    if (word.starts_with(kGeneration)) options.generation = *ParseGeneration(word.substr(kGeneration.size()));
    constexpr std::string_view kMatch = "match=";
    if (word.starts_with(kMatch)) options.match_spki_sha256 = CheckFile(word.substr(kMatch.size()), {})->spki_sha256;
    constexpr std::string_view kWith = "with=";
    if (word.starts_with(kWith)) all.others = word.substr(kWith.size());
    if (word == "strict") options.strictness = Strictness::kStrict;
    constexpr std::string_view kSigner = "signer=";
    if (word.starts_with(kSigner)) {
      const auto signers = SignersIn(ReadVector("check/" + word.substr(kSigner.size())));
      ASSERT_TRUE(signers) << word;
      options.signers = *signers;
    }
    constexpr std::string_view kList = "list=";
    if (word.starts_with("list")) all.speaks_of_lists = true;
    constexpr std::string_view kPrimes = "primes=";
    if (word.starts_with(kPrimes)) all.speaks_of_primes = true;
    if (word.starts_with(kPrimes) && word != "primes=none") {
      const std::string name = word.substr(kPrimes.size());
      ASSERT_TRUE(all.primes.Add(ReadVector("check/" + name), name)) << word;
      options.primes = &all.primes;
    }
    if (!word.starts_with(kList)) continue;
    const auto label = ParseBlocklistArgument(std::string_view(word).substr(kList.size()));
    ASSERT_TRUE(label) << word;
    all.files.push_back(ReadVector("check/" + label->name));
    ASSERT_TRUE(all.lists.Add(all.files.back(), *label)) << word;
    options.blocklists = &all.lists;
  }
}

TEST(RuleTest, EveryVectorLeadsToItsFindingsAndNoOthers) {
  for (const RuleVector& vector : ReadRuleVectors()) {
    if (vector.options.find("reuse=") != std::string::npos) continue;  // tests/check/reuse.test.mjs
    VectorOptions all;
    ReadOptions(vector.options, all);
    const CheckOptions& options = all.options;
    const Result<CheckReport> report =
        all.others.empty() ? CheckFile(vector.file, options) : CheckAfter(all.others, vector.file, options);
    ASSERT_TRUE(report) << vector.file << " " << ErrorName(report.error().code);
    std::set<std::string> found;
    for (const Finding& finding : report->findings) found.insert(SymbolOf(finding, options.profile));
    size_t left_out = 0;
    if (!all.speaks_of_lists) left_out += found.erase("kCompromiseNotEvaluated") + found.erase("kDebianNotEvaluated");
    if (!all.speaks_of_primes) left_out += found.erase("kKnownPrimesNotEvaluated");
    EXPECT_EQ(vector.finds, found) << vector.file;
    for (const std::string& symbol : vector.accepts) EXPECT_FALSE(found.contains(symbol)) << vector.file << symbol;
    if (left_out > 0 && options.strictness == Strictness::kStrict) continue;  // those are errors then
    const bool has_error = std::ranges::count(report->findings, Severity::kError, &Finding::severity) > 0;
    EXPECT_EQ(!has_error, report->acceptable) << vector.file;
  }
}

}  // namespace
}  // namespace keyseal
