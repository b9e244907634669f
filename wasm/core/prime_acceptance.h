// Acceptance: the only judge of what is a prime here. Miller-Rabin after FIPS 186-5 B.3.1, on BoringSSL's constant-time
// arithmetic.

#ifndef KEYSEAL_CORE_PRIME_ACCEPTANCE_H_
#define KEYSEAL_CORE_PRIME_ACCEPTANCE_H_

#include "core/bssl.h"
#include "core/entropy.h"
#include "core/status.h"

namespace keyseal {

// MillerRabinRounds returns the rounds of FIPS 186-5 table B.1 for probable primes without auxiliary ones (G-07): 5 for
// 1024-bit primes, 4 above.
int MillerRabinRounds(unsigned prime_bits);

// kMaxTrailingZeros bounds how often 2 may divide w - 1. A random prime is above it with a chance of 2^-64, and then
// refused. BoringSSL's own loop, which has no bound, squares as often as w has bits: three times the work.
inline constexpr int kMaxTrailingZeros = 64;

// PassesMillerRabin says whether odd |w|, of at least 64 bits, passes |rounds| rounds with bases drawn uniformly from
// [2, w - 2] (with a bias below 2^-63). Neither a branch nor an address depends on a |w| that passes; how many
// words it has is public. Fails as Entropy::Fill does, and with kOutOfMemory.
Result<bool> PassesMillerRabin(const BIGNUM* w, int rounds, Entropy& entropy);

// PassesBsslRound says whether odd |w| passes one round of BoringSSL's own bn_miller_rabin_iteration, likewise.
Result<bool> PassesBsslRound(const BIGNUM* w, Entropy& entropy);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_PRIME_ACCEPTANCE_H_
