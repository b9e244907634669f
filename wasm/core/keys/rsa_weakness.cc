#include "core/keys/rsa_weakness.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <vector>

#include "core/base/bssl.h"
#include "core/base/out_of_memory.h"

namespace keyseal {
namespace {

constexpr uint32_t kLargestTrialPrime = 65537;

// Every prime above 5 is one of these modulo 30, so that 30 numbers take one byte: a tenth of the primes themselves.
constexpr std::array<uint8_t, 8> kWheel = {1, 7, 11, 13, 17, 19, 23, 29};
constexpr size_t kTurns = kLargestTrialPrime / 30 + 1;

constexpr auto MakeSieve() {
  std::array<bool, kTurns * 30> is_composite{};
  for (uint32_t n = 3; n * n <= kLargestTrialPrime; n += 2) {
    if (is_composite[n]) continue;
    for (uint32_t multiple = n * n; multiple <= kLargestTrialPrime; multiple += 2 * n) is_composite[multiple] = true;
  }
  std::array<uint8_t, kTurns> sieve{};
  for (uint32_t turn = 0; turn < kTurns; turn++) {
    uint8_t bit = 1;
    for (const uint8_t residue : kWheel) {
      const uint32_t n = turn * 30 + residue;
      if (n > 1 && n <= kLargestTrialPrime && !is_composite[n]) sieve[turn] |= bit;
      bit = static_cast<uint8_t>(bit << 1);
    }
  }
  return sieve;
}
constexpr std::array<uint8_t, kTurns> kSieve = MakeSieve();

// TrialPrimes goes through the odd primes up to 65537.
class TrialPrimes {
 public:
  // Next returns the next one, or 0 behind the last.
  uint32_t Next() {
    if (turn_ == 0 && small_ < 5) return small_ += 2;
    while (bits_ == 0) {
      if (turn_ == kTurns) return 0;
      bits_ = kSieve[turn_++];
    }
    const uint8_t residue = kWheel[static_cast<size_t>(std::countr_zero(bits_))];
    bits_ = static_cast<uint8_t>(bits_ & (bits_ - 1));
    return static_cast<uint32_t>((turn_ - 1) * 30 + residue);
  }

 private:
  uint32_t small_ = 1;
  uint8_t bits_ = 0;  // what is left of the turn before |turn_|
  size_t turn_ = 0;
};

// Scope hands out numbers that live as long as it.
class Scope {
 public:
  Scope() : ctx_(BN_CTX_new()) {
    Need(ctx_ != nullptr);
    BN_CTX_start(ctx_.get());
  }
  ~Scope() { BN_CTX_end(ctx_.get()); }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  BN_CTX* ctx() { return ctx_.get(); }
  BIGNUM* Get() {
    BIGNUM* number = BN_CTX_get(ctx_.get());
    Need(number != nullptr);
    return number;
  }

