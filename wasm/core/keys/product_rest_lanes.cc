#include "core/keys/product_rest_lanes.h"

#include <cstdlib>

#include "core/keys/lanes.h"

#if defined(KEYSEAL_HAS_LANES)
#include "core/keys/product_rest_lanes_form.h"
#endif

namespace keyseal {

bssl::UniquePtr<BIGNUM> ProductRestInLanes([[maybe_unused]] const BIGNUM& product,
                                           [[maybe_unused]] const BIGNUM& modulus, [[maybe_unused]] BN_CTX* ctx) {
#if defined(KEYSEAL_HAS_LANES)
  static_assert(processor_lanes::product_rest::kStepDigits * kLaneDigitBits >= kMaxLaneModulusBits);
  return processor_lanes::product_rest::Rest(product, modulus, ctx);
#else
  std::abort();
#endif
}

}  // namespace keyseal
