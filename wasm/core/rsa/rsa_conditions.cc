#include "core/rsa/rsa_conditions.h"

#include "core/base/bssl.h"
#include "core/base/bssl_internal.h"
#include "core/rsa/prime_acceptance.h"
#include "core/rsa/rsa_exponent.h"

namespace keyseal {

namespace {

using Broken = std::optional<const char*>;

constexpr const char* kMemory = "memory";

// A key that does not hold what is asked is thrown away, and then it may be seen why.
bool Fails(bool holds) { return !Declassify(static_cast<bssl::crypto_word_t>(holds)); }

// sqrt(2) * 2^(nlen/2 - 1) <= prime, squared: 2^(nlen - 1) <= prime^2 (FIPS 186-5 A.1.3).
Broken CheckSize(const BIGNUM* prime, unsigned modulus_bits, BN_CTX* ctx) {
  const BnScope scope(ctx);
  BIGNUM* square = scope.Get();
  if (square == nullptr || !bssl::bn_sqr_consttime(square, prime, ctx)) return kMemory;
  const int fits = bssl::bn_fits_in_words(prime, modulus_bits / 2 / BN_BITS2);
  const int reaches = bssl::bn_is_bit_set_words(square->d, static_cast<size_t>(square->width), modulus_bits - 1);
  if (Fails((fits & reaches) != 0)) return "G-02";
  return std::nullopt;
}

// |p - q| > 2^(nlen/2 - 100) (FIPS 186-5 A.1.3).
Broken CheckDistance(const RsaParts& parts, unsigned modulus_bits, BN_CTX* ctx) {
  const BnScope scope(ctx);
  BIGNUM* distance = scope.Get();
  BIGNUM* limit = scope.Get();
  if (limit == nullptr || !bssl::bn_abs_sub_consttime(distance, parts.p, parts.q, ctx) ||
      !BN_set_bit(limit, static_cast<int>(modulus_bits / 2 - 100))) {
    return kMemory;
  }
  if (Fails(BN_ucmp(distance, limit) > 0)) return "G-03";
  return std::nullopt;
}

// gcd(prime - 1, e) = 1 (FIPS 186-5 A.1.1).
Broken CheckFit(const BIGNUM* prime, BN_CTX* ctx) {
  const Result<bool> fits = FitsExponent(prime, ctx);
  if (!fits) return kMemory;
  if (!*fits) return "G-04";
  return std::nullopt;
}

// d > 2^(nlen/2); d < lcm(p - 1, q - 1); d * e = 1 mod it (FIPS 186-5 A.1.1).
Broken CheckExponent(const RsaParts& parts, unsigned modulus_bits, BN_CTX* ctx) {
  const BnScope scope(ctx);
  BIGNUM* p1 = scope.Get();
  BIGNUM* q1 = scope.Get();
  BIGNUM* lcm = scope.Get();
  BIGNUM* limit = scope.Get();
  BIGNUM* k = scope.Get();
  BIGNUM* product = scope.Get();
  BIGNUM* expected = scope.Get();
  if (expected == nullptr || !BN_set_bit(limit, static_cast<int>(modulus_bits / 2)) ||
      !bssl::bn_usub_consttime(p1, parts.p, BN_value_one()) || !bssl::bn_usub_consttime(q1, parts.q, BN_value_one()) ||
      !bssl::bn_lcm_consttime(lcm, p1, q1, ctx)) {
    return kMemory;
  }
  if (Fails(BN_ucmp(parts.d, limit) > 0)) return "G-05";

  // That d e = k lcm + 1 for some k makes d an inverse, and that k < e makes it the one below lcm: an inverse modulo
  // (p - 1)(q - 1) would be too large. Only one k below e comes into question.
  const Result<bool> exists = MinusInverse(lcm, k, ctx);
  if (!exists) return kMemory;
  if (!*exists) return "G-05";
  if (!bssl::bn_mul_consttime(product, parts.d, parts.e, ctx) || !bssl::bn_mul_consttime(expected, k, lcm, ctx) ||
      !bssl::bn_uadd_consttime(expected, expected, BN_value_one())) {
    return kMemory;
  }
  if (Fails(BN_ucmp(product, expected) == 0)) return "G-05";
  return std::nullopt;
}

Broken CheckPrime(const BIGNUM* prime, Entropy& entropy) {
  const Result<bool> passes = PassesMillerRabin(prime, kFinalRounds, entropy);
  if (!passes) return entropy.failure() ? "entropy" : kMemory;
  if (!*passes) return "G-07";
  return std::nullopt;
}

}  // namespace

std::optional<const char*> BrokenRsaCondition(const RsaParts& parts, unsigned modulus_bits, Entropy& entropy) {
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  if (ctx == nullptr) return kMemory;
  if (!BN_is_word(parts.e, RSA_F4)) return "G-01";  // 2^16 < e < 2^256, odd; ours is always 65537
  if (auto broken = CheckSize(parts.p, modulus_bits, ctx.get())) return broken;
  if (auto broken = CheckSize(parts.q, modulus_bits, ctx.get())) return broken;
  if (auto broken = CheckDistance(parts, modulus_bits, ctx.get())) return broken;
  if (auto broken = CheckFit(parts.p, ctx.get())) return broken;
  if (auto broken = CheckFit(parts.q, ctx.get())) return broken;
  if (auto broken = CheckExponent(parts, modulus_bits, ctx.get())) return broken;
  if (auto broken = CheckPrime(parts.p, entropy)) return broken;
  return CheckPrime(parts.q, entropy);
}

}  // namespace keyseal
