#include "core/keys/shared_primes.h"

#include <gtest/gtest.h>
#include <openssl/mem.h>

#include <string>

namespace keyseal {
namespace {

using Number = bssl::UniquePtr<BIGNUM>;

Number Decimal(const std::string& text) {
  BIGNUM* number = nullptr;
  EXPECT_NE(0, BN_dec2bn(&number, text.c_str()));
  return Number(number);
}

std::string TextOf(const BIGNUM& number) {
  const bssl::UniquePtr<char> text(BN_bn2dec(&number));
  return text.get();
}

std::vector<std::string> SharedFactors(const std::vector<Number>& moduli) {
  std::vector<const BIGNUM*> pointers;
  for (const Number& modulus : moduli) pointers.push_back(modulus.get());
  std::vector<std::string> texts;
  for (const Number& factor : FindSharedFactors(pointers)) texts.push_back(TextOf(*factor));
  return texts;
}

std::vector<std::string> SharedFactorsOf(const std::vector<std::string>& moduli) {
  std::vector<Number> numbers;
  for (const std::string& modulus : moduli) numbers.push_back(Decimal(modulus));
  return SharedFactors(numbers);
}

using Texts = std::vector<std::string>;

TEST(SharedPrimesTest, K02_FindsThePrimeOfTwoModuli) {
  EXPECT_EQ((Texts{"1", "7", "1", "7"}), SharedFactorsOf({"15", "77", "221", "133"}));
  EXPECT_EQ((Texts{"11", "11", "1"}), SharedFactorsOf({"143", "187", "437"}));
}

TEST(SharedPrimesTest, K02_FindsAModulusWhosePrimesAreBothElsewhere) {
  EXPECT_EQ((Texts{"143", "11", "13"}), SharedFactorsOf({"143", "77", "221"}));
}

TEST(SharedPrimesTest, K02_TakesPowersAndMultiplesForWhatTheyAre) {
  EXPECT_EQ((Texts{"3", "3"}), SharedFactorsOf({"3", "9"}));
  EXPECT_EQ((Texts{"9", "9", "1"}), SharedFactorsOf({"9", "27", "25"}));
}

TEST(SharedPrimesTest, ASingleModulusSharesNothing) {
  EXPECT_EQ(Texts{}, SharedFactorsOf({}));
  EXPECT_EQ(Texts{"1"}, SharedFactorsOf({"15"}));
}

// What the function promises, done slowly: the product of all others, and one gcd.
Texts SlowlyShared(const std::vector<Number>& moduli) {
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  Texts texts;
  for (size_t i = 0; i < moduli.size(); i++) {
    const Number others(BN_new()), factor(BN_new());
    EXPECT_TRUE(BN_one(others.get()));
    for (size_t j = 0; j < moduli.size(); j++) {
      if (j == i) continue;
      EXPECT_TRUE(BN_mul(others.get(), others.get(), moduli[j].get(), ctx.get()));
    }
    EXPECT_TRUE(BN_mod(others.get(), others.get(), moduli[i].get(), ctx.get()));  // BN_gcd is slow for long numbers
    EXPECT_TRUE(BN_gcd(factor.get(), moduli[i].get(), others.get(), ctx.get()));
    texts.push_back(TextOf(*factor));
  }
  return texts;
}

// Numbers of 64 bits, of which few have no small factor in common with another, and of 2048, of which few have one.
TEST(SharedPrimesTest, K02_AgreesWithTheGcdOfEachModulusAndAllOthers) {
  uint64_t state = 20261121;
  const auto random = [&](unsigned words) {
    const Number number(BN_new());
    EXPECT_TRUE(BN_set_u64(number.get(), 0));
    for (unsigned i = 0; i < words; i++) {
      state = state * 6364136223846793005 + 1442695040888963407;
      const Number word(BN_new());
      EXPECT_TRUE(BN_set_u64(word.get(), state >> 32));
      EXPECT_TRUE(BN_lshift(number.get(), number.get(), 32) && BN_add(number.get(), number.get(), word.get()));
    }
    EXPECT_TRUE(BN_set_bit(number.get(), 0));
    return Number(BN_dup(number.get()));
  };
  for (const size_t count : {2, 3, 4, 5, 7, 8, 9, 31, 33, 64}) {
    for (const unsigned words : {2, 64}) {
      std::vector<Number> moduli;
      for (size_t i = 0; i < count; i++) moduli.push_back(random(words));
      EXPECT_EQ(SlowlyShared(moduli), SharedFactors(moduli)) << count << " of " << words;
    }
  }
}

}  // namespace
}  // namespace keyseal
