#include "core/rsa/prime_search.h"

#include <gtest/gtest.h>

#include <deque>

#include "tests/core/support/numbers.h"
#include "tests/core/support/pseudoprimes.h"

namespace keyseal {
namespace {

constexpr unsigned kBits = 1024;

// Hands out what a test put in, and after that random candidates or, if there is none, the same number for ever.
class ChosenCandidates : public CandidateSource {
 public:
  explicit ChosenCandidates(std::deque<Words> first, std::optional<Words> for_ever = std::nullopt)
      : first_(std::move(first)), for_ever_(std::move(for_ever)) {}

  Result<void> Next(std::span<uint32_t> words) override {
    drawn_++;
    Words next = for_ever_ ? *for_ever_ : stream_.NextCandidate(static_cast<unsigned>(32 * words.size()));
    if (!first_.empty()) {
      next = first_.front();
      first_.pop_front();
    }
    std::copy(next.begin(), next.end(), words.begin());
    return {};
  }
  unsigned drawn() const { return drawn_; }

 private:
  std::deque<Words> first_;
  std::optional<Words> for_ever_;
  NumberStream stream_{91};
  unsigned drawn_ = 0;
};

// A filter with a fault: what it says is turned round with a mask for each lane.
class FaultyFilter : public CandidateFilter {
 public:
  FaultyFilter(bool first, bool second) : flips_{first, second} {}
  std::array<bool, 2> MayBePrime(CandidateWords first, CandidateWords second) override {
    std::array<bool, 2> passed = filter_.MayBePrime(first, second);
    for (size_t lane = 0; lane < 2; lane++) passed[lane] = passed[lane] != flips_[lane];
    return passed;
  }

 private:
  FermatFilter filter_{kBits};
  std::array<bool, 2> flips_;
};

// A filter that passes nothing, at once.
class ClosedFilter : public CandidateFilter {
 public:
  std::array<bool, 2> MayBePrime(CandidateWords, CandidateWords) override { return {false, false}; }
};

class PrimeSearchTest : public ::testing::Test {
 protected:
  Result<Number> Find(CandidateSource& candidates, CandidateFilter& filter) {
    return PrimeSearch(kBits, sieve_, filter).Find(candidates, entropy_, progress_);
  }

