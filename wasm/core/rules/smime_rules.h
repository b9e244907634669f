// K-62, and what K-61 says of the subject: the four types of mail certificates (SBR 7.1.4.2).

#ifndef KEYSEAL_CORE_RULES_SMIME_RULES_H_
#define KEYSEAL_CORE_RULES_SMIME_RULES_H_

#include <span>

#include "core/rules/request_rules.h"

namespace keyseal {

// CheckSmimeSubject judges the subject, and the directoryNames of |names|, for the type that |context| says. Without
// one it tells which types fit, or that none does.
void CheckSmimeSubject(std::span<const DecodedAttribute> subject, const NamesOfRequest& names,
                       const RequestContext& context, Reporter& reporter);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_SMIME_RULES_H_
