// The arithmetic behind the search for small factors, in words of both sizes: what a processor has, and WebAssembly.

#include "core/keys/small_factors.h"

#include <gtest/gtest.h>

#include <memory>

#include "tests/core/support/crafted_moduli.h"

namespace keyseal {
namespace {

template <typename Word>
class SmallFactorsTest : public testing::Test {};
using WordTypes = testing::Types<uint32_t, uint64_t>;
TYPED_TEST_SUITE(SmallFactorsTest, WordTypes);

template <typename Word>
const FactorTable<Word>& Table() {
  static const auto table = std::make_unique<FactorTable<Word>>(MakeFactorTable<Word>());
  return *table;
}

// All bits are one, so that every digit is at its limit, and every sum of products near to it.
Number Ones(unsigned bits) { return Minus(PowerOfTwo(bits), NewNumber(1)); }

TYPED_TEST(SmallFactorsTest, ResiduesAreRightForEveryRowAndSize) {
  NumberStream numbers(1);
  for (const unsigned bits : {3, 16, 333, 336, 337, 720, 1024, 2047, 2048, 2049, 4096, 16384}) {
    for (const Number& number : {Ones(bits), PowerOfTwo(bits - 1), FromWords(numbers.NextOdd((bits + 31) / 32 * 32))}) {
      if (BN_num_bits(number.get()) > kMaxJudgedModulusBits) continue;
      const Residues<TypeParam> residues(*number);
      for (size_t i = 0; i < Table<TypeParam>().size(); i += kIsSanitized ? 50 : 5) {
        const ResidueRow<TypeParam>& row = Table<TypeParam>()[i].residue;
        const TypeParam residue = residues.Modulo(row);
        const Number modulus = NewNumber(row.modulus);
        ASSERT_EQ(0, BN_cmp(Modulo(number, modulus).get(), NewNumber(residue % row.modulus).get())) << bits << " " << i;
      }
    }
  }
}

// The largest modulus that fits a word brings every sum of products nearest to its limit.
TYPED_TEST(SmallFactorsTest, SumsFitTheirWords) {
  const TypeParam largest = std::numeric_limits<TypeParam>::max();
  for (const TypeParam modulus : {largest, static_cast<TypeParam>(largest - 2), TypeParam{3}, TypeParam{1}}) {
    const ResidueRow<TypeParam> row = MakeResidueRow(modulus);
    for (const unsigned bits : {2048, 16383, 16384}) {
      const TypeParam residue = Residues<TypeParam>(*Ones(bits)).Modulo(row);
      EXPECT_EQ(0, BN_cmp(Modulo(Ones(bits), NewNumber(modulus)).get(), NewNumber(residue % modulus).get())) << bits;
    }
  }
}

TYPED_TEST(SmallFactorsTest, EveryPrimeHasItsPlace) {
  const Number prime_above = Minus(PowerOfTwo(89), NewNumber(1));  // a Mersenne prime
  const size_t step = kIsSanitized ? 16 : 1;
  for (size_t i = 0; i < plain::OddPrimes().size(); i += step) {
    const uint32_t prime = plain::OddPrimes()[i];
    ASSERT_EQ(std::optional(prime), FindSmallFactor(*Times(NewNumber(prime), prime_above), Table<TypeParam>()));
  }
  EXPECT_EQ(std::nullopt, FindSmallFactor(*Times(NewNumber(65539), prime_above), Table<TypeParam>()));
}

TYPED_TEST(SmallFactorsTest, FindsWhatPlainDivisionFinds) {
  ModulusStream moduli(20261201);
  for (int i = 0; i < Samples(400); i++) {
    const Number modulus = moduli.Next();
    ASSERT_EQ(plain::FindSmallFactor(*modulus), FindSmallFactor(*modulus, Table<TypeParam>()));
  }
}

}  // namespace
}  // namespace keyseal
