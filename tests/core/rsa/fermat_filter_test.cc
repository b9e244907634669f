#include "core/rsa/fermat_filter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "tests/core/support/numbers.h"
#include "tests/core/support/pseudoprimes.h"

namespace keyseal {
namespace {

constexpr unsigned kSizes[] = {1024, 1536, 2048};

// 2^-(n-1) modulo n, by BoringSSL: the (n-1)th power of (n + 1) / 2.
Number ExpectedResidue(const Number& n) {
  Number half = Plus(n, NewNumber(1));
  BN_rshift1(half.get(), half.get());
  return Power(half, Minus(n, NewNumber(1)), n);
}

// Runs both candidates through the filter and BoringSSL and compares the whole numbers, not only the verdicts.
void ExpectAgreement(FermatFilter& filter, const Words& first, const Words& second) {
  const std::array<bool, 2> passed = filter.MayBePrime(first, second);
  for (size_t lane = 0; lane < 2; lane++) {
    const Number n = FromWords(lane == 0 ? first : second);
    const Number expected = ExpectedResidue(n);
    ASSERT_EQ(0, BN_cmp(expected.get(), Modulo(FromDigits(filter.RevealResidue(lane)), n).get())) << "lane " << lane;
    ASSERT_EQ(BN_is_one(expected.get()) == 1, passed[lane]) << "lane " << lane;
  }
}

class FermatFilterTest : public ::testing::TestWithParam<unsigned> {
 protected:
  FermatFilter filter_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Bits, FermatFilterTest, ::testing::ValuesIn(kSizes));

TEST_P(FermatFilterTest, AgreesWithBoringSslOnRandomOddNumbers) {
  NumberStream stream(GetParam());
  const int pairs = Samples(1000);
  for (int i = 0; i < pairs; i++) {
    const Words first = stream.NextOdd(GetParam());
    ExpectAgreement(filter_, first, stream.NextOdd(GetParam()));
  }
}

TEST_P(FermatFilterTest, AgreesAtBothEndsOfTheRange) {
  const Number top = PowerOfTwo(GetParam());
  const Number bottom = PowerOfTwo(GetParam() - 1);
  const Number middle = Plus(bottom, PowerOfTwo(GetParam() - 2));
  for (BN_ULONG offset = 1; offset < (kIsSanitized ? 10 : 80); offset += 2) {
    const Words below = ToWords(Minus(top, NewNumber(offset)), GetParam());
    const Words above = ToWords(Plus(bottom, NewNumber(offset)), GetParam());
    ExpectAgreement(filter_, below, above);
    ExpectAgreement(filter_, ToWords(Plus(middle, NewNumber(offset)), GetParam()),
                    ToWords(Minus(middle, NewNumber(offset)), GetParam()));
  }
}

TEST_P(FermatFilterTest, AgreesOnWordsOfAllOnesAndAllZeros) {
  NumberStream stream(GetParam() + 1);
  const int pairs = Samples(60);
  for (int i = 0; i < pairs; i++) {
    Words numbers[2];
    for (Words& words : numbers) {
      words = stream.NextOdd(GetParam());
      const Words choices = stream.NextWords(GetParam());
      for (size_t word = 0; word < words.size(); word++) {
        if (choices[word] % 3 == 0) words[word] = 0;
        if (choices[word] % 3 == 1) words[word] = 0xffffffff;
      }
      words.front() |= 1;
      words.back() |= uint32_t{1} << 31;
    }
    ExpectAgreement(filter_, numbers[0], numbers[1]);
  }
}

TEST_P(FermatFilterTest, AgreesOnDigitsThatBalanceToTheirLimits) {
  for (uint32_t low : {0x800001u, 0x7fffffu, 0xffffffu, 0x000001u}) {
    for (uint32_t rest : {0x800000u, 0x7fffffu, 0xffffffu, 0x000000u, 0x800001u}) {
      Number n = NewNumber();
      for (unsigned at = 0; at < GetParam(); at += 24) {
        Number digit = NewNumber(at == 0 ? low : rest);
        BN_lshift(digit.get(), digit.get(), static_cast<int>(at));
        n = Plus(n, digit);
      }
      BN_mask_bits(n.get(), static_cast<int>(GetParam()));
      BN_set_bit(n.get(), static_cast<int>(GetParam()) - 1);
      const Words words = ToWords(n, GetParam());
      ExpectAgreement(filter_, words, words);
    }
  }
}

TEST_P(FermatFilterTest, PassesPrimesInEitherLane) {
  NumberStream stream(GetParam() + 2);
  const Words prime = ToWords(stream.NextPrime(GetParam()), GetParam());
  const Words composite =
      ToWords(Times(stream.NextPrime(GetParam() / 2), stream.NextPrime(GetParam() / 2)), GetParam());
  EXPECT_EQ((std::array{true, false}), filter_.MayBePrime(prime, composite));
  EXPECT_EQ((std::array{false, true}), filter_.MayBePrime(composite, prime));
  EXPECT_EQ((std::array{true, true}), filter_.MayBePrime(prime, prime));
  EXPECT_EQ((std::array{false, false}), filter_.MayBePrime(composite, composite));
}

TEST_P(FermatFilterTest, ALaneDoesNotFeelTheOther) {
  NumberStream stream(GetParam() + 3);
  const Words n = stream.NextCandidate(GetParam());
  filter_.MayBePrime(n, stream.NextCandidate(GetParam()));
  const std::vector<int64_t> alone(filter_.RevealResidue(0).begin(), filter_.RevealResidue(0).end());
  filter_.MayBePrime(stream.NextCandidate(GetParam()), n);
  EXPECT_TRUE(std::ranges::equal(alone, filter_.RevealResidue(1)));
}

// The filter's own blind spot, which is why nothing is accepted by it alone (tests/core/rsa/prime_acceptance_test.cc).
TEST_P(FermatFilterTest, PassesBase2Pseudoprimes) {
  const Words pseudoprime = ToWords(Pseudoprime(GetParam()), GetParam());
  const Words carmichael = ToWords(CarmichaelNumber(GetParam()), GetParam());
  EXPECT_EQ((std::array{true, true}), filter_.MayBePrime(pseudoprime, carmichael));
  ExpectAgreement(filter_, carmichael, pseudoprime);
}

// What is left when it is gone is what was there before it saw a candidate: sizes, and no number of any lane.
TEST_P(FermatFilterTest, LeavesNothingBehind) {
  NumberStream stream(GetParam() + 4);
  alignas(FermatFilter) std::array<uint8_t, sizeof(FermatFilter)> memory{};
  auto* filter = new (memory.data()) FermatFilter(GetParam());
  std::array<uint8_t, sizeof(FermatFilter)> fresh = memory;
  filter->MayBePrime(stream.NextCandidate(GetParam()), stream.NextCandidate(GetParam()));
  ASSERT_NE(fresh, memory);
  filter->~FermatFilter();
  for (size_t i = sizeof(void*); i < memory.size();
       i++) {  // first the virtual table's address, which destructors change
    ASSERT_TRUE(memory[i] == 0 || memory[i] == fresh[i]) << i;
  }
}

}  // namespace
}  // namespace keyseal
