#include "core/keys/known_primes.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/core/support/number_texts.h"

namespace keyseal {
namespace {

Bytes ToBytes(const std::string& text) { return Bytes(text.begin(), text.end()); }

using Factors = std::vector<KnownFactor>;

// Numbers with no small factor in common by chance: 2^a - 1 and 2^b - 1 have none where a and b have none.
Number Mersenne(int bits) {
  Number number(BN_new());
  EXPECT_TRUE(BN_set_bit(number.get(), bits) && BN_sub_word(number.get(), 1));
  return number;
}

class KnownPrimesTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::string text = HexOf(*p_) + "\n" + HexOf(*q_) + "\n";
    ASSERT_TRUE(primes_.Add(ToBytes(text), "one.txt"));
  }

  Factors FindIn(const Number& modulus) const { return primes_.Find(*modulus); }

  const Number p_ = Mersenne(521), q_ = Mersenne(607), other_ = Mersenne(1279);
  KnownPrimes primes_;
};

TEST_F(KnownPrimesTest, K02_FindsAPrimeOfAListWhereverItStands) {
  EXPECT_EQ((Factors{{"one.txt", 521}}), FindIn(Times(p_, other_)));
  EXPECT_EQ((Factors{{"one.txt", 607}}), FindIn(Times(other_, q_)));
  EXPECT_EQ(Factors{}, FindIn(Times(other_, other_)));
}

TEST_F(KnownPrimesTest, K02_FindsAModulusOfWhichBothPrimesAreKnown) {
  EXPECT_EQ((Factors{{"one.txt", 521 + 607}}), FindIn(Times(p_, q_)));
  EXPECT_EQ((Factors{{"one.txt", 521}}), FindIn(p_));
}

TEST_F(KnownPrimesTest, K02_NamesEachListThatHasOne) {
  ASSERT_TRUE(primes_.Add(ToBytes(HexOf(*q_)), "two.txt"));
  ASSERT_TRUE(primes_.Add(ToBytes(HexOf(*other_)), "three.txt"));
  EXPECT_EQ((Factors{{"one.txt", 607}, {"two.txt", 607}, {"three.txt", 1279}}), FindIn(Times(q_, other_)));
}

TEST_F(KnownPrimesTest, AListThatCannotBeReadAddsNothing) {
  EXPECT_EQ(ErrorCode::kPrimesBad, primes_.Add(ToBytes(HexOf(*other_) + "\n2\n"), "bad.txt").error().code);
  EXPECT_EQ(Factors{}, FindIn(Times(other_, other_)));
}

TEST_F(KnownPrimesTest, AListWithoutSizesIsForAllModuli) {
  for (const unsigned bits : {3, 1024, 2048, 16384}) EXPECT_TRUE(primes_.Covers(bits));
  EXPECT_FALSE(KnownPrimes().Covers(2048));
}

// A list of Keyseal's own form: for moduli of 2048 bits, and complete from 1536 on.
Bytes SizedList(const BIGNUM& product) {
  Bytes file = ToBytes("KSPRIMES");
  const auto add_word = [&](size_t value) {
    for (int i = 0; i < 4; i++) file.push_back(static_cast<uint8_t>(value >> (8 * i)));
  };
  const Bytes number = LittleEndian(product);
  add_word(1536);
  file.push_back(0);
  add_word(1128);
  add_word(number.size());
  file.insert(file.end(), number.begin(), number.end());
  return file;
}

TEST(SizedPrimesTest, AProductIsForModuliOfItsSizeOrOneBitLess) {
  KnownPrimes primes;
  const Number p = Mersenne(521);
  ASSERT_TRUE(primes.Add(SizedList(*p), "sized.dat"));
  for (const auto& [other_bits, is_found] : {std::pair{605U, false}, {606U, true}, {607U, true}, {608U, false}}) {
    const Number modulus = Times(p, RandomNumbers(1).OfBits(other_bits));
    const unsigned bits = BN_num_bits(modulus.get());
    ASSERT_EQ(is_found, bits == 1127 || bits == 1128) << bits;
    EXPECT_EQ(is_found ? (Factors{{"sized.dat", 521}}) : Factors{}, primes.Find(*modulus)) << bits;
  }
  for (const auto& [bits, is_covered] : {std::pair{1126U, false},
                                         {1127U, true},
                                         {1128U, true},
                                         {1129U, false},
                                         {1535U, false},
                                         {1536U, true},
                                         {16384U, true}}) {
    EXPECT_EQ(is_covered, primes.Covers(bits)) << bits;
  }
}

// Products of every length, held against moduli of every length, as gcd has it.
TEST(SizedPrimesTest, AgreesWithTheGcd) {
  RandomNumbers random(7);
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  for (const unsigned product_bits : {256, 1024, 2047, 2048, 2049, 5000, 70000}) {
    for (const unsigned modulus_bits : {3, 64, 65, 511, 1024, 2040, 2047, 2048, 2049, 3072, 4096, 8192, 16384}) {
      for (const unsigned common_bits : {1, 256}) {
        const Number common = random.OfBits(common_bits);
        const Number modulus = Times(random.OfBits(modulus_bits), common);
        if (BN_num_bits(modulus.get()) > 16384) continue;
        const Number product = Times(random.OfBits(product_bits), common), gcd(BN_new()), rest(BN_new());
        ASSERT_TRUE(BN_mod(rest.get(), product.get(), modulus.get(), ctx.get()));
        ASSERT_TRUE(BN_gcd(gcd.get(), modulus.get(), rest.get(), ctx.get()));
        KnownPrimes primes;
        ASSERT_TRUE(primes.Add(ToBytes("0x" + HexOf(*product)), "x"));
        const Factors expected =
            BN_is_one(gcd.get()) ? Factors{} : Factors{{"x", static_cast<unsigned>(BN_num_bits(gcd.get()))}};
        EXPECT_EQ(expected, primes.Find(*modulus)) << product_bits << " " << modulus_bits;
      }
    }
  }
}

}  // namespace
}  // namespace keyseal
