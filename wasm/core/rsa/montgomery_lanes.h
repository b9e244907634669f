// Montgomery squaring of two numbers at once, one a lane, each with a modulus of its own. Lanes never meet.

#ifndef KEYSEAL_CORE_RSA_MONTGOMERY_LANES_H_
#define KEYSEAL_CORE_RSA_MONTGOMERY_LANES_H_

#include <array>
#include <cstddef>

#include "core/rsa/exact_lanes.h"

namespace keyseal {

inline constexpr int kColumns = 8;     // columns of the product that are summed and cleared at once, in registers
inline constexpr int kMaxDigits = 86;  // 2048 bits

// LaneDigits is a number of each lane, least significant digit first, with zeros before and after its digits: blocks of
// columns reach past both ends.
class LaneDigits {
 public:
  F64x2& operator[](int i) { return *(digits_.data() + kColumns + i); }
  const F64x2& operator[](int i) const { return *From(i); }
  const F64x2* From(int i) const { return digits_.data() + kColumns + i; }

 private:
  std::array<F64x2, kColumns + kMaxDigits + kColumns> digits_{};
};

// ClearedDigits returns how many digits a squaring clears, so that R = 2^(24 * ClearedDigits): an even number, because
// the diagonal of a square then lies alike in every block.
constexpr int ClearedDigits(int digits) { return digits + digits % 2; }

// SplitsFirst says whether the block of columns |first| to |first| + 7 hands on the carries of its squares before the
// reductions are added, because both together might have more than kMostProducts.
inline constexpr int kMostProducts = 127;  // whose sum is exact
bool SplitsFirst(int digits, int first);

// MontgomeryLanes holds what a squaring needs and leaves. With L digits, for odd n < 2^(24 L - 8):
struct MontgomeryLanes {
  int digits = 0;                        // L, from 16 to kMaxDigits
  LaneDigits modulus{};                  // n, balanced
  LaneDigits reducer{};                  // (k n + 1) / 2^192, balanced, where k = -1/n mod 2^192 and 0 <= k < 2^192
  std::array<F64x2, kColumns> factor{};  // k modulo 2^192, balanced
  LaneDigits value{};                    // x, |x| < 4 n; the digits of its results are at most kDigitLimit
  LaneDigits doubled{};                  // 2 x, digit by digit
  LaneDigits quotients{};                // of the reduction; scratch
};

// SquareAndDouble replaces x by a number that is congruent to x^2 / R modulo n, and to twice that in the lanes where
// |doubling| is all ones instead of zero. |x| < 4 n again. No branch and no address depends on any number.
void SquareAndDouble(MontgomeryLanes& lanes, I64x2 doubling);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RSA_MONTGOMERY_LANES_H_
