// CVE-2017-15361's print, up to its last prime. That it is found in keys is for the vectors.

#include <gtest/gtest.h>

#include <array>

#include "core/keys/rsa_weakness.h"
#include "tests/core/support/numbers.h"

namespace keyseal {
namespace {

constexpr std::array<BN_ULONG, 38> kPrimes = {3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,
                                              47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101, 103,
                                              107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};

BN_ULONG PowerOf65537(unsigned exponent, BN_ULONG prime) {
  BN_ULONG power = 1;
  for (unsigned i = 0; i < exponent; i++) power = power * 65537 % prime;
  return power;
}

// Modulus returns a number that is 65537^exponent modulo every prime but |other|, and |residue| modulo that.
Number Modulus(unsigned exponent, BN_ULONG other, BN_ULONG residue) {
  Number number = NewNumber(1);
  Number product = NewNumber(2);  // odd
  for (const BN_ULONG prime : kPrimes) {
    const BN_ULONG wanted = prime == other ? residue : PowerOf65537(exponent, prime);
    while (BN_mod_word(number.get(), prime) != wanted) number = Plus(number, product);
    product = Times(product, NewNumber(prime));
  }
  return number;
}

TEST(RocaTest, IsAPowerOf65537ModuloEveryPrimeUpTo167) {
  EXPECT_EQ(RocaPrint::kLogarithm, FindRocaPrint(*Modulus(12345, 0, 0)));
  for (const BN_ULONG prime : kPrimes) {
    EXPECT_EQ(RocaPrint::kNone, FindRocaPrint(*Modulus(12345, prime, 0))) << prime;
  }
}

TEST(RocaTest, IsOfOneExponentForAllPrimesUpTo167) {
  for (const BN_ULONG prime : {BN_ULONG{163}, BN_ULONG{167}}) {
    EXPECT_EQ(RocaPrint::kModuli, FindRocaPrint(*Modulus(12345, prime, PowerOf65537(12346, prime)))) << prime;
  }
}

}  // namespace
}  // namespace keyseal
