#include "core/rsa_conditions.h"

namespace keyseal {

namespace {

constexpr const char* kMemory = "memory";

struct Scope {
  explicit Scope(BN_CTX* scoped) : ctx(scoped) { BN_CTX_start(ctx); }
  ~Scope() { BN_CTX_end(ctx); }
  BIGNUM* Get() const { return BN_CTX_get(ctx); }
  BN_CTX* ctx;
};

// sqrt(2) * 2^(nlen/2 - 1) <= prime, squared: 2^(nlen - 1) <= prime^2 (FIPS 186-5 A.1.3).
std::optional<const char*> CheckSize(const BIGNUM* prime, unsigned modulus_bits, BN_CTX* ctx) {
  Scope scope(ctx);
  BIGNUM* square = scope.Get();
  if (square == nullptr || !BN_sqr(square, prime, ctx)) return kMemory;
  if (BN_num_bits(prime) != modulus_bits / 2 || BN_num_bits(square) != modulus_bits) return "G-02";
  return std::nullopt;
}

// |p - q| > 2^(nlen/2 - 100) (FIPS 186-5 A.1.3).
std::optional<const char*> CheckDistance(const RsaParts& parts, unsigned modulus_bits, BN_CTX* ctx) {
  Scope scope(ctx);
  BIGNUM* distance = scope.Get();
  BIGNUM* limit = scope.Get();
  if (limit == nullptr || !BN_sub(distance, parts.p, parts.q) ||
      !BN_set_bit(limit, static_cast<int>(modulus_bits / 2 - 100))) {
    return kMemory;
  }
  if (BN_ucmp(distance, limit) <= 0) return "G-03";
  return std::nullopt;
}

// gcd(p - 1, e) = gcd(q - 1, e) = 1; d < lcm(p - 1, q - 1); d > 2^(nlen/2); d * e = 1 mod both (FIPS 186-5 A.1.1).
std::optional<const char*> CheckExponents(const RsaParts& parts, unsigned modulus_bits, BN_CTX* ctx) {
  Scope scope(ctx);
  BIGNUM* p1 = scope.Get();
  BIGNUM* q1 = scope.Get();
  BIGNUM* gcd = scope.Get();
  BIGNUM* left = scope.Get();
  BIGNUM* right = scope.Get();
  if (right == nullptr || !BN_sub(p1, parts.p, BN_value_one()) || !BN_sub(q1, parts.q, BN_value_one())) return kMemory;

  for (const BIGNUM* factor : {p1, q1}) {
    if (!BN_gcd(gcd, factor, parts.e, ctx)) return kMemory;
    if (!BN_is_one(gcd)) return "G-04";
  }

  // d * gcd < (p - 1)(q - 1) says d < lcm without a division; an inverse modulo phi would be too large.
  if (!BN_gcd(gcd, p1, q1, ctx) || !BN_mul(left, parts.d, gcd, ctx) || !BN_mul(right, p1, q1, ctx)) return kMemory;
  if (BN_cmp(left, right) >= 0 || BN_num_bits(parts.d) <= modulus_bits / 2) return "G-05";

  if (!BN_mul(left, parts.d, parts.e, ctx) || !BN_sub(left, left, BN_value_one())) return kMemory;
  for (const BIGNUM* factor : {p1, q1}) {
    if (!BN_mod(right, left, factor, ctx)) return kMemory;
    if (!BN_is_zero(right)) return "G-05";
  }
  return std::nullopt;
}

std::optional<const char*> CheckPrime(const BIGNUM* prime, unsigned modulus_bits, BN_CTX* ctx) {
  int is_prime = 0;
  if (!BN_primality_test(&is_prime, prime, MillerRabinRounds(modulus_bits), ctx, /*do_trial_division=*/0, nullptr)) {
    return kMemory;
  }
  if (is_prime == 0) return "G-07";
  return std::nullopt;
}

}  // namespace

int MillerRabinRounds(unsigned modulus_bits) { return modulus_bits < 3072 ? 5 : 4; }

std::optional<const char*> BrokenRsaCondition(const RsaParts& parts, unsigned modulus_bits) {
  bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  if (ctx == nullptr) return kMemory;
  if (!BN_is_word(parts.e, RSA_F4)) return "G-01";  // 2^16 < e < 2^256, odd; ours is always 65537
  if (auto broken = CheckSize(parts.p, modulus_bits, ctx.get())) return broken;
  if (auto broken = CheckSize(parts.q, modulus_bits, ctx.get())) return broken;
  if (auto broken = CheckDistance(parts, modulus_bits, ctx.get())) return broken;
  if (auto broken = CheckExponents(parts, modulus_bits, ctx.get())) return broken;
  if (auto broken = CheckPrime(parts.p, modulus_bits, ctx.get())) return broken;
  return CheckPrime(parts.q, modulus_bits, ctx.get());
}

}  // namespace keyseal
