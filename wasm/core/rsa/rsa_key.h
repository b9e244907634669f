// RSA keys after FIPS 186-5 A.1.3: two primes, what is derived from them, and the checks that a key must pass before
// anybody sees it. Everything on secret numbers is BoringSSL's constant-time arithmetic.

#ifndef KEYSEAL_CORE_RSA_RSA_KEY_H_
#define KEYSEAL_CORE_RSA_RSA_KEY_H_

#include "core/base/bssl.h"
#include "core/base/entropy.h"
#include "core/base/progress.h"
#include "core/base/status.h"

namespace keyseal {

// RsaNumbers are those of an RSAPrivateKey (RFC 8017 A.1.2): p > q, dp = d mod (p - 1), dq likewise, qi = 1/q mod p.
struct RsaNumbers {
  bssl::UniquePtr<BIGNUM> n, e, d, p, q, dp, dq, qi;
};

// DeriveRsaNumbers derives a key with the exponent 65537 from two primes of the same length, d from lcm(p - 1, q - 1).
// Fails with kSelfTestFailed if there is none, and with kOutOfMemory.
Result<RsaNumbers> DeriveRsaNumbers(bssl::UniquePtr<BIGNUM> p, bssl::UniquePtr<BIGNUM> q);

// CheckedRsaKey makes a key of |numbers| if they meet G-01 to G-05, both primes, which passed all rounds of
// Miller-Rabin but the last in the search, pass that one (G-07), and BoringSSL's RSA_check_key finds them consistent.
// Fails with kSelfTestFailed otherwise, as |entropy| does, and with kOutOfMemory.
Result<bssl::UniquePtr<RSA>> CheckedRsaKey(const RsaNumbers& numbers, unsigned modulus_bits, Entropy& entropy);

// GenerateRsaKey makes a key of 2048, 3072 or 4096 bits from |entropy|. Fails with kRandomFailed after four searches in
// vain (a chance of 2^-80), and as the above.
Result<bssl::UniquePtr<RSA>> GenerateRsaKey(unsigned modulus_bits, Entropy& entropy, ProgressSink& sink);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RSA_RSA_KEY_H_
