#include "tests/bench/native/chi_square.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace keyseal {

namespace {

// The regularised lower incomplete gamma function by its series (NIST DLMF 8.7.1): good for the values that occur here,
// some hundreds at most.
double LowerGamma(double a, double x) {
  double term = 1 / a;
  double sum = term;
  for (double n = a + 1; term > sum * 1e-16; n++) sum += term *= x / n;
  return sum * std::exp(a * std::log(x) - x - std::lgamma(a));
}

ChiSquare WithChance(double value, size_t classes) {
  const auto degrees = static_cast<unsigned>(classes - 1);
  return {value, degrees, value > 0 ? std::max(0.0, 1 - LowerGamma(degrees / 2.0, value / 2)) : 1};
}

double SumOf(const Counts& counts) { return std::accumulate(counts.begin(), counts.end(), 0.0); }

}  // namespace

ChiSquare AgainstUniform(const Counts& counts) {
  const double expected = SumOf(counts) / static_cast<double>(counts.size());
  double value = 0;
  for (const unsigned count : counts) value += (count - expected) * (count - expected) / expected;
  return WithChance(value, counts.size());
}

ChiSquare AgainstEachOther(const Counts& one, const Counts& other) {
  const double sum_of_one = SumOf(one);
  const double sum_of_other = SumOf(other);
  double value = 0;
  for (size_t i = 0; i < one.size(); i++) {
    const double both = one[i] + other[i];
    if (both == 0) continue;
    const double expected_of_one = both * sum_of_one / (sum_of_one + sum_of_other);
    const double expected_of_other = both - expected_of_one;
    value += (one[i] - expected_of_one) * (one[i] - expected_of_one) / expected_of_one +
             (other[i] - expected_of_other) * (other[i] - expected_of_other) / expected_of_other;
  }
  return WithChance(value, one.size());
}

}  // namespace keyseal
