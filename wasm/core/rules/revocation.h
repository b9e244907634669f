// What an error in a certificate leads to: its revocation, within a time, for a reason that the list will name.

#ifndef KEYSEAL_CORE_RULES_REVOCATION_H_
#define KEYSEAL_CORE_RULES_REVOCATION_H_

#include "core/request/profile.h"
#include "core/rules/rule_list.h"

namespace keyseal {

struct Revocation {
  const char* within = "";      // "24-hours" or "5-days"; empty where nothing prescribes one
  const char* crl_reason = "";  // "keyCompromise" or "superseded" (RFC 5280 5.3.1); empty where the text names none
};

// RevocationFor returns what a broken |rule| means for a certificate of |profile| (BR 4.9.1.1, SBR 4.9.1.1, CSBR
// 4.9.1.1): 24 hours where anybody can have the private key, else five days. Of these three only BR names reasons.
// Short-lived certificates need not be revoked.
Revocation RevocationFor(Rule rule, Profile profile);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_REVOCATION_H_
