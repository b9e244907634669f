// N-23 and S-17: who may sign for telephone numbers, and what the certificate calls them (ATIS-1000080 6.4.1).

#ifndef KEYSEAL_CORE_RULES_CALLER_RULES_H_
#define KEYSEAL_CORE_RULES_CALLER_RULES_H_

#include <span>

#include "core/rules/request_rules.h"

namespace keyseal {

// CheckCaller judges the TNAuthList and the subject of a STIR/SHAKEN request or certificate. Without a list N-01
// speaks.
void CheckCaller(const RequestParts& parts, std::span<const DecodedAttribute> subject, const RequestContext& context,
                 Reporter& reporter);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_CALLER_RULES_H_
