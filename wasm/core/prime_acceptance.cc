#include "core/prime_acceptance.h"

#include "core/bssl_internal.h"
#include "core/secret_bytes.h"

namespace keyseal {

namespace {

// What all rounds on one w share.
struct Test {
  BN_CTX* ctx;
  const BIGNUM* w;
  size_t words;  // of w, as BoringSSL counts them; all it is right to know of w
  const BN_MONT_CTX* mont;
  bssl::BN_MILLER_RABIN numbers;  // w - 1 = m 2^a, and 1 and w - 1 in Montgomery form
};

// DrawBase sets |base| to a number from 2 to w - 2: a random one with 64 bits more than w's words, modulo w - 3, and 2
// more.
Result<void> DrawBase(const Test& test, Entropy& entropy, BIGNUM* base) {
  const BnScope scope(test.ctx);
  BIGNUM* drawn = scope.Get();
  BIGNUM* range = scope.Get();
  BIGNUM* two = scope.Get();
  BIGNUM* three = scope.Get();
  Result<SecretBytes> bytes = SecretBytes::Create(test.words * BN_BYTES + 8);
  if (!bytes) return bytes.error();
  if (Result<void> filled = entropy.Fill(bytes->RevealMutable()); !filled) return filled.error();
  if (three == nullptr || !BN_set_word(two, 2) || !BN_set_word(three, 3) ||
      BN_le2bn(bytes->Reveal().data(), bytes->size(), drawn) == nullptr ||
      !bssl::bn_usub_consttime(range, test.w, three) ||
      !bssl::bn_div_consttime(nullptr, base, drawn, range, (test.words - 1) * BN_BITS2, test.ctx) ||
      !bssl::bn_uadd_consttime(base, base, two) || !bssl::bn_resize_words(base, test.words)) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  return {};
}

// FIPS 186-5 B.3.1 steps 4.3 to 4.6: b^m is 1, or one of b^m, b^(2 m), ..., b^(2^(a - 1) m) is w - 1. As many squarings
// for every a, whose own are picked out by a mask.
Result<bool> PassesRound(const Test& test, const BIGNUM* base) {
  const BnScope scope(test.ctx);
  BIGNUM* z = scope.Get();
  if (z == nullptr || !BN_mod_exp_mont_consttime(z, base, test.numbers.m, test.w, test.ctx, test.mont) ||
      !BN_to_montgomery(z, z, test.mont, test.ctx)) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  const auto zeros = static_cast<bssl::crypto_word_t>(test.numbers.a);
  bssl::crypto_word_t passes = static_cast<bssl::crypto_word_t>(BN_equal_consttime(z, test.numbers.one_mont)) |
                               static_cast<bssl::crypto_word_t>(BN_equal_consttime(z, test.numbers.w1_mont));
  for (bssl::crypto_word_t squared = 1; squared < kMaxTrailingZeros; squared++) {
    if (!BN_mod_mul_montgomery(z, z, z, test.mont, test.ctx)) return FailureOfBssl(ErrorCode::kOutOfMemory);
    // The barrier keeps the compiler from counting the loop by its distance to |zeros|.
    passes |= bssl::constant_time_lt_w(squared, bssl::value_barrier_w(zeros)) &
              static_cast<bssl::crypto_word_t>(BN_equal_consttime(z, test.numbers.w1_mont));
  }
  return Declassify(passes);
}

Result<bool> PassesOwnRoundOfBssl(const Test& test, const BIGNUM* base) {
  int passes = 0;
  if (!bssl::bn_miller_rabin_iteration(&test.numbers, &passes, base, test.mont, test.ctx)) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  return passes == 1;
}

using Round = Result<bool> (*)(const Test& test, const BIGNUM* base);

Result<bool> PassesRounds(const BIGNUM* w, int rounds, Round passes_round, int max_zeros, Entropy& entropy) {
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  if (ctx == nullptr) return ErrorCode::kOutOfMemory;
  const bssl::UniquePtr<BN_MONT_CTX> mont(BN_MONT_CTX_new_consttime(w, ctx.get()));
  const BnScope scope(ctx.get());
  BIGNUM* base = scope.Get();
  if (mont == nullptr || base == nullptr) return FailureOfBssl(ErrorCode::kOutOfMemory);
  Test test = {ctx.get(), w, static_cast<size_t>(mont->N.width), mont.get(), {}};
  if (!bssl::bn_miller_rabin_init(&test.numbers, mont.get(), ctx.get())) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  const auto zeros = static_cast<bssl::crypto_word_t>(test.numbers.a);
  if (Declassify(bssl::constant_time_lt_w(static_cast<bssl::crypto_word_t>(max_zeros), zeros))) return false;
  for (int round = 0; round < rounds; round++) {
    if (Result<void> drawn = DrawBase(test, entropy, base); !drawn) return drawn.error();
    Result<bool> passes = passes_round(test, base);
    if (!passes || !*passes) return passes;
  }
  return true;
}

}  // namespace

int MillerRabinRounds(unsigned prime_bits) { return prime_bits < 1536 ? 5 : 4; }

Result<bool> PassesMillerRabin(const BIGNUM* w, int rounds, Entropy& entropy) {
  return PassesRounds(w, rounds, PassesRound, kMaxTrailingZeros, entropy);
}

Result<bool> PassesBsslRound(const BIGNUM* w, Entropy& entropy) {
  return PassesRounds(w, 1, PassesOwnRoundOfBssl, w->width * BN_BITS2, entropy);
}

}  // namespace keyseal
