// Long products of primes, and what is left of them modulo a key's modulus: what a check of a key costs most.

#ifndef KEYSEAL_CORE_KEYS_PRODUCT_REST_H_
#define KEYSEAL_CORE_KEYS_PRODUCT_REST_H_

#include <openssl/bn.h>

#include "core/base/bssl.h"

namespace keyseal {

// ProductRest returns a number that has the same divisors in common with |modulus| as |product| has, below |modulus|.
// |modulus| is odd and above 1, |product| not negative. Divides with Montgomery's method, from the lowest word up,
// which takes a fifth of BN_mod's time. Stops the program when there is no memory.
bssl::UniquePtr<BIGNUM> ProductRest(const BIGNUM& product, const BIGNUM& modulus, BN_CTX* ctx);

// ProductRestInWords is the form of it that every processor has.
bssl::UniquePtr<BIGNUM> ProductRestInWords(const BIGNUM& product, const BIGNUM& modulus, BN_CTX* ctx);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_PRODUCT_REST_H_
