// Whether this processor multiplies eight pairs of 52 bits at once (AVX-512 IFMA). What does so has a portable form
// beside it, and is compared with that in tests.

#ifndef KEYSEAL_CORE_KEYS_LANES_H_
#define KEYSEAL_CORE_KEYS_LANES_H_

#if defined(__x86_64__) && defined(__GNUC__)
#define KEYSEAL_HAS_LANES 1
#define KEYSEAL_IN_LANES __attribute__((target("avx512f,avx512ifma")))
#endif

namespace keyseal {

inline bool HasLanes() {
#if defined(KEYSEAL_HAS_LANES)
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512ifma") != 0;
#else
  return false;
#endif
}

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_LANES_H_
