// K-02: moduli that have a prime in common with a list.

#ifndef KEYSEAL_CORE_RULES_KNOWN_PRIME_RULES_H_
#define KEYSEAL_CORE_RULES_KNOWN_PRIME_RULES_H_

#include "core/keys/known_primes.h"
#include "core/keys/public_key.h"
#include "core/rules/rule.h"

namespace keyseal {

// CheckKnownPrimes holds the modulus of |key| against |primes|, or tells that it was not: nullptr for no list.
void CheckKnownPrimes(const PublicKey& key, const KnownPrimes* primes, Reporter& reporter);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_KNOWN_PRIME_RULES_H_
