#include "core/rules/known_prime_rules.h"

#include <string>

#include "core/base/limits.h"

namespace keyseal {

void CheckKnownPrimes(const PublicKey& key, const KnownPrimes* primes, Reporter& reporter) {
  constexpr char kField[] = "key";
  if (key.modulus == nullptr) return;
  const unsigned bits = BN_num_bits(key.modulus.get());
  // Of others it is told that they are no product, even, or too long (K-14, K-26, K-07).
  if (bits < 3 || bits > kMaxJudgedModulusBits || !BN_is_odd(key.modulus.get())) return;
  if (primes == nullptr || !primes->Covers(bits)) return reporter.Report(Rule::kKnownPrimesNotEvaluated, kField);
  for (const KnownFactor& factor : primes->Find(*key.modulus)) {
    reporter.Report(Rule::kKnownSharedPrime, kField,
                    factor.list + ", a factor of " + std::to_string(factor.bits) + " bits");
  }
}

}  // namespace keyseal
