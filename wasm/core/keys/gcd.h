// The greatest common divisor of public numbers.

#ifndef KEYSEAL_CORE_KEYS_GCD_H_
#define KEYSEAL_CORE_KEYS_GCD_H_

#include <openssl/bn.h>

#include "core/base/bssl.h"

namespace keyseal {

// Gcd returns the greatest common divisor of |a| and |b|, which are not negative: |a| where |b| is 0. Does not run in
// constant time. Stops the program when there is no memory.
bssl::UniquePtr<BIGNUM> Gcd(bssl::UniquePtr<BIGNUM> a, bssl::UniquePtr<BIGNUM> b, BN_CTX* ctx);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_GCD_H_
