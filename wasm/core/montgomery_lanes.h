// Montgomery squaring of two numbers at once, one a lane, each with a modulus of its own. Lanes never meet.

#ifndef KEYSEAL_CORE_MONTGOMERY_LANES_H_
#define KEYSEAL_CORE_MONTGOMERY_LANES_H_

#include <array>
#include <cstddef>

#include "core/exact_lanes.h"

namespace keyseal {

inline constexpr size_t kColumns = 8;         // columns of the product that are summed at once, in registers
inline constexpr size_t kMaxDigits = 86;      // 2048 bits
inline constexpr size_t kUnsplitDigits = 63;  // up to here squares and reduction fit into one sum

// LaneDigits is a number of each lane, least significant digit first. Zeros follow: the last columns reach past the
// end.
using LaneDigits = std::array<F64x2, kMaxDigits + kColumns>;

// MontgomeryLanes holds what a squaring needs and leaves. With L digits and R = 2^(24 L), for odd n < R / 256:
struct MontgomeryLanes {
  size_t digits = 0;       // L, from 8 to kMaxDigits
  LaneDigits modulus{};    // n, balanced
  LaneDigits reducer{};    // (k n + 1) / 2^24, balanced, where k = -1/n mod 2^24 and 0 <= k < 2^24
  F64x2 last_factor{};     // k again, balanced
  LaneDigits value{};      // x, |x| < 4 n; all digits balanced but the last, which holds what is left
  LaneDigits doubled{};    // 2 x, digit by digit
  LaneDigits quotients{};  // of the reduction; scratch
};

// SquareAndDouble replaces x by a number that is congruent to x^2 / R modulo n, and to twice that in the lanes where
// |doubling| is all ones instead of zero. |x| < 4 n again. No branch and no address depends on any number.
void SquareAndDouble(MontgomeryLanes& lanes, I64x2 doubling);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_MONTGOMERY_LANES_H_
