#include "core/keys/known_primes.h"

#include <algorithm>
#include <utility>

#include "core/base/out_of_memory.h"
#include "core/keys/gcd.h"
#include "core/keys/product_rest.h"

namespace keyseal {
namespace {

using Number = bssl::UniquePtr<BIGNUM>;

// A product of two primes of n bits has 2n or 2n - 1.
bool IsFor(const PrimeProduct& product, unsigned modulus_bits) {
  return !product.modulus_bits || (modulus_bits <= *product.modulus_bits && modulus_bits + 1 >= *product.modulus_bits);
}

Number One() {
  Number one(BN_new());
  Need(one != nullptr && BN_one(one.get()));
  return one;
}

// CommonFactor returns what |modulus| has in common with |list|: 1 for nothing.
Number CommonFactor(const BIGNUM& modulus, const PrimeList& list, BN_CTX* ctx) {
  const unsigned bits = BN_num_bits(&modulus);
  Number all;  // the products, one times the other
  for (const PrimeProduct& product : list.products) {
    if (!IsFor(product, bits)) continue;
    Number rest = ProductRest(*product.product, modulus, ctx);
    if (all != nullptr) Need(BN_mod_mul(rest.get(), rest.get(), all.get(), &modulus, ctx));
    all = std::move(rest);
  }
  if (all == nullptr) return One();
  Number own(BN_dup(&modulus));
  Need(own != nullptr);
  return Gcd(std::move(own), std::move(all), ctx);
}

}  // namespace

Result<void> KnownPrimes::Add(ByteSpan untrusted_file, std::string_view name) {
  return OrOutOfMemory([&]() -> Result<void> {
    Result<PrimeList> list = ReadPrimeList(untrusted_file);
    if (!list) return list.error();
    if (list->name.empty()) list->name = name;
    lists_.push_back(std::move(*list));
    return {};
  });
}

std::vector<KnownFactor> KnownPrimes::Find(const BIGNUM& modulus) const {
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  Need(ctx != nullptr);
  std::vector<KnownFactor> found;
  for (const PrimeList& list : lists_) {
    const Number factor = CommonFactor(modulus, list, ctx.get());
    if (!BN_is_one(factor.get())) found.push_back({list.name, BN_num_bits(factor.get())});
  }
  return found;
}

bool KnownPrimes::Covers(unsigned modulus_bits) const {
  return std::ranges::any_of(lists_, [&](const PrimeList& list) {
    return modulus_bits >= list.min_modulus_bits ||
           std::ranges::any_of(list.products,
                               [&](const PrimeProduct& product) { return IsFor(product, modulus_bits); });
  });
}

}  // namespace keyseal
