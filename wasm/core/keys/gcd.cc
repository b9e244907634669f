#include "core/keys/gcd.h"

#include <utility>

#include "core/base/out_of_memory.h"

namespace keyseal {

// Euclid's: BN_gcd runs in constant time, which public numbers do not need, and takes ten times as long.
bssl::UniquePtr<BIGNUM> Gcd(bssl::UniquePtr<BIGNUM> a, bssl::UniquePtr<BIGNUM> b, BN_CTX* ctx) {
  while (!BN_is_zero(b.get())) {
    Need(BN_div(nullptr, a.get(), a.get(), b.get(), ctx));
    std::swap(a, b);
  }
  return a;
}

}  // namespace keyseal
