// The sieve: throws away candidates that an odd prime below 2^16 divides, nine in ten of them. What it passes has still
// to go through the filter and be accepted, so that a fault here can cost time, but not make a bad key.

#ifndef KEYSEAL_CORE_RSA_PRIME_SIEVE_H_
#define KEYSEAL_CORE_RSA_PRIME_SIEVE_H_

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/rsa/fermat_filter.h"

namespace keyseal {

// A residue has to fit into 16 bits with its sign, which is what bounds the primes.
inline constexpr uint32_t kSieveLimit = 65536;

class PrimeSieve {
 public:
  // The tables take about a ms to make in WebAssembly, and 0.5 MB. They hold nothing secret.
  explicit PrimeSieve(unsigned prime_bits);
  PrimeSieve(const PrimeSieve&) = delete;
  PrimeSieve& operator=(const PrimeSieve&) = delete;
  ~PrimeSieve();

  // Survives says whether no prime of the table divides |candidate|. It stops at the first one that does: time tells
  // something only of candidates that are thrown away.
  bool Survives(CandidateWords candidate);

  std::span<const uint16_t> primes() const { return primes_; }

  // The rows of all primes, for tests that damage them.
  std::span<int16_t> MutableTable() { return table_; }

 private:
  static constexpr unsigned kDigitBits = 11;
  static constexpr size_t kVectorDigits = 8;  // of 16 bits in a vector
  static constexpr size_t kChunkDigits = 24;
  static constexpr size_t kMaxChunks = 8;
  static constexpr size_t kRowSize = kChunkDigits + kMaxChunks;  // a line of the cache

  void Split(CandidateWords candidate);
  int64_t SumOf(const int16_t* row) const;

  size_t chunks_;  // of a candidate: 4, 6 or 8
  std::vector<uint16_t> primes_;
  std::vector<uint64_t> inverses_;  // 1/p modulo 2^64
  std::vector<int16_t> table_;
  alignas(16) std::array<int16_t, kMaxChunks * kChunkDigits> digits_{};
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RSA_PRIME_SIEVE_H_
