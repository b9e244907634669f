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

// MailMayHave returns whether a mail certificate of |level|, a type, and |generation|, or one of those that are issued
// today, may have |attribute| in its subject (SBR 7.1.4.2.3 to .6).
bool MailMayHave(ValidationLevel level, Generation generation, std::string_view attribute);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_SMIME_RULES_H_
