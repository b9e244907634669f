#include "core/base/out_of_memory.h"

#include <gtest/gtest.h>

namespace keyseal {
namespace {

Result<int> Answer(int answer) { return answer; }

ErrorCode CodeOf(const Result<int>& result) { return result ? ErrorCode::kInternal : result.error().code; }

TEST(OutOfMemoryTest, ReturnsWhatAnOperationWithMemoryReturns) {
  EXPECT_EQ(*OrOutOfMemory([] { return Answer(7); }), 7);
  EXPECT_EQ(CodeOf(OrOutOfMemory([]() -> Result<int> { return ErrorCode::kPemBad; })), ErrorCode::kPemBad);
}

TEST(OutOfMemoryTest, EndsTheOperationWhereSomethingNeededFails) {
  bool went_on = false;
  const Result<int> result = OrOutOfMemory([&]() -> Result<int> {
    Need(true);
    Need(false);
    went_on = true;
    return 1;
  });
  EXPECT_EQ(CodeOf(result), ErrorCode::kOutOfMemory);
  EXPECT_FALSE(went_on);
}

TEST(OutOfMemoryTest, TakesNoAnswerThatWasFoundWithoutMemory) {
  EXPECT_EQ(CodeOf(OrOutOfMemory([] {
              MemoryWatch().Fail();
              return Answer(7);
            })),
            ErrorCode::kOutOfMemory);
  EXPECT_EQ(CodeOf(OrOutOfMemory([]() -> Result<int> {
              MemoryWatch().Fail();
              return ErrorCode::kBadSealedKey;
            })),
            ErrorCode::kOutOfMemory);
}

TEST(OutOfMemoryTest, TellsTheOperationAroundTheOneThatFailed) {
  const Result<int> outer = OrOutOfMemory([] {
    const Result<int> inner = OrOutOfMemory([]() -> Result<int> { OutOfMemory(); });
    EXPECT_EQ(CodeOf(inner), ErrorCode::kOutOfMemory);
    return Answer(7);  // as if the failure had been passed over
  });
  EXPECT_EQ(CodeOf(outer), ErrorCode::kOutOfMemory);
}

TEST(OutOfMemoryTest, ForgetsTheFailureForTheNextOperation) {
  EXPECT_EQ(CodeOf(OrOutOfMemory([]() -> Result<int> { OutOfMemory(); })), ErrorCode::kOutOfMemory);
  EXPECT_EQ(*OrOutOfMemory([] { return Answer(7); }), 7);
}

TEST(OutOfMemoryTest, RunsDestructors) {
  struct Wiped {
    explicit Wiped(bool& is_wiped) : is_wiped(is_wiped) {}
    ~Wiped() { is_wiped = true; }
    bool& is_wiped;
  };
  bool is_wiped = false;
  (void)OrOutOfMemory([&]() -> Result<int> {
    const Wiped wiped(is_wiped);
    OutOfMemory();
  });
  EXPECT_TRUE(is_wiped);
}

}  // namespace
}  // namespace keyseal
