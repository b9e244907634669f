#include "core/rules/ev_rules.h"

#include <algorithm>

#include "core/rules/registration.h"

namespace keyseal {
namespace {

constexpr Oid kOrganizationIdentifierExtension("2.23.140.3.1");
constexpr CBS_ASN1_TAG kState = CBS_ASN1_CONTEXT_SPECIFIC | 0;

// EVG 7.1.4.2
constexpr std::string_view kAttributes[] = {"O",
                                            "CN",
                                            "businessCategory",
                                            "jurisdictionC",
                                            "jurisdictionST",
                                            "jurisdictionL",
                                            "serialNumber",
                                            "street",
                                            "ST",
                                            "L",
                                            "C",
                                            "postalCode",
                                            "organizationIdentifier"};

std::string_view TextOfElement(const DerElement& element) {
  return {reinterpret_cast<const char*>(element.contents.data()), element.contents.size()};
}

// IsSaidBy returns whether the extension says the same as |identifier|.
// CABFOrganizationIdentifier ::= SEQUENCE { scheme, country, state [0] OPTIONAL, reference }  (EVG 7.1.2.2)
bool IsSaidBy(const ExtensionPart& extension, std::string_view identifier) {
  const std::optional<Registration> meant = ParseRegistration(identifier);
  DerReader value(extension.value);
  const auto sequence = value.Take(CBS_ASN1_SEQUENCE);
  DerReader fields(sequence.value_or(DerElement{}));
  const auto scheme = fields.Take(CBS_ASN1_PRINTABLESTRING);
  const auto country = fields.Take(CBS_ASN1_PRINTABLESTRING);
  const auto state = fields.Take(kState);
  const auto reference = fields.Take(CBS_ASN1_UTF8STRING);
  if (!meant || !scheme || !country || !reference || !fields.at_end() || !value.at_end()) return false;
  return TextOfElement(*scheme) == meant->scheme && TextOfElement(*country) == meant->country &&
         TextOfElement(state.value_or(DerElement{})) == meant->state && TextOfElement(*reference) == meant->reference;
}

}  // namespace

bool IsEvAttribute(std::string_view attribute) {
  return std::ranges::find(kAttributes, attribute) != std::end(kAttributes);
}

void CheckEv(const RequestParts& parts, std::span<const DecodedAttribute> subject, const NamesOfRequest& names,
             const RequestContext& context, Reporter& reporter) {
  const auto has = [&](std::string_view type) {
    return std::ranges::find(subject, type, &DecodedAttribute::type) != subject.end();
  };
  const bool has_all = has("O") && has("businessCategory") && has("jurisdictionC") && has("serialNumber") && has("C") &&
                       (has("L") || has("ST"));
  if (!has_all) reporter.Report(Rule::kEvIncomplete, "subject");                                          // S-09
  if (has("jurisdictionL") && !has("jurisdictionST")) reporter.Report(Rule::kEvJurisdiction, "subject");  // S-09
  const ExtensionPart* extension = FindExtension(parts, kOrganizationIdentifierExtension);
  const bool is_issued = context.kind == InputKind::kCertificate;  // of a request the authority adds it
  for (size_t i = 0; i < subject.size(); i++) {
    const std::string field = "subject[" + std::to_string(i) + "]";
    const auto& [type, value] = subject[i];
    if (!IsEvAttribute(type) && type != "OU") reporter.Report(Rule::kEvAttribute, field);  // S-09, and S-12 of OU
    if (type != "organizationIdentifier") continue;
    const auto jurisdiction = std::ranges::find(subject, "jurisdictionC", &DecodedAttribute::type);
    const std::string_view country = jurisdiction != subject.end() ? jurisdiction->value : std::string_view();
    const char* fault = FindRegistrationFault(value, country, Profile::kTlsServer);
    if (fault != nullptr) reporter.Report(Rule::kRegistration, field, fault);  // S-16
    const bool is_other = extension != nullptr && !IsSaidBy(*extension, value);
    if (is_other || (is_issued && extension == nullptr)) reporter.Report(Rule::kEvIdentifier, field);  // S-16
  }
  for (const DecodedName& name : names.names) {
    const std::string field = "san[" + std::to_string(name.index) + "]";
    const bool is_wildcard = name.kind == "dns" && name.text.starts_with("*.") && !name.text.ends_with(".onion");
    if (is_wildcard) reporter.Report(Rule::kEvWildcard, field);       // S-09
    if (name.kind == "ip") reporter.Report(Rule::kEvAddress, field);  // S-09
  }
}

}  // namespace keyseal
