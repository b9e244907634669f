#include "core/rsa/rsa_key.h"

#include <gtest/gtest.h>

#include <cstring>
#include <utility>
#include <vector>

#include "core/rsa/rsa_conditions.h"
#include "tests/core/support/numbers.h"

namespace keyseal {
namespace {

constexpr unsigned kBits = 2048;

RsaNumbers CopyAll(const RsaNumbers& from) {
  return {CopyOf(from.n), CopyOf(from.e),  CopyOf(from.d),  CopyOf(from.p),
          CopyOf(from.q), CopyOf(from.dp), CopyOf(from.dq), CopyOf(from.qi)};
}

void FlipBit(const Number& number, int bit) {
  if (BN_is_bit_set(number.get(), bit)) {
    BN_clear_bit(number.get(), bit);
  } else {
    BN_set_bit(number.get(), bit);
  }
}

// Two primes, and what is derived from them.
class RsaKeyTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    NumberStream stream(11);
    p_ = stream.NextPrime(kBits / 2);
    q_ = stream.NextPrime(kBits / 2);
    Result<RsaNumbers> derived = DeriveRsaNumbers(CopyOf(p_), CopyOf(q_));
    ASSERT_TRUE(derived.has_value());
    good_ = std::move(*derived);
  }
  static void TearDownTestSuite() {
    good_ = {};
    p_ = nullptr;
    q_ = nullptr;
  }

  ErrorCode Refusal(const RsaNumbers& numbers) {
    Result<bssl::UniquePtr<RSA>> rsa = CheckedRsaKey(numbers, kBits, entropy_);
    EXPECT_FALSE(rsa.has_value());
    return rsa.has_value() ? ErrorCode::kInternal : rsa.error().code;
  }

  static inline Number p_, q_;
  static inline RsaNumbers good_;
  FakeSource source_{Stream(12)};
  Entropy entropy_ = source_.MakeEntropy();
  NoProgress progress_;
};

TEST_F(RsaKeyTest, G05_DerivesTheNumbersByTheirDefinitions) {
  const Number p1 = Minus(good_.p, NewNumber(1));
  const Number q1 = Minus(good_.q, NewNumber(1));
  EXPECT_GT(BN_cmp(good_.p.get(), good_.q.get()), 0);
  EXPECT_EQ(0, BN_cmp(Times(p_, q_).get(), good_.n.get()));
  EXPECT_TRUE(BN_is_word(good_.e.get(), 65537));
  bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  Number gcd = NewNumber();
  Number lcm = NewNumber();
  ASSERT_TRUE(BN_gcd(gcd.get(), p1.get(), q1.get(), ctx.get()));
  ASSERT_TRUE(BN_div(lcm.get(), nullptr, Times(p1, q1).get(), gcd.get(), ctx.get()));
  const Number one = Modulo(Times(good_.d, good_.e), lcm);
  EXPECT_TRUE(BN_is_one(one.get()));
  EXPECT_LT(BN_cmp(good_.d.get(), lcm.get()), 0);
  EXPECT_EQ(0, BN_cmp(Modulo(good_.d, p1).get(), good_.dp.get()));
  EXPECT_EQ(0, BN_cmp(Modulo(good_.d, q1).get(), good_.dq.get()));
  EXPECT_TRUE(BN_is_one(Modulo(Times(good_.qi, good_.q), good_.p).get()));
}

TEST_F(RsaKeyTest, TheOrderOfThePrimesDoesNotMatter) {
  Result<RsaNumbers> swapped = DeriveRsaNumbers(CopyOf(q_), CopyOf(p_));
  ASSERT_TRUE(swapped.has_value());
  EXPECT_EQ(0, BN_cmp(good_.p.get(), swapped->p.get()));
  EXPECT_EQ(0, BN_cmp(good_.d.get(), swapped->d.get()));
  EXPECT_EQ(0, BN_cmp(good_.qi.get(), swapped->qi.get()));
}

TEST_F(RsaKeyTest, MakesAKeyOfGoodNumbers) {
  Result<bssl::UniquePtr<RSA>> rsa = CheckedRsaKey(good_, kBits, entropy_);
  ASSERT_TRUE(rsa.has_value());
  EXPECT_EQ(kBits, RSA_bits(rsa->get()));
}

