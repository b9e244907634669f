// Two integers side by side in doubles, and the arithmetic on them that is exact. Compilers turn the vector type into
// f64x2 of WebAssembly's SIMD128 and into SSE2 on the host, so one source serves both.

#ifndef KEYSEAL_CORE_RSA_EXACT_LANES_H_
#define KEYSEAL_CORE_RSA_EXACT_LANES_H_

#include <cassert>
#include <cstdint>

// KEYSEAL_UNROLL asks for a loop of at most 16 rounds to be written out, so that the arrays it indexes live in
// registers.
#if defined(__clang__)
#define KEYSEAL_UNROLL _Pragma("clang loop unroll(full)")
#else
#define KEYSEAL_UNROLL _Pragma("GCC unroll 16")
#endif
#define KEYSEAL_INLINE inline __attribute__((always_inline))

namespace keyseal {

using F64x2 = double __attribute__((vector_size(16)));
using I64x2 = int64_t __attribute__((vector_size(16)));

// A digit has 24 bits and is balanced: |digit| <= 2^23, and up to 65 more where carries were handed on all at once. A
// product of two has 46 bits, and 127 of them fit into the 53 bits of a double.
inline constexpr unsigned kDigitBits = 24;
inline constexpr double kDigitBase = 16777216.0;

KEYSEAL_INLINE F64x2 InBothLanes(double value) { return F64x2{value, value}; }

// IsWithin says whether both lanes lie between -limit and limit. For assertions only.
inline bool IsWithin(F64x2 value, double limit) {
  return -limit <= value[0] && value[0] <= limit && -limit <= value[1] && value[1] <= limit;
}
inline constexpr double kExactLimit = 9007199254740992.0;  // 2^53
inline constexpr double kDigitLimit = 8388673.0;           // 2^23 + 65

// AddProduct adds x * y to |sum|. Exact while |sum| stays within 2^53, whether the engine fuses the two steps or not.
KEYSEAL_INLINE void AddProduct(F64x2& sum, F64x2 x, F64x2 y) {
  sum += x * y;
  assert(IsWithin(sum, kExactLimit));
}

// NearestMultiple returns the multiple of 2^24 that is nearest to |value|, for |value| < 2^75: near 1.5 * 2^76 doubles
// are 2^24 apart, so the addition rounds and the subtraction is exact. |value| less the result is a balanced digit.
KEYSEAL_INLINE F64x2 NearestMultiple(F64x2 value) {
  const F64x2 magic = InBothLanes(113336795588871485128704.0);  // 1.5 * 2^76
  return (value + magic) - magic;
}

// OneDigitDown returns a multiple of 2^24 divided by 2^24: what it is worth in the next column.
KEYSEAL_INLINE F64x2 OneDigitDown(F64x2 multiple) { return multiple * InBothLanes(1 / kDigitBase); }

// Where returns |value| in the lanes where |mask| is all ones and zero where it is zero, without a branch.
KEYSEAL_INLINE F64x2 Where(I64x2 mask, F64x2 value) {
  return reinterpret_cast<F64x2>(reinterpret_cast<I64x2>(value) & mask);
}

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RSA_EXACT_LANES_H_
