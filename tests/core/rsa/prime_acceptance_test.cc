#include "core/rsa/prime_acceptance.h"

#include <gtest/gtest.h>

#include "tests/core/support/numbers.h"
#include "tests/core/support/pseudoprimes.h"

namespace keyseal {
namespace {

// FIPS 186-5 B.3.1 steps 1 to 4.6 for one base.
bool PassesByDefinition(const Number& w, const Number& base) {
  const Number w1 = Minus(w, NewNumber(1));
  const int a = BN_count_low_zero_bits(w1.get());
  Number m = NewNumber();
  BN_rshift(m.get(), w1.get(), a);
  Number z = Power(base, m, w);
  if (BN_is_one(z.get()) || BN_cmp(z.get(), w1.get()) == 0) return true;
  for (int j = 1; j < a; j++) {
    z = Modulo(Times(z, z), w);
    if (BN_cmp(z.get(), w1.get()) == 0) return true;
  }
  return false;
}

// One round with a base that is known: what is drawn is that many more than 2, with a multiple of w - 3 on top.
bool PassesWithBase(const Number& w, const Number& base) {
  Number multiple = Minus(w, NewNumber(3));
  BN_mul_word(multiple.get(), 0x12345678);
  const Number drawn = Plus(Minus(base, NewNumber(2)), multiple);
  FakeSource source([&drawn, stream = Stream(9)](std::span<uint8_t> out) mutable {
    if (out.size() == kStartUpSize) return stream(out);
    return BN_bn2le_padded(out.data(), out.size(), drawn.get()) == 1;
  });
  Entropy entropy = source.MakeEntropy();
  Result<bool> passes = PassesMillerRabin(w.get(), 1, entropy);
  EXPECT_TRUE(passes.has_value());
  return passes.has_value() && *passes;
}

class PrimeAcceptanceTest : public ::testing::Test {
 protected:
  bool Accepts(const Number& w, int rounds = 5) {
    Result<bool> passes = PassesMillerRabin(w.get(), rounds, entropy_);
    EXPECT_TRUE(passes.has_value());
    return passes.has_value() && *passes;
  }

