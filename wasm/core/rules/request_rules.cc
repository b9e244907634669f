#include "core/rules/request_rules.h"

#include <algorithm>

#include "core/asn1/der.h"

namespace keyseal {
namespace {

constexpr Oid kCertificatePolicies("2.5.29.32");

struct PolicyLevel {
  Oid oid;
  ValidationLevel level;
};
constexpr PolicyLevel kPolicyLevels[] = {
    {Oid("2.23.140.1.2.1"), ValidationLevel::kDv},
    {Oid("2.23.140.1.2.2"), ValidationLevel::kOv},
    {Oid("2.23.140.1.2.3"), ValidationLevel::kIv},
    {Oid("2.23.140.1.1"), ValidationLevel::kEv},
};

constexpr bool IsLeapYear(uint32_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

uint32_t DaysOf(uint32_t year, uint32_t month) {
  if (month == 2) return IsLeapYear(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace

std::optional<Date> ParseDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  uint32_t number = 0;
  for (size_t i = 0; i < text.size(); i++) {
    if (i == 4 || i == 7) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    number = number * 10 + static_cast<uint32_t>(text[i] - '0');
  }
  const uint32_t year = number / 10000, month = number / 100 % 100, day = number % 100;
  if (month < 1 || month > 12 || day < 1 || day > DaysOf(year, month)) return std::nullopt;
  return number;
}

std::optional<ValidationLevel> ParseValidationLevel(std::string_view name) {
  if (name == "dv") return ValidationLevel::kDv;
  if (name == "iv") return ValidationLevel::kIv;
  if (name == "ov") return ValidationLevel::kOv;
  if (name == "ev") return ValidationLevel::kEv;
  return std::nullopt;
}

const ExtensionPart* FindExtension(const RequestParts& parts, const Oid& oid) {
  const auto found = std::ranges::find_if(
      parts.extensions, [&](const ExtensionPart& extension) { return IsOid(ToCbs(extension.type.contents), oid); });
  return found == parts.extensions.end() ? nullptr : &*found;
}

// CertificatePolicies ::= SEQUENCE OF SEQUENCE { policyIdentifier, … }  (RFC 5280 4.2.1.4)
ValidationLevel LevelOfPolicies(const RequestParts& parts) {
  const ExtensionPart* policies = FindExtension(parts, kCertificatePolicies);
  if (policies == nullptr) return ValidationLevel::kUnknown;
  DerReader value(policies->value);
  DerReader list(value.Take(CBS_ASN1_SEQUENCE).value_or(DerElement{}));
  while (const auto policy = list.Take(CBS_ASN1_SEQUENCE)) {
    const auto oid = DerReader(*policy).Take(CBS_ASN1_OBJECT);
    if (!oid) continue;
    for (const PolicyLevel& known : kPolicyLevels) {
      if (IsOid(ToCbs(oid->contents), known.oid)) return known.level;
    }
  }
  return ValidationLevel::kUnknown;
}

}  // namespace keyseal
