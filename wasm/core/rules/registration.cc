#include "core/rules/registration.h"

#include <algorithm>

#include "core/base/string_table.h"

namespace keyseal {
namespace {

bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }
bool IsCapitalOrDigit(char c) { return IsCapital(c) || (c >= '0' && c <= '9'); }

constexpr size_t kLeiSize = 20;  // characters, ISO 17442

}  // namespace

std::optional<Registration> ParseRegistration(std::string_view text) {
  if (text.size() < 5 || !std::ranges::all_of(text.substr(0, 5), IsCapital)) return std::nullopt;
  Registration parts{text.substr(0, 3), text.substr(3, 2), {}, {}};
  std::string_view rest = text.substr(5);
  if (rest.starts_with('+')) {
    const size_t end = std::min(rest.find('-'), rest.size());
    parts.state = rest.substr(1, end - 1);
    if (parts.state.empty() || parts.state.size() > 3) return std::nullopt;
    if (!std::ranges::all_of(parts.state, IsCapitalOrDigit)) return std::nullopt;
    rest.remove_prefix(end);
  }
  if (rest.empty()) return parts;
  if (!rest.starts_with('-') || rest.size() == 1) return std::nullopt;
  parts.reference = rest.substr(1);
  return parts;
}

const char* FindRegistrationFault(std::string_view text, std::string_view country, Profile profile) {
  const std::optional<Registration> parts = ParseRegistration(text);
  if (!parts) return "not written as a registration";
  const bool is_smime = profile == Profile::kSmime;
  const std::string_view scheme = parts->scheme;
  const bool is_common = scheme == "NTR" || scheme == "VAT" || scheme == "PSD";  // EVG Appendix H
  const bool is_lei = is_smime && scheme == "LEI";
  const bool is_official = is_smime && (scheme == "GOV" || scheme == "INT");  // SBR 7.1.4.2.2(d), note 2
  if (!is_common && !is_lei && !is_official) return "an unknown scheme";
  if (is_official != parts->reference.empty()) return is_official ? "a reference too many" : "no reference";
  if (is_lei || (is_official && scheme == "INT")) {
    if (parts->country != "XG" || !parts->state.empty()) return "a country other than XG";
    const bool is_number =
        parts->reference.size() == kLeiSize && std::ranges::all_of(parts->reference, IsCapitalOrDigit);
    return is_lei && !is_number ? "no LEI" : nullptr;
  }
  // Article 215 of Directive 2006/112/EC has two prefixes that are no ISO codes: Greece's and Northern Ireland's.
  const std::string_view code = !is_smime || scheme != "VAT" ? parts->country
                                : parts->country == "EL"     ? "GR"
                                : parts->country == "XI"     ? "GB"
                                                             : parts->country;
  const bool is_worldwide = !is_smime && code == "XG";  // EVG 7.1.4.2.8
  if (!is_worldwide && !CountryCodes().Contains(code)) return "an unknown country";
  if (!is_smime && !parts->state.empty() && scheme != "NTR") return "a state beside a scheme without";
  const bool is_bound = is_smime || scheme == "NTR";  // EVG Appendix H
  if (is_bound && !country.empty() && code != country) return "another country than the subject's";
  return nullptr;
}

}  // namespace keyseal
