#include "core/rsa/fermat_filter.h"

#include <openssl/mem.h>

#include <algorithm>
#include <bit>

#include "core/base/bssl_internal.h"

// The exponent. Squaring modulo n divides by R = 2^(24 C) each time, so that x = 2^e becomes 2^(2 e - 24 C + bit).
// After T squarings from 2^s it is 2^(2^T (s - 24 C) + 24 C + B), with B the number that the T bits make. To end at -(n
// - 1), B has to be 2^T (24 C - s) - (n - 1 + 24 C): the low T bits of the complement of g = n + 24 C - 2, where s
// takes up what stands above them: s = 24 C - 1 - (g >> T). With T so that g >> T cannot exceed 24 C - 1, s is not
// negative, and the first ten squarings or so need not be made. No R modulo n is needed, and no table. 2^-(n-1) is 1
// where 2^(n-1) is.

namespace keyseal {

namespace {

constexpr int64_t kDigitMask = (int64_t{1} << kDigitBits) - 1;

// Balance brings the lower |digits| - 1 digits from [0, 2^24) into [-2^23, 2^23); the last one takes what is left.
void Balance(std::span<int64_t> digits) {
  for (size_t i = 0; i + 1 < digits.size(); i++) {
    const int64_t carry = (digits[i] + (int64_t{1} << (kDigitBits - 1))) >> kDigitBits;
    digits[i] -= carry * (kDigitMask + 1);
    digits[i + 1] += carry;
  }
}

void Store(LaneDigits& to, size_t lane, std::span<const int64_t> digits) {
  for (size_t i = 0; i < digits.size(); i++) to[static_cast<int>(i)][lane] = static_cast<double>(digits[i]);
}

// MinusInverse returns -1/n modulo 2^24. Newton's step doubles the correct bits: 1, 2, 4, 8, 16, 32.
int64_t MinusInverse(uint64_t n) {
  uint64_t inverse = 1;
  for (int step = 0; step < 5; step++) inverse *= 2 - n * inverse;
  return static_cast<int64_t>(-inverse) & kDigitMask;
}

}  // namespace

FermatFilter::FermatFilter(unsigned prime_bits) : prime_bits_(prime_bits) {
  // Eight bits more than the candidate at least: 43, 65 and 86 digits.
  lanes_.digits = static_cast<int>((prime_bits + 8 + kDigitBits - 1) / kDigitBits);
  r_bits_ = kDigitBits * static_cast<unsigned>(ClearedDigits(lanes_.digits));
  squarings_ = prime_bits - (std::bit_width(r_bits_ - 1) - 1);
}

FermatFilter::~FermatFilter() {
  OPENSSL_cleanse(&lanes_, sizeof(lanes_));
  OPENSSL_cleanse(&candidate_, sizeof(candidate_));
  OPENSSL_cleanse(&exponent_, sizeof(exponent_));
  OPENSSL_cleanse(&residue_, sizeof(residue_));
  OPENSSL_cleanse(&scratch_, sizeof(scratch_));
  OPENSSL_cleanse(&factor_, sizeof(factor_));
}

std::array<bool, 2> FermatFilter::MayBePrime(CandidateWords first, CandidateWords second) {
  Load(0, first);
  Load(1, second);
  for (unsigned bit = squarings_; bit-- > 0;) SquareAndDouble(lanes_, I64x2{DoublingAt(0, bit), DoublingAt(1, bit)});
  // That a candidate is thrown away may be seen; of the others nothing is.
  return {Declassify(IsOne(0)), Declassify(IsOne(1))};
}

void FermatFilter::Load(size_t lane, CandidateWords words) {
  const size_t digits = this->digits();
  Digits& candidate = candidate_[lane];
  for (size_t i = 0; i < digits; i++) {
    const size_t at = kDigitBits * i / 32;
    const uint64_t low = at < words.size() ? words[at] : 0;
    const uint64_t high = at + 1 < words.size() ? words[at + 1] : 0;
    candidate[i] = static_cast<int64_t>((high << 32 | low) >> (kDigitBits * i % 32)) & kDigitMask;
  }
  LoadReducer(lane);
  scratch_ = candidate;
  Balance({scratch_.data(), digits});
  Store(lanes_.modulus, lane, {scratch_.data(), digits});

  uint64_t sum = r_bits_ - 2;
  for (size_t i = 0; i < words.size(); i++) {
    sum += words[i];
    exponent_[lane][i] = static_cast<uint32_t>(sum);
    sum >>= 32;
  }
  exponent_[lane][words.size()] = static_cast<uint32_t>(sum);
  Start(lane);
}

// LoadReducer finds k digit by digit: with k so far, scratch is (k n + 1) / 2^(24 j), and the next digit of k is the
// one that clears its lowest. At most n each time.
void FermatFilter::LoadReducer(size_t lane) {
  const size_t digits = this->digits();
  const Digits& candidate = candidate_[lane];
  const int64_t inverse = MinusInverse(static_cast<uint64_t>(candidate[0]));
  scratch_.fill(0);
  scratch_[0] = 1;
  for (size_t j = 0; j < kColumns; j++) {
    const int64_t digit = (scratch_[0] * inverse) & kDigitMask;
    int64_t carry = (scratch_[0] + digit * candidate[0]) >> kDigitBits;
    for (size_t i = 1; i < digits; i++) {
      carry += scratch_[i] + digit * candidate[i];
      scratch_[i - 1] = carry & kDigitMask;
      carry >>= kDigitBits;
    }
    scratch_[digits - 1] = carry;
    factor_[j] = digit;
  }
  Balance({scratch_.data(), digits});
  Store(lanes_.reducer, lane, {scratch_.data(), digits});

  factor_[kColumns] = 0;  // takes what k, balanced, has above 2^192
  Balance(factor_);
  for (size_t j = 0; j < kColumns; j++) lanes_.factor[j][lane] = static_cast<double>(factor_[j]);
}

// Start sets x to 2^s, without an index that depends on the candidate.
void FermatFilter::Start(size_t lane) {
  const size_t digits = this->digits();
  const size_t top_word = prime_bits_ / 32 - 1;
  const uint64_t top = uint64_t{exponent_[lane][top_word + 1]} << 32 | exponent_[lane][top_word];
  const uint64_t s = r_bits_ - 1 - (top >> (squarings_ - 32 * top_word));
  const uint64_t place = (s * 2731) >> 16;  // s / 24, for s < 8000
  const uint64_t power = uint64_t{1} << (s - kDigitBits * place);
  for (size_t i = 0; i < digits; i++) {
    const uint64_t elsewhere = place ^ i;
    const uint64_t here = (elsewhere - 1) >> 63;  // 1 for i = place
    scratch_[i] = static_cast<int64_t>(power & (0 - here));
  }
  Store(lanes_.value, lane, {scratch_.data(), digits});
  for (int i = 0; i < lanes_.digits; i++) lanes_.doubled[i][lane] = lanes_.value[i][lane] * 2;
}

int64_t FermatFilter::DoublingAt(size_t lane, unsigned bit) const {
  return -static_cast<int64_t>((~exponent_[lane][bit / 32] >> (bit % 32)) & 1);
}

// |x| < 4 n, so that x is 1 modulo n if x + 4 n is 1 + j n for some j from 0 to 8.
uint64_t FermatFilter::IsOne(size_t lane) {
  const size_t digits = this->digits();
  const Digits& candidate = candidate_[lane];
  Digits& residue = residue_[lane];
  int64_t carry = 0;
  for (size_t i = 0; i < digits; i++) {
    carry += static_cast<int64_t>(lanes_.value[static_cast<int>(i)][lane]) + 4 * candidate[i];
    residue[i] = i + 1 < digits ? carry & kDigitMask : carry;
    carry >>= kDigitBits;
  }
  scratch_.fill(0);
  scratch_[0] = 1;
  uint64_t found = 0;
  for (int j = 0; j <= 8; j++) {
    uint64_t difference = 0;
    for (size_t i = 0; i < digits; i++) difference |= static_cast<uint64_t>(residue[i] ^ scratch_[i]);
    found |= 1 ^ ((difference | (0 - difference)) >> 63);
    carry = 0;
    for (size_t i = 0; i < digits; i++) {
      carry += scratch_[i] + candidate[i];
      scratch_[i] = i + 1 < digits ? carry & kDigitMask : carry;
      carry >>= kDigitBits;
    }
  }
  return found;
}

}  // namespace keyseal
