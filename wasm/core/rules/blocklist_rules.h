// K-04 and K-05: keys that are on a list.

#ifndef KEYSEAL_CORE_RULES_BLOCKLIST_RULES_H_
#define KEYSEAL_CORE_RULES_BLOCKLIST_RULES_H_

#include "core/blocklists/blocklist.h"
#include "core/rules/rule.h"

namespace keyseal {

// CheckBlocklists looks for |key| in |lists|, which may be nullptr, and says what could not be looked at. Fails as
// BlocklistSet::Find.
Result<void> CheckBlocklists(const PublicKey& key, const BlocklistSet* lists, Reporter& reporter);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_BLOCKLIST_RULES_H_
