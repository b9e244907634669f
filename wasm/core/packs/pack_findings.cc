#include "core/packs/pack_findings.h"

#include <algorithm>
#include <utility>

#include "core/check/finding_values.h"

namespace keyseal {
namespace {

Finding RowOf(PackFinding what) {
  switch (what) {
#define KEYSEAL_PACK_FINDING(symbol, name, grade, where, text, advice) \
  case PackFinding::symbol:                                            \
    return {.rule = name,                                              \
            .severity = Severity::k##grade,                            \
            .clause = where,                                           \
            .field = {},                                               \
            .message = text,                                           \
            .detail = {},                                              \
            .value = {},                                               \
            .remedy = advice};
#include "core/packs/pack_findings.def"
#undef KEYSEAL_PACK_FINDING
  }
  return {};
}

}  // namespace

Finding FindingOf(PackFinding what, std::string field, std::string_view untrusted_value) {
  Finding finding = RowOf(what);
  finding.field = std::move(field);
  finding.value = ShownValue(untrusted_value);
  return finding;
}

bool HasError(const Findings& findings) {
  return std::ranges::any_of(findings, [](const Finding& one) { return one.severity == Severity::kError; });
}

}  // namespace keyseal
