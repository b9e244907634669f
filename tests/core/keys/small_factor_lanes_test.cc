// What lanes answer is what words answer. Where the processor has none there is nothing to see.

#include "core/keys/small_factor_lanes.h"

#include <gtest/gtest.h>

#include "core/keys/lanes.h"
#include "tests/core/support/crafted_moduli.h"

namespace keyseal {
namespace {

class SmallFactorLanesTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!HasLanes()) GTEST_SKIP() << "no AVX-512 IFMA here";
  }
};

TEST_F(SmallFactorLanesTest, EveryPrimeHasItsPlace) {
  const Number prime_above = Minus(PowerOfTwo(89), NewNumber(1));  // a Mersenne prime
  for (const uint32_t prime : plain::OddPrimes()) {
    ASSERT_EQ(std::optional(prime), FindSmallFactorInLanes(*Times(NewNumber(prime), prime_above)));
  }
  EXPECT_EQ(std::nullopt, FindSmallFactorInLanes(*Times(NewNumber(65539), prime_above)));
}

// All bits are one, so that every digit is at its limit, and every sum of products near to it.
TEST_F(SmallFactorLanesTest, SumsFitTheirLanes) {
  for (unsigned bits = 3; bits <= kMaxJudgedModulusBits; bits += bits < 4200 ? 7 : 1093) {
    const Number ones = Minus(PowerOfTwo(bits), NewNumber(1));
    ASSERT_EQ(plain::FindSmallFactor(*ones), FindSmallFactorInLanes(*ones)) << bits;
  }
  const Number longest = Minus(PowerOfTwo(kMaxJudgedModulusBits), NewNumber(1));
  EXPECT_EQ(plain::FindSmallFactor(*longest), FindSmallFactorInLanes(*longest));
}

TEST_F(SmallFactorLanesTest, FindsWhatPlainDivisionFinds) {
  ModulusStream moduli(20261202);
  for (int i = 0; i < Samples(1000); i++) {
    const Number modulus = moduli.Next();
    ASSERT_EQ(plain::FindSmallFactor(*modulus), FindSmallFactorInLanes(*modulus));
  }
}

}  // namespace
}  // namespace keyseal
