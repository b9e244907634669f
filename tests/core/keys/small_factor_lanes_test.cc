// What lanes answer is what plain division answers.

#define KEYSEAL_PORTABLE_LANES

#include "core/keys/small_factor_lanes.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "core/keys/lanes.h"
#include "core/keys/small_factor_lanes_form.h"
#include "tests/core/support/crafted_moduli.h"

namespace keyseal {
namespace {

// The form that any processor can run, and this processor's own lanes where it has them.
std::vector<std::optional<uint32_t>> Answers(const BIGNUM& modulus) {
  std::vector<std::optional<uint32_t>> answers = {portable_lanes::small_factors::Find(modulus)};
  if (HasLanes()) answers.push_back(FindSmallFactorInLanes(modulus));
  return answers;
}

void ExpectFactor(const std::optional<uint32_t>& factor, const BIGNUM& modulus) {
  for (const std::optional<uint32_t>& answer : Answers(modulus)) ASSERT_EQ(factor, answer) << BN_num_bits(&modulus);
}

TEST(SmallFactorLanesTest, EveryPrimeHasItsPlace) {
  const Number prime_above = Minus(PowerOfTwo(89), NewNumber(1));  // a Mersenne prime
  for (const uint32_t prime : plain::OddPrimes()) {
    ExpectFactor(std::optional(prime), *Times(NewNumber(prime), prime_above));
  }
  ExpectFactor(std::nullopt, *Times(NewNumber(65539), prime_above));
}

// All bits are one, so that every digit is at its limit, and every sum of products near to it.
TEST(SmallFactorLanesTest, SumsFitTheirLanes) {
  for (unsigned bits = 3; bits <= kMaxJudgedModulusBits; bits += bits < 4200 ? 7 : 1093) {
    const Number ones = Minus(PowerOfTwo(bits), NewNumber(1));
    ExpectFactor(plain::FindSmallFactor(*ones), *ones);
  }
  const Number longest = Minus(PowerOfTwo(kMaxJudgedModulusBits), NewNumber(1));
  ExpectFactor(plain::FindSmallFactor(*longest), *longest);
}

TEST(SmallFactorLanesTest, FindsWhatPlainDivisionFinds) {
  ModulusStream moduli(20261202);
  for (int i = 0; i < Samples(1000); i++) {
    const Number modulus = moduli.Next();
    ExpectFactor(plain::FindSmallFactor(*modulus), *modulus);
  }
}

}  // namespace
}  // namespace keyseal
