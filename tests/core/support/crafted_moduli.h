// Moduli on both sides of everything that rsa_weakness.h asks, the same in every run.

#ifndef KEYSEAL_TESTS_CORE_SUPPORT_CRAFTED_MODULI_H_
#define KEYSEAL_TESTS_CORE_SUPPORT_CRAFTED_MODULI_H_

#include <algorithm>
#include <array>
#include <vector>

#include "core/base/limits.h"
#include "tests/core/support/numbers.h"
#include "tests/core/support/plain_rsa_weakness.h"

namespace keyseal {

class ModulusStream {
 public:
  explicit ModulusStream(uint64_t seed) : numbers_(seed), ctx_(BN_CTX_new()) {}

  // Next returns an odd number above 3 of at most kMaxJudgedModulusBits, each time of another kind.
  Number Next() {
    const unsigned bits = NextSize();
    Number number = NewNumber();
    switch (count_++ % 8) {
      case 0:
        return WithoutSmallFactor(bits);
      case 1:
        number = WithSmallFactor(bits);
        break;
      case 2:
      case 3:
        number = WithClosePrimes(bits);
        break;
      case 4:
        number = NearPower(bits);
        break;
      case 5:
        number = WithRocaPrint(bits);
        break;
      case 6:
        number = Repeating(bits);
        break;
      default:
        number = Biased(bits);
        break;
    }
    BN_set_bit(number.get(), 0);
    const bool is_judged = !BN_is_negative(number.get()) && BN_num_bits(number.get()) <= kMaxJudgedModulusBits &&
                           BN_num_bits(number.get()) > 2;
    return is_judged ? std::move(number) : Random(bits);
  }

 private:
  uint64_t Below(uint64_t limit) {
    const Words words = numbers_.NextWords(64);
    return (uint64_t{words[0]} << 32 | words[1]) % limit;
  }

  unsigned NextSize() {
    constexpr std::array<unsigned, 16> kSizes = {1024, 2047, 2048, 2048, 2048, 2049, 3071,  3072,
                                                 3072, 4095, 4096, 4096, 512,  8192, 12289, 16384};
    const uint64_t choice = Below(20);
    if (choice < 12) return kSizes[choice];
    if (choice == 12) return kSizes[12 + Below(4)];  // the longest take a hundred times as long
    return static_cast<unsigned>(choice < 16 ? 3 + Below(1200) : 1000 + Below(3100));
  }

  // Random returns an odd number of exactly |bits| bits.
  Number Random(unsigned bits) {
    Number number = FromWords(numbers_.NextWords((bits + 31) / 32 * 32));
    BN_mask_bits(number.get(), static_cast<int>(bits));
    BN_set_bit(number.get(), static_cast<int>(bits) - 1);
    BN_set_bit(number.get(), 0);
    return number;
  }

  // Of random odd numbers nine in ten have one.
  Number WithoutSmallFactor(unsigned bits) {
    Number number = Random(bits);
    while (bits > 40 && plain::FindSmallFactor(*number)) number = Random(bits);
    return number;
  }

  Number WithSmallFactor(unsigned bits) {
    const std::vector<uint32_t>& primes = plain::OddPrimes();
    // The next number of 17 bits is no factor that counts, and so is the prime behind 65537.
    const uint64_t choice = Below(primes.size() + 200);
    const uint64_t factor = choice < primes.size()        ? primes[choice]
                            : choice < primes.size() + 80 ? primes[primes.size() - 1 - Below(8)]
                            : choice % 2 == 0             ? 65539
                                                          : primes[Below(60)];
    const unsigned factor_bits = static_cast<unsigned>(std::bit_width(factor));
    return Times(NewNumber(factor), Random(std::max(bits, factor_bits + 2) - factor_bits));
  }

  // a^2 - b^2 with b^2 about 2 a r, so that Fermat's method ends in round r or near it.
  Number WithClosePrimes(unsigned bits) {
    constexpr std::array<unsigned, 16> kRounds = {0, 1, 2, 3, 62, 63, 64, 65, 98, 99, 100, 101, 109, 110, 111, 128};
    const uint64_t round = kRounds[Below(kRounds.size())];
    const Number a = Random(std::max(bits / 2, 8U));
    if (round == 0) return Times(a, a);
    const Number b = NewNumber();
    plain::SetRoot(b.get(), *Times(a, NewNumber(2 * round)), 2);
    Number close = Plus(b, NewNumber(Below(3)));
    if (BN_is_odd(close.get())) close = Plus(close, NewNumber(1));  // a is odd, and a^2 - b^2 is to be
    return Minus(Times(a, a), Times(close, close));
  }

