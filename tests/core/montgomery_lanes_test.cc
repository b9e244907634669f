#include "core/montgomery_lanes.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/core/numbers.h"

namespace keyseal {
namespace {

constexpr size_t kSizes[] = {43, 65, 86};  // digits of 1024, 1536 and 2048 bits
constexpr int64_t kBase = int64_t{1} << kDigitBits;
constexpr int64_t kLargest = int64_t{1} << (kDigitBits - 1);
using Digits = std::vector<int64_t>;

// One lane: n = r 2^24 - 1, so that k = 1 and r is the reducer. That makes every digit of both free to be chosen.
struct Lane {
  Digits reducer;  // one digit less than n
  Digits value;
};

Digits ModulusOf(const Lane& lane) {
  Digits modulus = {-1};
  modulus.insert(modulus.end(), lane.reducer.begin(), lane.reducer.end());
  return modulus;
}

Digits Fill(size_t count, const std::function<int64_t(size_t)>& digit) {
  Digits digits(count);
  for (size_t i = 0; i < count; i++) digits[i] = digit(i);
  digits.back() = 0xffff;  // n < R / 256, and |x| < 4 n
  return digits;
}

void Put(LaneDigits& to, size_t lane, const Digits& digits) {
  for (size_t i = 0; i < digits.size(); i++) to[i][lane] = static_cast<double>(digits[i]);
}

Digits Get(const LaneDigits& from, size_t lane, size_t count) {
  Digits digits(count);
  for (size_t i = 0; i < count; i++) digits[i] = static_cast<int64_t>(from[i][lane]);
  return digits;
}

MontgomeryLanes Load(size_t digits, const Lane& first, const Lane& second) {
  MontgomeryLanes lanes;
  lanes.digits = digits;
  lanes.last_factor = F64x2{1, 1};
  for (size_t lane = 0; lane < 2; lane++) {
    const Lane& from = lane == 0 ? first : second;
    Put(lanes.modulus, lane, ModulusOf(from));
    Put(lanes.reducer, lane, from.reducer);
    Put(lanes.value, lane, from.value);
  }
  for (size_t i = 0; i < digits; i++) lanes.doubled[i] = lanes.value[i] + lanes.value[i];
  return lanes;
}

// x' R = x^2 or 2 x^2 modulo n, |x'| < 4 n, and balanced digits.
void ExpectSquared(const Lane& before, const Digits& after, bool doubled) {
  const Number modulus = FromDigits(ModulusOf(before));
  const Number x = FromDigits(before.value);
  const Number square = Times(Times(x, x), NewNumber(doubled ? 2 : 1));
  const Number result = FromDigits(after);
  const Number shifted = Times(result, PowerOfTwo(static_cast<unsigned>(kDigitBits * after.size())));
  EXPECT_EQ(0, BN_cmp(Modulo(square, modulus).get(), Modulo(shifted, modulus).get()));
  EXPECT_LT(BN_ucmp(result.get(), Times(modulus, NewNumber(4)).get()), 0);
  for (size_t i = 0; i + 1 < after.size(); i++) EXPECT_LE(std::abs(after[i]), kLargest) << i;
}

void SquareSeveralTimes(size_t digits, const Lane& first, const Lane& second) {
  MontgomeryLanes lanes = Load(digits, first, second);
  Lane before[2] = {first, second};
  for (int step = 0; step < 6; step++) {
    const bool doubled[2] = {step % 2 == 0, step % 3 == 0};
    SquareAndDouble(lanes, I64x2{-int64_t{doubled[0]}, -int64_t{doubled[1]}});
    for (size_t lane = 0; lane < 2; lane++) {
      const Digits after = Get(lanes.value, lane, digits);
      ExpectSquared(before[lane], after, doubled[lane]);
      before[lane].value = after;
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
  for (const auto& of_reducer : patterns) {
    for (const auto& of_value : patterns) {
      const Lane lane = {Fill(digits - 1, of_reducer), Fill(digits, of_value)};
      const Lane other = {Fill(digits - 1, of_value), Fill(digits, of_reducer)};
      SquareSeveralTimes(digits, lane, other);
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
    SquareSeveralTimes(digits, {Fill(digits - 1, extreme), Fill(digits, extreme)},
                       {Fill(digits - 1, extreme), Fill(digits, extreme)});
  }
}

TEST_P(MontgomeryLanesTest, SquaresZeroAndOne) {
  const size_t digits = GetParam();
  const Digits reducer = Fill(digits - 1, [](size_t i) { return static_cast<int64_t>(i * 77777 % (kBase / 2)); });
  Digits one(digits);
  one[0] = 1;
  SquareSeveralTimes(digits, {reducer, Digits(digits)}, {reducer, one});
}

TEST_P(MontgomeryLanesTest, LanesDoNotMeet) {
  const size_t digits = GetParam();
  NumberStream stream(7);
  auto random = [&](size_t) { return static_cast<int64_t>(stream.NextWords(32)[0] % kBase) - kLargest; };
  const Lane lane = {Fill(digits - 1, random), Fill(digits, random)};
  const Lane left = {Fill(digits - 1, random), Fill(digits, random)};
  const Lane right = {Fill(digits - 1, random), Fill(digits, random)};
  MontgomeryLanes first = Load(digits, lane, left);
  MontgomeryLanes second = Load(digits, right, lane);
  for (int step = 0; step < 20; step++) {
    const int64_t mask = -int64_t{step % 2};
    SquareAndDouble(first, I64x2{mask, 0});
    SquareAndDouble(second, I64x2{-1, mask});
    ASSERT_EQ(Get(first.value, 0, digits), Get(second.value, 1, digits));
  }
}

}  // namespace
}  // namespace keyseal
