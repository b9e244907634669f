// The conditions that FIPS 186-5 puts on an RSA key pair, checked on every key that was made (G-01 to G-05, G-07).

#ifndef KEYSEAL_CORE_RSA_RSA_CONDITIONS_H_
#define KEYSEAL_CORE_RSA_RSA_CONDITIONS_H_

#include <openssl/bn.h>
#include <openssl/rsa.h>

#include <optional>

#include "core/base/entropy.h"

namespace keyseal {

// RsaParts are the numbers of a key pair, owned by someone else.
struct RsaParts {
  const BIGNUM* e;
  const BIGNUM* d;
  const BIGNUM* p;
  const BIGNUM* q;
};

// BrokenRsaCondition returns the id of the first condition that |parts| break, such as "G-03", or nothing for a good
// key. "memory" and "entropy" stand for what failed underneath: a key that cannot be checked is not good. G-07 is
// the last kFinalRounds of Miller-Rabin on each prime: those before it are the search's. Constant in time for a good
// key.
std::optional<const char*> BrokenRsaCondition(const RsaParts& parts, unsigned modulus_bits, Entropy& entropy);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RSA_RSA_CONDITIONS_H_
