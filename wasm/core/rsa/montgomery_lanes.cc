#include "core/rsa/montgomery_lanes.h"

#include <algorithm>

// Product scanning, eight columns at a time: column c of x^2 is the sum of x[i] x[c - i], and the reduction adds
// multiples of n that clear the lower C columns, R = 2^(24 C). What stands above them is the result. Blocks are laid so
// that one ends at column C; the first may begin before column 0, where all is zero.
//
// The identity. To clear a block, its eight low digits m are taken off and m has to be given back modulo n. Since k n =
// -1 modulo 2^192, r = (k n + 1) / 2^192 is an integer, and m = m r 2^192 - m k n: so m r is added eight columns up,
// and what was added in all is m k n, a multiple of n. The quotient digits are the block's own digits: neither a
// multiplication nor a carry from digit to digit stands in the way of the next block. Only the last block works with n
// itself and m k mod 2^192, because k n would make the result 192 bits too long.
//
// The digits. A column below 2^53 is a digit of at most 2^23 and a carry of at most 2^29. Once each column has handed
// its carry to the next, all at once, columns are at most 2^29 + 2^23, or twice that if doubled; the second time they
// are digits of at most 2^23 + 65. A number that is below 2^(24 L - 6) has no digit but zero above its L: all that may
// be there is a multiple of 2^(24 L), and the L digits make up less than 0.51 of one.
//
// The range. A block at column s adds m r 2^(24 (s + 8)), at most n / 2 * 2^(24 (s + 16)) (1 + 2^-16) in absolute
// value, the last one n / 2 * R (1 + 2^-16), and the last but one no more: together n R (1 + 2^-15). With |x| < 4 n and
// n < R / 256 that is |x'| < 16 n^2 / R + n (1 + 2^-15) < 1.07 n, and twice that, if doubled, is below 4 n.
//
// The sums. A product of digits is at most 2^46 (1 + 2^-15), one with a highest digit 2^42, because n < 2^(24 L - 8)
// and |x| < 4 n. So 127 products without a highest digit, the few with one, and a carry below 2^31 are below 2^53.
// Where squares and reductions would be more than 127, the squares hand on their carries first.

