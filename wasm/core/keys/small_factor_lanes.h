// The search for small factors on processors that multiply eight pairs of 52 bits at once (AVX-512 IFMA): a third of
// the time that words take.

#ifndef KEYSEAL_CORE_KEYS_SMALL_FACTOR_LANES_H_
#define KEYSEAL_CORE_KEYS_SMALL_FACTOR_LANES_H_

#include <openssl/bn.h>

#include <cstdint>
#include <optional>

namespace keyseal {

// FindSmallFactorInLanes returns the smallest prime factor of |modulus| up to 65537, or nothing. Only where
// HasLanes().
std::optional<uint32_t> FindSmallFactorInLanes(const BIGNUM& modulus);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_SMALL_FACTOR_LANES_H_