TEST_F(RsaKeyTest, RefusesEveryNumberWithAFlippedBit) {
  const struct {
    const char* name;
    Number RsaNumbers::* member;
  } members[] = {{"n", &RsaNumbers::n}, {"e", &RsaNumbers::e},   {"d", &RsaNumbers::d},   {"p", &RsaNumbers::p},
                 {"q", &RsaNumbers::q}, {"dp", &RsaNumbers::dp}, {"dq", &RsaNumbers::dq}, {"qi", &RsaNumbers::qi}};
  for (const auto& [name, member] : members) {
    const int bits = static_cast<int>(BN_num_bits((good_.*member).get()));
    for (int bit : {0, 1, 7, bits / 2, bits - 2, bits - 1}) {
      RsaNumbers damaged = CopyAll(good_);
      FlipBit(damaged.*member, bit);
      EXPECT_EQ(ErrorCode::kSelfTestFailed, Refusal(damaged)) << name << " bit " << bit;
    }
  }
}

// A prime that is damaged after it was accepted, so that everything derived from it fits together.
TEST_F(RsaKeyTest, RefusesAKeyDerivedFromADamagedPrime) {
  for (int bit : {1, 2, 100, 500, 1000, 1020}) {
    Number damaged = CopyOf(p_);
    FlipBit(damaged, bit);
    Result<RsaNumbers> numbers = DeriveRsaNumbers(std::move(damaged), CopyOf(q_));
    if (!numbers) {  // 65537 may divide it less 1
      EXPECT_EQ(ErrorCode::kSelfTestFailed, numbers.error().code);
    } else {
      EXPECT_EQ(ErrorCode::kSelfTestFailed, Refusal(*numbers)) << bit;
    }
  }
}

TEST_F(RsaKeyTest, G03_RefusesPrimesTooCloseToEachOther) {
  Number close = Plus(p_, NewNumber(2));
  while (!IsPrime(close)) close = Plus(close, NewNumber(2));
  Result<RsaNumbers> numbers = DeriveRsaNumbers(CopyOf(p_), std::move(close));
  ASSERT_TRUE(numbers.has_value());
  EXPECT_EQ(ErrorCode::kSelfTestFailed, Refusal(*numbers));
}

// With prime_search_test.cc: 5 in all for 1024-bit primes, as FIPS 186-5 table B.1 wants.
TEST_F(RsaKeyTest, G07_MakesTheLastRoundOnEachPrime) {
  std::array<uint8_t, 16> probe;
  ASSERT_TRUE(entropy_.Fill(probe).has_value());  // and with it the start-up test
  const size_t before = source_.draws();
  ASSERT_TRUE(CheckedRsaKey(good_, kBits, entropy_).has_value());
  EXPECT_EQ(2u, source_.draws() - before);
}

TEST_F(RsaKeyTest, FailsWithTheEntropyOfTheLastRounds) {
  for (int good_draws = 0; good_draws < 3; good_draws++) {
    FakeSource source(
        [draw = Stream(8), left = good_draws](std::span<uint8_t> out) mutable { return draw(out) && left-- > 0; });
    Entropy entropy = source.MakeEntropy();
    Result<bssl::UniquePtr<RSA>> rsa = CheckedRsaKey(good_, kBits, entropy);
    ASSERT_FALSE(rsa.has_value());
    EXPECT_EQ(ErrorCode::kRandomFailed, rsa.error().code);
  }
}

class RsaSizesTest : public ::testing::TestWithParam<unsigned> {};
INSTANTIATE_TEST_SUITE_P(Bits, RsaSizesTest, ::testing::Values(2048, 3072, 4096));

