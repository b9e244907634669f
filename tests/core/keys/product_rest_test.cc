#include "core/keys/product_rest.h"

#include <gtest/gtest.h>

#include "core/keys/gcd.h"
#include "tests/core/support/number_texts.h"

namespace keyseal {
namespace {

// Products of every length around those of words, held against moduli of every length; and what leaves the longest
// carry.
TEST(ProductRestTest, HasTheSameDivisorsInCommonWithTheModulus) {
  RandomNumbers random(11);
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  for (const unsigned modulus_bits : {2, 3, 31, 32, 33, 63, 64, 65, 127, 128, 129, 520, 521, 2048}) {
    for (const unsigned product_bits : {1, 32, 63, 64, 65, 128, 129, 192, 193, 2047, 2048, 2049, 2112, 2113, 9000}) {
      for (const bool is_full : {false, true}) {
        Number modulus = random.OfBits(modulus_bits);
        Number product = is_full ? Minus(PowerOfTwo(product_bits), NewNumber(1)) : random.OfBits(product_bits);
        if (is_full) modulus = Minus(PowerOfTwo(modulus_bits), NewNumber(1));
        const Number of_product = Gcd(CopyOf(product), CopyOf(modulus), ctx.get());
        for (const auto form : {ProductRest, ProductRestInWords}) {
          const Number rest = form(*product, *modulus, ctx.get());
          EXPECT_GT(0, BN_cmp(rest.get(), modulus.get()));
          const Number of_rest = Gcd(CopyOf(rest), CopyOf(modulus), ctx.get());
          EXPECT_EQ(HexOf(*of_product), HexOf(*of_rest)) << modulus_bits << " " << product_bits;
        }
      }
    }
  }
}

TEST(ProductRestTest, IsNothingForAMultiple) {
  RandomNumbers random(12);
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  const Number modulus = random.OfBits(2048), other = random.OfBits(3000);
  for (const auto form : {ProductRest, ProductRestInWords}) {
    EXPECT_EQ("0", HexOf(*form(*Times(modulus, other), *modulus, ctx.get())));
    EXPECT_EQ("0", HexOf(*form(*modulus, *modulus, ctx.get())));
  }
}

}  // namespace
}  // namespace keyseal
