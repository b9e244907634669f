#include "core/rsa/prime_acceptance.h"

#include "core/base/bssl_internal.h"
#include "core/base/secret_bytes.h"

namespace keyseal {

namespace {

// DrawBase sets |base| to a number from 2 to w - 2: a random one with 64 bits more than w's words, modulo w - 3, and 2
// more.
Result<void> DrawBase(const BIGNUM& w, Entropy& entropy, BIGNUM* base, BN_CTX* ctx) {
  const auto words = static_cast<size_t>(w.width);  // all it is right to know of w
  const BnScope scope(ctx);
  BIGNUM* drawn = scope.Get();
  BIGNUM* range = scope.Get();
  BIGNUM* two = scope.Get();
  BIGNUM* three = scope.Get();
  Result<SecretBytes> bytes = SecretBytes::Create(words * BN_BYTES + 8);
  if (!bytes) return bytes.error();
  if (Result<void> filled = entropy.Fill(bytes->RevealMutable()); !filled) return filled.error();
  if (three == nullptr || !BN_set_word(two, 2) || !BN_set_word(three, 3) ||
      BN_le2bn(bytes->Reveal().data(), bytes->size(), drawn) == nullptr || !bssl::bn_usub_consttime(range, &w, three) ||
      !bssl::bn_div_consttime(nullptr, base, drawn, range, (words - 1) * BN_BITS2, ctx) ||
      !bssl::bn_uadd_consttime(base, base, two) || !bssl::bn_resize_words(base, words)) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  return {};
}

}  // namespace

int MillerRabinRounds(unsigned prime_bits) { return prime_bits < 1536 ? 5 : 4; }

Result<bool> PassesMillerRabin(const BIGNUM* w, int rounds, Entropy& entropy) {
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  if (ctx == nullptr) return ErrorCode::kOutOfMemory;
  const bssl::UniquePtr<BN_MONT_CTX> mont(BN_MONT_CTX_new_consttime(w, ctx.get()));
  const BnScope scope(ctx.get());
  BIGNUM* base = scope.Get();
  bssl::BN_MILLER_RABIN numbers;  // w - 1 = m 2^a, and 1 and w - 1 in Montgomery form
  if (mont == nullptr || base == nullptr || !bssl::bn_miller_rabin_init(&numbers, mont.get(), ctx.get())) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  const auto zeros = static_cast<bssl::crypto_word_t>(numbers.a);
  if (Declassify(bssl::constant_time_lt_w(kMaxTrailingZeros, zeros))) return false;
  // An iteration squares w_bits - 1 times, to hide a, and needs to a - 1 times (FIPS 186-5 B.3.1 step 4.5). It hides
  // every a up to the bound as well with as many squarings for each: half of the work.
  numbers.w_bits = kMaxTrailingZeros;
  for (int round = 0; round < rounds; round++) {
    if (Result<void> drawn = DrawBase(mont->N, entropy, base, ctx.get()); !drawn) return drawn.error();
    int passes = 0;
    if (!bssl::bn_miller_rabin_iteration(&numbers, &passes, base, mont.get(), ctx.get())) {
      return FailureOfBssl(ErrorCode::kOutOfMemory);
    }
    if (passes != 1) return false;
  }
  return true;
}

}  // namespace keyseal
