// The search for small factors, written with lanes (lanes.h).

#ifndef KEYSEAL_CORE_KEYS_SMALL_FACTOR_LANES_FORM_H_
#define KEYSEAL_CORE_KEYS_SMALL_FACTOR_LANES_FORM_H_

#include <openssl/bn.h>

#include <array>
#include <bit>
#include <cstdint>
#include <optional>

#include "core/keys/lanes.h"
#include "core/keys/residues.h"
#include "core/keys/trial_primes.h"

namespace keyseal::KEYSEAL_LANES::small_factors {

// As residues.h has it for words, with digits of 52 bits in blocks of 10, four of which are a modulus of 2048 bits.
// Each lane has the product m of three primes, below 2^48. A block's sum is low + 2^52 high, of the lower and upper
// halves of 12 products: low is below 12 * 2^52 and high, with what low carries, below 12 * 2^48 + 12 < 2^52, so that
// both are digits again.
inline constexpr size_t kBlock = 10;
inline constexpr size_t kPrimesOfLane = 3;

using Lanes = std::array<uint64_t, kLanes>;

struct alignas(64) LaneRow {
  std::array<Lanes, kBlock + 2> powers;  // 2^(52 i) modulo m, times 2^52 for a block's own digits
  Lanes modulus;
  Lanes inverse;  // 1 / m modulo 2^52
  std::array<Lanes, kPrimesOfLane> prime_inverses;
  std::array<Lanes, kPrimesOfLane> limits;  // (2^52 - 1) / p
};

inline constexpr size_t kRows = (kTrialPrimeCount + kLanes * kPrimesOfLane - 1) / (kLanes * kPrimesOfLane);

constexpr uint64_t InverseModuloDigit(uint64_t odd) { return InverseModuloWord(odd) & kLaneDigitMask; }

inline constexpr auto kTable = [] {
  std::array<LaneRow, kRows> table{};
  TrialPrimes primes;
  uint32_t last = 0;
  for (LaneRow& row : table) {
    for (size_t lane = 0; lane < kLanes; lane++) {
      uint64_t modulus = 1;
      for (size_t i = 0; i < kPrimesOfLane; i++) {
        const uint32_t next = primes.Next();
        if (next != 0) modulus *= next;
        last = next != 0 ? next : last;  // what is left over has the last prime again
        row.prime_inverses[i][lane] = InverseModuloDigit(last);
        row.limits[i][lane] = kLaneDigitMask / last;
      }
      if (modulus == 1) modulus = last;
      row.modulus[lane] = modulus;
      row.inverse[lane] = InverseModuloDigit(modulus);
      uint64_t power = 1;
      const auto next_power = [&] {
        power = static_cast<uint64_t>((static_cast<WideWord<uint64_t>::Type>(power) << kLaneDigitBits) % modulus);
        return power;
      };
      for (size_t i = 0; i < kBlock; i++) row.powers[i][lane] = next_power();
      row.powers[kBlock][lane] = row.powers[kBlock - 1][lane];  // 2^(52 * 10)
      row.powers[kBlock + 1][lane] = next_power();
    }
  }
  return table;
}();

KEYSEAL_IN_LANES inline Vector LoadAll(const Lanes& lanes) { return Load(lanes.data()); }

// Residue returns the number modulo the row's moduli, below 2^52.
KEYSEAL_IN_LANES inline Vector Residue(const DigitsOf<uint64_t, kLaneDigitBits, kBlock>& number, const LaneRow& row) {
  const Vector zero = Everywhere(0);
  Vector low = zero, high = zero;
  for (size_t block = number.blocks(); block-- > 0;) {
    const uint64_t* digits = number.block(block);
    Vector next_low = zero, next_high = zero;
    if (block + 1 < number.blocks()) {
      const Vector above = LoadAll(row.powers[kBlock]), far_above = LoadAll(row.powers[kBlock + 1]);
      next_low = AddLow(zero, low, above);
      next_high = AddHigh(zero, low, above);
      next_low = AddLow(next_low, high, far_above);
      next_high = AddHigh(next_high, high, far_above);
    }
    Vector odd_low = zero, odd_high = zero;  // two sums wait half as long for each other
    for (size_t i = 0; i < kBlock; i += 2) {
      const Vector even = Everywhere(digits[i]);
      const Vector odd = Everywhere(digits[i + 1]);
      const Vector even_power = LoadAll(row.powers[i]), odd_power = LoadAll(row.powers[i + 1]);
      next_low = AddLow(next_low, even, even_power);
      next_high = AddHigh(next_high, even, even_power);
      odd_low = AddLow(odd_low, odd, odd_power);
      odd_high = AddHigh(odd_high, odd, odd_power);
    }
    low = Add(next_low, odd_low);
    const Vector carried = AboveDigit(low);
    high = Add(Add(next_high, odd_high), carried);
    low = DigitOf(low);
  }
  // The sum less q m is divisible by 2^52 for q = low / m modulo 2^52.
  const Vector modulus = LoadAll(row.modulus);
  const Vector quotient = AddLow(zero, low, LoadAll(row.inverse));
  const Vector taken = AddHigh(zero, quotient, modulus);
  return Add(high, Subtract(modulus, taken));
}

// DividedLanes returns a bit for each lane that the |index|th of its primes divides.
KEYSEAL_IN_LANES inline unsigned DividedLanes(Vector residue, const LaneRow& row, size_t index) {
  const Vector quotient = AddLow(Everywhere(0), residue, LoadAll(row.prime_inverses[index]));
  return AtMost(quotient, LoadAll(row.limits[index]));
}

// PrimeAt returns the prime whose inverse stands at |index| of |lane|.
inline uint32_t PrimeAt(const LaneRow& row, unsigned lane, size_t index) {
  return static_cast<uint32_t>(InverseModuloDigit(row.prime_inverses[index][lane]));
}

// Find is FindSmallFactorInLanes.
KEYSEAL_IN_LANES inline std::optional<uint32_t> Find(const BIGNUM& modulus) {
  const DigitsOf<uint64_t, kLaneDigitBits, kBlock> number(modulus);
  for (const LaneRow& row : kTable) {
    const Vector residue = Residue(number, row);
    std::array<unsigned, kPrimesOfLane> divided{};
    for (size_t i = 0; i < kPrimesOfLane; i++) divided[i] = DividedLanes(residue, row, i);
    const unsigned any = divided[0] | divided[1] | divided[2];
    if (any == 0) continue;
    // Primes grow within a lane, and from one to the next.
    const auto lane = static_cast<unsigned>(std::countr_zero(any));
    size_t index = 0;
    while ((divided[index] >> lane & 1) == 0) index++;
    return PrimeAt(row, lane, index);
  }
  return std::nullopt;
}

}  // namespace keyseal::KEYSEAL_LANES::small_factors

#endif  // KEYSEAL_CORE_KEYS_SMALL_FACTOR_LANES_FORM_H_
