// Which of (a + r)^2 - n may be squares: Fermat's method asks it for r = 1, 2, 3 and so on.

#ifndef KEYSEAL_CORE_KEYS_SQUARE_SIEVE_H_
#define KEYSEAL_CORE_KEYS_SQUARE_SIEVE_H_

#include <openssl/bn.h>

#include <array>
#include <cstdint>

#include "core/keys/residues.h"

namespace keyseal {

// SquareWheel knows the squares modulo 2 to 64, a bit each.
struct SquareWheel {
  constexpr SquareWheel() = default;
  constexpr explicit SquareWheel(uint32_t size) : modulus(size) {
    for (uint32_t x = 0; x < size; x++) squares |= uint64_t{1} << x * x % size;
  }

  constexpr bool IsSquare(uint32_t number) const { return (squares >> number % modulus & 1) != 0; }

  uint32_t modulus = 1;
  uint64_t squares = 1;
};

class SquareSieve {
 public:
  SquareSieve(const BIGNUM& a, const BIGNUM& n) : low_a_(LowBits(a)), low_n_(LowBits(n)) {
    const Residues<ResidueWord> of_a(a), of_n(n);
    for (size_t i = 0; i < kWheels; i++) {
      const ResidueWord modulus = kRows[i].modulus;
      a_[i] = of_a.Modulo(kRows[i]) % modulus;
      n_[i] = of_n.Modulo(kRows[i]) % modulus;
    }
  }

  // MayBeSquare returns false where residues show that (a + |round|)^2 - n is no square: one number in a million that
  // is none gets through. |round| is below 2^31.
  bool MayBeSquare(uint32_t round) const {
    static constexpr SquareWheel kLowBits(64);
    const uint32_t low = low_a_ + round;
    if (!kLowBits.IsSquare(low * low - low_n_)) return false;
    for (size_t i = 0; i < kWheels; i++) {
      const uint64_t modulus = kRows[i].modulus;
      const uint64_t sum = (a_[i] + round) % modulus;
      const auto difference = static_cast<uint32_t>((sum * sum + modulus - n_[i]) % modulus);
      for (const SquareWheel& wheel : kAll[i]) {
        if (!wheel.IsSquare(difference)) return false;
      }
    }
    return true;
  }

 private:
  static uint32_t LowBits(const BIGNUM& number) { return static_cast<uint32_t>(BN_mod_word(&number, 64)); }

  // The products of these fit 32 bits, and so the squares of what is below them 64.
  static constexpr size_t kWheels = 2;
  static constexpr std::array<std::array<SquareWheel, 7>, kWheels> kAll = {{
      {SquareWheel(63), SquareWheel(5), SquareWheel(13), SquareWheel(11), SquareWheel(17), SquareWheel(19),
       SquareWheel(23)},
      {SquareWheel(29), SquareWheel(31), SquareWheel(37), SquareWheel(41), SquareWheel(43), SquareWheel(47)},
  }};
  static constexpr ResidueRow<ResidueWord> RowOf(size_t index) {
    ResidueWord product = 1;
    for (const SquareWheel& wheel : kAll[index]) product *= wheel.modulus;
    return MakeResidueRow(product);
  }
  static const std::array<ResidueRow<ResidueWord>, kWheels> kRows;

  std::array<uint64_t, kWheels> a_, n_;
  uint32_t low_a_, low_n_;
};

inline constexpr std::array<ResidueRow<ResidueWord>, SquareSieve::kWheels> SquareSieve::kRows = {RowOf(0), RowOf(1)};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_SQUARE_SIEVE_H_
