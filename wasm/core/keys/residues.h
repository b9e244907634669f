// What a long public number is modulo many small ones: a product of words for each of its digits, and one reduction
// at the end (Montgomery 1985), where division would take one for each word of the number and each modulus.

#ifndef KEYSEAL_CORE_KEYS_RESIDUES_H_
#define KEYSEAL_CORE_KEYS_RESIDUES_H_

#include <openssl/bn.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>

#include "core/base/limits.h"
#include "core/base/out_of_memory.h"

namespace keyseal {

// Words of 64 bits have products of 128 bits where the processor has them: WebAssembly does not.
template <typename Word>
struct WideWord;
template <>
struct WideWord<uint32_t> {
  using Type = uint64_t;
};
#if defined(__SIZEOF_INT128__)
template <>
struct WideWord<uint64_t> {
  __extension__ using Type = unsigned __int128;
};
#endif
#if defined(__SIZEOF_INT128__) && !defined(__wasm__)
using ResidueWord = uint64_t;
#else
using ResidueWord = uint32_t;
#endif

// A number is a sum of digits d[i] 2^(D i) with D = W - 4, where a word has W bits, and goes by blocks of 12 digits
// from the highest. What a block and all above it are modulo m is kept as a sum of products below 2^(2 W): of its 12
// digits with powers modulo m, and of the sum so far, cut into three digits, with the next three powers. All together
// is below 14 * 2^D * 2^W + 2^8 * 2^W < 2^(2 W).
template <typename Word>
inline constexpr unsigned kResidueDigitBits = std::numeric_limits<Word>::digits - 4;
inline constexpr size_t kResidueBlock = 12;

// InverseModuloWord returns 1 / |odd| modulo 2^W. Newton's step doubles the correct bits: 1, 2, 4, ... 64.
template <typename Word>
constexpr Word InverseModuloWord(Word odd) {
  Word inverse = 1;
  for (int step = 0; step < 6; step++) inverse *= 2 - odd * inverse;
  return inverse;
}

// ResidueRow is what an odd |modulus| needs of a table.
template <typename Word>
struct ResidueRow {
  Word modulus;
  Word inverse;  // modulo 2^W
  std::array<Word, kResidueBlock + 3>
      powers;  // 2^(D i), times 2^W for a block's own digits: that goes in the reduction
};

template <typename Word>
constexpr ResidueRow<Word> MakeResidueRow(Word modulus) {
  using Wide = typename WideWord<Word>::Type;
  ResidueRow<Word> row{modulus, InverseModuloWord(modulus), {}};
  const Word radix = static_cast<Word>((Wide{1} << std::numeric_limits<Word>::digits) % modulus);
  Word power = static_cast<Word>(1 % modulus);
  for (size_t i = 0; i < row.powers.size(); i++) {
    row.powers[i] = i < kResidueBlock ? static_cast<Word>(Wide{power} * radix % modulus) : power;
    power = static_cast<Word>((Wide{power} << kResidueDigitBits<Word>) % modulus);
  }
  return row;
}

// DigitsOf are the digits of a number of at most kMaxJudgedModulusBits, |kBits| each, in whole blocks.
template <typename Word, unsigned kBits, size_t kBlock>
class DigitsOf {
 public:
  explicit DigitsOf(const BIGNUM& number) {
    static_assert(kBits % 8 == 4 && std::endian::native == std::endian::little);
    blocks_ = (BN_num_bits(&number) + kBlockBits - 1) / kBlockBits;
    std::array<uint8_t, kMaxBlocks * kBlockBits / 8 + sizeof(uint64_t)> bytes;
    const size_t size = blocks_ * kBlockBits / 8 + sizeof(uint64_t);
    Need(blocks_ <= kMaxBlocks && BN_bn2le_padded(bytes.data(), size, &number));
    for (size_t i = 0; i < blocks_ * kBlock; i++) {
      uint64_t word;
      std::memcpy(&word, &bytes[i * kBits / 8], sizeof(word));
      digits_[i] = static_cast<Word>(word >> (i * kBits % 8) & kMask);
    }
  }

  size_t blocks() const { return blocks_; }
  const Word* block(size_t index) const { return &digits_[index * kBlock]; }

 private:
  static constexpr size_t kBlockBits = kBits * kBlock;
  static_assert(kBlockBits % 8 == 0);
  static constexpr size_t kMaxBlocks = kMaxJudgedModulusBits / kBlockBits + 1;
  static constexpr uint64_t kMask = (uint64_t{1} << kBits) - 1;

  std::array<Word, kMaxBlocks * kBlock> digits_;
  size_t blocks_;
};

// Residues answers for one number.
template <typename Word>
class Residues {
 public:
  explicit Residues(const BIGNUM& number) : digits_(number) {}

  // Modulo returns the number modulo the row's modulus, or that plus multiples of it: any word.
  Word Modulo(const ResidueRow<Word>& row) const {
    constexpr unsigned kBits = kResidueDigitBits<Word>;
    constexpr Word kMask = std::numeric_limits<Word>::max() >> 4;
    const std::array<Word, kResidueBlock + 3>& powers = row.powers;
    Wide sum = 0;
    for (size_t block = digits_.blocks(); block-- > 0;) {
      const Word* digits = digits_.block(block);
      Wide next = Wide{static_cast<Word>(static_cast<Word>(sum) & kMask)} * powers[kResidueBlock] +
                  Wide{static_cast<Word>(static_cast<Word>(sum >> kBits) & kMask)} * powers[kResidueBlock + 1] +
                  Wide{static_cast<Word>(sum >> (2 * kBits))} * powers[kResidueBlock + 2];
      for (size_t i = 0; i < kResidueBlock; i++) next += Wide{digits[i]} * powers[i];
      sum = next;
    }
    // sum / 2^W modulo m: sum - q m is divisible by 2^W for q = sum / m modulo 2^W.
    const Word quotient = static_cast<Word>(sum) * row.inverse;
    const Word high = static_cast<Word>(sum >> kWordBits);
    const Word taken = static_cast<Word>(Wide{quotient} * row.modulus >> kWordBits);
    return high - taken + (high < taken ? row.modulus : 0);
  }

 private:
  using Wide = typename WideWord<Word>::Type;
  static constexpr unsigned kWordBits = std::numeric_limits<Word>::digits;

  DigitsOf<Word, kResidueDigitBits<Word>, kResidueBlock> digits_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_RESIDUES_H_
