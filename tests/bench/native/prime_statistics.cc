// Whether the search finds primes as BoringSSL's own generation does: prime-statistics [count] [bits].
//
// 10,000 primes of the search and 10,000 of RSA_generate_key_ex are sorted into classes, by the bits below the two that
// are always set, by the lowest bits, and by what they leave modulo small primes. Both should meet every class equally
// often, but for the residue 0, which no prime leaves. Draw, sieve and acceptance are those of the core. The filter
// knows only the sizes of real keys, so that for smaller primes, where it takes no minutes, one that passes everything
// stands in its place: it decides nothing that acceptance would not.

#include <openssl/bn.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "core/rsa/fermat_filter.h"
#include "core/rsa/prime_search.h"
#include "tests/bench/native/chi_square.h"

namespace keyseal {
namespace {

using Primes = std::vector<bssl::UniquePtr<BIGNUM>>;

// Below this a finding is more than bad luck: two dozen tests are made.
constexpr double kImplausible = 1e-6;

class OpenFilter : public CandidateFilter {
 public:
  std::array<bool, 2> MayBePrime(CandidateWords, CandidateWords) override { return {true, true}; }
};

class NoProgress : public ProgressSink {
 public:
  void Report(Phase, uint32_t, uint32_t) override {}
};

Entropy SystemEntropy() {
  return Entropy([](void*, std::span<uint8_t> out) { return RAND_bytes(out.data(), out.size()) == 1; }, nullptr);
}

Primes OurPrimes(size_t count, unsigned bits) {
  Entropy entropy = SystemEntropy();
  PrimeSieve sieve(bits);
  std::unique_ptr<CandidateFilter> filter;
  if (bits >= 1024) {
    filter = std::make_unique<FermatFilter>(bits);
  } else {
    filter = std::make_unique<OpenFilter>();
  }
  PrimeSearch search(bits, sieve, *filter);
  Result<DrawnCandidates> candidates = DrawnCandidates::Create(entropy);
  NoProgress sink;
  SearchProgress progress(sink);
  Primes primes;
  while (candidates && primes.size() < count) {
    Result<bssl::UniquePtr<BIGNUM>> prime = search.Find(*candidates, entropy, progress);
    if (prime) primes.push_back(std::move(*prime));  // else the search ended in vain, once in 2^20
  }
  return primes;
}

// Both primes of each key: BoringSSL orders them by size.
Primes BsslPrimes(size_t count, unsigned bits) {
  const bssl::UniquePtr<BIGNUM> e(BN_new());
  BN_set_word(e.get(), RSA_F4);
  Primes primes;
  while (primes.size() < count) {
    const bssl::UniquePtr<RSA> rsa(RSA_new());
    if (!RSA_generate_key_ex(rsa.get(), static_cast<int>(2 * bits), e.get(), nullptr)) return {};
    for (const BIGNUM* prime : {RSA_get0_p(rsa.get()), RSA_get0_q(rsa.get())}) primes.emplace_back(BN_dup(prime));
  }
  return primes;
}

// The |width| bits of |prime| from |lowest| up.
unsigned BitsOf(const BIGNUM* prime, int lowest, int width) {
  unsigned bits = 0;
  for (int i = width; i-- > 0;) bits = 2 * bits + static_cast<unsigned>(BN_is_bit_set(prime, lowest + i));
  return bits;
}

struct Sorting {
  std::string name;
  unsigned classes;
  unsigned (*class_of)(const BIGNUM* prime, unsigned parameter);
  unsigned parameter;
};

std::vector<Sorting> Sortings(unsigned bits) {
  constexpr auto kBitsAt = [](const BIGNUM* prime, unsigned lowest) {
    return BitsOf(prime, static_cast<int>(lowest), 5);
  };
  constexpr auto kResidue = [](const BIGNUM* prime, unsigned divisor) {
    return static_cast<unsigned>(BN_mod_word(prime, divisor)) - 1;
  };
  std::vector<Sorting> sortings = {{"bits 3 to 7 from the top", 32, kBitsAt, bits - 7},
                                   {"bits 2 to 6 from the bottom", 32, kBitsAt, 1}};
  for (const unsigned divisor : {3, 5, 7, 11, 13, 17, 19, 23, 29, 31}) {
    sortings.push_back({"residue modulo " + std::to_string(divisor), divisor - 1, kResidue, divisor});
  }
  return sortings;
}

Counts Sort(const Primes& primes, const Sorting& sorting) {
  Counts counts(sorting.classes);
  for (const auto& prime : primes) counts.at(sorting.class_of(prime.get(), sorting.parameter))++;
  return counts;
}

int Main(size_t count, unsigned bits) {
  const Primes ours = OurPrimes(count, bits);
  const Primes theirs = BsslPrimes(count, bits);
  if (ours.size() < count || theirs.size() < count) return EXIT_FAILURE;
  std::printf("%zu primes of %u bits from the search%s, %zu from BoringSSL's RSA_generate_key_ex\n\n", ours.size(),
              bits, bits < 1024 ? " (draw, sieve, acceptance; no filter)" : "", theirs.size());
  std::printf("%-28s %8s %22s %22s %22s\n", "chi-square, p", "degrees", "ours and BoringSSL's", "ours and uniform",
              "BoringSSL's, uniform");
  bool plausible = true;
  for (const Sorting& sorting : Sortings(bits)) {
    const Counts of_ours = Sort(ours, sorting);
    const Counts of_theirs = Sort(theirs, sorting);
    const ChiSquare both = AgainstEachOther(of_ours, of_theirs);
    const ChiSquare own = AgainstUniform(of_ours);
    const ChiSquare other = AgainstUniform(of_theirs);
    std::printf("%-28s %8u %14.1f %7.3f %14.1f %7.3f %14.1f %7.3f\n", sorting.name.c_str(), both.degrees, both.value,
                both.p, own.value, own.p, other.value, other.p);
    plausible = plausible && both.p > kImplausible && own.p > kImplausible;
  }
  std::printf("\n%s\n", plausible ? "Nothing here tells them apart." : "THESE ARE NOT FROM THE SAME DISTRIBUTION.");
  return plausible ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace keyseal

int main(int argc, char** argv) {
  const size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 10'000;
  const size_t bits = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 256;
  return keyseal::Main(count, static_cast<unsigned>(bits));
}
