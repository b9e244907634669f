// Authorities and root programs whose policies go beyond what a clause demands, and are written down where anybody can
// read them. What one of them refuses, another may take.

#ifndef KEYSEAL_CORE_RULES_AUTHORITIES_H_
#define KEYSEAL_CORE_RULES_AUTHORITIES_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/rules/rule_list.h"

namespace keyseal {

enum class Authority : uint8_t { kLetsEncrypt, kMozilla };

struct AuthorityFacts {
  Authority authority;
  std::string_view name;   // "lets-encrypt", by which it is chosen
  std::string_view title;  // "Let's Encrypt", by which it is told
  std::string_view source;
  std::string_view version;  // of the source that was read
};

std::span<const AuthorityFacts> AllAuthorities();
const AuthorityFacts& FactsOf(Authority authority);

// ParseAuthority finds one by its name.
std::optional<Authority> ParseAuthority(std::string_view name);

// AuthorityOf returns whose policy |rule| is, or nothing for the rules of a text that all obey.
std::optional<Authority> AuthorityOf(Rule rule);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_AUTHORITIES_H_
