#include "core/rsa/rsa_exponent.h"

#include <gtest/gtest.h>
#include <openssl/rsa.h>

#include "tests/core/support/numbers.h"

namespace keyseal {
namespace {

class RsaExponentTest : public ::testing::Test {
 protected:
  // The inverse of 65537 modulo |m| by BoringSSL's variable-time Euclid, or nothing.
  Number Expected(const Number& m) {
    Number inverse = NewNumber();
    const bool exists = BN_mod_inverse(inverse.get(), NewNumber(RSA_F4).get(), m.get(), ctx_.get()) != nullptr;
    return exists ? std::move(inverse) : nullptr;
  }
  Number Inverse(const Number& m) {
    Number inverse = NewNumber();
    Result<bool> exists = InverseOfExponent(m.get(), inverse.get(), ctx_.get());
    EXPECT_TRUE(exists.has_value());
    return exists.has_value() && *exists ? std::move(inverse) : nullptr;
  }
  bool Fits(const Number& prime) {
    Result<bool> fits = FitsExponent(prime.get(), ctx_.get());
    EXPECT_TRUE(fits.has_value());
    return fits.has_value() && *fits;
  }

  bssl::UniquePtr<BN_CTX> ctx_{BN_CTX_new()};
};

TEST_F(RsaExponentTest, InvertsAsEuclidDoes) {
  NumberStream stream(1);
  for (unsigned bits : {32u, 64u, 96u, 1024u, 2048u, 4096u}) {
    const int numbers = Samples(200);
    for (int i = 0; i < numbers; i++) {
      Number m = FromWords(stream.NextOdd(bits));
      if (i % 2 == 0) BN_sub_word(m.get(), 1);  // p - 1 and lcm(p - 1, q - 1) are even
      const Number inverse = Inverse(m);
      const Number expected = Expected(m);
      ASSERT_EQ(expected != nullptr, inverse != nullptr) << bits << " bits, number " << i;
      if (expected == nullptr) continue;
      ASSERT_EQ(0, BN_cmp(expected.get(), inverse.get())) << bits << " bits, number " << i;
    }
  }
}

// m modulo 65537 at both ends of its range, where the factor k is largest and smallest.
TEST_F(RsaExponentTest, InvertsForEveryRemainderButZero) {
  const Number multiple = Times(NumberStream(2).NextPrime(1024), NewNumber(RSA_F4));
  for (BN_ULONG remainder : {1u, 2u, 3u, 32768u, 32769u, 65535u, 65536u}) {
    const Number m = Plus(multiple, NewNumber(remainder));
    const Number inverse = Inverse(m);
    ASSERT_NE(nullptr, inverse) << remainder;
    EXPECT_TRUE(BN_is_one(Modulo(Times(inverse, NewNumber(RSA_F4)), m).get())) << remainder;
    EXPECT_LT(BN_cmp(inverse.get(), m.get()), 0) << remainder;
  }
  EXPECT_EQ(nullptr, Inverse(multiple));
}

TEST_F(RsaExponentTest, TheFactorIsMinusTheInverseAndBelowTheExponent) {
  NumberStream stream(3);
  for (int i = 0; i < 100; i++) {
    const Number m = FromWords(stream.NextOdd(2048));
    Number k = NewNumber();
    Result<bool> exists = MinusInverse(m.get(), k.get(), ctx_.get());
    ASSERT_TRUE(exists.has_value() && *exists);
    EXPECT_LT(BN_cmp_word(k.get(), RSA_F4), 0);
    EXPECT_TRUE(BN_is_zero(Modulo(Plus(Times(k, m), NewNumber(1)), NewNumber(RSA_F4)).get()));
  }
}

TEST_F(RsaExponentTest, G04_FitsEveryPrimeThatIsNotOneMoreThanAMultiple) {
  NumberStream stream(4);
  const Number multiple = Times(stream.NextPrime(1024), NewNumber(RSA_F4));
  for (BN_ULONG remainder : {0u, 1u, 2u, 65536u}) {
    EXPECT_EQ(remainder != 1, Fits(Plus(multiple, NewNumber(remainder)))) << remainder;
  }
  for (int i = 0; i < 100; i++) EXPECT_TRUE(Fits(stream.NextPrime(64)));
}

}  // namespace
}  // namespace keyseal
