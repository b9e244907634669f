#include "core/keys/power_lanes.h"

#include "core/keys/lanes.h"

#if defined(KEYSEAL_HAS_LANES)

#include <immintrin.h>

#include <array>
#include <cstring>

#include "core/base/out_of_memory.h"
#include "core/keys/residues.h"
#include "core/keys/roots.h"

namespace keyseal {
namespace {

// Numbers are digits of 52 bits, eight to a vector, and products are Montgomery's with R = 2^(52 d) > 4 n, so that of
// factors below 2 n comes a product below (4 n^2 + R n) / R < 2 n, with nothing to take off (Walter 1999).
constexpr unsigned kDigitBits = 52;
constexpr uint64_t kDigitMask = (uint64_t{1} << kDigitBits) - 1;
constexpr size_t kLanes = 8;
constexpr unsigned kMaxBits = 4096;

template <size_t kVectors>
struct alignas(64) Digits {
  std::array<uint64_t, kVectors * kLanes> digit;
};

template <size_t kVectors>
Digits<kVectors> DigitsOfNumber(const BIGNUM& number) {
  constexpr size_t kBytes = kVectors * kLanes * kDigitBits / 8;
  std::array<uint8_t, kBytes + sizeof(uint64_t)> bytes;
  Need(BN_bn2le_padded(bytes.data(), bytes.size(), &number));
  Digits<kVectors> digits;
  for (size_t i = 0; i < digits.digit.size(); i++) {
    uint64_t word;
    std::memcpy(&word, &bytes[i * kDigitBits / 8], sizeof(word));
    digits.digit[i] = word >> (i * kDigitBits % 8) & kDigitMask;
  }
  return digits;
}

template <size_t kVectors>
struct Modulus {
  Digits<kVectors> digits;
  size_t count;      // d
  uint64_t inverse;  // -1 / n modulo 2^52
};

// Multiply sets |product| to |a| * |b| / R modulo n. In each of its d rounds a lane takes in four halves of products,
// and a lane is there for d rounds at most: below 4 * 80 * 2^52 < 2^61.
template <size_t kVectors>
KEYSEAL_IN_LANES void Multiply(Digits<kVectors>& product, const Digits<kVectors>& a, const Digits<kVectors>& b,
                               const Modulus<kVectors>& n) {
  const __m512i zero = _mm512_setzero_si512();
  __m512i sum[kVectors], factor[kVectors], modulus[kVectors];
  for (size_t j = 0; j < kVectors; j++) {
    sum[j] = zero;
    factor[j] = _mm512_load_si512(&b.digit[j * kLanes]);
    modulus[j] = _mm512_load_si512(&n.digits.digit[j * kLanes]);
  }
  for (size_t i = 0; i < n.count; i++) {
    const __m512i digit = _mm512_set1_epi64(static_cast<int64_t>(a.digit[i]));
    for (size_t j = 0; j < kVectors; j++) sum[j] = _mm512_madd52lo_epu64(sum[j], digit, factor[j]);
    // As many moduli as make the lowest digit 0.
    const auto lowest = static_cast<uint64_t>(sum[0][0]);
    const __m512i times = _mm512_set1_epi64(static_cast<int64_t>(lowest * n.inverse & kDigitMask));
    for (size_t j = 0; j < kVectors; j++) sum[j] = _mm512_madd52lo_epu64(sum[j], times, modulus[j]);
    // All move down by a digit, with what the lowest carries; so upper halves, which belong one up, are where they are.
    const __m512i carried = _mm512_maskz_srli_epi64(1, sum[0], kDigitBits);
    for (size_t j = 0; j + 1 < kVectors; j++) sum[j] = _mm512_maskz_alignr_epi64(0xff, sum[j + 1], sum[j], 1);
    sum[kVectors - 1] = _mm512_maskz_alignr_epi64(0xff, zero, sum[kVectors - 1], 1);
    sum[0] = _mm512_add_epi64(sum[0], carried);
    for (size_t j = 0; j < kVectors; j++) {
      sum[j] = _mm512_madd52hi_epu64(sum[j], digit, factor[j]);
      sum[j] = _mm512_madd52hi_epu64(sum[j], times, modulus[j]);
    }
  }
  for (size_t j = 0; j < kVectors; j++) _mm512_store_si512(&product.digit[j * kLanes], sum[j]);
  uint64_t carry = 0;
  for (uint64_t& digit : product.digit) {
    digit += carry;
    carry = digit >> kDigitBits;
    digit &= kDigitMask;
  }
}

template <size_t kVectors>
Bytes Power(const BIGNUM& base, const BIGNUM& modulus) {
  Scope scope;
  BIGNUM* number = scope.Get();
  Modulus<kVectors> n{DigitsOfNumber<kVectors>(modulus), (BN_num_bits(&modulus) + 2 + kDigitBits - 1) / kDigitBits, 0};
  n.inverse = (0 - InverseModuloWord(n.digits.digit[0])) & kDigitMask;
  // R^2 modulo n takes the base into Montgomery's form, and the base itself takes the last product out of it.
  Need(BN_set_bit(number, static_cast<int>(2 * kDigitBits * n.count)) &&
       BN_nnmod(number, number, &modulus, scope.ctx()));
  const Digits<kVectors> radix = DigitsOfNumber<kVectors>(*number);
  const Digits<kVectors> digits = DigitsOfNumber<kVectors>(base);
  Digits<kVectors> power;
  Multiply(power, digits, radix, n);
  for (int i = 0; i < 16; i++) Multiply(power, power, power, n);
  Multiply(power, power, digits, n);

  std::array<uint8_t, kVectors * kLanes * kDigitBits / 8 + sizeof(uint64_t)> bytes{};
  for (size_t i = 0; i < power.digit.size(); i++) {  // from below, so that what is behind a digit is still 0
    uint64_t word;
    std::memcpy(&word, &bytes[i * kDigitBits / 8], sizeof(word));
    word |= power.digit[i] << (i * kDigitBits % 8);
    std::memcpy(&bytes[i * kDigitBits / 8], &word, sizeof(word));
  }
  Need(BN_le2bn(bytes.data(), bytes.size(), number) != nullptr);
  if (BN_cmp(number, &modulus) >= 0) Need(BN_sub(number, number, &modulus));
  Bytes octets(BN_num_bytes(&modulus));
  Need(BN_bn2bin_padded(octets.data(), octets.size(), number));
  return octets;
}

}  // namespace

std::optional<Bytes> PowerInLanes(const BIGNUM& base, const BIGNUM& modulus) {
  const unsigned bits = BN_num_bits(&modulus);
  if (!HasLanes() || bits > kMaxBits) return std::nullopt;
  const auto fits = [bits](size_t vectors) { return bits + 2 <= vectors * kLanes * kDigitBits; };
  return fits(5) ? Power<5>(base, modulus) : fits(8) ? Power<8>(base, modulus) : Power<10>(base, modulus);
}

}  // namespace keyseal

#else

namespace keyseal {

std::optional<Bytes> PowerInLanes(const BIGNUM& /*base*/, const BIGNUM& /*modulus*/) { return std::nullopt; }

}  // namespace keyseal

#endif
