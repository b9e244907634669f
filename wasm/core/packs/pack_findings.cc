#include "core/packs/pack_findings.h"

#include <algorithm>
#include <utility>

#include "core/check/finding_values.h"

namespace keyseal {
namespace {

struct Row {
  const char* name;
  Severity severity;
  const char* clause;
  const char* text;
  const char* remedy;
};
constexpr Row kRows[] = {
// as PackFinding counts
#define KEYSEAL_PACK_FINDING(symbol, name, grade, where, text, advice) {name, Severity::k##grade, where, text, advice},
#include "core/packs/pack_findings.def"
#undef KEYSEAL_PACK_FINDING
};

}  // namespace

Finding FindingOf(PackFinding what, std::string field, std::string_view untrusted_value) {
  const Row& row = kRows[static_cast<size_t>(what)];
  return {.rule = row.name,
          .severity = row.severity,
          .clause = row.clause,
          .field = std::move(field),
          .message = row.text,
          .detail = {},
          .value = ShownValue(untrusted_value),
          .remedy = row.remedy};
}

void SortBySeverity(Findings& findings) {
  Findings sorted;  // they are few, and a stable sort is 3 KB of code
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNotice}) {
    for (Finding& finding : findings) {
      if (finding.severity == severity) sorted.push_back(std::move(finding));
    }
  }
  findings = std::move(sorted);
}

bool HasError(const Findings& findings) {
  return std::ranges::any_of(findings, [](const Finding& one) { return one.severity == Severity::kError; });
}

}  // namespace keyseal
