#include "core/entropy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/core/fake_entropy.h"

namespace keyseal {
namespace {

// SP 800-90B 4.4.1: C = 1 + ceil(-log2(alpha) / H), alpha = 2^-20.
size_t RepetitionCutoffFor(double entropy_bits) { return 1 + static_cast<size_t>(std::ceil(20 / entropy_bits)); }

// SP 800-90B 4.4.2: C = 1 + CRITBINOM(W, 2^-H, 1 - alpha).
size_t ProportionCutoffFor(size_t window, double entropy_bits) {
  const double p = std::exp2(-entropy_bits);
  double log_term = static_cast<double>(window) * std::log(1 - p);
  double cumulative = std::exp(log_term);
  size_t k = 0;
  while (cumulative < 1 - std::exp2(-20)) {
    log_term += std::log(static_cast<double>(window - k) / static_cast<double>(k + 1)) + std::log(p / (1 - p));
    cumulative += std::exp(log_term);
    k++;
  }
  return 1 + k;
}

TEST(EntropyTest, R01_CutoffFollowsTheFormula) {
  EXPECT_EQ(21u, RepetitionCutoffFor(1));
  EXPECT_EQ(4u, RepetitionCutoffFor(8));
  EXPECT_EQ(41u, RepetitionCutoffFor(0.5));
  EXPECT_EQ(kRepetitionCutoff, RepetitionCutoffFor(4));
}

TEST(EntropyTest, R02_CutoffFollowsTheFormula) {
  EXPECT_EQ(589u, ProportionCutoffFor(1024, 1));
  EXPECT_EQ(13u, ProportionCutoffFor(512, 8));
  EXPECT_EQ(410u, ProportionCutoffFor(512, 0.5));
  EXPECT_EQ(kProportionCutoff, ProportionCutoffFor(kProportionWindow, 4));
}

TEST(EntropyTest, R01_TripsAtTheCutoffAndNotBefore) {
  for (size_t run : {kRepetitionCutoff - 1, kRepetitionCutoff}) {
    Bytes samples(64);
    for (size_t i = 0; i < samples.size(); i++) samples[i] = static_cast<uint8_t>(i);
    std::fill_n(samples.begin() + 20, run, 0xaa);
    EXPECT_EQ(run == kRepetitionCutoff, HasRepetition(samples, kRepetitionCutoff));
  }
}

TEST(EntropyTest, R02_TripsAtTheCutoffAndNotBefore) {
  for (size_t count : {kProportionCutoff - 1, kProportionCutoff}) {
    Bytes samples(kProportionWindow);
    for (size_t i = 0; i < samples.size(); i++) samples[i] = static_cast<uint8_t>(1 + i % 255);
    samples[0] = 0;
    for (size_t i = 1; i < count; i++) samples[i * 7] = 0;
    EXPECT_EQ(count == kProportionCutoff, HasDisproportion(samples, kProportionWindow, kProportionCutoff));
  }
}

TEST(EntropyTest, R02_LooksAtEveryWindow) {
  Bytes samples(2 * kProportionWindow);
  for (size_t i = 0; i < kProportionWindow; i++) samples[i] = static_cast<uint8_t>(i);
  EXPECT_TRUE(HasDisproportion(samples, kProportionWindow, kProportionCutoff));
}

TEST(EntropyTest, GoodSourceFillsEverySize) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  for (size_t size : {0u, 1u, 15u, 16u, 17u, 48u, 65536u, 65537u, 200000u}) {
    Bytes out(size);
    ASSERT_TRUE(entropy.Fill(out).has_value()) << size;
    if (size >= 15) {
      EXPECT_NE(Bytes(size), out) << size;
      EXPECT_NE(0, out[size - 1] | out[size - 2] | out[size - 3]) << size;
    }
  }
}

TEST(EntropyTest, R04_NeverAsksForMoreThan65536BytesAtOnce) {
  size_t largest = 0;
  std::vector<size_t> sizes;
  FakeSource source([&, stream = Stream(2)](std::span<uint8_t> out) mutable {
    largest = std::max(largest, out.size());
    sizes.push_back(out.size());
    return stream(out);
  });
  Entropy entropy = source.MakeEntropy();
  Bytes out(65537);
  ASSERT_TRUE(entropy.Fill(out).has_value());
  EXPECT_EQ(65536u, largest);
  EXPECT_EQ((std::vector<size_t>{kStartUpSize, 65536, 16}), sizes);
}

struct BadSource {
  const char* name;
  FakeSource::Draw draw;
  ErrorCode code;
};

std::vector<BadSource> BadSources() {
  auto fill = [](uint8_t value) {
    return [value](std::span<uint8_t> out) {
      std::fill(out.begin(), out.end(), value);
      return true;
    };
  };
  return {
      {"refuses", [](std::span<uint8_t>) { return false; }, ErrorCode::kRandomFailed},
      {"all zero", fill(0), ErrorCode::kRandomFailed},
      {"constant", fill(0x5a), ErrorCode::kRandomFailed},
      {"untouched buffer", [](std::span<uint8_t>) { return true; }, ErrorCode::kRandomFailed},
      {"same bytes at every call", [](std::span<uint8_t> out) { return Stream(7)(out); }, ErrorCode::kRandomRepeats},
      {"stuck for six bytes",
       [stream = Stream(3)](std::span<uint8_t> out) mutable {
         stream(out);
         std::fill_n(out.begin() + 5, std::min(out.size() - 5, kRepetitionCutoff), 0x11);
         return true;
       },
       ErrorCode::kRandomFailed},
      {"biased",
       [stream = Stream(4)](std::span<uint8_t> out) mutable {
         stream(out);
         for (size_t i = 0; i < out.size(); i += 4) out[i] = 0x77;
         return true;
       },
       ErrorCode::kRandomFailed},
  };
}

TEST(EntropyTest, RefusesEveryBadSourceAndHandsOutNothing) {
  for (const BadSource& bad : BadSources()) {
    FakeSource source(bad.draw);
    Entropy entropy = source.MakeEntropy();
    Bytes out(48, 0xff);
    Result<void> filled = entropy.Fill(out);
    ASSERT_FALSE(filled.has_value()) << bad.name;
    EXPECT_EQ(bad.code, filled.error().code) << bad.name;
    EXPECT_EQ(Bytes(48), out) << bad.name;
  }
}

TEST(EntropyTest, StaysFailedThoughTheSourceRecovers) {
  size_t calls = 0;
  FakeSource source([&, stream = Stream(5)](std::span<uint8_t> out) mutable { return stream(out) && ++calls != 3; });
  Entropy entropy = source.MakeEntropy();
  Bytes out(32);
  ASSERT_TRUE(entropy.Fill(out).has_value());
  ASSERT_FALSE(entropy.Fill(out).has_value());
  const size_t draws = source.draws();
  EXPECT_FALSE(entropy.Fill(out).has_value());
  EXPECT_EQ(draws, source.draws());
  EXPECT_EQ(ErrorCode::kRandomFailed, entropy.failure());
}

TEST(EntropyTest, NoticesARepeatOnlyBetweenNeighbours) {
  // The first 16 bytes alone decide: the rest differs.
  size_t calls = 0;
  FakeSource source([&](std::span<uint8_t> out) {
    calls++;
    Stream(100 + calls)(out);
    if (calls == 3 || calls == 4) Stream(9)(out.first(16));
    return true;
  });
  Entropy entropy = source.MakeEntropy();
  Bytes out(64);
  ASSERT_TRUE(entropy.Fill(out).has_value());
  ASSERT_TRUE(entropy.Fill(out).has_value());
  Result<void> third = entropy.Fill(out);
  ASSERT_FALSE(third.has_value());
  EXPECT_EQ(ErrorCode::kRandomRepeats, third.error().code);
}

}  // namespace
}  // namespace keyseal
