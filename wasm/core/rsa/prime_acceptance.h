// Acceptance: the only judge of what is a prime here. Miller-Rabin after FIPS 186-5 B.3.1, every round BoringSSL's own.

#ifndef KEYSEAL_CORE_RSA_PRIME_ACCEPTANCE_H_
#define KEYSEAL_CORE_RSA_PRIME_ACCEPTANCE_H_

#include "core/base/bssl.h"
#include "core/base/entropy.h"
#include "core/base/status.h"

namespace keyseal {

// MillerRabinRounds returns the rounds of FIPS 186-5 table B.1 for probable primes without auxiliary ones (G-07): 5 for
// 1024-bit primes, 4 above. The search makes all but kFinalRounds of them, and the check of the finished key the rest,
// so that a prime which was damaged in between does not pass either.
int MillerRabinRounds(unsigned prime_bits);
inline constexpr int kFinalRounds = 1;

// kMaxTrailingZeros bounds how often 2 may divide w - 1. A random prime is above it with a chance of 2^-64, and then
// refused: the search goes on.
inline constexpr int kMaxTrailingZeros = 64;

// PassesMillerRabin says whether odd |w|, of at least 64 bits, passes |rounds| rounds of BoringSSL's own
// bn_miller_rabin_iteration with bases drawn uniformly from [2, w - 2] (with a bias below 2^-63). Neither a branch nor
// an address depends on a |w| that passes; how many words it has is public. Fails as Entropy::Fill does, and with
// kOutOfMemory.
Result<bool> PassesMillerRabin(const BIGNUM* w, int rounds, Entropy& entropy);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RSA_PRIME_ACCEPTANCE_H_
