// Pearson's chi-square test.

#ifndef KEYSEAL_TESTS_BENCH_NATIVE_CHI_SQUARE_H_
#define KEYSEAL_TESTS_BENCH_NATIVE_CHI_SQUARE_H_

#include <vector>

namespace keyseal {

// How often each class was seen.
using Counts = std::vector<unsigned>;

struct ChiSquare {
  double value;
  unsigned degrees;  // of freedom
  double p;          // the chance of such a value or a larger one, if the hypothesis holds
};

// AgainstUniform tests that every class has the same chance.
ChiSquare AgainstUniform(const Counts& counts);

// AgainstEachOther tests that |one| and |other| come from the same distribution.
ChiSquare AgainstEachOther(const Counts& one, const Counts& other);

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_BENCH_NATIVE_CHI_SQUARE_H_
