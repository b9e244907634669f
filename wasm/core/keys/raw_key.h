// Public keys that are bytes of a fixed size: whether the bytes are a key that can prove anything.

#ifndef KEYSEAL_CORE_KEYS_RAW_KEY_H_
#define KEYSEAL_CORE_KEYS_RAW_KEY_H_

#include "core/keys/public_key.h"

namespace keyseal {

// FindRawKeyFault returns in a few words why |key|, which has the size of its |algorithm|, is none, or nullptr: for
// Ed25519 and Ed448 a point that does not decode (RFC 8032 5.1.3, 5.2.3) or is of small order, under which anyone signs
// anything; for ML-KEM a coefficient that is not reduced (FIPS 203 7.2). Any bytes are a key of ML-DSA (FIPS 204 7.2).
const char* FindRawKeyFault(KeyAlgorithm algorithm, ByteSpan key);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_RAW_KEY_H_
