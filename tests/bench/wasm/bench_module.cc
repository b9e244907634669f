// What tests/bench/rsa.mjs times: each function does one part as often as it is told and returns whether it could. The
// worker that calls it looks at the clock.

#include <emscripten.h>
#include <openssl/bn.h>
#include <openssl/digest.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "binding/entropy_import.h"
#include "core/base/bssl.h"
#include "core/rsa/fermat_filter.h"
#include "core/rsa/prime_acceptance.h"
#include "core/rsa/prime_candidates.h"
#include "core/rsa/prime_sieve.h"
#include "core/rsa/rsa_key.h"
#include "core/sealing/pbkdf2.h"

namespace keyseal {
namespace {

constexpr std::string_view kPassphrase = "copper lantern orbit thistle";
constexpr std::array<uint8_t, 16> kSalt = {};
constexpr size_t kKeySize = 32;

// The tools of a search for primes of one size, two primes that it found, and what is derived from them.
class Parts {
 public:
  Parts(unsigned prime_bits, DrawnCandidates candidates)
      : prime_bits_(prime_bits), candidates_(std::move(candidates)), sieve_(prime_bits), filter_(prime_bits) {}

  bool DrawSurvivor(size_t lane) {
    do {
      if (!candidates_.Next({pair_[lane].data(), prime_bits_ / 32})) return false;
    } while (!sieve_.Survives(Candidate(lane)));
    return true;
  }

  std::array<bool, 2> FilterPair() { return filter_.MayBePrime(Candidate(0), Candidate(1)); }

  bool Accept(const BIGNUM* prime) const {
    const Result<bool> passes =
        PassesMillerRabin(prime, MillerRabinRounds(prime_bits_) - kFinalRounds, ModuleEntropy());
    return passes && *passes;
  }

  bool AcceptAsBssl(const BIGNUM* prime) const {
    const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
    int is_prime = 0;
    return ctx != nullptr &&
           BN_primality_test(&is_prime, prime, MillerRabinRounds(prime_bits_), ctx.get(), 0, nullptr) && is_prime == 1;
  }

  bool FindPrimes() {
    for (bssl::UniquePtr<BIGNUM>* prime : {&p_, &q_}) {
      while (*prime == nullptr) {
        if (!DrawSurvivor(0) || !DrawSurvivor(1)) return false;
        const std::array<bool, 2> may_be_prime = FilterPair();
        if (!may_be_prime[0] && !may_be_prime[1]) continue;
        const CandidateWords words = Candidate(may_be_prime[0] ? 0 : 1);
        prime->reset(BN_le2bn(reinterpret_cast<const uint8_t*>(words.data()), words.size_bytes(), nullptr));
        if (!Accept(prime->get())) prime->reset();
      }
    }
    Result<RsaNumbers> numbers = Derive();
    if (numbers) numbers_ = std::move(*numbers);
    return numbers.has_value();
  }

  Result<RsaNumbers> Derive() const {
    return DeriveRsaNumbers(bssl::UniquePtr<BIGNUM>(BN_dup(p_.get())), bssl::UniquePtr<BIGNUM>(BN_dup(q_.get())));
  }

  Result<bssl::UniquePtr<RSA>> Check() const { return CheckedRsaKey(numbers_, 2 * prime_bits_, ModuleEntropy()); }

  unsigned prime_bits() const { return prime_bits_; }
  const BIGNUM* prime() const { return p_.get(); }

 private:
  CandidateWords Candidate(size_t lane) const { return {pair_[lane].data(), prime_bits_ / 32}; }

  unsigned prime_bits_;
  DrawnCandidates candidates_;
  PrimeSieve sieve_;
  FermatFilter filter_;
  std::array<std::array<uint32_t, kMaxCandidateWords>, 2> pair_{};
  bssl::UniquePtr<BIGNUM> p_, q_;
  RsaNumbers numbers_;
};

std::unique_ptr<Parts> parts;

bool Repeat(int times, auto&& part) {
  for (int i = 0; i < times; i++) {
    if (!part()) return false;
  }
  return true;
}

bool SignAndVerify(RSA* rsa) {
  const std::array<uint8_t, 32> digest = {};
  std::array<uint8_t, 512> signature;
  unsigned size = 0;
  return RSA_sign(NID_sha256, digest.data(), digest.size(), signature.data(), &size, rsa) &&
         RSA_verify(NID_sha256, digest.data(), digest.size(), signature.data(), size, rsa);
}

}  // namespace
}  // namespace keyseal

using namespace keyseal;  // NOLINT(google-build-using-namespace): nothing but the exports follows

extern "C" {

// The key generation that BoringSSL has, untouched.
EMSCRIPTEN_KEEPALIVE int bench_unchanged(int modulus_bits) {
  const bssl::UniquePtr<RSA> rsa(RSA_new());
  return rsa != nullptr && RSA_generate_key_fips(rsa.get(), modulus_bits, nullptr);
}

// Prepares the parts below for primes of one size.
EMSCRIPTEN_KEEPALIVE int bench_choose(int prime_bits) {
  Result<DrawnCandidates> candidates = DrawnCandidates::Create(ModuleEntropy());
  if (!candidates) return 0;
  parts = std::make_unique<Parts>(static_cast<unsigned>(prime_bits), std::move(*candidates));
  return parts->FindPrimes();
}

EMSCRIPTEN_KEEPALIVE int bench_tables(int times) {
  return Repeat(times, [] { return !std::make_unique<PrimeSieve>(parts->prime_bits())->primes().empty(); });
}

// A survivor, with all that were drawn and thrown away before it.
EMSCRIPTEN_KEEPALIVE int bench_sieve(int times) {
  return Repeat(times, [] { return parts->DrawSurvivor(0); });
}

EMSCRIPTEN_KEEPALIVE int bench_filter_pair(int times) {
  return Repeat(times, [] { return parts->FilterPair().size() == 2; });
}

EMSCRIPTEN_KEEPALIVE int bench_accept(int times) {
  return Repeat(times, [] { return parts->Accept(parts->prime()); });
}

EMSCRIPTEN_KEEPALIVE int bench_accept_of_bssl(int times) {
  return Repeat(times, [] { return parts->AcceptAsBssl(parts->prime()); });
}

EMSCRIPTEN_KEEPALIVE int bench_derive(int times) {
  return Repeat(times, [] { return parts->Derive().has_value(); });
}

EMSCRIPTEN_KEEPALIVE int bench_check(int times) {
  return Repeat(times, [] { return parts->Check().has_value(); });
}

// A key's first signature makes its blinding, so each one needs a new key.
EMSCRIPTEN_KEEPALIVE int bench_check_and_sign(int times) {
  return Repeat(times, [] {
    Result<bssl::UniquePtr<RSA>> rsa = parts->Check();
    return rsa && SignAndVerify(rsa->get());
  });
}

EMSCRIPTEN_KEEPALIVE int bench_pbkdf2(int iterations) {
  const ByteSpan passphrase(reinterpret_cast<const uint8_t*>(kPassphrase.data()), kPassphrase.size());
  return Pbkdf2HmacSha256(passphrase, kSalt, static_cast<uint32_t>(iterations), kKeySize).has_value();
}

EMSCRIPTEN_KEEPALIVE int bench_pbkdf2_of_bssl(int iterations) {
  std::array<uint8_t, kKeySize> key;
  return PKCS5_PBKDF2_HMAC(kPassphrase.data(), kPassphrase.size(), kSalt.data(), kSalt.size(),
                           static_cast<uint32_t>(iterations), EVP_sha256(), key.size(), key.data());
}

}  // extern "C"
