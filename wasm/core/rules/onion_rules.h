// C-12: requests that prove control of an onion service, and are for nothing else.

#ifndef KEYSEAL_CORE_RULES_ONION_RULES_H_
#define KEYSEAL_CORE_RULES_ONION_RULES_H_

#include "core/rules/request_rules.h"

namespace keyseal {

// IsOnionProof returns whether |parts| have a nonce of BR Appendix B 2.b: the key is the service's then, of Ed25519,
// and will not stand in a certificate.
bool IsOnionProof(const RequestParts& parts);

// CheckOnionProof judges such a proof: its nonces, and that one of |names|, or a common name, is |key|'s own address.
void CheckOnionProof(const RequestParts& parts, const PublicKey& key, const std::vector<DecodedName>& names,
                     const std::vector<DecodedAttribute>& subject, Reporter& reporter);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_ONION_RULES_H_
