#include "core/rules/request_rules.h"

#include <algorithm>

#include "core/asn1/der.h"

namespace keyseal {
namespace {

// In the order of ValidationLevel, from kDv on.
constexpr std::string_view kLevelNames[] = {"dv", "iv", "ov", "ev", "mailbox", "organization", "sponsor", "individual"};

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
  const auto* found = std::ranges::find(kLevelNames, name);
  if (found == std::end(kLevelNames)) return std::nullopt;
  return static_cast<ValidationLevel>(found - kLevelNames + 1);
}

bool IsLevelOf(ValidationLevel level, Profile profile) {
  if (level == ValidationLevel::kUnknown) return true;
  return profile == (level <= ValidationLevel::kEv ? Profile::kTlsServer : Profile::kSmime);
}

std::optional<Generation> ParseGeneration(std::string_view name) {
  if (name == "strict") return Generation::kStrict;
  if (name == "multipurpose") return Generation::kMultipurpose;
  if (name == "legacy") return Generation::kLegacy;
  return std::nullopt;
}

const ExtensionPart* FindExtension(const RequestParts& parts, const Oid& oid) {
  const auto found = std::ranges::find_if(
      parts.extensions, [&](const ExtensionPart& extension) { return IsOid(ToCbs(extension.type.contents), oid); });
  return found == parts.extensions.end() ? nullptr : &*found;
}

}  // namespace keyseal
