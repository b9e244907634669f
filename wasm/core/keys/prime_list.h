// Lists of primes that others know, as files (K-02). docs/primes.md

#ifndef KEYSEAL_CORE_KEYS_PRIME_LIST_H_
#define KEYSEAL_CORE_KEYS_PRIME_LIST_H_

#include <optional>
#include <string>
#include <vector>

#include "core/base/bssl.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

// kMaxPrimeListSize is the most of one list, in bytes: every RSA key is held against all of it.
inline constexpr size_t kMaxPrimeListSize = size_t{1} << 20;

// kMinKnownPrimeBits is the least that a number of a list has: a short one by mistake would make every key bad.
inline constexpr unsigned kMinKnownPrimeBits = 256;

// kMaxDecimalDigits is the most that a number in decimal has, which is read in quadratic time.
inline constexpr size_t kMaxDecimalDigits = 5000;

// PrimeProduct is primes multiplied with each other.
struct PrimeProduct {
  std::optional<unsigned> modulus_bits;  // of the moduli that have such primes; nothing for any
  bssl::UniquePtr<BIGNUM> product;       // odd
};

// PrimeList is a list as it was read.
struct PrimeList {
  std::string name;               // as the list has it; empty for most
  unsigned min_modulus_bits = 0;  // shorter moduli are none of its matter, unless a product is for them
  std::vector<PrimeProduct> products;
};

// ReadPrimeList reads |untrusted_file|, whose form it sees by itself:
// - text: a prime or a product of primes on each line, in hex or decimal;
// - badkeys': one product, as gmpy2.to_binary writes it: 01 01, and the number in little-endian;
// - Keyseal's own, which tools/tables/published-primes.mjs writes: "KSPRIMES", min_modulus_bits as 32 bits,
//   the length of the name as 8 bits, the name, and for each product modulus_bits and its length in bytes as 32 bits
//   each, and the number. All in little-endian.
// Fails with kInputTooLarge above kMaxPrimeListSize, kPrimesUnknown for none of these, kPrimesIncomplete where nothing
// is in it or it ends within a product, and kPrimesBad and the line, counted from 1, for what cannot be a prime or a
// product: an even number, or one of fewer than kMinKnownPrimeBits.
Result<PrimeList> ReadPrimeList(ByteSpan untrusted_file);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_PRIME_LIST_H_