  // A power, or what lies beside one.
  Number NearPower(unsigned bits) {
    const std::vector<uint32_t>& primes = plain::OddPrimes();
    const uint64_t k = Below(4) == 0 ? 2 : primes[Below(Below(2) == 0 ? 8 : 172)];
    const unsigned root_bits = std::max<unsigned>(static_cast<unsigned>((bits + k - 1) / k), 2);
    Number power = NewNumber();
    const Number root = Random(root_bits);
    if (root_bits * k > kMaxJudgedModulusBits) return Random(bits);
    plain::SetPower(power.get(), root.get(), static_cast<unsigned>(k), ctx_.get());
    const uint64_t beside = Below(6);
    if (beside == 0) return Plus(power, NewNumber(2));
    if (beside == 1 && root_bits * k > 8) return Minus(power, NewNumber(2));
    return power;
  }

  // 65537^x modulo the primes up to 167, but sometimes one, and anything above.
  Number WithRocaPrint(unsigned bits) {
    Number product = NewNumber(2);
    const uint64_t exponent = Below(1 << 20);
    Number number = NewNumber(1);
    const uint32_t other = Below(2) == 0 ? 0 : plain::OddPrimes()[Below(38)];
    for (const uint32_t prime : plain::OddPrimes()) {
      if (prime > 167) break;
      const uint32_t wanted = plain::PowMod(65537, static_cast<uint32_t>(exponent + (prime == other ? 1 : 0)), prime);
      while (BN_mod_word(number.get(), prime) != wanted) number = Plus(number, product);
      product = Times(product, NewNumber(prime));
    }
    if (bits <= BN_num_bits(product.get()) + 1) return number;
    return Plus(number, Times(product, Random(bits - BN_num_bits(product.get()))));
  }

  // An octet again and again for about 16 octets, at any bits; or rows of up to 70 octets with columns that stay.
  Number Repeating(unsigned bits) {
    Number number = Random(bits);
    if (Below(2) == 0) {
      const uint64_t octet = Below(256);
      const unsigned length = static_cast<unsigned>(116 + Below(20));
      const auto start = static_cast<unsigned>(Below(std::max(bits, length + 1) - length));
      Put(number, start, length, 8, octet);
      if (Below(4) == 0) BN_set_bit(number.get(), static_cast<int>(bits) - 1);
      return number;
    }
    const auto row = static_cast<unsigned>(8 * (1 + Below(70)));
    const auto column = static_cast<unsigned>(Below(row));
    const auto width = static_cast<unsigned>(1 + Below(Below(2) == 0 ? 16 : row));
    const uint64_t values = Below(UINT64_MAX);
    for (unsigned at = Below(3) == 0 ? 0 : row; at + row <= bits; at += row) {
      for (unsigned bit = 0; bit < width && column + bit < row; bit++) {
        SetBit(number, at + column + bit, (values >> (bit % 61) & 1) != 0);
      }
    }
    return number;
  }

  static void SetBit(const Number& number, unsigned bit, bool is_set) {
    if (is_set) {
      BN_set_bit(number.get(), static_cast<int>(bit));
    } else {
      BN_clear_bit(number.get(), static_cast<int>(bit));
    }
  }

  static void Put(const Number& number, unsigned start, unsigned length, unsigned period, uint64_t value) {
    for (unsigned bit = 0; bit < length; bit++) {
      SetBit(number, start + bit, (value >> (bit % period) & 1) != 0);
    }
  }

  // About two ones in five bits, or three: in the lower half, or everywhere.
  Number Biased(unsigned bits) {
    Number number = Random(bits);
    const bool is_few = Below(2) == 0;
    const unsigned end = Below(2) == 0 ? bits : bits / 2;
    const auto wanted = std::max(end * 2 / 5, 3U) + static_cast<unsigned>(Below(5)) - 2;  // bit 0 stays
    unsigned ones = 0;
    for (unsigned bit = 0; bit < end; bit++) ones += BN_is_bit_set(number.get(), static_cast<int>(bit)) == is_few;
    while (ones > wanted) {
      const auto bit = static_cast<unsigned>(1 + Below(end - 1));
      if (BN_is_bit_set(number.get(), static_cast<int>(bit)) != is_few) continue;
      SetBit(number, bit, !is_few);
      ones--;
    }
    return number;
  }

  NumberStream numbers_;
  bssl::UniquePtr<BN_CTX> ctx_;
  unsigned count_ = 0;
};

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_CORE_SUPPORT_CRAFTED_MODULI_H_
