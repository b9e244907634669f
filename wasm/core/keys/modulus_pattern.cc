#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "core/base/out_of_memory.h"
#include "core/keys/rsa_weakness.h"

namespace keyseal {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr size_t kWordSize = sizeof(uint64_t);

// CountOnes is std::popcount, which without the processor's own is a call that takes three times as long.
constexpr int CountOnes(uint64_t word) {
#if defined(__wasm__) || defined(__POPCNT__)
  return std::popcount(word);
#else
  word -= word >> 1 & 0x5555555555555555;
  word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
  word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f;
  return static_cast<int>(word * 0x0101010101010101 >> 56);
#endif
}

// Octets are those of a modulus, the lowest first, with zeros behind.
class Octets {
 public:
  explicit Octets(const BIGNUM& modulus) : bits_(BN_num_bits(&modulus)) {
    Need(BN_bn2le_padded(octets_.data(), size() + 2 * kWordSize, &modulus));
  }

  unsigned bits() const { return bits_; }
  size_t size() const { return (bits_ + 7) / 8; }
  uint8_t operator[](size_t index) const { return octets_[index]; }

  // WordAt returns the eight octets from |index| on, which may reach beyond the last.
  uint64_t WordAt(size_t index) const {
    uint64_t word;
    std::memcpy(&word, &octets_[index], sizeof(word));
    return word;
  }

  // CountOnesBelow counts those of the lowest |bits| bits.
  unsigned CountOnesBelow(unsigned bits) const {
    unsigned ones = 0;
    for (size_t at = 0; at + 64 <= bits; at += 64) ones += static_cast<unsigned>(CountOnes(WordAt(at / 8)));
    const uint64_t above = WordAt(size_t{bits / 64} * 8) & ((uint64_t{1} << bits % 64) - 1);
    return ones + static_cast<unsigned>(CountOnes(above));
  }

 private:
  unsigned bits_;
  std::array<uint8_t, kMaxJudgedModulusBits / 8 + 2 * kWordSize> octets_;
};

// RepeatsAnOctet asks whether 30 times in a row half an octet equals the one two before it.
bool RepeatsAnOctet(const Octets& octets) {
  constexpr size_t kRun = size_t{2} * (16 - 1);
  // Where it is so, 120 bits that are 0 in the difference between the number and itself, moved by an octet, cover four
  // octets of which the first has a place that is a multiple of four.
  bool may_repeat = false;
  for (size_t at = 0; at + 4 < octets.size(); at += 4) {
    const uint64_t word = octets.WordAt(at);
    may_repeat |= static_cast<uint32_t>(word ^ word >> 8) == 0;
  }
  if (!may_repeat) return false;
  const auto half = [&](size_t index) { return octets[index / 2] >> (index % 2 * 4) & 15; };
  size_t run = 0;
  for (size_t i = 2; i < 2 * octets.size(); i++) {
    run = half(i) == half(i - 2) ? run + 1 : 0;
    if (run >= kRun) return true;
  }
  return false;
}

// HasConstantColumns looks at a modulus in rows of |row_size| octets, one below the other, for bits that are the same
// in each: what products of polynomials in 2^(8 * row_size) leave, and texts that repeat. The lowest row is left out,
// where the search for a prime fills the gaps, and so is the highest whole one, where coefficients differ.
bool HasConstantColumns(const Octets& octets, size_t row_size) {
  constexpr int kNeeded = 80;  // bits of improbability
  const size_t rows = octets.size() / row_size - 2;
  if (rows <= 3) return false;  // below, a third of the columns or more are chosen in two bits each
  int constant = 0;
  for (size_t column = 0; column < row_size; column += kWordSize) {
    const size_t width = std::min(row_size - column, kWordSize);
    uint64_t zeros = ~uint64_t{0} >> (64 - 8 * width);
    uint64_t ones = zeros;
    for (size_t row = 1; row <= rows && (zeros | ones) != 0; row++) {
      const uint64_t word = octets.WordAt(row * row_size + column);
      ones &= word;
      zeros &= ~word;
    }
    constant += CountOnes(zeros | ones);
  }
  if (constant == 0) return false;
  // A column is constant once in 2^(rows - 1) moduli, and there are fewer than (3 w / c)^c choices of c columns of w.
  const int choices = static_cast<int>(std::bit_width(size_t{24} * row_size / static_cast<size_t>(constant)));
  return constant * (static_cast<int>(rows) - 1 - choices) >= kNeeded;
}

// IsBiased returns whether fewer than two bits of five are one, or more than three, as in products of sparse numbers:
// nine standard deviations of a modulus of 2048 bits. A text in the upper half alone is another matter.
bool IsBiased(const Octets& octets) {
  constexpr unsigned kMinBits = 1024;
  const unsigned bits = octets.bits();
  if (bits < kMinBits) return false;
  const unsigned half = bits / 2;
  const unsigned low = octets.CountOnesBelow(half);
  const unsigned all = octets.CountOnesBelow(bits);
  const auto is_few = [](unsigned count, unsigned size) { return count * 5 < size * 2; };
  return (is_few(low, half) && is_few(all, bits)) || (is_few(half - low, half) && is_few(bits - all, bits));
}

}  // namespace

bool HasPattern(const BIGNUM& modulus) {
  const Octets octets(modulus);
  if (RepeatsAnOctet(octets) || IsBiased(octets)) return true;
  constexpr size_t kMaxRowSize = 64;
  for (size_t row_size = 1; row_size <= kMaxRowSize && row_size * 4 <= octets.size(); row_size++) {
    if (HasConstantColumns(octets, row_size)) return true;
  }
  return false;
}

}  // namespace keyseal
