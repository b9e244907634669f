#include "core/keys/shared_primes.h"

#include <utility>

#include "core/base/out_of_memory.h"
#include "core/keys/gcd.h"

namespace keyseal {
namespace {

using Number = bssl::UniquePtr<BIGNUM>;
using Level = std::vector<Number>;

Number NewNumber() {
  Number number(BN_new());
  Need(number != nullptr);
  return number;
}

// ProductTree returns |moduli|, the products of each two neighbours, of each four, up to the product of all.
std::vector<Level> ProductTree(std::span<const BIGNUM* const> moduli, BN_CTX* ctx) {
  std::vector<Level> tree(1);
  for (const BIGNUM* modulus : moduli) {
    tree[0].push_back(Number(BN_dup(modulus)));
    Need(tree[0].back() != nullptr);
  }
  while (tree.back().size() > 1) {
    const Level& below = tree.back();
    Level level;
    for (size_t i = 0; i < below.size(); i += 2) {
      if (i + 1 == below.size()) {
        level.push_back(Number(BN_dup(below[i].get())));
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
  const std::vector<Level> tree = ProductTree(moduli, ctx.get());
  // Down the tree with the product of all that is outside a node, modulo the node: that of the node above, times the
  // sibling.
  Level others(1);
  others[0] = NewNumber();
  Need(BN_one(others[0].get()));
  for (size_t level = tree.size() - 1; level-- > 0;) {
    const Level& nodes = tree[level];
    Level next;
    for (size_t i = 0; i < nodes.size(); i++) {
      next.push_back(NewNumber());
      BIGNUM* rest = next.back().get();
      Need(BN_div(nullptr, rest, others[i / 2].get(), nodes[i].get(), ctx.get()));
      if ((i ^ 1) >= nodes.size()) continue;
      const Number sibling = NewNumber();
      Need(BN_div(nullptr, sibling.get(), nodes[i ^ 1].get(), nodes[i].get(), ctx.get()));
      Need(BN_mod_mul(rest, rest, sibling.get(), nodes[i].get(), ctx.get()));
    }
    others = std::move(next);
  }
  std::vector<Number> factors;
  for (size_t i = 0; i < moduli.size(); i++) {
    Number modulus(BN_dup(moduli[i]));
    Need(modulus != nullptr);
    factors.push_back(Gcd(std::move(modulus), std::move(others[i]), ctx.get()));
  }
  return factors;
}

}  // namespace keyseal
