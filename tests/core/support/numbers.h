// Numbers for the tests of the prime search: BoringSSL's variable-time arithmetic as the judge, and as a source of
// numbers that are the same in every run.

#ifndef KEYSEAL_TESTS_CORE_SUPPORT_NUMBERS_H_
#define KEYSEAL_TESTS_CORE_SUPPORT_NUMBERS_H_

#include <openssl/bn.h>

#include <cstdlib>
#include <vector>

#include "core/rsa/prime_candidates.h"
#include "tests/core/support/fake_entropy.h"

namespace keyseal {

using Number = bssl::UniquePtr<BIGNUM>;
using Words = std::vector<uint32_t>;

// Samples returns how many numbers to try. Under sanitizers, which look for other things and are slow, it is an eighth
// of the usual; make nightly sets KEYSEAL_NIGHTLY and tries 50 times as many.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif
inline int Samples(int usual) {
  if (std::getenv("KEYSEAL_NIGHTLY") != nullptr) return 50 * usual;
  return kIsSanitized ? (usual + 7) / 8 : usual;
}

inline Number NewNumber(BN_ULONG value = 0) {
  Number number(BN_new());
  BN_set_word(number.get(), value);
  return number;
}
inline Number CopyOf(const Number& number) { return Number(BN_dup(number.get())); }
inline Number PowerOfTwo(unsigned exponent) {
  Number number = NewNumber();
  BN_set_bit(number.get(), static_cast<int>(exponent));
  return number;
}
inline Number Plus(const Number& left, const Number& right) {
  Number sum = NewNumber();
  BN_add(sum.get(), left.get(), right.get());
  return sum;
}
inline Number Minus(const Number& left, const Number& right) {
  Number difference = NewNumber();
  BN_sub(difference.get(), left.get(), right.get());
  return difference;
}
inline Number Times(const Number& left, const Number& right) {
  bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  Number product = NewNumber();
  BN_mul(product.get(), left.get(), right.get(), ctx.get());
  return product;
}
// Modulo returns the remainder from 0 to modulus - 1.
inline Number Modulo(const Number& number, const Number& modulus) {
  bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  Number remainder = NewNumber();
  BN_nnmod(remainder.get(), number.get(), modulus.get(), ctx.get());
  return remainder;
}
inline Number Power(const Number& base, const Number& exponent, const Number& modulus) {
  bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  Number power = NewNumber();
  BN_mod_exp_mont(power.get(), Modulo(base, modulus).get(), exponent.get(), modulus.get(), ctx.get(), nullptr);
  return power;
}
inline bool IsPrime(const Number& number) {
  int is_prime = 0;
  BN_primality_test(&is_prime, number.get(), BN_prime_checks_for_generation, nullptr, /*do_trial_division=*/1, nullptr);
  return is_prime == 1;
}
inline Number FromDecimal(const char* decimal) {
  BIGNUM* number = nullptr;
  BN_dec2bn(&number, decimal);
  return Number(number);
}
inline Number FromWords(const Words& words) {
  return Number(BN_le2bn(reinterpret_cast<const uint8_t*>(words.data()), 4 * words.size(), nullptr));
}
inline Words ToWords(const Number& number, unsigned bits) {
  Words words(bits / 32);
  BN_bn2le_padded(reinterpret_cast<uint8_t*>(words.data()), 4 * words.size(), number.get());
  return words;
}
// FromDigits returns the number whose digits to base 2^24, which may be negative, are |digits|.
inline Number FromDigits(std::span<const int64_t> digits) {
  Number sum = NewNumber();
  for (size_t i = digits.size(); i-- > 0;) {
    BN_lshift(sum.get(), sum.get(), 24);
    Number digit = NewNumber(static_cast<BN_ULONG>(digits[i] < 0 ? -digits[i] : digits[i]));
    BN_set_negative(digit.get(), digits[i] < 0);
    BN_add(sum.get(), sum.get(), digit.get());
  }
  return sum;
}

// NumberStream yields random words, the same for a seed in every run.
class NumberStream {
 public:
  explicit NumberStream(uint64_t seed) : draw_(Stream(seed)) {}

  Words NextWords(unsigned bits) {
    Words words(bits / 32);
    draw_({reinterpret_cast<uint8_t*>(words.data()), 4 * words.size()});
    return words;
  }
  // An odd number of exactly |bits| bits.
  Words NextOdd(unsigned bits) {
    Words words = NextWords(bits);
    words.front() |= 1;
    words.back() |= uint32_t{1} << 31;
    return words;
  }
  Words NextCandidate(unsigned bits) {
    Words words = NextWords(bits);
    ShapeCandidate(words);
    return words;
  }
  // A prime of at least 16 bits with its two highest bits set, found by BoringSSL's test alone.
  Number NextPrime(unsigned bits) {
    for (;;) {
      Words words = NextWords((bits + 31) / 32 * 32);
      Number number = FromWords(words);
      BN_mask_bits(number.get(), static_cast<int>(bits));
      BN_set_bit(number.get(), 0);
      BN_set_bit(number.get(), static_cast<int>(bits) - 1);
      BN_set_bit(number.get(), static_cast<int>(bits) - 2);
      if (IsPrime(number)) return number;
    }
  }

 private:
  FakeSource::Draw draw_;
};

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_CORE_SUPPORT_NUMBERS_H_
