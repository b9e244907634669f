#include "core/rules/authorities.h"

#include <algorithm>
#include <iterator>

namespace keyseal {
namespace {

constexpr AuthorityFacts kAuthorities[] = {
    {Authority::kLetsEncrypt, "lets-encrypt", "Let's Encrypt", "Boulder and CP/CPS 6.1", "2026-08-07"},
    {Authority::kMozilla, "mozilla", "Mozilla's roots", "Root Store Policy 5.1", "3.1"},
};

struct Policy {
  Rule rule;
  Authority authority;
};
constexpr Policy kPolicies[] = {
    {Rule::kP521Refused, Authority::kLetsEncrypt},     {Rule::kModulusRefused, Authority::kLetsEncrypt},
    {Rule::kExponentRefused, Authority::kLetsEncrypt}, {Rule::kStapleRefused, Authority::kLetsEncrypt},
    {Rule::kLabelsRefused, Authority::kLetsEncrypt},   {Rule::kAddressNameRefused, Authority::kLetsEncrypt},
    {Rule::kNamesRefused, Authority::kLetsEncrypt},    {Rule::kAlgorithmRefused, Authority::kMozilla},
};

}  // namespace

std::span<const AuthorityFacts> AllAuthorities() { return kAuthorities; }

const AuthorityFacts& FactsOf(Authority authority) { return kAuthorities[static_cast<size_t>(authority)]; }

std::optional<Authority> ParseAuthority(std::string_view name) {
  const auto found = std::ranges::find(kAuthorities, name, &AuthorityFacts::name);
  return found == std::end(kAuthorities) ? std::nullopt : std::optional(found->authority);
}

std::optional<Authority> AuthorityOf(Rule rule) {
  const auto found = std::ranges::find(kPolicies, rule, &Policy::rule);
  return found == std::end(kPolicies) ? std::nullopt : std::optional(found->authority);
}

}  // namespace keyseal
