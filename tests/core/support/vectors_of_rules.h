// The checker's vectors: tests/vectors/check/expected.txt, one line a file. make.py there says what the columns are.

#ifndef KEYSEAL_TESTS_CORE_SUPPORT_VECTORS_OF_RULES_H_
#define KEYSEAL_TESTS_CORE_SUPPORT_VECTORS_OF_RULES_H_

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/rule.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {

struct RuleVector {
  std::string file;
  std::string options;            // a profile, and what else the checker is told
  std::set<std::string> finds;    // names of rules.def's rows
  std::set<std::string> accepts;  // the same
};

inline std::vector<RuleVector> ReadRuleVectors() {
  const Bytes bytes = ReadVector("check/expected.txt");
  std::istringstream text(std::string(bytes.begin(), bytes.end()));
  std::vector<RuleVector> vectors;
  for (std::string line; std::getline(text, line);) {
    std::vector<std::string> columns;
    std::istringstream row(line);
    for (std::string column; std::getline(row, column, '|');) {
      const size_t start = column.find_first_not_of(' ');
      const size_t end = column.find_last_not_of(' ');
      columns.push_back(start == std::string::npos ? "" : column.substr(start, end - start + 1));
    }
    columns.resize(4);
    const auto words = [](const std::string& column) {
      std::istringstream stream(column);
      std::set<std::string> set;
      for (std::string word; stream >> word;) set.insert(word);
      return set;
    };
    vectors.push_back({columns[0], columns[1], words(columns[2]), words(columns[3])});
  }
  return vectors;
}

// SymbolOf returns the name of |row|, one of AllRules(), which the core itself has no use for.
inline const char* SymbolOf(const RuleRow& row) {
  static constexpr const char* kSymbols[] = {
#define KEYSEAL_RULE(symbol, id, in_request, in_certificate, clause, profiles, text) #symbol,
#include "core/rules/rules.def"
#undef KEYSEAL_RULE
  };
  return kSymbols[&row - AllRules().data()];
}

// SymbolOf returns the name of the row that |finding| came from under |profile|.
inline std::string SymbolOf(const Finding& finding, Profile profile) {
  for (const RuleRow& row : AllRules()) {
    if ((row.profiles >> static_cast<unsigned>(profile) & 1) != 0 && finding.message == row.text &&
        finding.rule == row.id && std::string_view(finding.clause) == row.clauses.For(profile))
      return SymbolOf(row);
  }
  ADD_FAILURE() << "a finding of no rule: " << finding.rule << " " << finding.message;
  return "";
}

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_CORE_SUPPORT_VECTORS_OF_RULES_H_
