#include <array>
#include <limits>

#include "core/keys/residues.h"
#include "core/keys/roots.h"
#include "core/keys/rsa_weakness.h"
#include "core/keys/trial_primes.h"

namespace keyseal {
namespace {

// For each exponent k there are two primes q = 1 mod k, and more for the first: a number that is no k-th power is one
// modulo q with a probability of 1 / k. Of several q the product fits a word, so that one row serves them all.
struct PowerTest {
  uint16_t k;
  uint16_t q;
  uint16_t row;
};

constexpr uint32_t kEndOfExponents = kMaxJudgedModulusBits / 16;

constexpr size_t TestsOf(uint32_t k) { return k == 2 ? 7 : k == 3 ? 5 : k == 5 ? 4 : k == 7 ? 3 : 2; }

template <typename Visit>
constexpr void VisitTests(Visit visit) {
  TrialPrimes exponents;
  for (uint32_t k = 2; k < kEndOfExponents; k = exponents.Next()) {
    size_t tests = 0;
    const uint32_t step = k == 2 ? 2 : 2 * k;  // q is odd
    for (uint32_t q = 1 + step; tests < TestsOf(k); q += step) {
      if (!TrialPrimes::Has(q)) continue;
      visit(k, q);
      tests++;
    }
  }
}

constexpr size_t kTests = [] {
  size_t count = 0;
  VisitTests([&](uint32_t, uint32_t) { count++; });
  return count;
}();

struct PowerTests {
  std::array<PowerTest, kTests> tests{};
  std::array<ResidueWord, kTests> moduli{};  // of the rows
  size_t rows = 0;
};

constexpr PowerTests kPowers = [] {
  PowerTests all;
  size_t at = 0;
  VisitTests([&](uint32_t k, uint32_t q) {
    if (all.rows == 0 || all.moduli[all.rows - 1] > std::numeric_limits<ResidueWord>::max() / q) {
      all.moduli[all.rows++] = 1;
    }
    all.moduli[all.rows - 1] *= q;
    all.tests[at++] = {static_cast<uint16_t>(k), static_cast<uint16_t>(q), static_cast<uint16_t>(all.rows - 1)};
  });
  return all;
}();

#if defined(__wasm__)
ResidueRow<ResidueWord> RowOf(size_t row) { return MakeResidueRow(kPowers.moduli[row]); }  // a table would weigh more
#else
constexpr auto kRows = [] {
  std::array<ResidueRow<ResidueWord>, kPowers.rows> rows{};
  for (size_t i = 0; i < rows.size(); i++) rows[i] = MakeResidueRow(kPowers.moduli[i]);
  return rows;
}();
const ResidueRow<ResidueWord>& RowOf(size_t row) { return kRows[row]; }
#endif

}  // namespace

std::optional<unsigned> FindPerfectPower(const BIGNUM& modulus) {
  const unsigned bits = BN_num_bits(&modulus);
  const Residues<ResidueWord> residues(modulus);
  size_t row = kPowers.rows;
  ResidueWord residue = 0;  // modulo the row's modulus
  for (size_t i = 0; i < kTests;) {
    const uint32_t k = kPowers.tests[i].k;
    if (k > 2 && k * 16 >= bits) break;  // the root would be below 2^16, which is another rule's
    bool may_be_power = true;
    for (; i < kTests && kPowers.tests[i].k == k; i++) {
      if (!may_be_power) continue;
      const PowerTest& test = kPowers.tests[i];
      if (test.row != row) {
        row = test.row;
        residue = residues.Modulo(RowOf(row));
      }
      may_be_power = IsPowerResidue(static_cast<uint32_t>(residue % test.q), k, test.q);
    }
    if (may_be_power && IsPower(modulus, k)) return k;
  }
  return std::nullopt;
}

}  // namespace keyseal
