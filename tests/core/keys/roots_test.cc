// Roots right at, below and above powers, which is where a root is off by one.

#include "core/keys/roots.h"

#include <gtest/gtest.h>

#include "tests/core/support/numbers.h"

namespace keyseal {
namespace {

Number RootOf(const Number& number, unsigned k) {
  Number root = NewNumber();
  SetRoot(root.get(), *number, k);
  return root;
}

Number PowerOf(const Number& base, unsigned k) {
  Number power = CopyOf(base);
  for (unsigned i = 1; i < k; i++) power = Times(power, base);
  return power;
}

bool AreEqual(const Number& a, const Number& b) { return BN_cmp(a.get(), b.get()) == 0; }

TEST(RootsTest, RootsAreTheirFloorRightBelowAndAbovePowers) {
  NumberStream numbers(1);
  const Number one = NewNumber(1);
  for (const unsigned k : {2, 3, 5, 7, 11}) {
    for (unsigned bits = 2; bits * k <= 4096; bits += bits < 140 || bits % 128 < 3 ? 1 : 5) {
      std::vector<Number> bases;
      bases.push_back(FromWords(numbers.NextWords((bits + 31) / 32 * 32)));
      BN_mask_bits(bases[0].get(), static_cast<int>(bits));
      BN_set_bit(bases[0].get(), static_cast<int>(bits) - 1);
      bases.push_back(PowerOfTwo(bits - 1));
      bases.push_back(Minus(PowerOfTwo(bits), one));
      for (const Number& base : bases) {
        const Number power = PowerOf(base, k);
        ASSERT_TRUE(AreEqual(base, RootOf(power, k))) << bits << " " << k;
        ASSERT_TRUE(AreEqual(Minus(base, one), RootOf(Minus(power, one), k))) << bits << " " << k;
        ASSERT_TRUE(AreEqual(base, RootOf(Minus(PowerOf(Plus(base, one), k), one), k))) << bits << " " << k;
        EXPECT_TRUE(IsPower(*power, k));
        EXPECT_FALSE(IsPower(*Plus(power, one), k));
      }
    }
  }
}

TEST(RootsTest, ZeroIsASquare) {
  EXPECT_TRUE(IsSquare(*NewNumber(0)));
  EXPECT_TRUE(IsSquare(*NewNumber(1)));
  EXPECT_FALSE(IsSquare(*NewNumber(2)));
}

}  // namespace
}  // namespace keyseal
