// Arithmetic with the public exponent of all keys here, 65537: a prime of one word, so that an inverse of it takes two
// divisions by one word instead of a long Euclidean algorithm. On BoringSSL's constant-time functions.

#ifndef KEYSEAL_CORE_RSA_RSA_EXPONENT_H_
#define KEYSEAL_CORE_RSA_RSA_EXPONENT_H_

#include "core/base/bssl.h"
#include "core/base/status.h"

namespace keyseal {

// FitsExponent says whether gcd(prime - 1, 65537) = 1 (FIPS 186-5 A.1.3 steps 4.5 and 5.6; G-04). Fails, like those
// below, with kOutOfMemory alone. Of the secrets that are given, only the answer may be seen, and how wide they are.
Result<bool> FitsExponent(const BIGNUM* prime, BN_CTX* ctx);

// MinusInverse sets |k| to the number below 65537 with k m = -1 modulo 65537. False if 65537 divides |m|.
Result<bool> MinusInverse(const BIGNUM* m, BIGNUM* k, BN_CTX* ctx);

// InverseOfExponent sets |d| to the inverse of 65537 modulo |m| > 65537, as wide as |m|. False if there is none.
Result<bool> InverseOfExponent(const BIGNUM* m, BIGNUM* d, BN_CTX* ctx);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RSA_RSA_EXPONENT_H_
