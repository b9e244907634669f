#include "core/keys/rsa_weakness.h"

#include <array>
#include <numeric>
#include <vector>

#include "core/base/bssl.h"
#include "core/base/out_of_memory.h"
#include "core/keys/residues.h"
#include "core/keys/roots.h"
#include "core/keys/square_sieve.h"
#include "core/keys/trial_primes.h"

namespace keyseal {
namespace {

// MayHaveRocaPrint asks the primes that have few powers of 65537: one random modulus in 480 gets through.
bool MayHaveRocaPrint(const BIGNUM& modulus) {
  constexpr std::array<uint32_t, 5> kPrimes = {37, 11, 13, 17, 19};
  static constexpr ResidueRow<ResidueWord> kRow = MakeResidueRow<ResidueWord>(ResidueWord{37} * 11 * 13 * 17 * 19);
  const ResidueWord residue = Residues<ResidueWord>(modulus).Modulo(kRow);
  for (const uint32_t prime : kPrimes) {
    uint64_t powers = 0;  // a bit each
    for (uint32_t power = 1; (powers >> power & 1) == 0; power = power * 65537 % prime) powers |= uint64_t{1} << power;
    if ((powers >> residue % prime & 1) == 0) return false;
  }
  return true;
}

}  // namespace

std::optional<unsigned> FindFermatRound(const BIGNUM& modulus, unsigned max_rounds) {
  Scope scope;
  BIGNUM* a = scope.Get();
  BIGNUM* square = scope.Get();
  SetRoot(a, modulus, 2);
  Need(BN_sqr(square, a, scope.ctx()));
  if (BN_cmp(square, &modulus) == 0) return 0;
  const SquareSieve sieve(*a, modulus);
  for (unsigned round = 1; round <= max_rounds; round++) {
    if (!sieve.MayBeSquare(round)) continue;
    Need(BN_copy(square, a) != nullptr && BN_add_word(square, round) && BN_sqr(square, square, scope.ctx()) &&
         BN_sub(square, square, &modulus));
    if (IsSquare(*square)) return round;
  }
  return std::nullopt;
}

RocaPrint FindRocaPrint(const BIGNUM& modulus) {
  if (!MayHaveRocaPrint(modulus)) return RocaPrint::kNone;
  struct Logarithm {
    uint32_t value;
    uint32_t order;
  };
  std::vector<Logarithm> logarithms;
  TrialPrimes primes;
  while (const uint32_t prime = primes.Next()) {
    if (prime > 167) break;
    const auto target = static_cast<uint32_t>(BN_mod_word(&modulus, prime));
    const uint32_t generator = 65537 % prime;
    std::optional<uint32_t> logarithm;
    uint32_t power = 1;
    uint32_t order = 0;
    do {
      if (power == target) logarithm = order;
      power = power * generator % prime;
      order++;
    } while (power != 1);
    if (!logarithm) return RocaPrint::kNone;
    logarithms.push_back({*logarithm, order});
  }
  // One exponent for all exists exactly where each two agree modulo what their orders share.
  for (size_t i = 0; i < logarithms.size(); i++) {
    for (size_t j = 0; j < i; j++) {
      const uint32_t shared = std::gcd(logarithms[i].order, logarithms[j].order);
      if (logarithms[i].value % shared != logarithms[j].value % shared) return RocaPrint::kModuli;
    }
  }
  return RocaPrint::kLogarithm;
}

bool HasSmallPrivateExponent(const BIGNUM& modulus, const BIGNUM& exponent) {
  if (BN_cmp(&exponent, &modulus) >= 0) return false;  // no exponent of such a key: K-26, and any amount of work
  // e / n is near k / d, so that d stands among the denominators of its convergents (Wiener 1990). Of a d below n^(1/4)
  // the exponent is nearly as long as n, or longer.
  const unsigned max_bits = BN_num_bits(&modulus) / 4 + 1;
  if (BN_num_bits(&exponent) + max_bits + 2 < BN_num_bits(&modulus)) return false;
  Scope scope;
  BIGNUM *a = scope.Get(), *b = scope.Get(), *quotient = scope.Get(), *rest = scope.Get();
  BIGNUM *k0 = scope.Get(), *k1 = scope.Get(), *d0 = scope.Get(), *d1 = scope.Get();
  BIGNUM *sum = scope.Get(), *square = scope.Get();
  Need(BN_copy(a, &exponent) != nullptr && BN_copy(b, &modulus) != nullptr);
  BN_zero(k0);
  Need(BN_one(k1) && BN_one(d0));
  BN_zero(d1);
  for (bool is_above = true; !BN_is_zero(b); is_above = !is_above) {
    Need(BN_div(quotient, rest, a, b, scope.ctx()) && BN_copy(a, b) != nullptr && BN_copy(b, rest) != nullptr);
    // next = quotient * last + the one before
    Need(BN_mul(sum, quotient, k1, scope.ctx()) && BN_add(sum, sum, k0) && BN_copy(k0, k1) && BN_copy(k1, sum));
    Need(BN_mul(sum, quotient, d1, scope.ctx()) && BN_add(sum, sum, d0) && BN_copy(d0, d1) && BN_copy(d1, sum));
    if (BN_num_bits(d1) > max_bits) return false;
    if (BN_is_zero(k1)) continue;
    // phi = (e * d - 1) / k, p + q = n - phi + 1, and (p + q)^2 - 4n = (p - q)^2. As e * d = k * n + b, or - b below,
    // -(p + q) is (b - 1) / k - 1, or p + q is (b + 1) / k + 1, which is even.
    Need(BN_copy(sum, b) && (is_above ? BN_sub_word(sum, 1) : BN_add_word(sum, 1)));
    if (BN_count_low_zero_bits(sum) != BN_count_low_zero_bits(k1)) continue;
    Need(BN_div(quotient, rest, sum, k1, scope.ctx()));
    if (!BN_is_zero(rest)) continue;
    Need((is_above ? BN_sub_word(quotient, 1) : BN_add_word(quotient, 1)) && BN_sqr(square, quotient, scope.ctx()));
    Need(BN_lshift(quotient, &modulus, 2) && BN_sub(square, square, quotient));
    if (!BN_is_negative(square) && IsSquare(*square)) return true;
  }
  return false;
}

}  // namespace keyseal
