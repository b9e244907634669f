// Primes that others know: whoever finds one in a modulus has the private key (K-02). docs/primes.md

#ifndef KEYSEAL_CORE_KEYS_KNOWN_PRIMES_H_
#define KEYSEAL_CORE_KEYS_KNOWN_PRIMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/keys/prime_list.h"

namespace keyseal {

// KnownFactor is what a modulus has in common with a list.
struct KnownFactor {
  std::string list;
  unsigned bits;  // of the factor

  bool operator==(const KnownFactor&) const = default;
};

// KnownPrimes is any number of lists.
class KnownPrimes {
 public:
  // Add reads a list, or nothing of it. |name| is the file's, for findings, where the list has none of its own. Fails
  // as ReadPrimeList.
  Result<void> Add(ByteSpan untrusted_file, std::string_view name);

  // Find returns the lists that have a factor of |modulus|, which is odd, above 3 and of at most kMaxJudgedModulusBits.
  // Stops the program when there is no memory for a few numbers of its size.
  std::vector<KnownFactor> Find(const BIGNUM& modulus) const;

  // Covers returns whether any list speaks of moduli of |modulus_bits|.
  bool Covers(unsigned modulus_bits) const;

 private:
  std::vector<PrimeList> lists_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_KNOWN_PRIMES_H_
