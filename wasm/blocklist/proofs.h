// Proofs of compromise (BR 4.9.12): requests whose subject says so, signed with the key that they are about.

#ifndef KEYSEAL_BLOCKLIST_PROOFS_H_
#define KEYSEAL_BLOCKLIST_PROOFS_H_

#include <string>
#include <vector>

#include "core/keys/public_key.h"

namespace keyseal::blocklist {

struct Proofs {
  std::vector<PublicKey> keys;       // that are proven
  std::vector<std::string> refused;  // a line for every input that is no proof
};

// ReadProofs reads all requests of |file|, PEM or DER. Whoever could put a key on the list without having it could have
// other people's certificates refused, so a signature that cannot be verified proves nothing.
Proofs ReadProofs(const std::string& file);

}  // namespace keyseal::blocklist

#endif  // KEYSEAL_BLOCKLIST_PROOFS_H_
