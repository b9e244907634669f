// Patterns at every place, on both sides of their limits, against a look at every bit.

#include <gtest/gtest.h>

#include "core/keys/rsa_weakness.h"
#include "tests/core/support/numbers.h"
#include "tests/core/support/plain_rsa_weakness.h"

namespace keyseal {
namespace {

Number WithBits(const Number& number, unsigned first, unsigned count, unsigned period, uint64_t values) {
  Number changed = CopyOf(number);
  for (unsigned bit = 0; bit < count; bit++) {
    const auto place = static_cast<int>(first + bit);
    if ((values >> bit % period & 1) != 0) {
      BN_set_bit(changed.get(), place);
    } else {
      BN_clear_bit(changed.get(), place);
    }
  }
  BN_set_bit(changed.get(), 0);
  return changed;
}

TEST(ModulusPatternTest, K02_SeesAnOctetRepeatedAtEveryFourBits) {
  NumberStream numbers(1);
  for (const unsigned bits : {1024, 2044, 2048}) {
    const Number random = FromWords(numbers.NextOdd((bits + 31) / 32 * 32));
    int found = 0, not_found = 0;
    for (unsigned first = 0; first + 132 <= bits; first += kIsSanitized ? 12 : 4) {
      for (const unsigned length : {123, 127, 128}) {
        const Number modulus = WithBits(random, first, length, 8, 0x5a);
        const bool expected = plain::HasPattern(*modulus);
        (expected ? found : not_found)++;
        ASSERT_EQ(expected, HasPattern(*modulus)) << bits << " " << first << " " << length;
      }
    }
    EXPECT_LT(50, found);
    EXPECT_LT(50, not_found);
  }
}

TEST(ModulusPatternTest, K02_SeesColumnsThatStayInRowsOfEverySize) {
  NumberStream numbers(2);
  const Number random = FromWords(numbers.NextOdd(2048));
  int found = 0, not_found = 0;
  for (unsigned row = 8; row <= 8 * 66; row += 8) {
    for (unsigned width = 1; width <= std::min(row, 160U); width += width < 12 ? 1 : 7) {
      for (const unsigned first : {0U, (row - width) / 2}) {
        Number modulus = CopyOf(random);
        for (unsigned at = row; at + row <= 2048; at += row)
          modulus = WithBits(modulus, at + first, width, 61, 0x123456789abcd);
        const bool expected = plain::HasPattern(*modulus);
        (expected ? found : not_found)++;
        ASSERT_EQ(expected, HasPattern(*modulus)) << row << " " << width << " " << first;
      }
    }
  }
  EXPECT_LT(200, found);
  EXPECT_LT(200, not_found);
}

TEST(ModulusPatternTest, K02_CountsOnesInTheLowerHalfAndInAll) {
  NumberStream numbers(3);
  for (const unsigned bits : {1023, 1024, 1025, 2047, 2048, 2049, 4096}) {
    int found = 0;
    for (const unsigned low : {bits / 5 - 1, bits / 5, bits / 5 + 1}) {
      for (const unsigned all : {bits * 2 / 5 - 1, bits * 2 / 5, bits * 2 / 5 + 1}) {
        for (const bool is_few : {true, false}) {
          const Number modulus = is_few ? NewNumber() : Minus(PowerOfTwo(bits), NewNumber(1));
          const auto put = [&](unsigned from, unsigned to, unsigned count) {
            while (count > 0) {
              const auto place = static_cast<int>(from + numbers.NextWords(32)[0] % (to - from));
              if ((BN_is_bit_set(modulus.get(), place) != 0) == is_few) continue;
              is_few ? BN_set_bit(modulus.get(), place) : BN_clear_bit(modulus.get(), place);
              count--;
            }
          };
          put(0, bits / 2, low);
          put(bits / 2, bits, all - low);
          BN_set_bit(modulus.get(), 0);
          BN_set_bit(modulus.get(), static_cast<int>(bits) - 1);
          const bool expected = plain::HasPattern(*modulus);
          found += expected ? 1 : 0;
          ASSERT_EQ(expected, HasPattern(*modulus)) << bits << " " << low << " " << all;
        }
      }
    }
    EXPECT_EQ(bits >= 1024, found > 0) << bits;
  }
}

}  // namespace
}  // namespace keyseal
