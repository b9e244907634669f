#include "core/rsa/rsa_exponent.h"

#include <openssl/rsa.h>

#include "core/base/bssl_internal.h"

namespace keyseal {

Result<bool> FitsExponent(const BIGNUM* prime, BN_CTX* ctx) {
  const BnScope scope(ctx);
  BIGNUM* e = scope.Get();
  BIGNUM* remainder = scope.Get();
  if (remainder == nullptr || !BN_set_word(e, RSA_F4) ||
      !bssl::bn_div_consttime(nullptr, remainder, prime, e, 0, ctx)) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  // 65537 is prime: it has a factor with prime - 1 only if it divides that.
  return Declassify(static_cast<bssl::crypto_word_t>(1 ^ BN_equal_consttime(remainder, BN_value_one())));
}

Result<bool> MinusInverse(const BIGNUM* m, BIGNUM* k, BN_CTX* ctx) {
  const BnScope scope(ctx);
  BIGNUM* e = scope.Get();
  BIGNUM* zero = scope.Get();
  BIGNUM* remainder = scope.Get();
  if (remainder == nullptr || !BN_set_word(e, RSA_F4) || !bssl::bn_div_consttime(nullptr, remainder, m, e, 0, ctx)) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  if (Declassify(static_cast<bssl::crypto_word_t>(BN_equal_consttime(remainder, zero)))) return false;
  const bssl::UniquePtr<BN_MONT_CTX> mont(BN_MONT_CTX_new_for_modulus(e, ctx));
  if (mont == nullptr || !bssl::bn_mod_inverse_secret_prime(k, remainder, e, ctx, mont.get()) ||
      !bssl::bn_usub_consttime(k, e, k)) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  return true;
}

Result<bool> InverseOfExponent(const BIGNUM* m, BIGNUM* d, BN_CTX* ctx) {
  const BnScope scope(ctx);
  BIGNUM* e = scope.Get();
  BIGNUM* k = scope.Get();
  BIGNUM* product = scope.Get();
  if (product == nullptr || !BN_set_word(e, RSA_F4)) return FailureOfBssl(ErrorCode::kOutOfMemory);
  Result<bool> exists = MinusInverse(m, k, ctx);
  if (!exists || !*exists) return exists;
  // d = (k m + 1) / 65537, which is whole and, as k < 65537 < m, below m: so no word above m's is lost.
  if (!bssl::bn_mul_consttime(product, m, k, ctx) || !bssl::bn_uadd_consttime(product, product, BN_value_one()) ||
      !bssl::bn_div_consttime(product, nullptr, product, e, 0, ctx) ||
      !bssl::bn_set_words(d, product->d, static_cast<size_t>(m->width))) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  return true;
}

}  // namespace keyseal
