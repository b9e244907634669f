// The fast answers about a modulus against the plain ones.

#include "core/keys/rsa_weakness.h"

#include <gtest/gtest.h>
#include <openssl/mem.h>

#include <string>

#include "tests/core/support/crafted_moduli.h"
#include "tests/core/support/numbers.h"
#include "tests/core/support/plain_rsa_weakness.h"

namespace keyseal {
namespace {

std::string HexOf(const Number& number) {
  const bssl::UniquePtr<char> hex(BN_bn2hex(number.get()));
  return hex.get();
}

struct Weak {
  int factors = 0, rounds = 0, powers = 0, roca = 0, patterns = 0;
};

void Compare(const Number& modulus, Weak& weak) {
  const BIGNUM& n = *modulus;
  const auto factor = plain::FindSmallFactor(n);
  EXPECT_EQ(factor, FindSmallFactor(n)) << HexOf(modulus);
  weak.factors += factor.has_value() ? 1 : 0;
  for (const unsigned max_rounds : {100, 110}) {
    const auto round = plain::FindFermatRound(n, max_rounds);
    EXPECT_EQ(round, FindFermatRound(n, max_rounds)) << HexOf(modulus);
    weak.rounds += round.has_value() ? 1 : 0;
  }
  const auto power = plain::FindPerfectPower(n);
  EXPECT_EQ(power, FindPerfectPower(n)) << HexOf(modulus);
  weak.powers += power.has_value() ? 1 : 0;
  const RocaPrint print = plain::FindRocaPrint(n);
  EXPECT_EQ(print, FindRocaPrint(n)) << HexOf(modulus);
  weak.roca += print != RocaPrint::kNone ? 1 : 0;
  const bool has_pattern = plain::HasPattern(n);
  EXPECT_EQ(has_pattern, HasPattern(n)) << HexOf(modulus);
  weak.patterns += has_pattern ? 1 : 0;
}

// Of each weakness there are enough, and enough without it.
TEST(RsaWeaknessTest, AnswersAsThePlainArithmeticDoes) {
  ModulusStream moduli(20261130);
  Weak weak;
  const int count = Samples(2000);
  for (int i = 0; i < count && !testing::Test::HasFailure(); i++) Compare(moduli.Next(), weak);
  for (const int found : {weak.factors, weak.rounds, weak.powers, weak.roca, weak.patterns}) {
    EXPECT_GE(found, count / 40);
    EXPECT_LE(found, count * 9 / 10);
  }
}

TEST(RsaWeaknessTest, AnswersForTheSmallestModuliAsThePlainArithmeticDoes) {
  Weak weak;
  for (BN_ULONG n = 5; n < (kIsSanitized ? 2000 : 20000); n += 2) Compare(NewNumber(n), weak);
}

// K-03, K-16: each prime alone, before two that are none of these.
TEST(RsaWeaknessTest, FindsEachPrimeUpTo65537) {
  NumberStream numbers(1);
  const Number cofactor = Times(numbers.NextPrime(1024), numbers.NextPrime(1008));
  for (const uint32_t prime : plain::OddPrimes()) {
    const std::optional<uint32_t> factor = FindSmallFactor(*Times(NewNumber(prime), cofactor));
    ASSERT_EQ(std::optional(prime), factor);
  }
  EXPECT_EQ(std::nullopt, FindSmallFactor(*Times(NewNumber(65539), cofactor)));
}

TEST(RsaWeaknessTest, FindsTheSmallestOfSeveralFactors) {
  NumberStream numbers(2);
  const Number cofactor = numbers.NextPrime(1000);
  const std::vector<uint32_t>& primes = plain::OddPrimes();
  for (size_t i = 0; i + 1 < primes.size(); i += 17) {
    const Number both = Times(NewNumber(primes[i]), NewNumber(primes[std::min(i + 1 + i % 5, primes.size() - 1)]));
    ASSERT_EQ(std::optional(primes[i]), FindSmallFactor(*Times(both, cofactor)));
  }
}

// K-07: (a - b)(a + b) with every round up to 300, found with that many and not with one less.
TEST(RsaWeaknessTest, FindsTheRoundAndNoneBeyondTheLast) {
  NumberStream numbers(3);
  const Number a = FromWords(numbers.NextOdd(1024));
  for (unsigned round = 1; round <= 300; round++) {
    // The largest even b for which (a - round)^2 <= a^2 - b^2.
    const Number b = NewNumber();
    const Number square = Minus(Times(a, NewNumber(2 * round)), NewNumber(uint64_t{round} * round));
    plain::SetRoot(b.get(), *square, 2);
    if (BN_is_odd(b.get())) BN_sub_word(b.get(), 1);
    const Number modulus = Minus(Times(a, a), Times(b, b));
    ASSERT_EQ(std::optional(round), FindFermatRound(*modulus, round));
    ASSERT_EQ(std::nullopt, FindFermatRound(*modulus, round - 1));
  }
}

}  // namespace
}  // namespace keyseal
