// What a long product leaves, written with lanes (lanes.h).

#ifndef KEYSEAL_CORE_KEYS_PRODUCT_REST_LANES_FORM_H_
#define KEYSEAL_CORE_KEYS_PRODUCT_REST_LANES_FORM_H_

#include <openssl/bn.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "core/base/out_of_memory.h"
#include "core/keys/lanes.h"
#include "crypto/fipsmodule/bn/internal.h"

namespace keyseal::KEYSEAL_LANES::product_rest {

using Number = bssl::UniquePtr<BIGNUM>;

// Digits of 52 bits, in blocks of 8: 52 bytes each.
inline constexpr size_t kBlock = kLanes;
inline constexpr size_t kBlockBytes = kBlock * kLaneDigitBits / 8;
inline constexpr int kBlockBits = static_cast<int>(kBlock * kLaneDigitBits);
inline constexpr size_t kStepDigits = 40;                    // of a modulus of 2048 bits
inline constexpr size_t kBlocks = kStepDigits / kBlock + 1;  // of a block times that

// Digit returns the digit at |index| of a block.
inline uint64_t Digit(const uint8_t* block, size_t index) {
  uint64_t word = 0;
  std::memcpy(&word, block + index * kLaneDigitBits / 8, sizeof(word));
  return word >> (index % 2 == 0 ? 0 : 4) & kLaneDigitMask;
}

// BytesOf returns |number| in little-endian, in whole blocks and a few bytes more that a digit reads.
inline std::vector<uint8_t> BytesOf(const BIGNUM& number) {
  const size_t size = (BN_num_bytes(&number) + kBlockBytes - 1) / kBlockBytes * kBlockBytes;
  std::vector<uint8_t> bytes(size + sizeof(uint64_t));
  Need(BN_bn2le_padded(bytes.data(), bytes.size(), &number));
  return bytes;
}

// StepOf returns m for which 2^(8 * 52) * m is 1 modulo |modulus|, as in product_rest.cc with a block for a word.
inline Number StepOf(const BIGNUM& modulus) {
  constexpr int kShift = 32;
  const auto low = static_cast<uint32_t>(modulus.d[0]);
  uint32_t inverse = low;  // of the lowest 3 bits; each turn doubles them (Newton's method)
  for (int bits = 3; bits < kShift; bits *= 2) inverse *= 2 - low * inverse;
  Number step(BN_new()), multiple(BN_new());
  Need(step != nullptr && multiple != nullptr && BN_one(step.get()));
  for (int bits = 0; bits < kBlockBits; bits += kShift) {
    const uint32_t times = uint32_t{0} - static_cast<uint32_t>(step->d[0]) * inverse;
    Need(BN_copy(multiple.get(), &modulus) != nullptr && BN_mul_word(multiple.get(), times) &&
         BN_add(step.get(), step.get(), multiple.get()) && BN_rshift(step.get(), step.get(), kShift));
  }
  return step;
}

// The digits of the step, with a block of zeros on both sides.
using Step = std::array<uint64_t, kStepDigits + 2 * kBlock>;

inline Step DigitsOfStep(const BIGNUM& modulus) {
  const std::vector<uint8_t> bytes = BytesOf(*StepOf(modulus));
  Step digits{};
  for (size_t i = 0; i < kStepDigits && i / kBlock * kBlockBytes + sizeof(uint64_t) < bytes.size(); i++) {
    digits[kBlock + i] = Digit(bytes.data() + i / kBlock * kBlockBytes, i % kBlock);
  }
  return digits;
}

// Sums are what stands at so many blocks, their carries not yet taken: at most 2 * 8 * 6 halves of products, below
// 2^59.
using Sums = std::array<uint64_t, kBlocks * kBlock>;

// AddBlock makes digits of the lowest block of |sums|, takes it off and adds it again a block higher, times |step|.
// What comes in at the top is |next|.
KEYSEAL_IN_LANES inline void AddBlock(const Step& step, const uint8_t* next, Sums& sums) {
  std::array<uint64_t, kBlock> times;
  uint64_t carry = 0;
  for (size_t i = 0; i < kBlock; i++) {
    carry += sums[i];
    times[i] = carry & kLaneDigitMask;
    carry >>= kLaneDigitBits;
  }
  std::array<uint64_t, kBlock> digits;
  for (size_t i = 0; i < kBlock; i++) digits[i] = Digit(next, i);
  Vector low[kBlocks], high[kBlocks];
  for (size_t block = 0; block < kBlocks; block++) {
    const uint64_t* above = block + 1 < kBlocks ? sums.data() + (block + 1) * kBlock : digits.data();
    low[block] = Load(above);
    high[block] = Everywhere(0);
  }
#pragma GCC unroll 8
  for (size_t i = 0; i < kBlock; i++) {
    const Vector by = Everywhere(times[i]);
    const uint64_t* from = step.data() + kBlock - i;
#pragma GCC unroll 6
    for (size_t block = 0; block < kBlocks; block++) {
      low[block] = AddLow(low[block], by, Load(from + block * kBlock));
      high[block] = AddHigh(high[block], by, Load(from + block * kBlock - 1));
    }
  }
  for (size_t block = 0; block < kBlocks; block++) {
    Store(sums.data() + block * kBlock, Add(low[block], high[block]));
  }
  sums[0] += carry;
}

// Rest is ProductRestInLanes.
inline Number Rest(const BIGNUM& product, const BIGNUM& modulus, BN_CTX* ctx) {
  const Step step = DigitsOfStep(modulus);
  const std::vector<uint8_t> bytes = BytesOf(product);
  const size_t blocks = (bytes.size() - sizeof(uint64_t)) / kBlockBytes;
  Sums sums{};
  for (size_t i = 0; i < kBlocks * kBlock && i < blocks * kBlock; i++) {
    sums[i] = Digit(bytes.data() + i / kBlock * kBlockBytes, i % kBlock);
  }
  for (size_t next = kBlocks; next < blocks; next++) AddBlock(step, bytes.data() + next * kBlockBytes, sums);
  Number rest(BN_new()), digit(BN_new());
  Need(rest != nullptr && digit != nullptr);
  for (size_t i = sums.size(); i-- > 0;) {
    Need(BN_lshift(rest.get(), rest.get(), kLaneDigitBits) && BN_set_u64(digit.get(), sums[i]) &&
         BN_add(rest.get(), rest.get(), digit.get()));
  }
  Need(BN_mod(rest.get(), rest.get(), &modulus, ctx));
  return rest;
}

}  // namespace keyseal::KEYSEAL_LANES::product_rest

#endif  // KEYSEAL_CORE_KEYS_PRODUCT_REST_LANES_FORM_H_
