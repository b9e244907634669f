// What rsa_weakness.h answers, computed the slow and plain way: primes tried in groups, rounds gone through one by one,
// bits looked at one by one. Kept as it was before the fast arithmetic, to be its judge.

#ifndef KEYSEAL_TESTS_CORE_SUPPORT_PLAIN_RSA_WEAKNESS_H_
#define KEYSEAL_TESTS_CORE_SUPPORT_PLAIN_RSA_WEAKNESS_H_

#include <openssl/bn.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <vector>

#include "core/base/bssl.h"
#include "core/keys/rsa_weakness.h"

namespace keyseal::plain {

// OddPrimes are those up to 65537.
inline const std::vector<uint32_t>& OddPrimes() {
  static const std::vector<uint32_t> primes = [] {
    constexpr uint32_t kLargest = 65537;
    std::vector<bool> is_composite(kLargest + 1);
    std::vector<uint32_t> found;
    for (uint32_t n = 3; n <= kLargest; n += 2) {
      if (is_composite[n]) continue;
      found.push_back(n);
      for (uint32_t multiple = 3 * n; multiple <= kLargest; multiple += 2 * n) is_composite[multiple] = true;
    }
    return found;
  }();
  return primes;
}

// Expect stops the test where there is no memory.
inline void Expect(bool is_done) {
  if (!is_done) std::abort();
}

// Scope hands out numbers that live as long as it.
class Scope {
 public:
  Scope() : ctx_(BN_CTX_new()) { BN_CTX_start(ctx_.get()); }
  ~Scope() { BN_CTX_end(ctx_.get()); }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  BN_CTX* ctx() { return ctx_.get(); }
  BIGNUM* Get() {
    BIGNUM* number = BN_CTX_get(ctx_.get());
    return number;
  }

