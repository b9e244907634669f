#include "core/rsa/montgomery_lanes.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/core/support/numbers.h"

namespace keyseal {
namespace {

constexpr size_t kSizes[] = {43, 65, 86};  // digits of 1024, 1536 and 2048 bits
constexpr int64_t kBase = int64_t{1} << kDigitBits;
constexpr int64_t kLargest = int64_t{1} << (kDigitBits - 1);
using Digits = std::vector<int64_t>;

// One lane. The reducer and the factor belong to the modulus.
struct Lane {
  Digits modulus;
  Digits reducer;
  Digits factor;
  Digits value;
};

Digits Fill(size_t count, const std::function<int64_t(size_t)>& digit) {
  Digits digits(count);
  for (size_t i = 0; i < count; i++) digits[i] = digit(i);
  digits.back() = 0xffff;  // n < 2^(24 L - 8), and |x| < 4 n
  return digits;
}

// n = r 2^192 - 1, so that k = 1: that makes every digit of the reducer free to be chosen.
Lane WithReducer(const Digits& reducer, const Digits& value) {
  Lane lane = {Digits(kColumns), reducer, Digits(kColumns), value};
  lane.modulus[0] = -1;
  lane.modulus.insert(lane.modulus.end(), reducer.begin(), reducer.end() - kColumns);
  lane.modulus.back() = 0xffff;
  lane.reducer.assign(lane.modulus.begin() + kColumns, lane.modulus.end());
  lane.reducer.resize(reducer.size());
  lane.factor[0] = 1;
  return lane;
}

// Digits of |number|, |count| of them, the last with what is left.
Digits ToDigits(const Number& number, size_t count) {
  const Number base = NewNumber(kBase);
  const Number rest = CopyOf(number);
  Digits digits(count);
  int64_t carry = 0;
  for (size_t i = 0; i < count; i++) {
    digits[i] = static_cast<int64_t>(BN_mod_word(rest.get(), kBase)) + carry;
    BN_rshift(rest.get(), rest.get(), kDigitBits);
    carry = i + 1 < count && digits[i] >= kLargest ? 1 : 0;
    digits[i] -= carry * kBase;
  }
  return digits;
}

// Any odd n, with every digit of it and of x free to be chosen; k and r by BoringSSL.
Lane WithModulus(const Digits& modulus, const Digits& value) {
  const Number n = FromDigits(modulus);
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  const Number bound = PowerOfTwo(kDigitBits * kColumns);
  const Number inverse(BN_mod_inverse(nullptr, n.get(), bound.get(), ctx.get()));
  const Number k = Minus(bound, inverse);
  Number r = Plus(Times(k, n), NewNumber(1));
  BN_rshift(r.get(), r.get(), kDigitBits * kColumns);
  Digits factor = ToDigits(k, kColumns + 1);
  factor.resize(kColumns);
  return {modulus, ToDigits(r, modulus.size()), factor, value};
}

void Put(LaneDigits& to, size_t lane, const Digits& digits) {
  for (size_t i = 0; i < digits.size(); i++) to[static_cast<int>(i)][lane] = static_cast<double>(digits[i]);
}

Digits Get(const LaneDigits& from, size_t lane, size_t count) {
  Digits digits(count);
  for (size_t i = 0; i < count; i++) digits[i] = static_cast<int64_t>(from[static_cast<int>(i)][lane]);
  return digits;
}

MontgomeryLanes Load(const Lane& first, const Lane& second) {
  MontgomeryLanes lanes;
  lanes.digits = static_cast<int>(first.value.size());
  for (size_t lane = 0; lane < 2; lane++) {
    const Lane& from = lane == 0 ? first : second;
    Put(lanes.modulus, lane, from.modulus);
    Put(lanes.reducer, lane, from.reducer);
    Put(lanes.value, lane, from.value);
    for (size_t i = 0; i < kColumns; i++) lanes.factor[i][lane] = static_cast<double>(from.factor[i]);
  }
  for (int i = 0; i < lanes.digits; i++) lanes.doubled[i] = lanes.value[i] + lanes.value[i];
  return lanes;
}

// x' R = x^2 or 2 x^2 modulo n, |x'| < 4 n, digits as small as promised, and nothing above the last.
void ExpectSquared(const Lane& before, const Digits& after, bool doubled) {
  const Number modulus = FromDigits(before.modulus);
  const Number x = FromDigits(before.value);
  const Number square = Times(Times(x, x), NewNumber(doubled ? 2 : 1));
  const Number result = FromDigits(after);
  const auto r_bits = static_cast<unsigned>(kDigitBits * ClearedDigits(static_cast<int>(after.size())));
  EXPECT_EQ(0, BN_cmp(Modulo(square, modulus).get(), Modulo(Times(result, PowerOfTwo(r_bits)), modulus).get()));
  EXPECT_LT(BN_ucmp(result.get(), Times(modulus, NewNumber(4)).get()), 0);
  for (size_t i = 0; i < after.size(); i++) EXPECT_LE(std::abs(after[i]), static_cast<int64_t>(kDigitLimit)) << i;
}

void SquareSeveralTimes(const Lane& first, const Lane& second) {
  MontgomeryLanes lanes = Load(first, second);
  Lane before[2] = {first, second};
  const size_t digits = first.value.size();
  for (int step = 0; step < 6; step++) {
    const bool doubled[2] = {step % 2 == 0, step % 3 == 0};
    SquareAndDouble(lanes, I64x2{-int64_t{doubled[0]}, -int64_t{doubled[1]}});
    for (size_t lane = 0; lane < 2; lane++) {
      const Digits after = Get(lanes.value, lane, digits);
      ExpectSquared(before[lane], after, doubled[lane]);
      before[lane].value = after;
    }
    for (size_t i = digits; i < digits + kColumns; i++) {
      const F64x2 above = lanes.value[static_cast<int>(i)];
      ASSERT_TRUE(above[0] == 0 && above[1] == 0) << i;
    }
  }
}

class MontgomeryLanesTest : public ::testing::TestWithParam<size_t> {};
INSTANTIATE_TEST_SUITE_P(Digits, MontgomeryLanesTest, ::testing::ValuesIn(kSizes));

TEST_P(MontgomeryLanesTest, SquaresWithTheLargestDigitsThatTheRangesAllow) {
  const size_t digits = GetParam();
  const std::function<int64_t(size_t)> patterns[] = {
      [](size_t) { return -kLargest; },
      [](size_t) { return kLargest; },
      [](size_t) { return kLargest - 1; },
      [](size_t i) { return i % 2 == 0 ? -kLargest : kLargest - 1; },
      [](size_t i) { return i % 2 == 0 ? kLargest : 1 - kLargest; },
      [](size_t i) { return i == 0 ? 1 : -kLargest; },
      [](size_t i) { return i == 0 ? kLargest - 1 : kLargest; },
  };
  for (const auto& pattern : patterns) {
    for (const auto& of_value : patterns) {
      const Digits value = Fill(digits, of_value);
      Digits modulus = Fill(digits, pattern);
      modulus[0] |= 1;
      const Lane by_reducer = WithReducer(Fill(digits, pattern), value);
      const Lane by_modulus = WithModulus(modulus, value);
      SquareSeveralTimes(by_reducer, by_modulus);
      SquareSeveralTimes(by_modulus, by_reducer);
    }
  }
}

TEST_P(MontgomeryLanesTest, SquaresRandomSignsOfTheLargestDigits) {
  const size_t digits = GetParam();
  NumberStream stream(digits);
  for (int round = 0; round < 30; round++) {
    auto extreme = [&](size_t) {
      const uint32_t random = stream.NextWords(32)[0];
      return (random & 1) != 0 ? kLargest - static_cast<int64_t>(random >> 30)
                               : static_cast<int64_t>(random >> 30) - kLargest;
    };
    Digits modulus = Fill(digits, extreme);
    modulus[0] |= 1;
    SquareSeveralTimes(WithReducer(Fill(digits, extreme), Fill(digits, extreme)),
                       WithModulus(modulus, Fill(digits, extreme)));
  }
}

// Counts what a column sums up, but for products with a highest digit, which are small: x[i] x[j] in column i + j; and
// of quotient digit i those of the last block times n[j] in column i + j, of the others times r[j] eight columns up.
TEST_P(MontgomeryLanesTest, NoColumnSumsMoreProductsThanAreExact) {
  const int digits = static_cast<int>(GetParam());
  const int cleared = ClearedDigits(digits);
  int most = 0;
  for (int first = 0; first < cleared + digits; first += 2) {  // wherever a block may lie
    for (int column = first; column < first + kColumns; column++) {
      int squares = 0;
      int reductions = 0;
      for (int i = 0; i < digits - 1; i++) squares += column - i >= 0 && column - i < digits - 1 ? 1 : 0;
      for (int i = 0; i < std::min(first, cleared); i++) {
        const int j = column - i - (i < cleared - kColumns ? kColumns : 0);
        reductions += j >= 0 && j < digits - 1 ? 1 : 0;
      }
      const int sum = SplitsFirst(digits, first) ? std::max(squares, 1 + reductions) : squares + reductions;
      EXPECT_LE(sum, kMostProducts) << column;
      most = std::max(most, squares + reductions);
    }
  }
  EXPECT_EQ(digits == 86, most > kMostProducts);  // only the largest has to split at all
}

TEST_P(MontgomeryLanesTest, SquaresZeroAndOne) {
  const size_t digits = GetParam();
  const Digits reducer = Fill(digits, [](size_t i) { return static_cast<int64_t>(i * 77777 % (kBase / 2)); });
  Digits one(digits);
  one[0] = 1;
  SquareSeveralTimes(WithReducer(reducer, Digits(digits)), WithReducer(reducer, one));
}

TEST_P(MontgomeryLanesTest, LanesDoNotMeet) {
  const size_t digits = GetParam();
  NumberStream stream(7);
  auto random = [&](size_t i) {
    return (static_cast<int64_t>(stream.NextWords(32)[0] % kBase) - kLargest) | static_cast<int64_t>(i == 0);
  };
  const Lane lane = WithModulus(Fill(digits, random), Fill(digits, random));
  const Lane left = WithModulus(Fill(digits, random), Fill(digits, random));
  const Lane right = WithModulus(Fill(digits, random), Fill(digits, random));
  MontgomeryLanes first = Load(lane, left);
  MontgomeryLanes second = Load(right, lane);
  for (int step = 0; step < 20; step++) {
    const int64_t mask = -int64_t{step % 2};
    SquareAndDouble(first, I64x2{mask, 0});
    SquareAndDouble(second, I64x2{-1, mask});
    ASSERT_EQ(Get(first.value, 0, digits), Get(second.value, 1, digits));
  }
}

}  // namespace
}  // namespace keyseal