  FakeSource source_{Stream(71)};
  Entropy entropy_ = source_.MakeEntropy();
};

TEST_F(PrimeAcceptanceTest, G07_RoundsAreThoseOfTableB1) {
  EXPECT_EQ(5, MillerRabinRounds(1024));
  EXPECT_EQ(4, MillerRabinRounds(1536));
  EXPECT_EQ(4, MillerRabinRounds(2048));
}

TEST_F(PrimeAcceptanceTest, AgreesWithBnPrimalityTestOnRandomOddNumbers) {
  NumberStream stream(1);
  for (unsigned bits : {64u, 96u, 128u, 256u, 512u}) {
    int primes = 0;
    const int numbers = Samples(1950);
    for (int i = 0; i < numbers; i++) {
      const Number w = FromWords(stream.NextOdd(bits));
      const bool is_prime = IsPrime(w);
      ASSERT_EQ(is_prime, Accepts(w)) << bits << " bits, number " << i;
      primes += is_prime ? 1 : 0;
    }
    EXPECT_GT(primes, 0) << bits;
  }
}

TEST_F(PrimeAcceptanceTest, AcceptsPrimesOfTheSearchedSizes) {
  NumberStream stream(2);
  for (unsigned bits : {1024u, 1536u, 2048u}) {
    const Number prime = stream.NextPrime(bits);
    EXPECT_TRUE(Accepts(prime, MillerRabinRounds(bits)));
    EXPECT_FALSE(Accepts(Plus(prime, NewNumber(2)), 1) && !IsPrime(Plus(prime, NewNumber(2))));
  }
}

// w = m 2^a + 1 for every a up to the bound, and the first that is refused.
TEST_F(PrimeAcceptanceTest, AcceptsPrimesWithEveryNumberOfTrailingZeros) {
  NumberStream stream(3);
  for (int zeros = 1; zeros <= kMaxTrailingZeros + 1; zeros++) {
    for (;;) {
      Number w = FromWords(stream.NextOdd(64));
      BN_lshift(w.get(), w.get(), zeros);
      BN_add_word(w.get(), 1);
      if (!IsPrime(w)) {
        ASSERT_FALSE(Accepts(w)) << zeros;
        continue;
      }
      ASSERT_EQ(zeros <= kMaxTrailingZeros, Accepts(w)) << zeros;
      // One zero too many is refused outright, not only where a base shows it, as one in two does.
      for (int i = 0; i < 20 && zeros > kMaxTrailingZeros; i++) ASSERT_FALSE(Accepts(w, 1));
      break;
    }
  }
}

// A quarter to a sixth of all bases are liars for w = p (2 p - 1): no verdict is the same for every base.
TEST_F(PrimeAcceptanceTest, ARoundSaysWhatFips1865SaysOfEveryBase) {
  NumberStream stream(7);
  for (int zeros : {1, 2, 3, 10, 25, 48, kMaxTrailingZeros - 1, kMaxTrailingZeros}) {
    Number p, twin;
    do {
      p = FromWords(stream.NextOdd(32));
      BN_lshift(p.get(), p.get(), zeros);
      p = Plus(p, NewNumber(1));
      twin = Minus(Plus(p, p), NewNumber(1));
    } while (!IsPrime(p) || !IsPrime(twin));
    const Number w = Times(p, twin);
    int passed = 0;
    for (int i = 0; i < 60; i++) {
      const Number base = Plus(Modulo(FromWords(stream.NextWords(256)), Minus(w, NewNumber(3))), NewNumber(2));
      const bool passes = PassesWithBase(w, base);
      ASSERT_EQ(PassesByDefinition(w, base), passes) << zeros << " zeros";
      passed += passes ? 1 : 0;
    }
    EXPECT_GT(passed, 0) << zeros;
    EXPECT_LT(passed, 60) << zeros;
  }
}

TEST_F(PrimeAcceptanceTest, RefusesProductsOfTwoPrimesAndSquares) {
  NumberStream stream(4);
  for (unsigned bits : {64u, 128u, 512u}) {
    const int pairs = Samples(40);
    for (int i = 0; i < pairs; i++) {
      const Number p = stream.NextPrime(bits);
      const Number q = stream.NextPrime(bits);
      EXPECT_FALSE(Accepts(Times(p, q)));
      EXPECT_FALSE(Accepts(Times(p, p)));
    }
  }
}

TEST_F(PrimeAcceptanceTest, RefusesPseudoprimesThatPassTheFilter) {
  for (unsigned bits : {1024u, 1536u, 2048u}) {
    EXPECT_FALSE(Accepts(Pseudoprime(bits), MillerRabinRounds(bits))) << bits;
    EXPECT_FALSE(Accepts(CarmichaelNumber(bits), MillerRabinRounds(bits))) << bits;
  }
}

// Composites that tests with fixed bases accept.
TEST_F(PrimeAcceptanceTest, RefusesStrongPseudoprimesToManyBases) {
  // The least strong pseudoprimes to the first k prime bases, of at least 64 bits (OEIS A014233).
  for (const char* composite : {"318665857834031151167461", "3317044064679887385961981"}) {
    EXPECT_FALSE(Accepts(FromDecimal(composite), 20)) << composite;
  }
  EXPECT_FALSE(Accepts(ArnaultNumber(), 20));
}

TEST_F(PrimeAcceptanceTest, DrawsItsBasesFromTheEntropyItIsGiven) {
  NumberStream stream(5);
  const Number prime = stream.NextPrime(1024);
  const size_t before = source_.draws();
  EXPECT_TRUE(Accepts(prime, 5));
  EXPECT_EQ(before + 5 + (before == 0 ? 1 : 0), source_.draws());  // the first draw is the start-up test
}

TEST_F(PrimeAcceptanceTest, FailsWithTheEntropy) {
  NumberStream stream(6);
  const Number prime = stream.NextPrime(256);
  for (int good_draws = 0; good_draws < 6; good_draws++) {
    FakeSource source(
        [draw = Stream(8), left = good_draws](std::span<uint8_t> out) mutable { return draw(out) && left-- > 0; });
    Entropy entropy = source.MakeEntropy();
    Result<bool> passes = PassesMillerRabin(prime.get(), 5, entropy);
    ASSERT_FALSE(passes.has_value()) << good_draws;
    EXPECT_EQ(ErrorCode::kRandomFailed, passes.error().code);
  }
}

}  // namespace
}  // namespace keyseal
