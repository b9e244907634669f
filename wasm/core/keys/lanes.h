// Eight numbers of 64 bits at once, and sums of the halves of products of 52 bits, as AVX-512 IFMA has them. What is
// written with them (*_lanes_form.h) is compiled once for processors that have them, and in tests with
// KEYSEAL_PORTABLE_LANES once more for any processor: so every test of it runs everywhere.

#ifndef KEYSEAL_CORE_KEYS_LANES_H_
#define KEYSEAL_CORE_KEYS_LANES_H_

#include <cstddef>
#include <cstdint>

#if defined(__x86_64__) && defined(__GNUC__)
#define KEYSEAL_HAS_LANES 1
#endif

#if defined(KEYSEAL_PORTABLE_LANES)
#define KEYSEAL_IN_LANES
#define KEYSEAL_LANES portable_lanes
#elif defined(KEYSEAL_HAS_LANES)
#include <immintrin.h>
#define KEYSEAL_IN_LANES __attribute__((target("avx512f,avx512ifma")))
#define KEYSEAL_LANES processor_lanes
#endif

namespace keyseal {

inline constexpr size_t kLanes = 8;
inline constexpr unsigned kLaneDigitBits = 52;
inline constexpr uint64_t kLaneDigitMask = (uint64_t{1} << kLaneDigitBits) - 1;

// HasLanes returns whether this processor has them.
inline bool HasLanes() {
#if defined(KEYSEAL_HAS_LANES)
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512ifma") != 0;
#else
  return false;
#endif
}

#if defined(KEYSEAL_PORTABLE_LANES)

namespace portable_lanes {

struct Vector {
  uint64_t lane[kLanes];
};

template <typename Operation>
Vector Each(Operation operation) {
  Vector result;
  for (size_t i = 0; i < kLanes; i++) result.lane[i] = operation(i);
  return result;
}

__extension__ using WideProduct = unsigned __int128;

inline WideProduct DigitProduct(uint64_t a, uint64_t b) {
  return static_cast<WideProduct>(a & kLaneDigitMask) * (b & kLaneDigitMask);
}

inline Vector Load(const uint64_t* lanes) {
  return Each([&](size_t i) { return lanes[i]; });
}
inline void Store(uint64_t* lanes, const Vector& vector) {
  for (size_t i = 0; i < kLanes; i++) lanes[i] = vector.lane[i];
}
inline Vector Everywhere(uint64_t number) {
  return Each([&](size_t) { return number; });
}
inline Vector AddLow(const Vector& sum, const Vector& a, const Vector& b) {
  return Each([&](size_t i) {
    return sum.lane[i] + (static_cast<uint64_t>(DigitProduct(a.lane[i], b.lane[i])) & kLaneDigitMask);
  });
}
inline Vector AddHigh(const Vector& sum, const Vector& a, const Vector& b) {
  return Each([&](size_t i) {
    return sum.lane[i] + static_cast<uint64_t>(DigitProduct(a.lane[i], b.lane[i]) >> kLaneDigitBits);
  });
}
inline Vector Add(const Vector& a, const Vector& b) {
  return Each([&](size_t i) { return a.lane[i] + b.lane[i]; });
}
inline Vector Subtract(const Vector& a, const Vector& b) {
  return Each([&](size_t i) { return a.lane[i] - b.lane[i]; });
}
inline Vector DigitOf(const Vector& vector) {
  return Each([&](size_t i) { return vector.lane[i] & kLaneDigitMask; });
}
inline Vector AboveDigit(const Vector& vector) {
  return Each([&](size_t i) { return vector.lane[i] >> kLaneDigitBits; });
}
inline unsigned AtMost(const Vector& a, const Vector& b) {
  unsigned lanes = 0;
  for (size_t i = 0; i < kLanes; i++) lanes |= static_cast<unsigned>(a.lane[i] <= b.lane[i]) << i;
  return lanes;
}

}  // namespace portable_lanes

#elif defined(KEYSEAL_HAS_LANES)

namespace processor_lanes {

using Vector = __m512i;

KEYSEAL_IN_LANES inline Vector Load(const uint64_t* lanes) { return _mm512_loadu_si512(lanes); }
KEYSEAL_IN_LANES inline void Store(uint64_t* lanes, Vector vector) { _mm512_storeu_si512(lanes, vector); }
KEYSEAL_IN_LANES inline Vector Everywhere(uint64_t number) { return _mm512_set1_epi64(static_cast<int64_t>(number)); }
// AddLow and AddHigh add the lower and the upper 52 bits of the product of the lowest 52 bits of |a| and |b|.
KEYSEAL_IN_LANES inline Vector AddLow(Vector sum, Vector a, Vector b) { return _mm512_madd52lo_epu64(sum, a, b); }
KEYSEAL_IN_LANES inline Vector AddHigh(Vector sum, Vector a, Vector b) { return _mm512_madd52hi_epu64(sum, a, b); }
KEYSEAL_IN_LANES inline Vector Add(Vector a, Vector b) { return _mm512_add_epi64(a, b); }
KEYSEAL_IN_LANES inline Vector Subtract(Vector a, Vector b) { return _mm512_sub_epi64(a, b); }
KEYSEAL_IN_LANES inline Vector DigitOf(Vector vector) {
  return _mm512_and_si512(vector, _mm512_set1_epi64(static_cast<int64_t>(kLaneDigitMask)));
}
// By a mask of all lanes, as GCC 12 takes the plain shift for one of undefined lanes.
KEYSEAL_IN_LANES inline Vector AboveDigit(Vector vector) {
  return _mm512_maskz_srli_epi64(0xff, vector, kLaneDigitBits);
}
// AtMost returns a bit for each lane where |a| <= |b|.
KEYSEAL_IN_LANES inline unsigned AtMost(Vector a, Vector b) { return _mm512_cmple_epu64_mask(a, b); }

}  // namespace processor_lanes

#endif

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_LANES_H_
