#include "core/rules/caller_rules.h"

#include <algorithm>

#include "core/names/tn_auth_list.h"

namespace keyseal {
namespace {

constexpr Oid kTnAuthList("1.3.6.1.5.5.7.1.26");

// N-23. Returns the code that the common name must have, or nothing where there is not just one.
std::optional<std::string> CheckList(const ExtensionPart& list, Reporter& reporter) {
  constexpr char kField[] = "tnAuthList";
  const auto entries = ParseTnAuthList(list.value.contents);
  if (!entries) {
    reporter.Report(Rule::kExtensionMalformed, kField, PlaceOf(list.value.contents_offset));
    return std::nullopt;
  }
  const auto is_code = [](const TnEntry& entry) { return entry.kind == TnEntry::Kind::kServiceProviderCode; };
  const auto codes = std::ranges::count_if(*entries, is_code);
  if (static_cast<size_t>(codes) != entries->size()) reporter.Report(Rule::kTnNumbers, kField);
  if (codes > 1) reporter.Report(Rule::kTnCodes, kField, std::to_string(codes));
  const auto is_wrong = [&](const TnEntry& entry) { return is_code(entry) && !IsShakenCode(entry.text); };
  if (std::ranges::any_of(*entries, is_wrong)) reporter.Report(Rule::kTnCodeCharacters, kField);
  if (entries->size() != 1 || codes != 1) return std::nullopt;
  return entries->front().text;
}

}  // namespace

void CheckCaller(const RequestParts& parts, std::span<const DecodedAttribute> subject, const RequestContext& context,
                 Reporter& reporter) {
  const ExtensionPart* list = FindExtension(parts, kTnAuthList);
  if (list == nullptr) return;
  const std::optional<std::string> code = CheckList(*list, reporter);
  if (!code) return;  // of a delegate certificate (RFC 9060), which SHAKEN does not name
  std::string missing;
  for (const char* type : {"CN", "O", "C"}) {
    if (std::ranges::find(subject, type, &DecodedAttribute::type) != subject.end()) continue;
    missing += (missing.empty() ? "" : ", ") + std::string(type);
  }
  const bool is_issued = context.kind == InputKind::kCertificate;  // of a request the authority writes it
  if (is_issued && !missing.empty()) reporter.Report(Rule::kCallerIncomplete, "subject", missing);  // S-17
  for (size_t i = 0; i < subject.size(); i++) {
    if (subject[i].type != "CN" || subject[i].value == "SHAKEN " + *code) continue;
    reporter.Report(Rule::kCallerName, "subject[" + std::to_string(i) + "]");  // S-17
  }
}

}  // namespace keyseal
