#include "core/rsa/rsa_conditions.h"

#include <gtest/gtest.h>
#include <openssl/rsa.h>

#include <string>
#include <utility>

#include "tests/core/support/fake_entropy.h"

namespace keyseal {
namespace {

bssl::UniquePtr<BIGNUM> Copy(const BIGNUM* value) { return bssl::UniquePtr<BIGNUM>(BN_dup(value)); }

// A good 2048-bit key whose parts a test may spoil.
class RsaConditionsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    rsa_ = RSA_new();
    bssl::UniquePtr<BIGNUM> e(BN_new());
    ASSERT_TRUE(BN_set_word(e.get(), RSA_F4));
    ASSERT_TRUE(RSA_generate_key_ex(rsa_, kBits, e.get(), nullptr));
  }
  static void TearDownTestSuite() {
    RSA_free(rsa_);
    rsa_ = nullptr;
  }

  std::string Broken() {
    return BrokenRsaCondition({e_.get(), d_.get(), p_.get(), q_.get()}, kBits, entropy_).value_or("none");
  }

  static constexpr unsigned kBits = 2048;
  static inline RSA* rsa_ = nullptr;
  FakeSource source_{Stream(1)};
  Entropy entropy_ = source_.MakeEntropy();
  bssl::UniquePtr<BN_CTX> ctx_{BN_CTX_new()};
  bssl::UniquePtr<BIGNUM> e_ = Copy(RSA_get0_e(rsa_));
  bssl::UniquePtr<BIGNUM> d_ = Copy(RSA_get0_d(rsa_));
  bssl::UniquePtr<BIGNUM> p_ = Copy(RSA_get0_p(rsa_));
  bssl::UniquePtr<BIGNUM> q_ = Copy(RSA_get0_q(rsa_));
};

TEST_F(RsaConditionsTest, AcceptsAGoodKey) { EXPECT_EQ("none", Broken()); }

TEST_F(RsaConditionsTest, G01_RefusesAnotherExponent) {
  for (BN_ULONG e : {1, 3, 65536, 65539}) {
    ASSERT_TRUE(BN_set_word(e_.get(), e));
    EXPECT_EQ("G-01", Broken()) << e;
  }
}

TEST_F(RsaConditionsTest, G02_RefusesAPrimeJustBelowTheBound) {
  // floor(sqrt(2^2047)) is the largest integer below sqrt(2) * 2^1023.
  bssl::UniquePtr<BIGNUM> low(BN_new());
  bssl::UniquePtr<BIGNUM> high(BN_new());
  ASSERT_TRUE(BN_set_bit(low.get(), kBits / 2 - 1));
  ASSERT_TRUE(BN_set_bit(high.get(), kBits / 2));
  bssl::UniquePtr<BIGNUM> middle(BN_new());
  bssl::UniquePtr<BIGNUM> middle_square(BN_new());
  for (unsigned i = 0; i < kBits; i++) {  // bisection for the boundary
    ASSERT_TRUE(BN_add(middle.get(), low.get(), high.get()));
    ASSERT_TRUE(BN_rshift1(middle.get(), middle.get()));
    ASSERT_TRUE(BN_sqr(middle_square.get(), middle.get(), ctx_.get()));
    BN_copy(BN_num_bits(middle_square.get()) < kBits ? low.get() : high.get(), middle.get());
  }
  ASSERT_TRUE(BN_copy(p_.get(), low.get()));
  EXPECT_EQ("G-02", Broken());
  ASSERT_TRUE(BN_add_word(low.get(), 1));
  ASSERT_TRUE(BN_copy(p_.get(), low.get()));
  EXPECT_NE("G-02", Broken());
}

TEST_F(RsaConditionsTest, G02_RefusesAPrimeThatIsOneBitTooLong) {
  ASSERT_TRUE(BN_set_bit(q_.get(), kBits / 2));
  EXPECT_EQ("G-02", Broken());
}

TEST_F(RsaConditionsTest, G03_RefusesPrimesAtTheDistanceAndNotBeyond) {
  bssl::UniquePtr<BIGNUM> distance(BN_new());
  ASSERT_TRUE(BN_set_bit(distance.get(), kBits / 2 - 100));
  ASSERT_TRUE(BN_sub(q_.get(), p_.get(), distance.get()));
  EXPECT_EQ("G-03", Broken());
  ASSERT_TRUE(BN_sub_word(q_.get(), 1));
  EXPECT_NE("G-03", Broken());
}

TEST_F(RsaConditionsTest, G03_RefusesEqualPrimes) {
  ASSERT_TRUE(BN_copy(q_.get(), p_.get()));
  EXPECT_EQ("G-03", Broken());
}

TEST_F(RsaConditionsTest, G04_RefusesAPrimeThatIsOneMoreThanAMultipleOfE) {
  for (const auto* prime : {&p_, &q_}) {
    const bssl::UniquePtr<BIGNUM> good = Copy(prime->get());
    ASSERT_TRUE(BN_sub_word(prime->get(), BN_mod_word(prime->get(), RSA_F4)));
    ASSERT_TRUE(BN_add_word(prime->get(), 1));
    EXPECT_EQ("G-04", Broken());
    ASSERT_TRUE(BN_copy(prime->get(), good.get()));
  }
}

