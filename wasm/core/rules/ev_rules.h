// S-09 and S-16: what extended validation asks beside organization validation (EVG 7.1.2, 7.1.4.2).

#ifndef KEYSEAL_CORE_RULES_EV_RULES_H_
#define KEYSEAL_CORE_RULES_EV_RULES_H_

#include <span>

#include "core/rules/request_rules.h"

namespace keyseal {

// CheckEv judges subject and names of what is meant for, or was issued with, extended validation.
void CheckEv(const RequestParts& parts, std::span<const DecodedAttribute> subject, const NamesOfRequest& names,
             const RequestContext& context, Reporter& reporter);

// IsEvAttribute returns whether the subject of such a certificate may have |attribute| (EVG 7.1.4.2).
bool IsEvAttribute(std::string_view attribute);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_EV_RULES_H_
