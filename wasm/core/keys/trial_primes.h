// The odd primes up to 65537: whoever finds one of them in a modulus has its private key.

#ifndef KEYSEAL_CORE_KEYS_TRIAL_PRIMES_H_
#define KEYSEAL_CORE_KEYS_TRIAL_PRIMES_H_

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace keyseal {

inline constexpr uint32_t kLargestTrialPrime = 65537;
inline constexpr size_t kTrialPrimeCount = 6542;

// TrialPrimes goes through them, from a sieve: every prime above 5 is one of eight residues modulo 30, so that 30
// numbers take one byte, and all a tenth of the primes themselves.
class TrialPrimes {
 public:
  // Next returns the next one, or 0 behind the last.
  constexpr uint32_t Next() {
    if (turn_ == 0 && small_ < 5) return small_ += 2;
    while (bits_ == 0) {
      if (turn_ == kTurns) return 0;
      bits_ = kSieve[turn_++];
    }
    const uint8_t residue = kWheel[static_cast<size_t>(std::countr_zero(bits_))];
    bits_ = static_cast<uint8_t>(bits_ & (bits_ - 1));
    return static_cast<uint32_t>((turn_ - 1) * 30 + residue);
  }

  // Has returns whether |odd| is one of them.
  static constexpr bool Has(uint32_t odd) {
    if (odd <= 5) return odd >= 3;
    for (size_t bit = 0; odd <= kLargestTrialPrime && bit < kWheel.size(); bit++) {
      if (odd % 30 == kWheel[bit]) return (kSieve[odd / 30] >> bit & 1) != 0;
    }
    return false;
  }

 private:
  static constexpr std::array<uint8_t, 8> kWheel = {1, 7, 11, 13, 17, 19, 23, 29};
  static constexpr size_t kTurns = kLargestTrialPrime / 30 + 1;

  static constexpr std::array<uint8_t, kTurns> MakeSieve() {
    std::array<bool, kTurns * 30> is_composite{};
    for (uint32_t n = 3; n * n <= kLargestTrialPrime; n += 2) {
      if (is_composite[n]) continue;
      for (uint32_t multiple = n * n; multiple <= kLargestTrialPrime; multiple += 2 * n) is_composite[multiple] = true;
    }
    std::array<uint8_t, kTurns> sieve{};
    for (uint32_t turn = 0; turn < kTurns; turn++) {
      uint8_t bit = 1;
      for (const uint8_t residue : kWheel) {
        const uint32_t n = turn * 30 + residue;
        if (n > 1 && n <= kLargestTrialPrime && !is_composite[n]) sieve[turn] |= bit;
        bit = static_cast<uint8_t>(bit << 1);
      }
    }
    return sieve;
  }
  static const std::array<uint8_t, kTurns> kSieve;

  uint32_t small_ = 1;
  uint8_t bits_ = 0;  // what is left of the turn before |turn_|
  size_t turn_ = 0;
};

inline constexpr std::array<uint8_t, TrialPrimes::kTurns> TrialPrimes::kSieve = TrialPrimes::MakeSieve();

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_TRIAL_PRIMES_H_
