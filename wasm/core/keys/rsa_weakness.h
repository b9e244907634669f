// What makes an RSA modulus weak: questions that anyone can ask who has the public key alone, and so an attacker too.
// Nothing here is secret, and nothing runs in constant time.

#ifndef KEYSEAL_CORE_KEYS_RSA_WEAKNESS_H_
#define KEYSEAL_CORE_KEYS_RSA_WEAKNESS_H_

#include <openssl/bn.h>

#include <cstdint>
#include <optional>

#include "core/base/limits.h"

namespace keyseal {

// Each of these wants an odd modulus above 3 of at most kMaxJudgedModulusBits, and stops the program when there is no
// memory for a few numbers of its size.

// FindSmallFactor returns the smallest prime factor of |modulus| up to 65537 (K-16), or nothing.
std::optional<uint32_t> FindSmallFactor(const BIGNUM& modulus);

// FindFermatRound returns in which round Fermat's method factors |modulus|, if within |max_rounds| (K-07). Rounds count
// from floor(sqrt(modulus)): round 1 tries the next number, and a perfect square is round 0.
std::optional<unsigned> FindFermatRound(const BIGNUM& modulus, unsigned max_rounds);

// FindPerfectPower returns the least prime k > 1 for which |modulus| is a k-th power (K-15), or nothing. Finds every
// power of a number above 65537.
std::optional<unsigned> FindPerfectPower(const BIGNUM& modulus);

// What a modulus has of CVE-2017-15361, whose primes are k * M + 65537^a mod M, with M a product of the first primes.
enum class RocaPrint : uint8_t {
  kNone,
  kModuli,     // a power of 65537 modulo every prime up to 167, but of no one exponent
  kLogarithm,  // 65537^x modulo all of them at once: one random modulus in 2^60 or so
};
RocaPrint FindRocaPrint(const BIGNUM& modulus);

// HasSmallPrivateExponent returns whether Wiener's method finds the private exponent: below a third of the fourth root
// of |modulus|, roughly.
bool HasSmallPrivateExponent(const BIGNUM& modulus, const BIGNUM& exponent);

// HasPattern returns whether |modulus| shows that no good random source made it (K-02): the same octet 16 times in a
// row, at any four bits; bits that are the same in every row of 1 to 64 octets, as products of polynomials in a power
// of two have them; fewer than two ones in five bits, or more than three. Of random moduli it takes less than one in
// 2^50.
bool HasPattern(const BIGNUM& modulus);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_RSA_WEAKNESS_H_
