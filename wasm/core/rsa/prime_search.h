// The search for a prime of an RSA key: draw, sieve, filter, accept (FIPS 186-5 A.1.3 steps 4 and 5).

#ifndef KEYSEAL_CORE_RSA_PRIME_SEARCH_H_
#define KEYSEAL_CORE_RSA_PRIME_SEARCH_H_

#include "core/base/bssl.h"
#include "core/base/entropy.h"
#include "core/base/progress.h"
#include "core/base/status.h"
#include "core/rsa/fermat_filter.h"
#include "core/rsa/prime_candidates.h"
#include "core/rsa/prime_sieve.h"

namespace keyseal {

// MaxCandidates returns how many candidates a search may draw, 5 * nlen/2 (FIPS 186-5 A.1.3 steps 4.7 and 5.8; G-06). A
// good source has no prime among them with a chance of 2^-20.
constexpr unsigned MaxCandidates(unsigned prime_bits) { return 5 * prime_bits; }

// PrimeSearch finds primes of one size with tools that belong to someone else.
class PrimeSearch {
 public:
  PrimeSearch(unsigned prime_bits, PrimeSieve& sieve, CandidateFilter& filter)
      : prime_bits_(prime_bits), sieve_(&sieve), filter_(&filter) {}

  // Find returns the first of |candidates| that survives the sieve, passes the filter, leaves no factor with 65537 when
  // 1 is taken off (G-04), and passes the rounds of Miller and Rabin (G-07) but for the last kFinalRounds, which are
  // BrokenRsaCondition's. The bases come from |entropy|. Fails with kRandomFailed if MaxCandidates were drawn in vain,
  // as |candidates| and |entropy| fail, and with kOutOfMemory. What it knew of a prime is wiped, but for what the
  // filter keeps until its end.
  Result<bssl::UniquePtr<BIGNUM>> Find(CandidateSource& candidates, Entropy& entropy, SearchProgress& progress);

 private:
  Result<bssl::UniquePtr<BIGNUM>> Accept(CandidateWords candidate, Entropy& entropy) const;

  unsigned prime_bits_;
  PrimeSieve* sieve_;
  CandidateFilter* filter_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RSA_PRIME_SEARCH_H_
