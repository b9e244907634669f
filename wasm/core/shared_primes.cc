#include "core/shared_primes.h"

#include <cstdlib>
#include <utility>

namespace keyseal {
namespace {

using Number = bssl::UniquePtr<BIGNUM>;
using Level = std::vector<Number>;

void Need(bool ok) {
  if (!ok) std::abort();
}

Number NewNumber() {
  Number number(BN_new());
  Need(number != nullptr);
  return number;
}

// Gcd is Euclid's: BN_gcd runs in constant time, which public numbers do not need, and takes ten times as long.
Number Gcd(Number a, Number b, BN_CTX* ctx) {
  while (!BN_is_zero(b.get())) {
    Need(BN_div(nullptr, a.get(), a.get(), b.get(), ctx));
    std::swap(a, b);
  }
  return a;
}

// ProductTree returns |moduli|, the products of each two neighbours, of each four, up to the product of all.
std::vector<Level> ProductTree(std::span<const BIGNUM* const> moduli, BN_CTX* ctx) {
  std::vector<Level> tree(1);
  for (const BIGNUM* modulus : moduli) {
    tree[0].emplace_back(BN_dup(modulus));
    Need(tree[0].back() != nullptr);
  }
  while (tree.back().size() > 1) {
    const Level& below = tree.back();
    Level level;
    for (size_t i = 0; i < below.size(); i += 2) {
      if (i + 1 == below.size()) {
        level.emplace_back(BN_dup(below[i].get()));
        Need(level.back() != nullptr);
      } else {
        level.push_back(NewNumber());
        Need(BN_mul(level.back().get(), below[i].get(), below[i + 1].get(), ctx));
      }
    }
    tree.push_back(std::move(level));
  }
  return tree;
}

}  // namespace

std::vector<bssl::UniquePtr<BIGNUM>> FindSharedFactors(std::span<const BIGNUM* const> moduli) {
  if (moduli.empty()) return {};
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  Need(ctx != nullptr);
  std::vector<Level> tree = ProductTree(moduli, ctx.get());
  // Down the tree with the product of all modulo the square of each node. What is left at a leaf n is n times the
  // product of all others, modulo n^2.
  Level rests = std::move(tree.back());
  tree.pop_back();
  while (!tree.empty()) {
    Level next;
    for (size_t i = 0; i < tree.back().size(); i++) {
      const Number square = NewNumber();
      next.push_back(NewNumber());
      Need(BN_sqr(square.get(), tree.back()[i].get(), ctx.get()));
      Need(BN_div(nullptr, next.back().get(), rests[i / 2].get(), square.get(), ctx.get()));
    }
    rests = std::move(next);
    tree.pop_back();
  }
  std::vector<Number> factors;
  for (size_t i = 0; i < moduli.size(); i++) {
    Number others = NewNumber();
    Number modulus(BN_dup(moduli[i]));
    Need(modulus != nullptr && BN_div(others.get(), nullptr, rests[i].get(), moduli[i], ctx.get()));
    factors.push_back(Gcd(std::move(modulus), std::move(others), ctx.get()));
  }
  return factors;
}

}  // namespace keyseal
