// ProductRest on processors that multiply eight pairs of 52 bits at once (AVX-512 IFMA).

#ifndef KEYSEAL_CORE_KEYS_PRODUCT_REST_LANES_H_
#define KEYSEAL_CORE_KEYS_PRODUCT_REST_LANES_H_

#include <openssl/bn.h>

#include "core/base/bssl.h"

namespace keyseal {

// kMaxLaneModulusBits is the longest modulus that ProductRestInLanes takes.
inline constexpr unsigned kMaxLaneModulusBits = 2048;

// ProductRestInLanes is as ProductRest, for a modulus of at most kMaxLaneModulusBits. Only where HasLanes().
bssl::UniquePtr<BIGNUM> ProductRestInLanes(const BIGNUM& product, const BIGNUM& modulus, BN_CTX* ctx);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_PRODUCT_REST_LANES_H_
