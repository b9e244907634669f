// The names of all rules, as rules.def lists them.

#ifndef KEYSEAL_CORE_RULES_RULE_LIST_H_
#define KEYSEAL_CORE_RULES_RULE_LIST_H_

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace keyseal {

enum class Rule : uint16_t {
#define KEYSEAL_RULE(symbol, id, in_request, in_certificate, clause, profiles, text) symbol,
#include "core/rules/rules.def"
#undef KEYSEAL_RULE
};

// kRuleCount is how many rows rules.def has.
inline constexpr bool kIsRule[] = {
#define KEYSEAL_RULE(symbol, id, in_request, in_certificate, clause, profiles, text) true,
#include "core/rules/rules.def"
#undef KEYSEAL_RULE
};
inline constexpr size_t kRuleCount = std::size(kIsRule);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_RULE_LIST_H_
