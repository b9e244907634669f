#include "core/pbes2.h"

#include <gtest/gtest.h>

namespace keyseal {
namespace {

ErrorCode Check(const Kdf& kdf) {
  Result<void> checked = CheckKdf(kdf);
  return checked ? ErrorCode::kInternal : checked.error().code;
}

TEST(CheckKdfTest, KeepsPbkdf2BetweenItsLimits) {
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, Check(Pbkdf2{0}));
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, Check(Pbkdf2{599'999}));
  EXPECT_TRUE(CheckKdf(Pbkdf2{600'000}).has_value());
  EXPECT_TRUE(CheckKdf(Pbkdf2{10'000'000}).has_value());
  EXPECT_EQ(ErrorCode::kKdfTooCostly, Check(Pbkdf2{10'000'001}));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, Check(Pbkdf2{0xffffffff}));
}

TEST(CheckKdfTest, KeepsScryptBetweenItsLimits) {
  constexpr uint64_t kN = uint64_t{1} << 17;
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, Check(Scrypt{kN / 2, 8, 1}));
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, Check(Scrypt{kN + 1, 8, 1}));  // no power of two
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, Check(Scrypt{kN, 7, 1}));
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, Check(Scrypt{kN, 8, 0}));
  EXPECT_TRUE(CheckKdf(Scrypt{kN, 8, 1}).has_value());
  EXPECT_TRUE(CheckKdf(Scrypt{kN, 8, 16}).has_value());
  EXPECT_EQ(ErrorCode::kKdfTooCostly, Check(Scrypt{kN, 8, 17}));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, Check(Scrypt{kN, 9, 1}));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, Check(Scrypt{2 * kN, 8, 1}));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, Check(Scrypt{uint64_t{1} << 63, 8, 1}));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, Check(Scrypt{kN, 1u << 25, 1}));  // 128 * r is 0 in 32 bits
}

TEST(CheckKdfTest, NamesTheFieldOfTheRequest) { EXPECT_STREQ("sealing", CheckKdf(Pbkdf2{1}).error().field); }

}  // namespace
}  // namespace keyseal