 private:
  bssl::UniquePtr<BN_CTX> ctx_;
};

// SetPower sets |power| to |base| to the power of |k|, which is above 0.
inline void SetPower(BIGNUM* power, const BIGNUM* base, unsigned k, BN_CTX* ctx) {
  Expect(BN_copy(power, base) != nullptr);
  for (unsigned bit = std::bit_floor(k) >> 1; bit != 0; bit >>= 1) {
    Expect(BN_sqr(power, power, ctx) && ((k & bit) == 0 || BN_mul(power, power, base, ctx)));
  }
}

// SetRoot sets |root| to the floor of the |k|-th root of |n|, which is above 0: bit by bit where it is short, and else
// by Newton's steps down from a power of two above it.
inline void SetRoot(BIGNUM* root, const BIGNUM& n, unsigned k) {
  constexpr unsigned kShortBits = 64;
  Scope scope;
  BIGNUM* power = scope.Get();
  BIGNUM* next = scope.Get();
  const unsigned bits = (BN_num_bits(&n) + k - 1) / k;  // of the root, or one more
  BN_zero(root);
  for (unsigned bit = bits; bits <= kShortBits && bit-- > 0;) {
    Expect(BN_set_bit(root, static_cast<int>(bit)));
    SetPower(power, root, k, scope.ctx());
    if (BN_cmp(power, &n) > 0) Expect(BN_clear_bit(root, static_cast<int>(bit)));
  }
  if (bits <= kShortBits) return;
  Expect(BN_set_bit(next, static_cast<int>(bits)));
  do {
    Expect(BN_copy(root, next) != nullptr);
    SetPower(power, root, k - 1, scope.ctx());
    Expect(BN_div(next, nullptr, &n, power, scope.ctx()));
    for (unsigned i = 1; i < k; i++) Expect(BN_add(next, next, root));
    Expect(BN_div_word(next, k) != static_cast<BN_ULONG>(-1));
  } while (BN_cmp(next, root) < 0);
}

inline uint32_t PowMod(uint64_t base, uint32_t exponent, uint32_t modulus) {
  uint64_t result = 1 % modulus;
  for (base %= modulus; exponent != 0; exponent >>= 1, base = base * base % modulus) {
    if ((exponent & 1) != 0) result = result * base % modulus;
  }
  return static_cast<uint32_t>(result);
}

// MayBePower returns false where residues show that |n| is no |k|-th power: modulo a prime q = 1 mod k only one in k is
// one. What it lets through is looked at closely.
inline bool MayBePower(const BIGNUM& n, uint32_t k) {
  unsigned tests = 0;
  for (const uint32_t q : OddPrimes()) {
    if (q % k != 1) continue;
    const auto residue = static_cast<uint32_t>(BN_mod_word(&n, q));
    if (residue != 0 && PowMod(residue, (q - 1) / k, q) != 1) return false;
    if (++tests == (k == 2 ? 24 : 6)) break;
  }
  return true;
}

inline bool IsPower(const BIGNUM& n, unsigned k) {
  Scope scope;
  BIGNUM* root = scope.Get();
  BIGNUM* power = scope.Get();
  SetRoot(root, n, k);
  SetPower(power, root, k, scope.ctx());
  return BN_cmp(power, &n) == 0;
}

inline bool IsSquare(const BIGNUM& n) {
  if (BN_is_zero(&n)) return true;
  return MayBePower(n, 2) && IsPower(n, 2);
}

// RepeatsAnOctet looks at every four bits of a number in big-endian |octets|.
inline bool RepeatsAnOctet(const std::vector<uint8_t>& octets) {
  std::vector<uint8_t> nibbles;
  nibbles.reserve(2 * octets.size());
  for (const uint8_t octet : octets) {
    nibbles.push_back(octet >> 4);
    nibbles.push_back(octet & 15);
  }
  constexpr size_t kRun = size_t{2} * (16 - 1);  // how many nibbles equal the one two before
  size_t run = 0;
  for (size_t i = 2; i < nibbles.size(); i++) {
    run = nibbles[i] == nibbles[i - 2] ? run + 1 : 0;
    if (run >= kRun) return true;
  }
  return false;
}

// HasConstantColumns looks at |modulus| in rows of |row_size| octets, one below the other, for bits that are the same
// in each: what products of polynomials in 2^(8 * row_size) leave, and texts that repeat. The lowest row is left out,
// where the search for a prime fills the gaps, and so is the highest whole one, where coefficients differ.
inline bool HasConstantColumns(const std::vector<uint8_t>& octets, size_t row_size) {
  constexpr int kNeeded = 80;  // bits of improbability
  const size_t rows = octets.size() / row_size - 2;
  int constant = 0;
  for (size_t column = 0; column < row_size; column++) {
    uint8_t zeros = 0xff, ones = 0xff;
    for (size_t row = 1; row <= rows && (zeros | ones) != 0; row++) {
      const uint8_t octet = octets[octets.size() - row * row_size - column - 1];
      ones &= octet;
      zeros &= static_cast<uint8_t>(~octet);
    }
    constant += std::popcount(ones) + std::popcount(zeros);
  }
  if (constant == 0) return false;
  // A column is constant once in 2^(rows - 1) moduli, and there are fewer than (3 w / c)^c choices of c columns of w.
  const int choices = static_cast<int>(std::bit_width(size_t{24} * row_size / static_cast<size_t>(constant)));
  return constant * (static_cast<int>(rows) - 1 - choices) >= kNeeded;
}

// IsBiased returns whether fewer than two bits of five are one, or more than three, as in products of sparse numbers:
// nine standard deviations of a modulus of 2048 bits. A text in the upper half alone is another matter.
inline bool IsBiased(const BIGNUM& modulus) {
  constexpr unsigned kMinBits = 1024;
  const unsigned bits = BN_num_bits(&modulus);
  if (bits < kMinBits) return false;
  unsigned ones[2] = {0, 0};  // in the lower half and above it
  const unsigned half = bits / 2;
  for (unsigned bit = 0; bit < bits; bit++) ones[bit < half ? 0 : 1] += BN_is_bit_set(&modulus, static_cast<int>(bit));
  const auto is_few = [](unsigned count, unsigned size) { return count * 5 < size * 2; };
  const unsigned all = ones[0] + ones[1];
  return (is_few(ones[0], half) && is_few(all, bits)) || (is_few(half - ones[0], half) && is_few(bits - all, bits));
}

inline std::optional<uint32_t> FindSmallFactor(const BIGNUM& modulus) {
  for (size_t i = 0; i < OddPrimes().size();) {
    // As many primes to a division as one word of 32 bits has room for.
    uint64_t product = 1;
    const size_t first = i;
    for (; i < OddPrimes().size() && product * OddPrimes()[i] <= UINT32_MAX; i++) product *= OddPrimes()[i];
    const uint64_t residue = BN_mod_word(&modulus, static_cast<BN_ULONG>(product));
    for (size_t j = first; j < i; j++) {
      if (residue % OddPrimes()[j] == 0) return OddPrimes()[j];
    }
  }
  return std::nullopt;
}

inline std::optional<unsigned> FindFermatRound(const BIGNUM& modulus, unsigned max_rounds) {
  Scope scope;
  BIGNUM* a = scope.Get();
  BIGNUM* difference = scope.Get();  // a^2 - modulus
  SetRoot(a, modulus, 2);
  Expect(BN_sqr(difference, a, scope.ctx()) && BN_sub(difference, difference, &modulus));
  if (BN_is_zero(difference)) return 0;
  for (unsigned round = 1; round <= max_rounds; round++) {
    // (a + 1)^2 - a^2 = 2a + 1
    Expect(BN_add(difference, difference, a) && BN_add_word(a, 1) && BN_add(difference, difference, a));
    if (IsSquare(*difference)) return round;
  }
  return std::nullopt;
}

inline std::optional<unsigned> FindPerfectPower(const BIGNUM& modulus) {
  const unsigned bits = BN_num_bits(&modulus);
  if (IsSquare(modulus)) return 2;
  for (const uint32_t k : OddPrimes()) {
    if (k * 16 >= bits) break;  // the root would be below 2^16, which is another rule's
    if (MayBePower(modulus, k) && IsPower(modulus, k)) return k;
  }
  return std::nullopt;
}

// FindRocaPrint looks for one exponent for all primes by trying, with what the orders so far leave open.
inline RocaPrint FindRocaPrint(const BIGNUM& modulus) {
  uint64_t exponent = 0, step = 1;  // what fits so far is exponent + i * step, and all of it below 2^62 different
  RocaPrint print = RocaPrint::kLogarithm;
  for (const uint32_t prime : OddPrimes()) {
    if (prime > 167) break;
    const auto target = static_cast<uint32_t>(BN_mod_word(&modulus, prime));
    std::vector<uint32_t> powers = {1};
    while (powers.back() * 65537ull % prime != 1) powers.push_back(powers.back() * 65537ull % prime);
    const auto found = std::ranges::find(powers, target);
    if (found == powers.end()) return RocaPrint::kNone;
    const uint64_t order = powers.size();
    const auto logarithm = static_cast<uint64_t>(found - powers.begin());
    for (uint64_t tries = 0; print == RocaPrint::kLogarithm && exponent % order != logarithm; exponent += step) {
      if (tries++ == order / std::gcd(step, order)) print = RocaPrint::kModuli;
    }
    if (print == RocaPrint::kLogarithm) step = std::lcm(step, order);
  }
  return print;
}

inline bool HasPattern(const BIGNUM& modulus) {
  std::vector<uint8_t> octets(BN_num_bytes(&modulus));
  BN_bn2bin(&modulus, octets.data());
  if (RepeatsAnOctet(octets) || IsBiased(modulus)) return true;
  constexpr size_t kMaxRowSize = 64;
  for (size_t row_size = 1; row_size <= kMaxRowSize && row_size * 4 <= octets.size(); row_size++) {
    if (HasConstantColumns(octets, row_size)) return true;
  }
  return false;
}

}  // namespace keyseal::plain

#endif  // KEYSEAL_TESTS_CORE_SUPPORT_PLAIN_RSA_WEAKNESS_H_
