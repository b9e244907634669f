#include "core/keys/small_factor_lanes.h"

#include <cstdlib>

#include "core/keys/lanes.h"

#if defined(KEYSEAL_HAS_LANES)

#include <immintrin.h>

#include <array>
#include <bit>

#include "core/keys/residues.h"
#include "core/keys/trial_primes.h"

namespace keyseal {
namespace {

// As residues.h has it for words, with digits of 52 bits in blocks of 10, four of which are a modulus of 2048 bits.
// Each lane has the product m of three primes, below 2^48. A block's sum is low + 2^52 high, of the lower and upper
// halves of 12 products: low is below 12 * 2^52 and high, with what low carries, below 12 * 2^48 + 12 < 2^52, so that
// both are digits again.
constexpr unsigned kDigitBits = 52;
constexpr size_t kBlock = 10;
constexpr size_t kLanes = 8;
constexpr size_t kPrimesOfLane = 3;
constexpr uint64_t kDigitMask = (uint64_t{1} << kDigitBits) - 1;

using Lanes = std::array<uint64_t, kLanes>;

struct alignas(64) LaneRow {
  std::array<Lanes, kBlock + 2> powers;  // 2^(52 i) modulo m, times 2^52 for a block's own digits
  Lanes modulus;
  Lanes inverse;  // 1 / m modulo 2^52
  std::array<Lanes, kPrimesOfLane> prime_inverses;
  std::array<Lanes, kPrimesOfLane> limits;  // (2^52 - 1) / p
};

constexpr size_t kRows = (kTrialPrimeCount + kLanes * kPrimesOfLane - 1) / (kLanes * kPrimesOfLane);

constexpr uint64_t InverseModuloDigit(uint64_t odd) { return InverseModuloWord(odd) & kDigitMask; }

constexpr auto kTable = [] {
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
        row.limits[i][lane] = kDigitMask / last;
      }
      if (modulus == 1) modulus = last;
      row.modulus[lane] = modulus;
      row.inverse[lane] = InverseModuloDigit(modulus);
      uint64_t power = 1;
      const auto next_power = [&] {
        power = static_cast<uint64_t>((static_cast<WideWord<uint64_t>::Type>(power) << kDigitBits) % modulus);
        return power;
      };
      for (size_t i = 0; i < kBlock; i++) row.powers[i][lane] = next_power();
      row.powers[kBlock][lane] = row.powers[kBlock - 1][lane];  // 2^(52 * 10)
      row.powers[kBlock + 1][lane] = next_power();
    }
  }
  return table;
}();

KEYSEAL_IN_LANES inline __m512i Load(const Lanes& lanes) { return _mm512_load_si512(lanes.data()); }

// Residue returns the number modulo the row's moduli, below 2^52.
KEYSEAL_IN_LANES inline __m512i Residue(const DigitsOf<uint64_t, kDigitBits, kBlock>& number, const LaneRow& row) {
  const __m512i mask = _mm512_set1_epi64(kDigitMask);
  const __m512i zero = _mm512_setzero_si512();
  __m512i low = zero, high = zero;
  for (size_t block = number.blocks(); block-- > 0;) {
    const uint64_t* digits = number.block(block);
    __m512i next_low = zero, next_high = zero;
    if (block + 1 < number.blocks()) {
      const __m512i above = Load(row.powers[kBlock]), far_above = Load(row.powers[kBlock + 1]);
      next_low = _mm512_madd52lo_epu64(zero, low, above);
      next_high = _mm512_madd52hi_epu64(zero, low, above);
      next_low = _mm512_madd52lo_epu64(next_low, high, far_above);
      next_high = _mm512_madd52hi_epu64(next_high, high, far_above);
    }
    __m512i odd_low = zero, odd_high = zero;  // two sums wait half as long for each other
    for (size_t i = 0; i < kBlock; i += 2) {
      const __m512i even = _mm512_set1_epi64(static_cast<int64_t>(digits[i]));
      const __m512i odd = _mm512_set1_epi64(static_cast<int64_t>(digits[i + 1]));
      const __m512i even_power = Load(row.powers[i]), odd_power = Load(row.powers[i + 1]);
      next_low = _mm512_madd52lo_epu64(next_low, even, even_power);
      next_high = _mm512_madd52hi_epu64(next_high, even, even_power);
      odd_low = _mm512_madd52lo_epu64(odd_low, odd, odd_power);
      odd_high = _mm512_madd52hi_epu64(odd_high, odd, odd_power);
    }
    low = _mm512_add_epi64(next_low, odd_low);
    // By a mask of all lanes, as GCC 12 takes the plain shift for one of undefined lanes.
    const __m512i carried = _mm512_maskz_srli_epi64(0xff, low, kDigitBits);
    high = _mm512_add_epi64(_mm512_add_epi64(next_high, odd_high), carried);
    low = _mm512_and_si512(low, mask);
  }
  // The sum less q m is divisible by 2^52 for q = low / m modulo 2^52.
  const __m512i modulus = Load(row.modulus);
  const __m512i quotient = _mm512_madd52lo_epu64(zero, low, Load(row.inverse));
  const __m512i taken = _mm512_madd52hi_epu64(zero, quotient, modulus);
  return _mm512_add_epi64(high, _mm512_sub_epi64(modulus, taken));
}

// DividedLanes returns a bit for each lane that the |index|th of its primes divides.
KEYSEAL_IN_LANES inline __mmask8 DividedLanes(__m512i residue, const LaneRow& row, size_t index) {
  const __m512i quotient = _mm512_madd52lo_epu64(_mm512_setzero_si512(), residue, Load(row.prime_inverses[index]));
  return _mm512_cmple_epu64_mask(quotient, Load(row.limits[index]));
}

// PrimeAt returns the prime whose inverse stands at |index| of |lane|.
uint32_t PrimeAt(const LaneRow& row, unsigned lane, size_t index) {
  return static_cast<uint32_t>(InverseModuloDigit(row.prime_inverses[index][lane]));
}

KEYSEAL_IN_LANES std::optional<uint32_t> Find(const BIGNUM& modulus) {
  const DigitsOf<uint64_t, kDigitBits, kBlock> number(modulus);
  for (const LaneRow& row : kTable) {
    const __m512i residue = Residue(number, row);
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

}  // namespace

std::optional<uint32_t> FindSmallFactorInLanes(const BIGNUM& modulus) { return Find(modulus); }

}  // namespace keyseal

#else

namespace keyseal {

std::optional<uint32_t> FindSmallFactorInLanes(const BIGNUM& /*modulus*/) { std::abort(); }

}  // namespace keyseal

#endif
