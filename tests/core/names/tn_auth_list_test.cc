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

TEST(TnAuthListTest, ReadsWhatItWrites) {
  const std::vector<TnEntry> entries = {
      {Kind::kServiceProviderCode, "709J", 1}, {Kind::kRange, "12155550100", 10}, {Kind::kNumber, "12155551212", 1}};
  const auto read = ParseTnAuthList(*EncodeTnAuthList(entries));
  ASSERT_TRUE(read);
  ASSERT_EQ(3u, read->size());
  for (size_t i = 0; i < 3; i++) {
    EXPECT_EQ(entries[i].kind, read->at(i).kind);
    EXPECT_EQ(entries[i].text, read->at(i).text);
    EXPECT_EQ(entries[i].count, read->at(i).count);
  }
}

TEST(TnAuthListTest, ReadsNothingThatIsCutOffOrHasMore) {
  const Bytes whole = *EncodeTnAuthList({{Kind::kRange, "1215555", 2}, {Kind::kServiceProviderCode, "1", 1}});
  for (size_t size = 0; size < whole.size(); size++) EXPECT_FALSE(ParseTnAuthList(ByteSpan(whole).first(size))) << size;
  Bytes more = whole;
  more.push_back(0);
  EXPECT_FALSE(ParseTnAuthList(more));
  EXPECT_FALSE(ParseTnAuthList(Bytes{0x30, 0x00}));
  EXPECT_FALSE(ParseTnAuthList(Bytes{0x30, 0x05, 0xa0, 0x03, 0x16, 0x01, 0x80}));  // no IA5String
}

TEST(TnAuthListTest, ReadsCountsBeyond32BitsAsManyNumbers) {
  const Bytes list = {0x30, 0x0f, 0xa1, 0x0d, 0x30, 0x0b, 0x16, 0x01, '1', 0x02, 0x06, 0x01, 0, 0, 0, 0, 0};
  const auto read = ParseTnAuthList(list);
  ASSERT_TRUE(read);
  EXPECT_EQ(UINT32_MAX, read->at(0).count);
}

TEST(TnAuthListTest, KnowsShakensCodes) {
  EXPECT_TRUE(IsShakenCode("709J"));
  EXPECT_FALSE(IsShakenCode("709j"));
  EXPECT_FALSE(IsShakenCode("70-9"));
}

}  // namespace
}  // namespace keyseal
