// Where the search's candidates come from.

#ifndef KEYSEAL_CORE_RSA_PRIME_CANDIDATES_H_
#define KEYSEAL_CORE_RSA_PRIME_CANDIDATES_H_

#include <cstdint>
#include <span>

#include "core/base/entropy.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

// CandidateSource fills |words|, least significant first, with a candidate. The search's tests have their own.
class CandidateSource {
 public:
  virtual ~CandidateSource() = default;
  virtual Result<void> Next(std::span<uint32_t> words) = 0;
};

// ShapeCandidate makes |words| odd and sets the two highest bits (FIPS 186-5 A.1.3 steps 4.2.1 and 4.3): two such
// primes have a product of full length, and none lies below sqrt(2) * 2^(nlen/2 - 1).
void ShapeCandidate(std::span<uint32_t> words);

// DrawnCandidates draws each candidate afresh, from blocks of entropy that are wiped as they are used.
class DrawnCandidates : public CandidateSource {
 public:
  static Result<DrawnCandidates> Create(Entropy& entropy);

  // Next fails as Entropy::Fill does.
  Result<void> Next(std::span<uint32_t> words) override;

 private:
  DrawnCandidates(Entropy& entropy, SecretBytes block)
      : entropy_(&entropy), block_(std::move(block)), used_(block_.size()) {}

  Entropy* entropy_;
  SecretBytes block_;
  size_t used_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RSA_PRIME_CANDIDATES_H_
