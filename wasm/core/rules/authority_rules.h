// A rules: what single authorities refuse of what the texts permit.

#ifndef KEYSEAL_CORE_RULES_AUTHORITY_RULES_H_
#define KEYSEAL_CORE_RULES_AUTHORITY_RULES_H_

#include <string_view>
#include <vector>

#include "core/keys/public_key.h"
#include "core/rules/request_parts.h"
#include "core/rules/request_rules.h"
#include "core/rules/rule.h"

namespace keyseal {

inline constexpr size_t kMostNamesEverywhere = 100;  // Boulder ra.go: how many names every authority takes

// HasManyLabels returns whether a DNS name has more labels than every authority takes, ten.
bool HasManyLabels(std::string_view dns_name);

// CheckKeyPolicies judges a key that is to be certified.
void CheckKeyPolicies(const PublicKey& key, Reporter& reporter);

// CheckNamePolicies judges the names of a request, and CheckRequestPolicies what else it asks for.
void CheckNamePolicies(const std::vector<DecodedName>& names, Reporter& reporter);
void CheckRequestPolicies(const RequestParts& parts, const std::vector<DecodedAttribute>& subject, Reporter& reporter);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_AUTHORITY_RULES_H_
