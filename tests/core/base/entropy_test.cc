#include "core/base/entropy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <numeric>
#include <vector>

#include "tests/core/support/fake_entropy.h"

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

// A source of 16 bytes a draw that are all equal is caught by nothing else: no two draws are.
TEST(EntropyTest, RefusesADrawOfEqualBytesThoughTheNextDiffers) {
  for (const size_t size : {1u, 16u}) {
    size_t calls = 0;
    FakeSource source([&, stream = Stream(6)](std::span<uint8_t> out) mutable {
      stream(out);
      if (++calls > 1) std::ranges::fill(out, static_cast<uint8_t>(calls));
      return true;
    });
    Entropy entropy = source.MakeEntropy();
    Bytes out(size);
    ASSERT_FALSE(entropy.Fill(out).has_value()) << size;
    EXPECT_EQ(ErrorCode::kRandomFailed, entropy.failure());
  }
}

TEST(EntropyTest, TakesADrawInWhichOneByteOf16Differs) {
  size_t calls = 0;
  FakeSource source([&, stream = Stream(6)](std::span<uint8_t> out) mutable {
    stream(out);
    if (++calls == 2) std::ranges::fill(out.first(15), out[15] ^ 0xffU);
    return true;
  });
  Entropy entropy = source.MakeEntropy();
  Bytes out(16);
  EXPECT_TRUE(entropy.Fill(out).has_value());
}

// DrawsUntilRefused counts the draws of |size| bytes that |source| gives, up to |most|, until it is refused as
// repeating.
size_t DrawsUntilRefused(FakeSource::Draw draw, size_t size, size_t most) {
  FakeSource source(std::move(draw));
  Entropy entropy = source.MakeEntropy();
  Bytes out(size);
  size_t draws = 0;
  while (draws < most && entropy.Fill(out)) draws++;
  EXPECT_EQ(draws < most ? std::optional(ErrorCode::kRandomRepeats) : std::nullopt, entropy.failure());
  return draws;
}

// Periodic goes round in the first |period| bytes of a good stream, whatever is asked at once.
FakeSource::Draw Periodic(size_t period) {
  Bytes ring(period);
  Stream(8)(ring);
  return [ring, at = size_t{0}](std::span<uint8_t> out) mutable {
    for (uint8_t& byte : out) byte = ring[at++ % ring.size()];
    return true;
  };
}

TEST(EntropyTest, RefusesADrawThatWasGivenAnyNumberOfDrawsBefore) {
  for (const size_t apart : {1u, 2u, 3u, 100u}) {
    for (const size_t size : {1u, 16u, 32u, 66u, 8192u}) {
      const auto draw = [apart, calls = uint64_t{0}](std::span<uint8_t> out) mutable {
        return Stream(out.size() == kStartUpSize ? 1000 : calls++ % apart)(out);
      };
      EXPECT_EQ(apart, DrawsUntilRefused(draw, size, 200)) << size;
    }
  }
}

TEST(EntropyTest, RefusesABlockThatWasGivenAnywhereInAnEarlierDrawOrInTheSame) {
  for (const size_t first : {0u, 16u, 8176u}) {
    for (const size_t second : {0u, 16u, 4096u, 8176u}) {
      size_t calls = 0;
      const auto draw = [&calls, first, second](std::span<uint8_t> out) {
        Stream(100 + calls)(out);
        if (calls == 1) Stream(9)(out.subspan(first, 16));
        if (calls == 2) Stream(9)(out.subspan(second, 16));
        calls++;
        return true;
      };
      EXPECT_EQ(1u, DrawsUntilRefused(draw, 8192, 3)) << first << " " << second;
    }
  }
  size_t calls = 0;
  const auto within = [&calls](std::span<uint8_t> out) {
    Stream(200 + calls++)(out);
    if (calls == 2) std::ranges::copy(out.subspan(32, 16), out.subspan(112, 16).begin());
    return true;
  };
  EXPECT_EQ(0u, DrawsUntilRefused(within, 128, 1));
}

