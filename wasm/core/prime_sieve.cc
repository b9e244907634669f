#include "core/prime_sieve.h"

#include <openssl/mem.h>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

#include "core/bssl_internal.h"

// A candidate is a sum of balanced digits d[i] 2^(11 i), |d[i]| <= 2^10, and so modulo p a sum of d[i] r[i] with
// r[i] = 2^(11 i) mod p, balanced, |r[i]| < 2^15. Pairs of products are summed in 32 bits (the instruction dot_i16x8),
// two products in each of 24 vectors at most: 48 * 2^10 * 2^15 < 2^31.
//
// p divides the sum S, |S| < 2^33, exactly if S / p modulo 2^64 is small: if it is t with |t| <= 2^33, then t p = S
// modulo 2^64 and, both being below 2^63, t p = S. If p divides S, t = S / p is small.

namespace keyseal {

namespace {

constexpr size_t kVectorDigits = 8;

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

}  // namespace

PrimeSieve::PrimeSieve(unsigned prime_bits)
    : vectors_((prime_bits / kSieveDigitBits + kVectorDigits) / kVectorDigits), primes_(OddPrimesBelow(kSieveLimit)) {
  const size_t width = vectors_ * kVectorDigits;
  table_.resize(primes_.size() * width);
  inverses_.reserve(primes_.size());
  int16_t* next = table_.data();
  for (const uint32_t p : primes_) {
    inverses_.push_back(InverseOf(p));
    const uint64_t reciprocal = (uint64_t{1} << 32) / p;
    uint32_t residue = 1;
    for (size_t i = 0; i < width; i++) {
      *next++ =
          static_cast<int16_t>(residue > p / 2 ? static_cast<int32_t>(residue - p) : static_cast<int32_t>(residue));
      const uint32_t shifted = residue << kSieveDigitBits;  // below 2^27, so that the quotient is at most 1 too small
      residue = shifted - static_cast<uint32_t>((shifted * reciprocal) >> 32) * p;
      residue -= residue >= p ? p : 0;
    }
  }
}

PrimeSieve::~PrimeSieve() { OPENSSL_cleanse(digits_.data(), sizeof(digits_)); }

bool PrimeSieve::Survives(CandidateWords candidate) {
  constexpr uint64_t kSmall = uint64_t{1} << 33;
  Split(candidate);
  const int16_t* residues = table_.data();
  for (size_t i = 0; i < primes_.size(); i++, residues += vectors_ * kVectorDigits) {
    const uint64_t quotient = static_cast<uint64_t>(SumOf(residues)) * inverses_[i];
    // quotient + 2^33 <= 2^34 without a comparison, which might become a branch before it is declassified
    const uint64_t is_small = 1 ^ (((quotient + kSmall) >> 34) != 0);
    if (Declassify(static_cast<bssl::crypto_word_t>(is_small))) return false;
  }
  return true;
}

void PrimeSieve::Split(CandidateWords words) {
  constexpr int32_t kMask = (1 << kSieveDigitBits) - 1;
  int32_t carry = 0;
  for (size_t i = 0; i < vectors_ * kVectorDigits; i++) {
    const size_t at = kSieveDigitBits * i / 32;
    const uint64_t low = at < words.size() ? words[at] : 0;
    const uint64_t high = at + 1 < words.size() ? words[at + 1] : 0;
    const int32_t digit = (static_cast<int32_t>((high << 32 | low) >> (kSieveDigitBits * i % 32)) & kMask) + carry;
    carry = (digit + (1 << (kSieveDigitBits - 1))) >> kSieveDigitBits;
    digits_[i] = static_cast<int16_t>(digit - (carry << kSieveDigitBits));
  }
}

#if defined(__wasm_simd128__)
int64_t PrimeSieve::SumOf(const int16_t* residues) const {
  v128_t sum = wasm_i32x4_splat(0);
  for (size_t i = 0; i < vectors_ * kVectorDigits; i += kVectorDigits) {
    sum = wasm_i32x4_add(sum, wasm_i32x4_dot_i16x8(wasm_v128_load(&digits_[i]), wasm_v128_load(&residues[i])));
  }
  const v128_t pairs = wasm_i64x2_add(wasm_i64x2_extend_low_i32x4(sum), wasm_i64x2_extend_high_i32x4(sum));
  return wasm_i64x2_extract_lane(pairs, 0) + wasm_i64x2_extract_lane(pairs, 1);
}
#else
int64_t PrimeSieve::SumOf(const int16_t* residues) const {
  int32_t sum[4] = {};
  for (size_t i = 0; i < vectors_ * kVectorDigits; i += kVectorDigits) {
    for (size_t lane = 0; lane < 4; lane++) {
      const size_t at = i + 2 * lane;
      sum[lane] += digits_[at] * residues[at] + digits_[at + 1] * residues[at + 1];
    }
  }
  return int64_t{sum[0]} + sum[1] + sum[2] + sum[3];
}
#endif

}  // namespace keyseal
