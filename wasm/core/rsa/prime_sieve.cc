#include "core/rsa/prime_sieve.h"

#include <openssl/mem.h>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

#include "core/base/bssl_internal.h"

// A candidate is a sum of balanced digits d[i] 2^(11 i), |d[i]| <= 2^10, in chunks of 24, and so modulo p a sum over
// its chunks k of f[k] (d[24 k] r[0] + ... + d[24 k + 23] r[23]) with r[i] = 2^(11 i) and f[k] = 2^(264 k) mod p, both
// balanced and below p / 2 < 2^15. A row of r and f serves every size of candidate, and all rows fit into a core's own
// cache. A chunk's sum is below 24 * 2^10 * p / 2 < 2^30, in 32 bits, and all together below 2^16 p^2 < 2^48.
//
// p divides the sum S exactly if S / p modulo 2^64 is small: if it is t with |t| <= 2^32, then t p = S modulo 2^64 and,
// both being below 2^63, t p = S. If p divides S, t = S / p is below 2^16 p < 2^32.

namespace keyseal {

namespace {

std::vector<uint16_t> OddPrimesBelow(uint32_t limit) {
  std::vector<bool> composite(limit);
  std::vector<uint16_t> primes;
  for (uint32_t p = 3; p < limit; p += 2) {
    if (composite[p]) continue;
    primes.push_back(static_cast<uint16_t>(p));
    for (uint64_t multiple = uint64_t{p} * p; multiple < limit; multiple += 2 * uint64_t{p}) composite[multiple] = true;
  }
  return primes;
}

// InverseOf returns 1/p modulo 2^64. Newton's step doubles the correct bits: 1, 2, 4, 8, 16, 32, 64.
uint64_t InverseOf(uint64_t p) {
  uint64_t inverse = 1;
  for (int step = 0; step < 6; step++) inverse *= 2 - p * inverse;
  return inverse;
}

int16_t Balanced(uint32_t residue, uint32_t p) {
  return static_cast<int16_t>(static_cast<int32_t>(residue) - (residue > p / 2 ? static_cast<int32_t>(p) : 0));
}

}  // namespace

PrimeSieve::PrimeSieve(unsigned prime_bits)
    : chunks_((prime_bits / kDigitBits + kChunkDigits) / kChunkDigits), primes_(OddPrimesBelow(kSieveLimit)) {
  table_.reserve(primes_.size() * kRowSize);
  inverses_.reserve(primes_.size());
  for (const uint32_t p : primes_) {
    inverses_.push_back(InverseOf(p));
    uint32_t residue = 1;
    for (size_t i = 0; i < kChunkDigits; i++) {
      table_.push_back(Balanced(residue, p));
      residue = (residue << kDigitBits) % p;
    }
    uint64_t factor = 1;
    for (size_t k = 0; k < kMaxChunks; k++) {
      table_.push_back(Balanced(static_cast<uint32_t>(factor), p));
      factor = factor * residue % p;
    }
  }
}

PrimeSieve::~PrimeSieve() { OPENSSL_cleanse(digits_.data(), sizeof(digits_)); }

bool PrimeSieve::Survives(CandidateWords candidate) {
  constexpr unsigned kSmallBits = 32;
  Split(candidate);
  const int16_t* row = table_.data();
  for (size_t i = 0; i < primes_.size(); i++, row += kRowSize) {
    const uint64_t quotient = static_cast<uint64_t>(SumOf(row)) * inverses_[i];
    // |quotient| <= 2^32 without a comparison, which might become a branch before it is declassified
    const uint64_t is_small = 1 ^ (((quotient + (uint64_t{1} << kSmallBits)) >> (kSmallBits + 1)) != 0);
    if (Declassify(static_cast<bssl::crypto_word_t>(is_small))) return false;
  }
  return true;
}

void PrimeSieve::Split(CandidateWords words) {
  constexpr int32_t kMask = (1 << kDigitBits) - 1;
  int32_t carry = 0;
  for (size_t i = 0; i < chunks_ * kChunkDigits; i++) {
    const size_t at = kDigitBits * i / 32;
    const uint64_t low = at < words.size() ? words[at] : 0;
    const uint64_t high = at + 1 < words.size() ? words[at + 1] : 0;
    const int32_t digit = (static_cast<int32_t>((high << 32 | low) >> (kDigitBits * i % 32)) & kMask) + carry;
    carry = (digit + (1 << (kDigitBits - 1))) >> kDigitBits;
    digits_[i] = static_cast<int16_t>(digit - (carry << kDigitBits));
  }
}

#if defined(__wasm_simd128__)
int64_t PrimeSieve::SumOf(const int16_t* row) const {
  auto sums_of_chunk = [&](size_t chunk) {
    const int16_t* digits = &digits_[chunk * kChunkDigits];
    v128_t sums = wasm_i32x4_dot_i16x8(wasm_v128_load(digits), wasm_v128_load(row));
    for (size_t i = kVectorDigits; i < kChunkDigits; i += kVectorDigits) {
      sums = wasm_i32x4_add(sums, wasm_i32x4_dot_i16x8(wasm_v128_load(digits + i), wasm_v128_load(row + i)));
    }
    return sums;
  };
  // The sums of a chunk and the next, twice: a, b, a, b.
  auto sum_pair = [&](size_t chunk) {
    const v128_t a = sums_of_chunk(chunk);
    const v128_t b = sums_of_chunk(chunk + 1);
    const v128_t halves = wasm_i32x4_add(wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), wasm_i32x4_shuffle(a, b, 2, 6, 3, 7));
    return wasm_i32x4_add(halves, wasm_i32x4_shuffle(halves, halves, 2, 3, 0, 1));
  };
  const v128_t factors = wasm_v128_load(row + kChunkDigits);
  const v128_t first = wasm_i32x4_extend_low_i16x8(factors);
  v128_t total =
      wasm_i64x2_add(wasm_i64x2_extmul_low_i32x4(sum_pair(0), first), wasm_i64x2_extmul_high_i32x4(sum_pair(2), first));
  if (chunks_ > 4) {
    const v128_t second = wasm_i32x4_extend_high_i16x8(factors);
    total = wasm_i64x2_add(total, wasm_i64x2_extmul_low_i32x4(sum_pair(4), second));
    if (chunks_ > 6) total = wasm_i64x2_add(total, wasm_i64x2_extmul_high_i32x4(sum_pair(6), second));
  }
  return wasm_i64x2_extract_lane(total, 0) + wasm_i64x2_extract_lane(total, 1);
}
#else
int64_t PrimeSieve::SumOf(const int16_t* row) const {
  int64_t total = 0;
  for (size_t chunk = 0; chunk < chunks_; chunk++) {
    int32_t sum = 0;
    for (size_t i = 0; i < kChunkDigits; i++) sum += digits_[chunk * kChunkDigits + i] * row[i];
    total += int64_t{sum} * row[kChunkDigits + chunk];
  }
  return total;
}
#endif

}  // namespace keyseal
