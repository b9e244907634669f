#include "core/generate/warnings.h"

#include <algorithm>
#include <string>

#include "core/keys/private_key.h"
#include "core/rules/authority_rules.h"
#include "core/rules/rule.h"

namespace keyseal {

Findings WarningsOf(const GenerateRequest& request, const CsrContents& contents) {
  Reporter reporter(request.profile);
  reporter.SetKind(InputKind::kCsr);
  reporter.SetAuthority(request.authority);
  if (request.key == KeyType::kEcdsaP521) reporter.Report(Rule::kP521Refused, "key");
  if (request.key == KeyType::kMlDsa44 || request.key == KeyType::kMlDsa65 || request.key == KeyType::kMlDsa87)
    reporter.Report(Rule::kAlgorithmRefused, "key");
  if (contents.must_staple) reporter.Report(Rule::kStapleRefused, "mustStaple");
  if (contents.names.size() > kMostNamesEverywhere) reporter.Report(Rule::kNamesRefused, "names");
  for (size_t i = 0; i < contents.names.dns.size(); i++) {
    if (HasManyLabels(contents.names.dns[i].text())) {
      reporter.Report(Rule::kLabelsRefused, "dns[" + std::to_string(i) + "]");
    }
  }
  if (contents.subject.common_name()) reporter.Report(Rule::kCommonName, "subject");
  const auto is_code = [](const TnEntry& entry) { return entry.kind == TnEntry::Kind::kServiceProviderCode; };
  const auto codes = std::ranges::count_if(request.tn_auth_list, is_code);
  if (static_cast<size_t>(codes) != request.tn_auth_list.size()) reporter.Report(Rule::kTnNumbers, "tnAuthList");
  if (codes > 1) reporter.Report(Rule::kTnCodes, "tnAuthList");
  const auto is_wrong = [&](const TnEntry& entry) { return is_code(entry) && !IsShakenCode(entry.text); };
  if (std::ranges::any_of(request.tn_auth_list, is_wrong)) reporter.Report(Rule::kTnCodeCharacters, "tnAuthList");
  return reporter.findings();
}

Findings WarningsOf(const Passphrase& passphrase) {
  if (passphrase.is_ascii()) return {};
  return {{"W-01", Severity::kWarning, "SP 800-63B 3.1.1.2", "passphrase",
           "Some programs cannot type every character of this passphrase. Letters a to z, digits and spaces work "
           "everywhere."}};
}

}  // namespace keyseal
