// Moduli of different keys that have a prime in common, so that anyone who sees both factors both (K-02).

#ifndef KEYSEAL_CORE_KEYS_SHARED_PRIMES_H_
#define KEYSEAL_CORE_KEYS_SHARED_PRIMES_H_

#include <openssl/bn.h>

#include <span>
#include <vector>

#include "core/base/bssl.h"

namespace keyseal {

// FindSharedFactors returns for each of |moduli| what it has in common with all others together: its greatest common
// divisor with their product, 1 for a modulus with primes of its own. The moduli are above 1, and no two are equal.
// Does what gcd of each two would, in a small part of its time (Bernstein 2004, "How to find smooth parts of
// integers"): memory grows with n log n. Stops the program when there is none.
std::vector<bssl::UniquePtr<BIGNUM>> FindSharedFactors(std::span<const BIGNUM* const> moduli);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_SHARED_PRIMES_H_
