// The search for a prime up to 65537 in a modulus, in words. rsa_weakness.h has what others call.

#ifndef KEYSEAL_CORE_KEYS_SMALL_FACTORS_H_
#define KEYSEAL_CORE_KEYS_SMALL_FACTORS_H_

#include <openssl/bn.h>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>

#include "core/keys/residues.h"
#include "core/keys/trial_primes.h"

namespace keyseal {

// PrimeTest tells multiples of an odd prime p: t is one exactly if t / p modulo 2^W is at most (2^W - 1) / p.
template <typename Word>
struct PrimeTest {
  Word inverse;
  Word limit;

  constexpr bool Divides(Word t) const { return static_cast<Word>(t * inverse) <= limit; }
};

// FactorRow has as many primes as a word has room for their product.
template <typename Word>
struct FactorRow {
  static constexpr size_t kPrimes = sizeof(Word) / 2;
  ResidueRow<Word> residue;
  std::array<PrimeTest<Word>, kPrimes> primes;
};

// FactorTable has a row for the first few odd primes, for the next few, up to 65537.
template <typename Word>
using FactorTable =
    std::array<FactorRow<Word>, (kTrialPrimeCount + FactorRow<Word>::kPrimes - 1) / FactorRow<Word>::kPrimes>;

template <typename Word>
constexpr FactorTable<Word> MakeFactorTable() {
  FactorTable<Word> table{};
  TrialPrimes primes;
  for (FactorRow<Word>& row : table) {
    Word product = 1;
    for (PrimeTest<Word>& test : row.primes) {
      const Word prime = primes.Next();
      if (prime == 0) {
        test = row.primes[0];  // behind the last: the first of the row once more
        continue;
      }
      test = {InverseModuloWord(prime), static_cast<Word>(std::numeric_limits<Word>::max() / prime)};
      product *= prime;
    }
    row.residue = MakeResidueRow(product);
  }
  return table;
}

// FindSmallFactor returns the smallest prime factor of |modulus| up to 65537, or nothing.
template <typename Word>
std::optional<uint32_t> FindSmallFactor(const BIGNUM& modulus, const FactorTable<Word>& table) {
  const Residues<Word> residues(modulus);
  for (const FactorRow<Word>& row : table) {
    const Word residue = residues.Modulo(row.residue);
    for (const PrimeTest<Word>& prime : row.primes) {
      if (prime.Divides(residue)) return InverseModuloWord(prime.inverse);
    }
  }
  return std::nullopt;
}

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_SMALL_FACTORS_H_