  PrimeSieve sieve_{kBits};
  FermatFilter filter_{kBits};
  FakeSource source_{Stream(81)};
  Entropy entropy_ = source_.MakeEntropy();
  NumberStream stream_{5};
  NoProgress sink_;
  SearchProgress progress_{sink_};
};

TEST_F(PrimeSearchTest, FindsAPrimeOfTheRightForm) {
  ChosenCandidates candidates({});
  for (int i = 0; i < 3; i++) {
    Result<Number> prime = Find(candidates, filter_);
    ASSERT_TRUE(prime.has_value());
    EXPECT_TRUE(IsPrime(*prime));
    EXPECT_EQ(kBits, BN_num_bits(prime->get()));
    EXPECT_TRUE(BN_is_bit_set(prime->get(), kBits - 2));
  }
}

TEST_F(PrimeSearchTest, TakesTheFirstPrimeThatIsDrawn) {
  const Number first = stream_.NextPrime(kBits);
  const Number second = stream_.NextPrime(kBits);
  ChosenCandidates candidates({ToWords(first, kBits), ToWords(second, kBits)});
  Result<Number> prime = Find(candidates, filter_);
  ASSERT_TRUE(prime.has_value());
  EXPECT_EQ(0, BN_cmp(first.get(), prime->get()));
}

TEST_F(PrimeSearchTest, TakesAPrimeFromTheSecondLane) {
  const Number composite = Times(stream_.NextPrime(kBits / 2), stream_.NextPrime(kBits / 2));
  const Number expected = stream_.NextPrime(kBits);
  ChosenCandidates candidates({ToWords(composite, kBits), ToWords(expected, kBits)});
  Result<Number> prime = Find(candidates, filter_);
  ASSERT_TRUE(prime.has_value());
  EXPECT_EQ(0, BN_cmp(expected.get(), prime->get()));
}

TEST_F(PrimeSearchTest, PassesOverPseudoprimesThatTheFilterLetsThrough) {
  const Words carmichael = ToWords(CarmichaelNumber(kBits), kBits);
  const Words pseudoprime = ToWords(Pseudoprime(kBits), kBits);
  ASSERT_TRUE(sieve_.Survives(carmichael) && sieve_.Survives(pseudoprime));
  ASSERT_EQ((std::array{true, true}), filter_.MayBePrime(carmichael, pseudoprime));
  const Number expected = stream_.NextPrime(kBits);
  ChosenCandidates candidates({carmichael, pseudoprime, ToWords(expected, kBits)});
  Result<Number> prime = Find(candidates, filter_);
  ASSERT_TRUE(prime.has_value());
  EXPECT_EQ(0, BN_cmp(expected.get(), prime->get()));
}

TEST_F(PrimeSearchTest, G04_PassesOverPrimesThatShareAFactorWithTheExponent) {
  Number unfit = Times(stream_.NextPrime(kBits - 16), NewNumber(65537));  // 65537 k, odd
  unfit = Plus(unfit, NewNumber(65537 + 1));
  while (!IsPrime(unfit)) unfit = Plus(unfit, NewNumber(2 * 65537));
  ASSERT_EQ(kBits, BN_num_bits(unfit.get()));
  ASSERT_EQ(1u, BN_mod_word(unfit.get(), 65537));
  ChosenCandidates candidates({ToWords(unfit, kBits)});
  Result<Number> prime = Find(candidates, filter_);
  ASSERT_TRUE(prime.has_value());
  EXPECT_NE(0, BN_cmp(unfit.get(), prime->get()));
}

// The last round is left to the check of the finished key: rsa_key_test.cc counts those.
TEST_F(PrimeSearchTest, G07_MakesAllRoundsButTheLast) {
  const Words prime = ToWords(stream_.NextPrime(kBits), kBits);
  std::array<uint8_t, 16> probe;
  ASSERT_TRUE(entropy_.Fill(probe).has_value());  // and with it the start-up test
  const size_t before = source_.draws();
  ChosenCandidates candidates({prime, prime});
  ASSERT_TRUE(Find(candidates, filter_).has_value());
  EXPECT_EQ(5u - 1, source_.draws() - before);  // FIPS 186-5 table B.1; each base is a draw
}

TEST_F(PrimeSearchTest, G06_GivesUpAtTheBound) {
  ClosedFilter closed;
  for (const bool sieved_out : {true, false}) {
    Number composite = Times(stream_.NextPrime(kBits / 2), stream_.NextPrime(kBits / 2));
    if (sieved_out) composite = Times(NewNumber(3), stream_.NextPrime(kBits - 1));
    ChosenCandidates candidates({}, ToWords(composite, kBits));
    Result<Number> prime = Find(candidates, closed);
    ASSERT_FALSE(prime.has_value());
    EXPECT_EQ(ErrorCode::kRandomFailed, prime.error().code);
    EXPECT_EQ(5 * kBits, candidates.drawn());
  }
}

TEST_F(PrimeSearchTest, G06_TakesAPrimeThatIsTheLastCandidateAllowed) {
  const Words composite = ToWords(Times(NewNumber(3), stream_.NextPrime(kBits - 1)), kBits);
  const Number expected = stream_.NextPrime(kBits);
  const Words prime = ToWords(expected, kBits);
  std::deque<Words> drawn(MaxCandidates(kBits) - 2, composite);
  drawn.push_back(prime);
  drawn.push_back(prime);
  ChosenCandidates candidates(drawn, composite);
  Result<Number> found = Find(candidates, filter_);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(0, BN_cmp(expected.get(), found->get()));
}

TEST_F(PrimeSearchTest, AFilterThatPassesEverythingYieldsPrimesOnly) {
  FaultyFilter filter(true, true);
  ChosenCandidates candidates({});
  Result<Number> prime = Find(candidates, filter);
  // Primes are refused now, and every composite passes the filter: acceptance refuses each, and the bound ends it.
  ASSERT_FALSE(prime.has_value());
  EXPECT_EQ(ErrorCode::kRandomFailed, prime.error().code);
}

TEST_F(PrimeSearchTest, AFilterWithOneLaneFlippedYieldsPrimesOnly) {
  for (const bool first : {true, false}) {
    FaultyFilter filter(first, !first);
    ChosenCandidates candidates({});
    Result<Number> prime = Find(candidates, filter);
    ASSERT_TRUE(prime.has_value());
    EXPECT_TRUE(IsPrime(*prime));
  }
}

TEST_F(PrimeSearchTest, ASieveWithFlippedBitsYieldsPrimesOnly) {
  for (int16_t flip : {int16_t{1}, int16_t{0x40}, int16_t{0x4000}}) {
    PrimeSieve damaged(kBits);
    for (int16_t& residue : damaged.MutableTable()) residue = static_cast<int16_t>(residue ^ flip);
    ChosenCandidates candidates({});
    Result<Number> prime = PrimeSearch(kBits, damaged, filter_).Find(candidates, entropy_, progress_);
    if (prime.has_value()) {
      EXPECT_TRUE(IsPrime(*prime)) << flip;
    } else {
      EXPECT_EQ(ErrorCode::kRandomFailed, prime.error().code) << flip;
    }
  }
}

TEST_F(PrimeSearchTest, FailsWithTheCandidatesAndWithTheEntropy) {
  FakeSource dead([](std::span<uint8_t>) { return false; });
  Entropy entropy = dead.MakeEntropy();
  Result<DrawnCandidates> none = DrawnCandidates::Create(entropy);
  Result<Number> prime = Find(*none, filter_);
  ASSERT_FALSE(prime.has_value());
  EXPECT_EQ(ErrorCode::kRandomFailed, prime.error().code);

  ChosenCandidates candidates({ToWords(stream_.NextPrime(kBits), kBits)});
  Result<Number> without_bases = PrimeSearch(kBits, sieve_, filter_).Find(candidates, entropy, progress_);
  ASSERT_FALSE(without_bases.has_value());
  EXPECT_EQ(ErrorCode::kRandomFailed, without_bases.error().code);
  EXPECT_LE(candidates.drawn(), 30u);  // not after many more candidates
}

}  // namespace
}  // namespace keyseal
