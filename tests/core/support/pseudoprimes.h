// Composites that look like primes. Each is made of primes by its formula; the constants say which.

#ifndef KEYSEAL_TESTS_CORE_SUPPORT_PSEUDOPRIMES_H_
#define KEYSEAL_TESTS_CORE_SUPPORT_PSEUDOPRIMES_H_

#include "tests/core/support/numbers.h"

namespace keyseal {

// Pseudoprime returns n = p (2 p - 1) of |bits| bits with p = 1 modulo 4 and both factors prime: 2^(n-1) = 1 modulo n,
// since n - 1 = (2 p + 1)(p - 1) and 2 is a square modulo 2 p - 1. At 2048 bits it is a strong pseudoprime to base 2.
inline Number Pseudoprime(unsigned bits) {
  const BN_ULONG offset = bits == 1024 ? 11337 : bits == 1536 ? 343137 : 10029;
  Number p = NewNumber(0xa0);
  BN_lshift(p.get(), p.get(), static_cast<int>(bits / 2 - 8));
  p = Plus(p, NewNumber(offset));
  return Times(p, Minus(Plus(p, p), NewNumber(1)));
}

// CarmichaelNumber returns n = (6 k + 1)(12 k + 1)(18 k + 1) of |bits| bits with all three factors prime (Chernick
// 1939).
inline Number CarmichaelNumber(unsigned bits) {
  Number k = NewNumber(bits == 1024 ? 57391 : bits == 1536 ? 45552 : 36154);
  BN_lshift(k.get(), k.get(), bits == 1024 ? 322 : bits == 1536 ? 493 : 664);
  k = Plus(k, NewNumber(bits == 1024 ? 2375562 : bits == 1536 ? 780762 : 1318392));
  auto factor = [&](BN_ULONG times) { return Plus(Times(k, NewNumber(times)), NewNumber(1)); };
  return Times(Times(factor(6), factor(12)), factor(18));
}

// ArnaultNumber returns the composite of 397 digits that is a strong pseudoprime to every prime base below 307
// (F. Arnault, Constructing Carmichael numbers which are strong pseudoprimes to several bases, 1995).
inline Number ArnaultNumber() {
  const Number p = FromDecimal(
      "2967449566868551055015417464290533273077199179985304335099507553127683875317177019959423859642812118803366475421"
      "8"
      "345562493168782883");
  auto factor = [&](BN_ULONG times) { return Plus(Times(Minus(p, NewNumber(1)), NewNumber(times)), NewNumber(1)); };
  return Times(Times(p, factor(313)), factor(353));
}

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_CORE_SUPPORT_PSEUDOPRIMES_H_
