#include "core/keys/small_factor_lanes.h"

#include <cstdlib>

#include "core/keys/lanes.h"

#if defined(KEYSEAL_HAS_LANES)
#include "core/keys/small_factor_lanes_form.h"
#endif

namespace keyseal {

std::optional<uint32_t> FindSmallFactorInLanes([[maybe_unused]] const BIGNUM& modulus) {
#if defined(KEYSEAL_HAS_LANES)
  return processor_lanes::small_factors::Find(modulus);
#else
  std::abort();
#endif
}

}  // namespace keyseal
