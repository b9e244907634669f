// The conditions that FIPS 186-5 puts on an RSA key pair, checked on every key that was made (G-01 to G-05, G-07).

#ifndef KEYSEAL_CORE_RSA_CONDITIONS_H_
#define KEYSEAL_CORE_RSA_CONDITIONS_H_

#include <openssl/bn.h>
#include <openssl/rsa.h>

#include <optional>

namespace keyseal {

// RsaParts are the numbers of a key pair, owned by someone else.
struct RsaParts {
  const BIGNUM* e;
  const BIGNUM* d;
  const BIGNUM* p;
  const BIGNUM* q;
};

// MillerRabinRounds returns the rounds of FIPS 186-5 table B.1 for probable primes without auxiliary ones (G-07): 5 for
// 2048-bit moduli, 4 above.
int MillerRabinRounds(unsigned modulus_bits);

// BrokenRsaCondition returns the id of the first condition that |parts| break, such as "G-03", or nothing for a good
// key. "memory" stands for an allocation that failed: a key that cannot be checked is not good. Branches on secret
// values only where the key is thrown away.
std::optional<const char*> BrokenRsaCondition(const RsaParts& parts, unsigned modulus_bits);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RSA_CONDITIONS_H_
