#include "tests/fuzz/report_properties.h"

#include <algorithm>
#include <cstring>
#include <set>
#include <string>

#include "core/base/utf8.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

bool IsSameFinding(const Finding& a, const Finding& b) {
  return std::strcmp(a.rule, b.rule) == 0 && std::strcmp(a.clause, b.clause) == 0 &&
         std::strcmp(a.message, b.message) == 0 && a.severity == b.severity && a.field == b.field &&
         a.detail == b.detail && a.value == b.value;
}

bool IsSameAttribute(const DecodedAttribute& a, const DecodedAttribute& b) {
  return a.type == b.type && a.value == b.value;
}

bool IsSameName(const DecodedName& a, const DecodedName& b) {
  return a.kind == b.kind && a.text == b.text && a.index == b.index;
}

// The row that |finding| came from: of that profile, with that text.
bool IsOfARule(const Finding& finding, Profile profile) {
  return std::ranges::any_of(AllRules(), [&](const RuleRow& row) {
    return (row.profiles >> static_cast<unsigned>(profile) & 1) != 0 && std::strcmp(row.id, finding.rule) == 0 &&
           std::strcmp(row.text, finding.message) == 0 && std::strcmp(row.clauses.For(profile), finding.clause) == 0;
  });
}

// "key", "dns[3]"
bool IsField(std::string_view field) {
  return field.size() <= 40 && std::ranges::all_of(field, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '[' || c == ']';
         });
}

}  // namespace

bool IsSameReport(const Result<CheckReport>& a, const Result<CheckReport>& b) {
  if (!a || !b) return !a && !b && a.error().code == b.error().code;
  return a->kind == b->kind && a->acceptable == b->acceptable && a->spki_sha256 == b->spki_sha256 &&
         a->names == b->names && a->decoded.key == b->decoded.key &&
         std::ranges::equal(a->findings, b->findings, IsSameFinding) &&
         std::ranges::equal(a->decoded.subject, b->decoded.subject, IsSameAttribute) &&
         std::ranges::equal(a->decoded.names, b->decoded.names, IsSameName);
}

static void RequireSoundIssued(const CheckReport& report) {
  constexpr size_t kMaxText = 8 * kMaxShownValue + 3;
  std::set<std::string> parts;
  for (const IssuedPart& row : report.decoded.issued) {
    Require(row.part == "san" || parts.insert(row.part).second, "a part has one fate");
    Require(IsPrintableAscii(row.part), "a part is a name");
    for (const std::string& text : {row.value, row.becomes}) {
      Require(CountCodePoints(text).value_or(kMaxText + 1) <= kMaxText, "a value is UTF-8, and short");
    }
    Require(*row.reason != 0 && *row.clause != 0, "each fate has its reason and its source");
  }
  if (parts.empty()) return;
  Require(report.kind == InputKind::kCsr && parts.contains("key"), "only a request is issued from");
  for (size_t i = 0; i < report.decoded.subject.size(); i++) {
    Require(parts.contains("subject[" + std::to_string(i) + "]"), "every attribute has a fate");
  }
  for (const DecodedName& name : report.decoded.names) {
    Require(parts.contains("san[" + std::to_string(name.index) + "]"), "every name has a fate");
  }
}

void RequireSoundReport(const CheckReport& report, const CheckOptions& options) {
  constexpr size_t kMaxDetail = 200;                    // a fact, not a copy of the input
  constexpr size_t kMaxValue = 8 * kMaxShownValue + 3;  // every character written out, and dots
  const bool has_error =
      std::ranges::any_of(report.findings, [](const Finding& finding) { return finding.severity == Severity::kError; });
  Require(report.acceptable != has_error, "the verdict follows from the findings");
  Require(std::ranges::is_sorted(report.findings, {}, &Finding::severity), "errors come first");
  for (const Finding& finding : report.findings) {
    Require(IsOfARule(finding, options.profile), "a finding is a row of rules.def, under its profile");
    Require(IsField(finding.field), "a field is the name of a place");
    Require(IsPrintableAscii(finding.detail) && finding.detail.size() <= kMaxDetail, "a detail is a short fact");
    Require(CountCodePoints(finding.value).value_or(kMaxValue + 1) <= kMaxValue, "a value is UTF-8, and short");
  }
  Require(report.acceptable ? report.spki_sha256.size() == 64 : true, "what is acceptable has a key");
  Require(report.decoded.names.size() == report.names.size(), "every name is decoded");
  for (const DecodedAttribute& attribute : report.decoded.subject) {
    Require(IsPrintableAscii(attribute.type), "a type is a short name or an OID");
    Require(CountCodePoints(attribute.value).has_value(), "a decoded value is UTF-8");
  }
  for (const DecodedName& name : report.decoded.names) {
    const bool is_text = name.kind == "email" ? CountCodePoints(name.text).has_value() : IsPrintableAscii(name.text);
    Require(is_text, "a decoded name is ASCII, a mailbox perhaps UTF-8");
  }
  RequireSoundIssued(report);
}

}  // namespace keyseal
