#include "core/names/tn_auth_list.h"

#include <gtest/gtest.h>

#include "tests/core/support/from_hex.h"

namespace keyseal {
namespace {

using Kind = TnEntry::Kind;

TEST(TnAuthListTest, EncodesEachKindWithItsExplicitTag) {
  // SEQUENCE { [0] IA5String "709J", [2] IA5String "12155551212", [1] SEQUENCE { IA5String "12155550000", 100 } }
  Result<Bytes> list = EncodeTnAuthList(
      {{Kind::kServiceProviderCode, "709J", 1}, {Kind::kNumber, "12155551212", 1}, {Kind::kRange, "12155550000", 100}});
  ASSERT_TRUE(list.has_value());
  EXPECT_EQ(FromHex("302b"
                    "a00616043730394a"
                    "a20d160b3132313535353531323132"
                    "a112"
                    "3010160b3132313535353530303030020164"),
            *list);
}

TEST(TnAuthListTest, RefusesWhatIsNoNumberAndSaysWhich) {
  for (const char* number : {"", "1234567890123456", "+12155551212", "1215 555", "12a"}) {
    Result<Bytes> list = EncodeTnAuthList({{Kind::kNumber, "1", 1}, {Kind::kNumber, number, 1}});
    ASSERT_FALSE(list.has_value()) << number;
    EXPECT_EQ(ErrorCode::kTnNotValid, list.error().code);
    EXPECT_EQ(1u, list.error().index);
  }
}

TEST(TnAuthListTest, TakesNumbersOfUpTo15Characters) {
  EXPECT_TRUE(EncodeTnAuthList({{Kind::kNumber, "123456789012345", 1}}).has_value());
  EXPECT_TRUE(EncodeTnAuthList({{Kind::kNumber, "*31#", 1}}).has_value());
}

TEST(TnAuthListTest, RefusesARangeOfOne) {
  EXPECT_FALSE(EncodeTnAuthList({{Kind::kRange, "1215555", 1}}).has_value());
  EXPECT_TRUE(EncodeTnAuthList({{Kind::kRange, "1215555", 2}}).has_value());
}

TEST(TnAuthListTest, RefusesACodeWithOtherCharacters) {
  for (const char* code : {"", "70-9", "12345678901", "70 9"}) {
    EXPECT_FALSE(EncodeTnAuthList({{Kind::kServiceProviderCode, code, 1}}).has_value()) << code;
  }
}

}  // namespace
}  // namespace keyseal