namespace keyseal {

namespace {

// AddRows adds rows |begin| to |end| - 1 of a product to eight columns: column[c] += left[i] * right[first + c - i].
// Two rows at a time, because they share all but one of their factors: if they are odd in number, the row before
// begins, which has a zero of the margin in all its products.
KEYSEAL_INLINE void AddRows(F64x2* column, const LaneDigits& left, const LaneDigits& right, int first, int begin,
                            int end) {
  for (int i = begin - ((end - begin) & 1); i < end; i += 2) {
    const F64x2 even = left[i];
    const F64x2 odd = left[i + 1];
    const F64x2* at = right.From(first - i - 1);
    KEYSEAL_UNROLL
    for (int c = 0; c <= kColumns; c++) {
      const F64x2 shared = at[c];
      if (c < kColumns) AddProduct(column[c], odd, shared);
      if (c > 0) AddProduct(column[c - 1], even, shared);
    }
  }
}

// AddSquares adds columns |first| to |first| + 7 of x^2, each pair of different digits once, with one of them doubled.
KEYSEAL_INLINE void AddSquares(const MontgomeryLanes& lanes, int first, F64x2* column) {
  const int half = first / 2;
  AddRows(column, lanes.doubled, lanes.value, first, std::max(0, first - (lanes.digits - 1)), std::max(0, half));
  KEYSEAL_UNROLL
  for (int diagonal = 0; diagonal < kColumns; diagonal += 2) {  // the triangle at the diagonal
    const F64x2* value = lanes.value.From(half + diagonal / 2);
    AddProduct(column[diagonal], value[0], value[0]);
    const F64x2 twice = lanes.doubled[half + diagonal / 2];
    KEYSEAL_UNROLL
    for (int c = diagonal + 1; c < kColumns; c++) AddProduct(column[c], twice, value[c - diagonal]);
  }
}

// AddReductions adds what the quotients of earlier blocks are worth in these columns. Of the block before, half of the
// products are with a zero of the margin: engines are faster with them than with a triangle.
KEYSEAL_INLINE void AddReductions(const MontgomeryLanes& lanes, int first, F64x2* column) {
  const int top = lanes.digits - 1;
  const int cleared = ClearedDigits(lanes.digits);
  const int last_block = cleared - kColumns;
  const int up = first - kColumns;
  AddRows(column, lanes.quotients, lanes.reducer, up, std::max(0, up - top), std::min(first, last_block));
  if (first >= cleared) {
    AddRows(column, lanes.quotients, lanes.modulus, first, std::max(last_block, first - top), cleared);
  }
}

// HandOnCarries leaves a digit in each column and adds its carry to the next. It returns the last one's.
KEYSEAL_INLINE F64x2 HandOnCarries(F64x2* column) {
  F64x2 carry = InBothLanes(0);
  KEYSEAL_UNROLL
  for (int c = 0; c < kColumns; c++) {
    const F64x2 high = NearestMultiple(column[c]);
    column[c] = column[c] - high + carry;
    carry = OneDigitDown(high);
  }
  return carry;
}

// AddLowProduct adds the lower eight columns of a product of eight digits.
KEYSEAL_INLINE void AddLowProduct(F64x2* column, const F64x2* left, const F64x2* right) {
  KEYSEAL_UNROLL
  for (int i = 0; i < kColumns; i++) {
    KEYSEAL_UNROLL
    for (int c = i; c < kColumns; c++) AddProduct(column[c], left[i], right[c - i]);
  }
}

// ClearWithModulus clears the last block, of which |column| holds the digits, by adding n times a quotient that it
// leaves there instead. It returns the carry.
KEYSEAL_INLINE F64x2 ClearWithModulus(const MontgomeryLanes& lanes, F64x2* column) {
  F64x2 quotient[kColumns] = {};
  AddLowProduct(quotient, column, lanes.factor.data());
  HandOnCarries(quotient);  // modulo 2^192: the carry is dropped
  HandOnCarries(quotient);
  AddLowProduct(column, quotient, lanes.modulus.From(0));
  const F64x2 carry = HandOnCarries(column);
  const F64x2 rest = HandOnCarries(column);  // leaves a multiple of 2^192, which so small digits are only if it is 0
  KEYSEAL_UNROLL
  for (int c = 0; c < kColumns; c++) {
    assert(IsWithin(column[c], 0));
    column[c] = quotient[c];
  }
  return carry + rest;
}

}  // namespace

bool SplitsFirst(int digits, int first) {
  const int full = digits - 1;  // digits but the highest, whose products are small
  const int cleared = ClearedDigits(digits);
  const int squares = std::min({first + kColumns, full, 2 * full - 1 - first});
  const int reductions = std::min({first, cleared, cleared + full + kColumns - first});
  return squares + reductions > kMostProducts;
}

void SquareAndDouble(MontgomeryLanes& lanes, I64x2 doubling) {
  const int cleared = ClearedDigits(lanes.digits);
  F64x2 carry = InBothLanes(0);          // into the next block
  F64x2 doubled_carry = InBothLanes(0);  // likewise, but after it was doubled
  for (int first = cleared % kColumns - kColumns; first < cleared + lanes.digits; first += kColumns) {
    F64x2 column[kColumns] = {};
    AddSquares(lanes, first, column);
    const F64x2 split_carry = SplitsFirst(lanes.digits, first) ? HandOnCarries(column) : InBothLanes(0);
    AddReductions(lanes, first, column);
    column[0] += carry;
    carry = split_carry + HandOnCarries(column);
    if (first < cleared) {
      carry += HandOnCarries(column);
      if (first == cleared - kColumns) carry += ClearWithModulus(lanes, column);
      KEYSEAL_UNROLL
      for (int c = 0; c < kColumns; c++) {
        assert(IsWithin(column[c], kDigitLimit));
        lanes.quotients[first + c] = column[c];
      }
    } else {
      KEYSEAL_UNROLL
      for (int c = 0; c < kColumns; c++) column[c] += Where(doubling, column[c]);
      column[0] += doubled_carry;
      doubled_carry = HandOnCarries(column);
      KEYSEAL_UNROLL
      for (int c = 0; c < kColumns; c++) {
        assert(IsWithin(column[c], kDigitLimit));
        lanes.value[first - cleared + c] = column[c];
        lanes.doubled[first - cleared + c] = column[c] + column[c];
      }
    }
  }
}

}  // namespace keyseal