 private:
  bssl::UniquePtr<BN_CTX> ctx_;
};

// SetPower sets |power| to |base| to the power of |k|, which is above 0.
void SetPower(BIGNUM* power, const BIGNUM* base, unsigned k, BN_CTX* ctx) {
  Need(BN_copy(power, base) != nullptr);
  for (unsigned bit = std::bit_floor(k) >> 1; bit != 0; bit >>= 1) {
    Need(BN_sqr(power, power, ctx) && ((k & bit) == 0 || BN_mul(power, power, base, ctx)));
  }
}

// SetRoot sets |root| to the floor of the |k|-th root of |n|, which is above 0: bit by bit where it is short, and else
// by Newton's method from just above it, which is where the root of the upper bits is.
void SetRoot(BIGNUM* root, const BIGNUM& n, unsigned k) {
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
  SetRoot(root, *power, k);
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

// MayBePower returns false where residues show that |n| is no |k|-th power: modulo a prime q = 1 mod k only one in k is
// one. What it lets through is looked at closely.
bool MayBePower(const BIGNUM& n, uint32_t k) {
  unsigned tests = 0;
  TrialPrimes primes;
  while (const uint32_t q = primes.Next()) {
    if (q % k != 1) continue;
    const auto residue = static_cast<uint32_t>(BN_mod_word(&n, q));
    if (residue != 0 && PowMod(residue, (q - 1) / k, q) != 1) return false;
    if (++tests == (k == 2 ? 24 : 6)) break;
  }
  return true;
}

bool IsPower(const BIGNUM& n, unsigned k) {
  Scope scope;
  BIGNUM* root = scope.Get();
  BIGNUM* power = scope.Get();
  SetRoot(root, n, k);
  SetPower(power, root, k, scope.ctx());
  return BN_cmp(power, &n) == 0;
}

bool IsSquare(const BIGNUM& n) {
  if (BN_is_zero(&n)) return true;
  return MayBePower(n, 2) && IsPower(n, 2);
}

// RepeatsAnOctet looks at every four bits of a number in big-endian |octets|.
bool RepeatsAnOctet(const std::vector<uint8_t>& octets) {
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
bool HasConstantColumns(const std::vector<uint8_t>& octets, size_t row_size) {
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
bool IsBiased(const BIGNUM& modulus) {
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

}  // namespace

std::optional<uint32_t> FindSmallFactor(const BIGNUM& modulus) {
  // Several primes to a division: their product is below 2^32, so that it is one word everywhere.
  struct Group {
    std::array<uint32_t, 9> primes{};  // 3 * 5 * … * 29 is the longest product
    size_t size = 0;
    uint64_t product = 1;
  };
  Scope scope;
  BIGNUM* all = scope.Get();
  BIGNUM* rest = scope.Get();
  TrialPrimes primes;
  uint32_t next = primes.Next();
  while (next != 0) {
    // And several such products to a division of the whole modulus, of which the rest is short.
    std::array<Group, 16> groups;
    Need(BN_one(all));
    for (Group& group : groups) {
      for (; next != 0 && group.product * next <= UINT32_MAX; next = primes.Next()) {
        group.product *= next;
        group.primes[group.size++] = next;
      }
      Need(BN_mul_word(all, static_cast<BN_ULONG>(group.product)));
    }
    Need(BN_mod(rest, &modulus, all, scope.ctx()));
    for (const Group& group : groups) {
      const uint64_t residue = BN_mod_word(rest, static_cast<BN_ULONG>(group.product));
      for (size_t i = 0; i < group.size; i++) {
        if (residue % group.primes[i] == 0) return group.primes[i];
      }
    }
  }
  return std::nullopt;
}

std::optional<unsigned> FindFermatRound(const BIGNUM& modulus, unsigned max_rounds) {
  Scope scope;
  BIGNUM* a = scope.Get();
  BIGNUM* difference = scope.Get();  // a^2 - modulus
  SetRoot(a, modulus, 2);
  Need(BN_sqr(difference, a, scope.ctx()) && BN_sub(difference, difference, &modulus));
  if (BN_is_zero(difference)) return 0;
  for (unsigned round = 1; round <= max_rounds; round++) {
    // (a + 1)^2 - a^2 = 2a + 1
    Need(BN_add(difference, difference, a) && BN_add_word(a, 1) && BN_add(difference, difference, a));
    if (IsSquare(*difference)) return round;
  }
  return std::nullopt;
}

std::optional<unsigned> FindPerfectPower(const BIGNUM& modulus) {
  const unsigned bits = BN_num_bits(&modulus);
  if (IsSquare(modulus)) return 2;
  TrialPrimes primes;
  while (const uint32_t k = primes.Next()) {
    if (k * 16 >= bits) break;  // the root would be below 2^16, which is another rule's
    if (MayBePower(modulus, k) && IsPower(modulus, k)) return k;
  }
  return std::nullopt;
}

RocaPrint FindRocaPrint(const BIGNUM& modulus) {
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

bool HasPattern(const BIGNUM& modulus) {
  std::vector<uint8_t> octets(BN_num_bytes(&modulus));
  BN_bn2bin(&modulus, octets.data());
  if (RepeatsAnOctet(octets) || IsBiased(modulus)) return true;
  constexpr size_t kMaxRowSize = 64;
  for (size_t row_size = 1; row_size <= kMaxRowSize && row_size * 4 <= octets.size(); row_size++) {
    if (HasConstantColumns(octets, row_size)) return true;
  }
  return false;
}

}  // namespace keyseal
