// K-04 and K-05: keys that are on a list, and proofs of compromise.

#ifndef KEYSEAL_CORE_BLOCKLIST_RULES_H_
#define KEYSEAL_CORE_BLOCKLIST_RULES_H_

#include <string_view>
#include <vector>

#include "core/blocklist.h"
#include "core/rule.h"

namespace keyseal {

// CheckBlocklists looks for |key| in |lists|, which may be nullptr, and says what could not be looked at.
void CheckBlocklists(const PublicKey& key, const BlocklistSet* lists, Reporter& reporter);

// kCompromiseProofName is the common name of Keyseal's own proofs of compromise (BR 4.9.12), and a part of those that
// authorities ask for ("Proof of Key Compromise for DigiCert").
inline constexpr std::string_view kCompromiseProofName = "Proof of Key Compromise";

// SaysCompromised returns whether a value of a subject says that the key is compromised: kCompromiseProofName, what
// Boulder takes, pwnedkeys.com's attestations, PoCK's certificates. The case of letters does not matter, nor what
// stands around it.
bool SaysCompromised(std::string_view value);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BLOCKLIST_RULES_H_