TEST_F(RsaConditionsTest, G05_RefusesTheInverseModuloPhi) {
  bssl::UniquePtr<BIGNUM> p1 = Copy(p_.get());
  bssl::UniquePtr<BIGNUM> q1 = Copy(q_.get());
  bssl::UniquePtr<BIGNUM> phi(BN_new());
  ASSERT_TRUE(BN_sub_word(p1.get(), 1));
  ASSERT_TRUE(BN_sub_word(q1.get(), 1));
  ASSERT_TRUE(BN_mul(phi.get(), p1.get(), q1.get(), ctx_.get()));
  bssl::UniquePtr<BIGNUM> lcm(BN_new());
  bssl::UniquePtr<BIGNUM> gcd(BN_new());
  ASSERT_TRUE(BN_gcd(gcd.get(), p1.get(), q1.get(), ctx_.get()));
  ASSERT_TRUE(BN_div(lcm.get(), nullptr, phi.get(), gcd.get(), ctx_.get()));
  ASSERT_TRUE(BN_add(d_.get(), d_.get(), lcm.get()));  // the same key, but not the smallest d
  EXPECT_EQ("G-05", Broken());
}

TEST_F(RsaConditionsTest, G05_RefusesASmallAndAWrongPrivateExponent) {
  bssl::UniquePtr<BIGNUM> good = Copy(d_.get());
  ASSERT_TRUE(BN_rshift(d_.get(), good.get(), static_cast<int>(BN_num_bits(good.get()) - kBits / 2)));
  EXPECT_EQ("G-05", Broken());
  ASSERT_TRUE(BN_copy(d_.get(), good.get()));
  ASSERT_TRUE(BN_sub_word(d_.get(), 2));
  EXPECT_EQ("G-05", Broken());
}

// p = 4 g + 1 and q = 3 g + 1, so that lcm(p - 1, q - 1) = 12 g is hardly longer than a prime, and a third of all d is
// not. None of these is prime, but that is asked last.
TEST_F(RsaConditionsTest, G05_RefusesAPrivateExponentThatIsNoLongerThanAPrime) {
  bssl::UniquePtr<BIGNUM> limit(BN_new());
  bssl::UniquePtr<BIGNUM> g(BN_new());
  bssl::UniquePtr<BIGNUM> lcm(BN_new());
  ASSERT_TRUE(BN_set_bit(limit.get(), kBits / 2));
  ASSERT_TRUE(BN_sub(g.get(), limit.get(), BN_value_one()));
  ASSERT_TRUE(BN_rshift(g.get(), g.get(), 2));
  ASSERT_TRUE(BN_clear_bit(g.get(), 0));
  int refused = 0;
  for (int i = 0; i < 50; i++) {
    ASSERT_TRUE(BN_sub_word(g.get(), 2));
    ASSERT_TRUE(BN_copy(lcm.get(), g.get()) && BN_mul_word(lcm.get(), 12));
    ASSERT_TRUE(BN_copy(p_.get(), g.get()) && BN_mul_word(p_.get(), 4) && BN_add_word(p_.get(), 1));
    ASSERT_TRUE(BN_copy(q_.get(), g.get()) && BN_mul_word(q_.get(), 3) && BN_add_word(q_.get(), 1));
    ASSERT_NE(nullptr, BN_mod_inverse(d_.get(), e_.get(), lcm.get(), ctx_.get()));
    const bool is_short = BN_cmp(d_.get(), limit.get()) <= 0;
    EXPECT_EQ(is_short ? "G-05" : "G-07", Broken()) << i;
    refused += is_short ? 1 : 0;
  }
  EXPECT_GT(refused, 0);
  EXPECT_LT(refused, 50);
}

TEST_F(RsaConditionsTest, G07_RefusesACompositeWithAMatchingExponent) {
  // p * q with p composite: e and d still fit (p - 1) and (q - 1), so only the primality test can tell.
  bssl::UniquePtr<BIGNUM> p1(BN_new());
  bssl::UniquePtr<BIGNUM> q1 = Copy(q_.get());
  bssl::UniquePtr<BIGNUM> gcd(BN_new());
  bssl::UniquePtr<BIGNUM> lcm(BN_new());
  ASSERT_TRUE(BN_sub_word(q1.get(), 1));
  int is_prime = 1;
  do {
    ASSERT_TRUE(BN_add_word(p_.get(), 2));
    ASSERT_TRUE(BN_sub(p1.get(), p_.get(), BN_value_one()));
    ASSERT_TRUE(BN_primality_test(&is_prime, p_.get(), BN_prime_checks_for_generation, ctx_.get(), 1, nullptr));
    ASSERT_TRUE(BN_gcd(gcd.get(), p1.get(), e_.get(), ctx_.get()));
  } while (is_prime || !BN_is_one(gcd.get()));
  ASSERT_TRUE(BN_gcd(gcd.get(), p1.get(), q1.get(), ctx_.get()));
  ASSERT_TRUE(BN_mul(lcm.get(), p1.get(), q1.get(), ctx_.get()));
  ASSERT_TRUE(BN_div(lcm.get(), nullptr, lcm.get(), gcd.get(), ctx_.get()));
  ASSERT_NE(nullptr, BN_mod_inverse(d_.get(), e_.get(), lcm.get(), ctx_.get()));
  EXPECT_EQ("G-07", Broken());
  std::swap(p_, q_);  // and so whichever of the two it is
  EXPECT_EQ("G-07", Broken());
}

}  // namespace
}  // namespace keyseal
