#include "core/keys/gcd.h"

#include <gtest/gtest.h>
#include <openssl/mem.h>

#include <string>

#include "tests/core/support/number_texts.h"

namespace keyseal {
namespace {

std::string GcdOf(const Number& a, const Number& b) {
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  return HexOf(*Gcd(Number(BN_dup(a.get())), Number(BN_dup(b.get())), ctx.get()));
}

std::string SlowGcdOf(const Number& a, const Number& b) {
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  const Number gcd(BN_new());
  EXPECT_TRUE(BN_gcd(gcd.get(), a.get(), b.get(), ctx.get()));
  return HexOf(*gcd);
}

TEST(GcdTest, OfNothingAndANumberIsTheNumber) {
  EXPECT_EQ("0", GcdOf(NumberOfHex("0"), NumberOfHex("0")));
  for (const char* number : {"1", "2", "ffffffff", "100000000", "ffffffffffffffff", "10000000000000000"}) {
    EXPECT_EQ(number, GcdOf(NumberOfHex(number), NumberOfHex("0")));
    EXPECT_EQ(number, GcdOf(NumberOfHex("0"), NumberOfHex(number)));
    EXPECT_EQ(number, GcdOf(NumberOfHex(number), NumberOfHex(number)));
    EXPECT_EQ("1", GcdOf(NumberOfHex(number), NumberOfHex("1")));
  }
}

// Numbers of every length, with and without something in common; and neighbours in Fibonacci's row, whose quotients are
// all 1, so that Euclid's method takes as long as it can.
TEST(GcdTest, IsThatOfBoringSsl) {
  RandomNumbers random(20261121);
  for (const unsigned a_bits : {1, 31, 32, 33, 63, 64, 65, 96, 127, 128, 129, 200, 500, 1024, 2048}) {
    for (const unsigned b_bits : {1, 32, 64, 65, 128, 129, 300, 1023, 2048}) {
      for (const unsigned common_bits : {1, 2, 33, 64, 500}) {
        const Number common = random.OfBits(common_bits);
        const Number a = Times(random.OfBits(a_bits), common), b = Times(random.OfBits(b_bits), common);
        EXPECT_EQ(SlowGcdOf(a, b), GcdOf(a, b)) << HexOf(*a) << " " << HexOf(*b);
      }
    }
  }
}

TEST(GcdTest, TakesTheLongestWay) {
  Number a = NumberOfHex("1"), b = NumberOfHex("1");
  for (unsigned i = 0; i < 3000; i++) {
    ASSERT_TRUE(BN_add(a.get(), a.get(), b.get()));
    std::swap(a, b);
    if (i % 100 == 0) {
      EXPECT_EQ("1", GcdOf(a, b)) << i;
    }
  }
}

// Long runs of ones and zeros, where quotients are large and words full.
TEST(GcdTest, TakesLargeQuotientsAndFullWords) {
  RandomNumbers random(4711);
  std::vector<Number> numbers;
  for (const unsigned bits : {31, 32, 33, 62, 63, 64, 65, 95, 96, 97, 127, 128, 129, 160, 192, 256, 320}) {
    for (const int off : {-2, -1, 0, 1, 2}) {
      Number number = NumberOfHex("0");
      ASSERT_TRUE(BN_set_bit(number.get(), static_cast<int>(bits)));
      ASSERT_TRUE(off < 0 ? BN_sub_word(number.get(), static_cast<BN_ULONG>(-off))
                          : BN_add_word(number.get(), static_cast<BN_ULONG>(off)));
      numbers.push_back(std::move(number));
    }
  }
  for (const Number& a : numbers) {
    for (const Number& b : numbers) {
      EXPECT_EQ(SlowGcdOf(a, b), GcdOf(a, b)) << HexOf(*a) << " " << HexOf(*b);
    }
    const Number c = Times(a, random.OfBits(64));
    EXPECT_EQ(SlowGcdOf(a, c), GcdOf(a, c)) << HexOf(*a) << " " << HexOf(*c);
  }
}

}  // namespace
}  // namespace keyseal
