#include "core/keys/product_rest.h"

#include <span>
#include <vector>

#include "core/base/out_of_memory.h"
#include "core/keys/lanes.h"
#include "core/keys/product_rest_lanes.h"
#include "crypto/fipsmodule/bn/internal.h"

namespace keyseal {
namespace {

using Word = BN_ULONG;
using Number = bssl::UniquePtr<BIGNUM>;

// StepOf returns m for which 2^w * m is 1 modulo |modulus|, with w the bits of a word: a multiple of the modulus, plus
// 1, that ends in a word of zeros.
Number StepOf(const BIGNUM& modulus) {
  const Word low = modulus.d[0];
  Word inverse = low;  // of the lowest 3 bits; each turn doubles them (Newton's method)
  for (int bits = 3; bits < BN_BITS2; bits *= 2) inverse *= 2 - low * inverse;
  Number step(BN_dup(&modulus));
  Need(step != nullptr && BN_mul_word(step.get(), Word{0} - inverse) && BN_add_word(step.get(), 1) &&
       BN_rshift(step.get(), step.get(), BN_BITS2));
  return step;
}

}  // namespace

Number ProductRest(const BIGNUM& product, const BIGNUM& modulus, BN_CTX* ctx) {
  if (HasLanes() && BN_num_bits(&modulus) <= kMaxLaneModulusBits) return ProductRestInLanes(product, modulus, ctx);
  return ProductRestInWords(product, modulus, ctx);
}

Number ProductRestInWords(const BIGNUM& product, const BIGNUM& modulus, BN_CTX* ctx) {
  const Number step = StepOf(modulus);
  const std::span<const Word> by(step->d, static_cast<size_t>(step->width));
  std::vector<Word> rest(product.d, product.d + product.width);
  // Each word from the lowest on is taken off and added again a word higher, times |step|: rest is divided by 2^w then,
  // which has nothing in common with an odd modulus.
  size_t done = 0;
  for (; done + by.size() + 1 < rest.size(); done++) {
    Word* above = &rest[done + 1];
    Word carry = bssl::bn_mul_add_words(above, by.data(), by.size(), rest[done]);
    for (size_t i = by.size(); carry != 0; i++) {
      if (done + 1 + i == rest.size()) rest.push_back(0);
      above = &rest[done + 1];
      above[i] += carry;
      carry = above[i] < carry ? 1 : 0;
    }
  }
  Number result(BN_new());
  Need(result != nullptr && bssl::bn_set_words(result.get(), rest.data() + done, rest.size() - done) &&
       BN_mod(result.get(), result.get(), &modulus, ctx));
  return result;
}

}  // namespace keyseal