TEST_P(RsaSizesTest, GeneratedKeysMeetEveryCondition) {
  const uint64_t seeds = kIsSanitized ? 1 : 3;
  for (uint64_t seed = 1; seed <= seeds; seed++) {
    FakeSource source(Stream(seed));
    Entropy entropy = source.MakeEntropy();
    NoProgress progress;
    Result<bssl::UniquePtr<RSA>> rsa = GenerateRsaKey(GetParam(), entropy, progress);
    ASSERT_TRUE(rsa.has_value());
    const RsaParts parts = {RSA_get0_e(rsa->get()), RSA_get0_d(rsa->get()), RSA_get0_p(rsa->get()),
                            RSA_get0_q(rsa->get())};
    EXPECT_FALSE(BrokenRsaCondition(parts, GetParam(), entropy).has_value());
    EXPECT_TRUE(RSA_check_fips(rsa->get()));
    EXPECT_TRUE(IsPrime(Number(BN_dup(parts.p))));
    EXPECT_TRUE(IsPrime(Number(BN_dup(parts.q))));
  }
}

TEST_F(RsaKeyTest, TheSameEntropyMakesTheSameKey) {
  Number moduli[2];
  for (Number& modulus : moduli) {
    FakeSource source(Stream(4));
    Entropy entropy = source.MakeEntropy();
    NoProgress progress;
    Result<bssl::UniquePtr<RSA>> rsa = GenerateRsaKey(kBits, entropy, progress);
    ASSERT_TRUE(rsa.has_value());
    modulus.reset(BN_dup(RSA_get0_n(rsa->get())));
  }
  EXPECT_EQ(0, BN_cmp(moduli[0].get(), moduli[1].get()));
}

// Every candidate is a multiple of 3, so that no search can succeed.
TEST_F(RsaKeyTest, G06_GivesUpAfterFourSearchesInVain) {
  constexpr size_t kCandidateSize = kBits / 16;
  size_t drawn = 0;
  FakeSource source([&drawn, stream = Stream(9)](std::span<uint8_t> out) mutable {
    stream(out);
    if (out.size() == kStartUpSize) return true;
    for (size_t at = 0; at + kCandidateSize <= out.size(); at += kCandidateSize, drawn++) {
      const std::span<uint8_t> bytes = out.subspan(at, kCandidateSize);
      Words words(kCandidateSize / 4);
      std::memcpy(words.data(), bytes.data(), bytes.size());
      ShapeCandidate(words);
      Number number = FromWords(words);
      const BN_ULONG rest = BN_mod_word(number.get(), 3);
      BN_sub_word(number.get(), rest == 1 ? 4 : rest);  // stays odd
      words = ToWords(number, kBits / 2);
      std::memcpy(bytes.data(), words.data(), bytes.size());
    }
    return true;
  });
  Entropy entropy = source.MakeEntropy();
  Result<bssl::UniquePtr<RSA>> rsa = GenerateRsaKey(kBits, entropy, progress_);
  ASSERT_FALSE(rsa.has_value());
  EXPECT_EQ(ErrorCode::kRandomFailed, rsa.error().code);
  EXPECT_EQ(4 * 5 * kBits / 2, drawn);
}

TEST_F(RsaKeyTest, ReportsEachPrime) {
  class Counter : public ProgressSink {
   public:
    void Report(Phase phase, uint32_t primes_found, uint32_t tested) override {
      EXPECT_EQ(Phase::kKey, phase);
      reports.emplace_back(primes_found, tested);
    }
    std::vector<std::pair<uint32_t, uint32_t>> reports;
  } counter;
  ASSERT_TRUE(GenerateRsaKey(kBits, entropy_, counter).has_value());

  // Candidates go through the filter in pairs, and every fourth pair is told, and every prime.
  uint32_t primes = 0;
  uint32_t tested = 0;
  for (const auto& [primes_found, tested_now] : counter.reports) {
    if (primes_found == primes) {
      EXPECT_EQ(0u, tested_now % 8);
      EXPECT_LE(tested_now, tested + 8);
      EXPECT_GT(tested_now, tested);
    } else {
      EXPECT_EQ(primes + 1, primes_found);
      EXPECT_EQ(0u, tested_now % 2);
      EXPECT_LT(tested_now, tested / 8 * 8 + 8 + (tested_now % 8 == 0 ? 1 : 0));
      EXPECT_GE(tested_now, tested);
    }
    primes = primes_found;
    tested = tested_now;
  }
  EXPECT_EQ(2u, primes);
  EXPECT_GT(counter.reports.size(), 2u);
}

}  // namespace
}  // namespace keyseal
