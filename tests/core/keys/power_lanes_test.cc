// What lanes answer is what BoringSSL answers. Where the processor has none there is nothing to see.

#include "core/keys/power_lanes.h"

#include <gtest/gtest.h>

#include "core/keys/lanes.h"
#include "tests/core/support/numbers.h"

namespace keyseal {
namespace {

Bytes PlainPower(const Number& base, const Number& modulus) {
  Bytes octets(BN_num_bytes(modulus.get()));
  const Number power = Power(base, NewNumber(65537), modulus);
  BN_bn2bin_padded(octets.data(), octets.size(), power.get());
  return octets;
}

Number Odd(NumberStream& numbers, unsigned bits) {
  const Number number = FromWords(numbers.NextWords((bits + 31) / 32 * 32));
  BN_mask_bits(number.get(), static_cast<int>(bits));
  BN_set_bit(number.get(), static_cast<int>(bits) - 1);
  BN_set_bit(number.get(), 0);
  return CopyOf(number);
}

class PowerLanesTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!HasLanes()) GTEST_SKIP() << "no AVX-512 IFMA here";
  }
};

TEST_F(PowerLanesTest, AgreesOnRandomNumbersOfEverySize) {
  NumberStream numbers(1);
  const int step = kIsSanitized ? 101 : 7;
  for (int bits = 512; bits <= 4096; bits += bits % 1024 < 8 || bits % 1024 > 1015 ? 1 : step) {
    const Number modulus = Odd(numbers, static_cast<unsigned>(bits));
    const Number base = Modulo(FromWords(numbers.NextWords(4096)), modulus);
    ASSERT_EQ(PlainPower(base, modulus), PowerInLanes(*base, *modulus)) << bits;
  }
}

TEST_F(PowerLanesTest, AgreesOnManyNumbersOfTheUsualSizes) {
  NumberStream numbers(2);
  for (const unsigned bits : {2048, 3072, 4096}) {
    for (int i = 0; i < Samples(300); i++) {
      const Number modulus = Odd(numbers, bits);
      const Number base = Modulo(FromWords(numbers.NextWords(4096)), modulus);
      ASSERT_EQ(PlainPower(base, modulus), PowerInLanes(*base, *modulus)) << bits;
    }
  }
}

// Digits of ones and zeros only: the longest carries, the largest sums, and results next to 0 and to the modulus.
TEST_F(PowerLanesTest, AgreesWhereDigitsAreAtTheirLimits) {
  NumberStream numbers(3);
  for (const unsigned bits : {1024, 2047, 2048, 2049, 2078, 2079, 3071, 3072, 3326, 3327, 4095, 4096}) {
    std::vector<Number> moduli;
    moduli.push_back(Minus(PowerOfTwo(bits), NewNumber(1)));
    moduli.push_back(Plus(PowerOfTwo(bits - 1), NewNumber(1)));
    moduli.push_back(Minus(PowerOfTwo(bits), Minus(PowerOfTwo(bits / 2), NewNumber(1))));
    moduli.push_back(Odd(numbers, bits));
    for (const Number& modulus : moduli) {
      const Number last = Minus(modulus, NewNumber(1));
      std::vector<Number> bases;
      for (const BN_ULONG small : {0, 1, 2, 3}) bases.push_back(NewNumber(small));
      bases.push_back(CopyOf(last));
      bases.push_back(Minus(last, NewNumber(1)));
      bases.push_back(PowerOfTwo(bits - 2));
      bases.push_back(Minus(PowerOfTwo(bits - 1), NewNumber(1)));
      bases.push_back(PowerOfTwo(bits / 2));
      for (const Number& base : bases) ASSERT_EQ(PlainPower(base, modulus), PowerInLanes(*base, *modulus)) << bits;
    }
  }
}

TEST_F(PowerLanesTest, LeavesLongerModuliToOthers) {
  NumberStream numbers(4);
  EXPECT_TRUE(PowerInLanes(*NewNumber(2), *Odd(numbers, 4096)).has_value());
  EXPECT_FALSE(PowerInLanes(*NewNumber(2), *Odd(numbers, 4097)).has_value());
}

}  // namespace
}  // namespace keyseal
