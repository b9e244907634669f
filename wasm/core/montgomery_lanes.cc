#include "core/montgomery_lanes.h"

#include <algorithm>

// Product scanning: column c of x^2 is the sum of x[i] x[c - i], and the reduction adds multiples of n that clear the
// lower L columns. What stands in the upper L is the result.
//
// The identity. To clear column c, its low digit m is taken off and m * 2^(24 c) has to be given back modulo n. Since
// k n = -1 modulo 2^24, r = (k n + 1) / 2^24 is an integer, and m = m r 2^24 - m k n: so m r is added one column up,
// and what was added in all is m k n, a multiple of n. The quotient digit is the column's own low digit; no
// multiplication stands in the way of the next column. Only the last step works with n itself, with the digit m k mod
// 2^24, because k n would make the result 24 bits too long.
//
// The range. The steps but the last add less than 2^23 * 2^24 * n * 2^(24 (L - 2)) (1 + 2^-22) in absolute value, the
// last at most 2^23 * n * 2^(24 (L - 1)): together n R (1 + 2^-23). With |x| < 4 n and n < R / 256 that is
// |x'| < 16 n^2 / R + n (1 + 2^-23) < 1.07 n, and twice that, if doubled, is below 4 n.
//
// The sums. A column holds at most L products of x with x and L + 1 of the reduction, each at most 2^46, and a carry
// below 2^31. Up to 63 digits that is at most 2^53. Above, the carry of the squares is taken out before the reduction
// adds its own 87 * 2^46.

namespace keyseal {

namespace {

// AddRows adds rows |begin| to |end| - 1 of a product to eight columns: column[c] += left[i] * right[first + c - i].
// Two rows at a time, because they share all but one of their factors.
KEYSEAL_INLINE void AddRows(F64x2* column, const LaneDigits& left, const LaneDigits& right, size_t first, size_t begin,
                            size_t end) {
  size_t i = begin;
  if ((end - begin) % 2 != 0) {
    const F64x2 factor = left[i];
    const F64x2* at = right.data() + (first - i);
    KEYSEAL_UNROLL
    for (size_t c = 0; c < kColumns; c++) AddProduct(column[c], factor, at[c]);
    i++;
  }
  for (; i < end; i += 2) {
    const F64x2 even = left[i];
    const F64x2 odd = left[i + 1];
    const F64x2* at = right.data() + (first - i - 1);
    KEYSEAL_UNROLL
    for (size_t c = 0; c <= kColumns; c++) {
      const F64x2 shared = at[c];
      if (c < kColumns) AddProduct(column[c], odd, shared);
      if (c > 0) AddProduct(column[c - 1], even, shared);
    }
  }
}

// AddSquares adds columns |first| to |first| + 7 of x^2, each pair of different digits once, with one of them doubled.
KEYSEAL_INLINE void AddSquares(const MontgomeryLanes& lanes, size_t first, F64x2* column) {
  const size_t last_digit = lanes.digits - 1;
  const size_t half = first / 2;
  AddRows(column, lanes.doubled, lanes.value, first, first > last_digit ? first - last_digit : 0, half);
  KEYSEAL_UNROLL
  for (size_t row = 0; row < kColumns / 2; row++) {  // the triangle at the diagonal
    const F64x2* value = lanes.value.data() + half + row;
    AddProduct(column[2 * row], value[0], value[0]);
    const F64x2 twice = lanes.doubled[half + row];
    KEYSEAL_UNROLL
    for (size_t c = 2 * row + 1; c < kColumns; c++) AddProduct(column[c], twice, value[c - 2 * row]);
  }
}

// SplitColumns moves what is above a digit into the next column, so that there is room for the reduction.
KEYSEAL_INLINE void SplitColumns(F64x2* column) {
  KEYSEAL_UNROLL
  for (size_t c = 0; c < kColumns; c++) {
    const F64x2 high = NearestMultiple(column[c]);
    column[c] -= high;
    column[c + 1] += OneDigitDown(high);
  }
}

// AddReductions adds what the quotient digits of earlier blocks are worth in these columns.
KEYSEAL_INLINE void AddReductions(const MontgomeryLanes& lanes, size_t first, F64x2* column) {
  const size_t digits = lanes.digits;
  if (first == 0) return;
  AddRows(column, lanes.quotients, lanes.reducer, first - 1, first > digits ? first - digits : 0,
          std::min(first, digits - 1));
  if (first >= digits) AddRows(column, lanes.quotients, lanes.modulus, first, digits - 1, digits);
}

// ClearColumn takes the quotient digit off column |c| of the block and adds its worth to those after it.
KEYSEAL_INLINE F64x2 ClearColumn(const MontgomeryLanes& lanes, size_t c, F64x2* column) {
  const F64x2 high = NearestMultiple(column[c]);
  const F64x2 quotient = column[c] - high;
  column[c + 1] += OneDigitDown(high);
  for (size_t later = c + 1; later < kColumns; later++)
    AddProduct(column[later], quotient, lanes.reducer[later - c - 1]);
  return quotient;
}

// ClearLastColumn does the same for column L - 1, with n itself.
KEYSEAL_INLINE F64x2 ClearLastColumn(const MontgomeryLanes& lanes, size_t c, F64x2* column) {
  const F64x2 low = column[c] - NearestMultiple(column[c]);
  const F64x2 product = low * lanes.last_factor;
  const F64x2 quotient = product - NearestMultiple(product);
  AddProduct(column[c], quotient, lanes.modulus[0]);
  column[c + 1] += OneDigitDown(column[c]);
  for (size_t later = c + 1; later < kColumns; later++) AddProduct(column[later], quotient, lanes.modulus[later - c]);
  return quotient;
}

}  // namespace

void SquareAndDouble(MontgomeryLanes& lanes, I64x2 doubling) {
  const size_t digits = lanes.digits;
  F64x2 column[kColumns + 1];
  column[0] = InBothLanes(0);
  F64x2 carry = InBothLanes(0);
  for (size_t first = 0; first < 2 * digits; first += kColumns) {
    KEYSEAL_UNROLL
    for (size_t c = 1; c <= kColumns; c++) column[c] = InBothLanes(0);
    AddSquares(lanes, first, column);
    if (digits > kUnsplitDigits) SplitColumns(column);
    AddReductions(lanes, first, column);

    KEYSEAL_UNROLL
    for (size_t c = 0; c < kColumns; c++) {
      const size_t place = first + c;
      if (place < digits - 1) {
        lanes.quotients[place] = ClearColumn(lanes, c, column);
        assert(IsWithin(lanes.quotients[place], kDigitLimit));
      } else if (place == digits - 1) {
        lanes.quotients[place] = ClearLastColumn(lanes, c, column);
        assert(IsWithin(lanes.quotients[place], kDigitLimit));
      } else if (place < 2 * digits) {
        // A digit of the result. Its high part is doubled for itself, because twice a column may not be exact.
        const F64x2 high = NearestMultiple(column[c]);
        const F64x2 low = column[c] - high;
        const F64x2 digit = low + Where(doubling, low) + carry;
        const F64x2 rest = high + Where(doubling, high);
        if (place < 2 * digits - 1) {
          const F64x2 over = NearestMultiple(digit);
          carry = OneDigitDown(rest + over);
          lanes.value[place - digits] = digit - over;
        } else {
          lanes.value[place - digits] = digit + rest;
        }
        assert(IsWithin(lanes.value[place - digits], kDigitLimit));
        lanes.doubled[place - digits] = lanes.value[place - digits] + lanes.value[place - digits];
      }
    }
    column[0] = column[kColumns];
  }
}

}  // namespace keyseal
