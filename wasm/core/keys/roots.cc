#include "core/keys/roots.h"

#include <array>
#include <bit>

#include "core/base/out_of_memory.h"
#include "core/keys/trial_primes.h"

namespace keyseal {
namespace {

// SetPower sets |power| to |base| to the power of |k|, which is above 0.
void SetPower(BIGNUM* power, const BIGNUM* base, unsigned k, BN_CTX* ctx) {
  Need(BN_copy(power, base) != nullptr);
  for (unsigned bit = std::bit_floor(k) >> 1; bit != 0; bit >>= 1) {
    Need(BN_sqr(power, power, ctx) && ((k & bit) == 0 || BN_mul(power, power, base, ctx)));
  }
}

// SetSquareRoot takes the root of the upper half of |n| for the upper half of its own, and one of Newton's steps for
// the rest: each step doubles the bits that are right, but for two that what was cut off may change.
void SetSquareRoot(BIGNUM* root, const BIGNUM& n) {
  Scope scope;
  BIGNUM* top = scope.Get();
  BIGNUM* next = scope.Get();
  const unsigned all = (BN_num_bits(&n) + 1) / 2;  // bits of the root
  std::array<unsigned, 32> steps;                  // how many of them are known after each, the last first
  size_t step = 0;
  unsigned known = all;
  for (; known > 32; known = known / 2 + 2) steps[step++] = known;
  uint64_t highest = 0;
  Need(BN_rshift(top, &n, static_cast<int>(2 * (all - known))) && BN_get_u64(top, &highest));
  uint64_t first = 0;
  for (uint64_t bit = uint64_t{1} << 31; bit != 0; bit >>= 1) {
    if ((first | bit) * (first | bit) <= highest) first |= bit;
  }
  Need(BN_set_u64(root, first));
  while (step-- > 0) {
    const unsigned longer = steps[step];
    Need(BN_rshift(top, &n, static_cast<int>(2 * (all - longer))) &&
         BN_lshift(root, root, static_cast<int>(longer - known)) && BN_div(next, nullptr, top, root, scope.ctx()) &&
         BN_add(root, root, next) && BN_rshift1(root, root));
    known = longer;
  }
  // From wherever it begins, a step leads to the root's floor or above it.
  while (true) {
    Need(BN_sqr(next, root, scope.ctx()));
    if (BN_cmp(next, &n) <= 0) return;
    Need(BN_sub_word(root, 1));
  }
}

// SetLongRoot goes bit by bit where the root is short, and else by Newton's method from just above it, which is where
// the root of the upper bits is.
void SetLongRoot(BIGNUM* root, const BIGNUM& n, unsigned k) {
  Scope scope;
  BIGNUM* power = scope.Get();
  BIGNUM* next = scope.Get();
  const unsigned bits = (BN_num_bits(&n) + k - 1) / k;  // of the root, or one more
  BN_zero(root);
  if (bits <= 16) {
    for (unsigned bit = bits; bit-- > 0;) {
      Need(BN_copy(next, root) != nullptr && BN_set_bit(next, static_cast<int>(bit)));
      SetPower(power, next, k, scope.ctx());
      if (BN_cmp(power, &n) <= 0) Need(BN_copy(root, next) != nullptr);
    }
    return;
  }
  const auto shift = static_cast<int>(bits / 2);
  Need(BN_rshift(power, &n, shift * static_cast<int>(k)));
  SetLongRoot(root, *power, k);
  Need(BN_add_word(root, 1) && BN_lshift(root, root, shift));
  while (true) {
    // next = ((k - 1) * root + n / root^(k - 1)) / k
    SetPower(power, root, k - 1, scope.ctx());
    Need(BN_div(next, nullptr, &n, power, scope.ctx()));
    Need(BN_copy(power, root) != nullptr && BN_mul_word(power, k - 1) && BN_add(next, next, power));
    Need(BN_div_word(next, k) != static_cast<BN_ULONG>(-1));
    if (BN_cmp(next, root) >= 0) return;
    Need(BN_copy(root, next) != nullptr);
  }
}

uint32_t PowMod(uint64_t base, uint32_t exponent, uint32_t modulus) {
  uint64_t result = 1 % modulus;
  for (base %= modulus; exponent != 0; exponent >>= 1, base = base * base % modulus) {
    if ((exponent & 1) != 0) result = result * base % modulus;
  }
  return static_cast<uint32_t>(result);
}

// MayBePower asks for residues modulo several q. What it lets through is looked at closely.
bool MayBePower(const BIGNUM& n, uint32_t k) {
  unsigned tests = 0;
  TrialPrimes primes;
  while (const uint32_t q = primes.Next()) {
    if (q % k != 1) continue;
    if (!IsPowerResidue(static_cast<uint32_t>(BN_mod_word(&n, q)), k, q)) return false;
    if (++tests == (k == 2 ? 24 : 6)) break;
  }
  return true;
}

}  // namespace

Scope::Scope() : ctx_(BN_CTX_new()) {
  Need(ctx_ != nullptr);
  BN_CTX_start(ctx_.get());
}

BIGNUM* Scope::Get() {
  BIGNUM* number = BN_CTX_get(ctx_.get());
  Need(number != nullptr);
  return number;
}

void SetRoot(BIGNUM* root, const BIGNUM& n, unsigned k) { k == 2 ? SetSquareRoot(root, n) : SetLongRoot(root, n, k); }

bool IsPower(const BIGNUM& n, uint32_t k) {
  if (!MayBePower(n, k)) return false;
  Scope scope;
  BIGNUM* root = scope.Get();
  BIGNUM* power = scope.Get();
  SetRoot(root, n, k);
  SetPower(power, root, k, scope.ctx());
  return BN_cmp(power, &n) == 0;
}

bool IsSquare(const BIGNUM& n) { return BN_is_zero(&n) || IsPower(n, 2); }

bool IsPowerResidue(uint32_t residue, uint32_t k, uint32_t q) {
  return residue == 0 || PowMod(residue, (q - 1) / k, q) == 1;
}

}  // namespace keyseal
