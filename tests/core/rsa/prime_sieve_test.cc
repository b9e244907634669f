#include "core/rsa/prime_sieve.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <new>

#include "tests/core/support/numbers.h"

namespace keyseal {
namespace {

constexpr unsigned kSizes[] = {1024, 1536, 2048};

// Trial division, by two primes at once.
bool HasSmallFactor(const Number& n, std::span<const uint16_t> primes) {
  for (size_t i = 0; i < primes.size(); i += 2) {
    const uint32_t p = primes[i];
    const uint32_t q = primes[std::min(i + 1, primes.size() - 1)];
    const BN_ULONG remainder = BN_mod_word(n.get(), BN_ULONG{p} * q);
    if (remainder % p == 0 || remainder % q == 0) return true;
  }
  return false;
}

class PrimeSieveTest : public ::testing::TestWithParam<unsigned> {
 protected:
  PrimeSieve sieve_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Bits, PrimeSieveTest, ::testing::ValuesIn(kSizes));

TEST_P(PrimeSieveTest, ItsPrimesAreAllOddPrimesBelowItsLimit) {
  std::vector<uint16_t> expected;
  for (uint32_t n = 3; n < kSieveLimit; n += 2) {
    bool prime = true;
    for (uint32_t d = 3; d * d <= n && prime; d += 2) prime = n % d != 0;
    if (prime) expected.push_back(static_cast<uint16_t>(n));
  }
  EXPECT_TRUE(std::ranges::equal(expected, sieve_.primes()));
}

TEST_P(PrimeSieveTest, AgreesWithTrialDivisionOnRandomCandidates) {
  NumberStream stream(GetParam());
  int survivors = 0;
  for (int i = 0; i < 2000; i++) {
    const Words words = stream.NextOdd(GetParam());
    const bool survives = sieve_.Survives(words);
    ASSERT_EQ(!HasSmallFactor(FromWords(words), sieve_.primes()), survives) << i;
    survivors += survives ? 1 : 0;
  }
  EXPECT_GT(survivors, 130);  // 1.12 / ln 65536 of them, 202
  EXPECT_LT(survivors, 280);
}

// An end of the range, and its remainder modulo each prime of the table.
struct End {
  Number number;
  std::vector<uint32_t> remainders;
};

End EndAt(Number number, std::span<const uint16_t> primes) {
  End end = {std::move(number), {}};
  for (const uint16_t p : primes) end.remainders.push_back(static_cast<uint32_t>(BN_mod_word(end.number.get(), p)));
  return end;
}

// NearestMultiple returns the largest odd number up to |end| that the prime number |row| divides and no other does.
Number NearestMultiple(const End& end, std::span<const uint16_t> primes, size_t row) {
  uint64_t below = end.remainders[row];
  if (BN_is_bit_set(end.number.get(), 0) == (below % 2 != 0)) below += primes[row];
  for (;; below += 2 * uint64_t{primes[row]}) {
    bool alone = true;
    for (size_t i = 0; i < primes.size() && alone; i++) {
      alone = i == row || (end.remainders[i] + uint64_t{primes[i]} - below % primes[i]) % primes[i] != 0;
    }
    if (alone) return Minus(end.number, NewNumber(below));
  }
}

// Every row of the table, by numbers that no other row can find: the nearest to both ends of the range, and to where
// the digits are at theirs.
TEST_P(PrimeSieveTest, EveryPrimeOfTheTableDividesItsMultiples) {
  Number all_low = NewNumber();   // every digit at its lower limit, -2^10: 0x400 carries into the next
  Number all_high = NewNumber();  // every digit at its upper limit, 2^10 - 1
  for (unsigned at = 0; at < GetParam(); at += 11) {
    Number low = NewNumber(0x400);
    Number high = NewNumber(0x3ff);
    BN_lshift(low.get(), low.get(), static_cast<int>(at));
    BN_lshift(high.get(), high.get(), static_cast<int>(at));
    all_low = Plus(all_low, low);
    all_high = Plus(all_high, high);
  }
  for (const Number* limit : {&all_low, &all_high}) {
    BN_mask_bits(limit->get(), static_cast<int>(GetParam()));
    BN_set_bit(limit->get(), static_cast<int>(GetParam()) - 1);
  }
  const std::span<const uint16_t> primes = sieve_.primes();
  const End ends[] = {EndAt(Minus(PowerOfTwo(GetParam()), NewNumber(1)), primes),
                      EndAt(Plus(PowerOfTwo(GetParam() - 1), PowerOfTwo(32)), primes),
                      EndAt(std::move(all_low), primes), EndAt(std::move(all_high), primes)};
  const size_t step = kIsSanitized ? 16 : 1;
  for (size_t row = 0; row < primes.size(); row += step) {
    for (const End& end : ends) {
      const Number multiple = NearestMultiple(end, primes, row);
      ASSERT_EQ(0u, BN_mod_word(multiple.get(), primes[row]));
      ASSERT_FALSE(sieve_.Survives(ToWords(multiple, GetParam()))) << primes[row];
    }
  }
}

// A table with one damaged row lets that row's numbers pass: the test above could see it.
TEST_P(PrimeSieveTest, OnlyItsOwnRowFindsAPrime) {
  const std::span<const uint16_t> primes = sieve_.primes();
  const End top = EndAt(Minus(PowerOfTwo(GetParam()), NewNumber(1)), primes);
  const size_t width = sieve_.MutableTable().size() / primes.size();
  for (const size_t row : {size_t{0}, primes.size() / 2, primes.size() - 1}) {
    const Words words = ToWords(NearestMultiple(top, primes, row), GetParam());
    int16_t& residue = sieve_.MutableTable()[row * width];
    residue = static_cast<int16_t>(residue ^ 1);
    EXPECT_TRUE(sieve_.Survives(words)) << primes[row];
    residue = static_cast<int16_t>(residue ^ 1);
    EXPECT_FALSE(sieve_.Survives(words)) << primes[row];
  }
}

// Products of two primes above the limit, one of them just above: nothing may be found in them.
TEST_P(PrimeSieveTest, LetsPrimesAndProductsOfLargePrimesPass) {
  NumberStream stream(GetParam() + 2);
  EXPECT_TRUE(sieve_.Survives(ToWords(stream.NextPrime(GetParam()), GetParam())));
  const Number just_above = NewNumber(65537);
  const Number product = Times(just_above, stream.NextPrime(GetParam() - 17));
  EXPECT_TRUE(sieve_.Survives(ToWords(product, GetParam())));
}

// What is left when it is gone is what was there before it saw a candidate, and no digit of one.
TEST_P(PrimeSieveTest, LeavesNothingBehind) {
  NumberStream stream(GetParam() + 3);
  alignas(PrimeSieve) std::array<uint8_t, sizeof(PrimeSieve)> memory{};
  auto* sieve = new (memory.data()) PrimeSieve(GetParam());
  const std::array<uint8_t, sizeof(PrimeSieve)> fresh = memory;
  sieve->Survives(ToWords(stream.NextPrime(GetParam()), GetParam()));
  ASSERT_NE(fresh, memory);
  sieve->~PrimeSieve();
  EXPECT_EQ(fresh, memory);
}

}  // namespace
}  // namespace keyseal
