#include "core/rsa/rsa_key.h"

#include <memory>
#include <new>
#include <utility>

#include "core/base/bssl_internal.h"
#include "core/rsa/prime_search.h"
#include "core/rsa/rsa_conditions.h"
#include "core/rsa/rsa_exponent.h"

namespace keyseal {

namespace {

// A search may end in vain by bad luck, with a chance of 2^-20 (FIPS 186-5 A.1.3): too often for many users.
constexpr int kMaxSearches = 4;

Result<bssl::UniquePtr<BIGNUM>> FindPrime(PrimeSearch& search, CandidateSource& candidates, Entropy& entropy,
                                          SearchProgress& progress) {
  Result<bssl::UniquePtr<BIGNUM>> prime = ErrorCode::kRandomFailed;
  for (int searches = 0; searches < kMaxSearches; searches++) {
    prime = search.Find(candidates, entropy, progress);
    const bool in_vain = !prime && prime.error().code == ErrorCode::kRandomFailed && !entropy.failure();
    if (!in_vain) break;
  }
  return prime;
}

}  // namespace

Result<RsaNumbers> DeriveRsaNumbers(bssl::UniquePtr<BIGNUM> p, bssl::UniquePtr<BIGNUM> q) {
  // Which of the two primes was found first tells nothing of either.
  if (Declassify(static_cast<bssl::crypto_word_t>(BN_cmp(p.get(), q.get()) < 0))) std::swap(p, q);

  auto make = [] { return bssl::UniquePtr<BIGNUM>(BN_new()); };
  RsaNumbers numbers = {make(), make(), make(), std::move(p), std::move(q), make(), make(), make()};
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  if (ctx == nullptr) return ErrorCode::kOutOfMemory;
  const bssl::UniquePtr<BN_MONT_CTX> mont_p(BN_MONT_CTX_new_consttime(numbers.p.get(), ctx.get()));
  const BnScope scope(ctx.get());
  BIGNUM* p1 = scope.Get();
  BIGNUM* q1 = scope.Get();
  BIGNUM* lcm = scope.Get();
  for (const auto* made : {&numbers.n, &numbers.e, &numbers.d, &numbers.dp, &numbers.dq, &numbers.qi}) {
    if (*made == nullptr) return ErrorCode::kOutOfMemory;
  }
  if (lcm == nullptr || mont_p == nullptr || !BN_set_word(numbers.e.get(), RSA_F4) ||
      !bssl::bn_mul_consttime(numbers.n.get(), numbers.p.get(), numbers.q.get(), ctx.get()) ||
      !bssl::bn_usub_consttime(p1, numbers.p.get(), BN_value_one()) ||
      !bssl::bn_usub_consttime(q1, numbers.q.get(), BN_value_one()) ||
      !bssl::bn_lcm_consttime(lcm, p1, q1, ctx.get()) ||
      // A power modulo p: an inverse only if p is prime, which RSA_check_key sees.
      !bssl::bn_mod_inverse_secret_prime(numbers.qi.get(), numbers.q.get(), numbers.p.get(), ctx.get(), mont_p.get())) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  bssl::bn_declassify(numbers.n.get());  // the public key
  bssl::bn_set_minimal_width(numbers.n.get());

  // d modulo p - 1 is 1/e modulo p - 1: found without a division by p - 1.
  const std::pair<const BIGNUM*, BIGNUM*> exponents[] = {
      {lcm, numbers.d.get()}, {p1, numbers.dp.get()}, {q1, numbers.dq.get()}};
  for (const auto& [modulus, exponent] : exponents) {
    const Result<bool> exists = InverseOfExponent(modulus, exponent, ctx.get());
    if (!exists) return exists.error();
    if (!*exists) return ErrorCode::kSelfTestFailed;
  }
  return numbers;
}

Result<bssl::UniquePtr<RSA>> CheckedRsaKey(const RsaNumbers& numbers, unsigned modulus_bits, Entropy& entropy) {
  const RsaParts parts = {numbers.e.get(), numbers.d.get(), numbers.p.get(), numbers.q.get()};
  if (BrokenRsaCondition(parts, modulus_bits, entropy)) return entropy.failure().value_or(ErrorCode::kSelfTestFailed);
  // RSA_new_private_key runs RSA_check_key on its copies.
  bssl::UniquePtr<RSA> rsa(RSA_new_private_key(numbers.n.get(), numbers.e.get(), numbers.d.get(), numbers.p.get(),
                                               numbers.q.get(), numbers.dp.get(), numbers.dq.get(), numbers.qi.get()));
  if (rsa == nullptr || RSA_bits(rsa.get()) != modulus_bits) return FailureOfBssl(ErrorCode::kSelfTestFailed);
  return rsa;
}

Result<bssl::UniquePtr<RSA>> GenerateRsaKey(unsigned modulus_bits, Entropy& entropy, ProgressSink& sink) {
  const unsigned prime_bits = modulus_bits / 2;
  Result<DrawnCandidates> candidates = DrawnCandidates::Create(entropy);
  if (!candidates) return candidates.error();
  const auto sieve = std::unique_ptr<PrimeSieve>(new (std::nothrow) PrimeSieve(prime_bits));
  const auto filter = std::unique_ptr<FermatFilter>(new (std::nothrow) FermatFilter(prime_bits));
  if (sieve == nullptr || filter == nullptr) return ErrorCode::kOutOfMemory;
  PrimeSearch search(prime_bits, *sieve, *filter);
  SearchProgress progress(sink);

  Result<bssl::UniquePtr<BIGNUM>> p = FindPrime(search, *candidates, entropy, progress);
  if (!p) return p.error();
  Result<bssl::UniquePtr<BIGNUM>> q = FindPrime(search, *candidates, entropy, progress);
  if (!q) return q.error();

  Result<RsaNumbers> numbers = DeriveRsaNumbers(std::move(*p), std::move(*q));
  if (!numbers) return numbers.error();
  return CheckedRsaKey(*numbers, modulus_bits, entropy);
}

}  // namespace keyseal
