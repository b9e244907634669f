#include "core/rsa/prime_search.h"

#include <openssl/mem.h>

#include <array>
#include <bit>

#include "core/base/bssl_internal.h"
#include "core/rsa/prime_acceptance.h"
#include "core/rsa/rsa_exponent.h"

namespace keyseal {

namespace {

// Two candidates, wiped at the end.
struct Pair {
  Pair() = default;
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  ~Pair() { OPENSSL_cleanse(&words, sizeof(words)); }

  std::array<std::array<uint32_t, kMaxCandidateWords>, 2> words{};
};

}  // namespace

Result<bssl::UniquePtr<BIGNUM>> PrimeSearch::Find(CandidateSource& candidates, Entropy& entropy,
                                                  SearchProgress& progress) {
  Pair pair;
  const size_t words = prime_bits_ / 32;
  for (unsigned drawn = 0;;) {
    for (auto& candidate : pair.words) {
      do {
        if (drawn++ == MaxCandidates(prime_bits_)) return ErrorCode::kRandomFailed;
        if (Result<void> next = candidates.Next({candidate.data(), words}); !next) return next.error();
      } while (!sieve_->Survives({candidate.data(), words}));
    }
    const std::array<bool, 2> may_be_prime =
        filter_->MayBePrime({pair.words[0].data(), words}, {pair.words[1].data(), words});
    progress.CountTested(may_be_prime.size());
    for (size_t lane = 0; lane < may_be_prime.size(); lane++) {
      if (!may_be_prime[lane]) continue;
      Result<bssl::UniquePtr<BIGNUM>> prime = Accept({pair.words[lane].data(), words}, entropy);
      if (prime && *prime != nullptr) progress.CountPrime();
      if (!prime || *prime != nullptr) return prime;
    }
  }
}

// A null pointer for what is no prime, or not one for our exponent.
Result<bssl::UniquePtr<BIGNUM>> PrimeSearch::Accept(CandidateWords candidate, Entropy& entropy) const {
  static_assert(std::endian::native == std::endian::little);
  bssl::UniquePtr<BIGNUM> w(
      BN_le2bn(reinterpret_cast<const uint8_t*>(candidate.data()), candidate.size_bytes(), nullptr));
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  if (w == nullptr || ctx == nullptr) return FailureOfBssl(ErrorCode::kOutOfMemory);
  Result<bool> fits = FitsExponent(w.get(), ctx.get());
  if (!fits) return fits.error();
  if (!*fits) return bssl::UniquePtr<BIGNUM>();
  Result<bool> passes = PassesMillerRabin(w.get(), MillerRabinRounds(prime_bits_) - kFinalRounds, entropy);
  if (!passes) return passes.error();
  if (!*passes) return bssl::UniquePtr<BIGNUM>();
  return w;
}

}  // namespace keyseal
