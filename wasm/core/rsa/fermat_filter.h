// The filter: Fermat's test to base 2 on two candidates at once. It decides which candidates are worth the rounds of
// Miller and Rabin, and nothing else: what passes has still to be accepted (core/rsa/prime_acceptance.h), so that a
// fault here can cost time, but not make a bad key.

#ifndef KEYSEAL_CORE_RSA_FERMAT_FILTER_H_
#define KEYSEAL_CORE_RSA_FERMAT_FILTER_H_

#include <array>
#include <cstdint>
#include <span>

#include "core/rsa/montgomery_lanes.h"

namespace keyseal {

// Words of a candidate, least significant first: 32 of them for 1024 bits.
using CandidateWords = std::span<const uint32_t>;
inline constexpr size_t kMaxCandidateWords = 64;

// CandidateFilter says which of two candidates may be prime. The search's tests put others in its place.
class CandidateFilter {
 public:
  virtual ~CandidateFilter() = default;
  virtual std::array<bool, 2> MayBePrime(CandidateWords first, CandidateWords second) = 0;
};

// FermatFilter passes n if 2^(n-1) = 1 modulo n: every odd prime, and rare composites (base-2 pseudoprimes). Candidates
// have exactly 1024, 1536 or 2048 bits and are odd. Time depends on their size alone. All it knew is wiped at its end.
class FermatFilter : public CandidateFilter {
 public:
  explicit FermatFilter(unsigned prime_bits);
  FermatFilter(const FermatFilter&) = delete;
  FermatFilter& operator=(const FermatFilter&) = delete;
  ~FermatFilter() override;

  std::array<bool, 2> MayBePrime(CandidateWords first, CandidateWords second) override;

  // RevealResidue returns, as digits of 24 bits, a number congruent to 2^-(n-1) modulo the last candidate of |lane|,
  // for the tests that compare it with BN.
  std::span<const int64_t> RevealResidue(size_t lane) const { return {residue_[lane].data(), digits()}; }

 private:
  using Digits = std::array<int64_t, kMaxDigits>;

  size_t digits() const { return static_cast<size_t>(lanes_.digits); }
  void Load(size_t lane, CandidateWords candidate);
  void LoadReducer(size_t lane);
  void Start(size_t lane);
  int64_t DoublingAt(size_t lane, unsigned bit) const;
  uint64_t IsOne(size_t lane);

  unsigned prime_bits_;
  unsigned r_bits_;  // R = 2^r_bits_
  unsigned squarings_;
  MontgomeryLanes lanes_;
  // Of each lane: the candidate in digits from 0 to 2^24 - 1, the bits of the exponent, and the result.
  std::array<Digits, 2> candidate_{};
  std::array<std::array<uint32_t, kMaxCandidateWords + 1>, 2> exponent_{};
  std::array<Digits, 2> residue_{};
  Digits scratch_{};
  std::array<int64_t, kColumns + 1> factor_{};
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RSA_FERMAT_FILTER_H_
