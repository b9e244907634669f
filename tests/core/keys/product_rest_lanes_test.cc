#define KEYSEAL_PORTABLE_LANES

#include "core/keys/product_rest_lanes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/keys/gcd.h"
#include "core/keys/lanes.h"
#include "core/keys/product_rest.h"
#include "core/keys/product_rest_lanes_form.h"
#include "tests/core/support/number_texts.h"

namespace keyseal {
namespace {

// Every length around those of blocks, of which six stand in registers; all digits full, and none.
TEST(ProductRestLanesTest, AgreesWithTheFormInWords) {
  RandomNumbers random(13);
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  const auto gcd = [&](const Number& a, const Number& b) { return HexOf(*Gcd(CopyOf(a), CopyOf(b), ctx.get())); };
  for (const unsigned modulus_bits : {2, 3, 52, 53, 416, 417, 1024, 2047, 2048}) {
    for (const unsigned product_bits :
         {1, 52, 415, 416, 417, 2080, 2495, 2496, 2497, 2548, 2911, 2912, 2913, 3328, 9000, 70000}) {
      for (const unsigned form : {0, 1, 2, 3}) {
        const Number common = random.OfBits(form == 0 && modulus_bits > 200 && product_bits > 200 ? 100 : 1);
        Number modulus = random.OfBits(modulus_bits), product = random.OfBits(product_bits);
        if (BN_num_bits(common.get()) > 1) {
          modulus = Times(random.OfBits(modulus_bits - 100), common);
          product = Times(random.OfBits(product_bits - 100), common);
        }
        if (form >= 1) product = Minus(PowerOfTwo(product_bits), NewNumber(1));
        if (form == 2) modulus = Minus(PowerOfTwo(modulus_bits), NewNumber(1));
        if (form == 3) modulus = Plus(PowerOfTwo(modulus_bits - 1), NewNumber(1));
        if (!BN_is_odd(modulus.get())) continue;
        // The form that any processor can run, and this processor's own lanes where it has them.
        std::vector<Number> rests;
        rests.push_back(portable_lanes::product_rest::Rest(*product, *modulus, ctx.get()));
        if (HasLanes()) rests.push_back(ProductRestInLanes(*product, *modulus, ctx.get()));
        const std::string expected = gcd(ProductRestInWords(*product, *modulus, ctx.get()), modulus);
        for (const Number& rest : rests) {
          EXPECT_GT(0, BN_cmp(rest.get(), modulus.get()));
          EXPECT_EQ(expected, gcd(rest, modulus)) << modulus_bits << " " << product_bits << " " << form;
        }
      }
    }
  }
}

}  // namespace
}  // namespace keyseal
