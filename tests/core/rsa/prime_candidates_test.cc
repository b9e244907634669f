#include "core/rsa/prime_candidates.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/core/support/numbers.h"

namespace keyseal {
namespace {

TEST(PrimeCandidatesTest, AreOddWithTheTwoHighestBitsSet) {
  Words zeros(32);
  ShapeCandidate(zeros);
  EXPECT_EQ(1u, zeros.front());
  EXPECT_EQ(0xc0000000u, zeros.back());
  EXPECT_EQ(1024u, BN_num_bits(FromWords(zeros).get()));
}

TEST(PrimeCandidatesTest, TakeEveryByteOfTheEntropyOnce) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  Result<DrawnCandidates> candidates = DrawnCandidates::Create(entropy);
  ASSERT_TRUE(candidates.has_value());
  // The stream of the source itself: 1024 bytes go to the start-up test, 8192 make a block.
  auto stream = Stream(1);
  Bytes start_up(kStartUpSize);
  Bytes block(8192);
  for (size_t size : {size_t{32}, size_t{48}, size_t{64}}) {
    std::set<Words> seen;
    for (int i = 0; i < 400; i++) {
      Words words(size);
      ASSERT_TRUE(candidates->Next(words).has_value());
      EXPECT_TRUE(seen.insert(words).second);
    }
  }
  stream(start_up);
  stream(block);
  FakeSource again(Stream(1));
  Entropy same = again.MakeEntropy();
  Result<DrawnCandidates> replayed = DrawnCandidates::Create(same);
  for (size_t i = 0; i < 64; i++) {
    Words words(32);
    ASSERT_TRUE(replayed->Next(words).has_value());
    Words expected(32);
    std::memcpy(expected.data(), block.data() + 128 * i, 128);
    ShapeCandidate(expected);
    EXPECT_EQ(expected, words) << i;
  }
}

TEST(PrimeCandidatesTest, WipeWhatTheyHandOutAtOnce) {
  std::span<const uint8_t> block;  // the memory that was filled last, which the candidates come from
  FakeSource source([&block, stream = Stream(3)](std::span<uint8_t> out) mutable {
    block = out;
    return stream(out);
  });
  Entropy entropy = source.MakeEntropy();
  Result<DrawnCandidates> candidates = DrawnCandidates::Create(entropy);
  Words words(48);
  for (size_t used = 192; used <= 960; used += 192) {
    ASSERT_TRUE(candidates->Next(words).has_value());
    ASSERT_EQ(8192u, block.size());
    EXPECT_EQ(Bytes(used), Bytes(block.begin(), block.begin() + used));
    EXPECT_NE(Bytes(192), Bytes(block.begin() + used, block.begin() + used + 192));
  }
}

TEST(PrimeCandidatesTest, FailWhenTheEntropyFails) {
  FakeSource source([calls = 0, stream = Stream(2)](std::span<uint8_t> out) mutable {
    return stream(out) && ++calls != 3;  // the start-up test, one block, and then no more
  });
  Entropy entropy = source.MakeEntropy();
  Result<DrawnCandidates> candidates = DrawnCandidates::Create(entropy);
  Words words(64);
  for (int i = 0; i < 32; i++) ASSERT_TRUE(candidates->Next(words).has_value());
  Result<void> next = candidates->Next(words);
  ASSERT_FALSE(next.has_value());
  EXPECT_EQ(ErrorCode::kRandomFailed, next.error().code);
}

}  // namespace
}  // namespace keyseal