// What entropy.h says is not caught: these are its limits, and no promise.
TEST(EntropyTest, DoesNotNoticeFewerThan16BytesOrABlockAtAnotherPlaceOrTheRestOfADraw) {
  const struct {
    size_t first, second, count, size;
  } rows[] = {{0, 0, 15, 64}, {0, 1, 16, 64}, {1, 1, 16, 64}, {64, 64, 15, 79}};
  for (const auto& row : rows) {
    size_t calls = 0;
    const auto draw = [&calls, row](std::span<uint8_t> out) {
      Stream(300 + calls)(out);
      if (calls == 1) Stream(9)(out.subspan(row.first, row.count));
      if (calls == 2) Stream(9)(out.subspan(row.second, row.count));
      calls++;
      return true;
    };
    EXPECT_EQ(3u, DrawsUntilRefused(draw, row.size, 3)) << row.first << " " << row.second << " " << row.count;
  }
}

// The start-up test takes 1024 bytes of the ring, and then blocks are drawn until lcm(period, 16) bytes have come
// again.
TEST(EntropyTest, RefusesEveryPeriodWithinItsLeastCommonMultipleWith16) {
  for (const size_t period : {16u, 32u, 48u, 1000u, 1008u, 1024u, 1025u, 1040u, 2064u, 4096u, 4099u, 65536u, 100001u}) {
    for (const size_t size : {16u, 32u, 8192u}) {
      const size_t repeats_at = std::lcm(period, size_t{16}) + 16;
      const size_t expected = repeats_at <= kStartUpSize ? 0 : (repeats_at - kStartUpSize - 1) / size;
      const size_t draws = DrawsUntilRefused(Periodic(period), size, expected + 99);
      EXPECT_LE(expected, draws) << period << " " << size;
      EXPECT_GE(expected + (period < 4096 ? 0 : 50), draws) << period << " " << size;  // the first may be forgotten
    }
  }
}

// Eight times as much as is remembered: what is left of the first round is still enough. And a good source that gives
// as much is not refused.
TEST(EntropyTest, RefusesAPeriodOf4MiBThoughItRemembersLess) {
  constexpr size_t kPeriod = 8 * kSeenSlots * kSeenBlockSize;
  EXPECT_EQ(size_t{4} << 20, kPeriod);
  const size_t draws = DrawsUntilRefused(Periodic(kPeriod), 8192, 2 * kPeriod / 8192);
  EXPECT_LE(kPeriod / 8192 - 1, draws);
  EXPECT_GE(kPeriod / 8192 + 40, draws);
  EXPECT_EQ(2 * kPeriod / 8192, DrawsUntilRefused(Stream(10), 8192, 2 * kPeriod / 8192));
}

TEST(EntropyTest, GivesNothingThatWasMadeAfterADrawFailedUnseen) {
  size_t calls = 0;
  FakeSource source([&, stream = Stream(5)](std::span<uint8_t> out) mutable { return stream(out) && ++calls != 3; });
  Entropy entropy = source.MakeEntropy();
  Bytes out(32);
  ASSERT_TRUE(entropy.Fill(out).has_value());
  EXPECT_EQ(7, *entropy.Checked(Result<int>(7)));
  EXPECT_EQ(7, *entropy.Finish(Result<int>(7)));
  (void)entropy.Fill(out);
  EXPECT_EQ(ErrorCode::kRandomFailed, entropy.Checked(Result<int>(7)).error().code);
  EXPECT_EQ(ErrorCode::kRandomFailed, entropy.Finish(Result<int>(7)).error().code);
}

// Each call has its own start-up test, and knows nothing of the draws of the one before.
TEST(EntropyTest, ForgetsACallsDrawsAtItsEnd) {
  std::vector<size_t> sizes;
  FakeSource source([&](std::span<uint8_t> out) {
    sizes.push_back(out.size());
    return Stream(out.size())(out);
  });
  Bytes memory(sizeof(Entropy));  // aligned for everything
  auto* entropy = new (memory.data()) Entropy(source.MakeEntropy());
  const auto tags = [&] { return std::ranges::count_if(memory, [](uint8_t byte) { return byte != 0; }); };
  Bytes out(8192);
  const auto before = tags();
  for (int call = 0; call < 2; call++) {
    ASSERT_TRUE(entropy->Fill(out).has_value());
    EXPECT_LT(3000, tags());
    EXPECT_TRUE(entropy->Finish(Result<void>()).has_value());
    EXPECT_EQ(before, tags());
  }
  EXPECT_EQ((std::vector<size_t>{kStartUpSize, 8192, kStartUpSize, 8192}), sizes);
  ASSERT_TRUE(entropy->Fill(out).has_value());
  entropy->~Entropy();
  EXPECT_GE(before, tags());
}

}  // namespace
}  // namespace keyseal
