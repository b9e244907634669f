#include "core/asn1/der_reader.h"

#include <gtest/gtest.h>

#include "tests/core/support/from_hex.h"

namespace keyseal {
namespace {

TEST(DerReaderTest, FindsEachFaultAtItsPlace) {
  const struct {
    const char* der;
    DerFault fault;
    size_t offset;
  } rows[] = {
      {"", DerFault::kCutOff, 0},
      {"3005020101", DerFault::kCutOff, 0},
      {"30030201", DerFault::kCutOff, 0},
      {"3003020201", DerFault::kCutOff, 2},
      {"30800201010000", DerFault::kIndefinite, 0},
      {"308103020101", DerFault::kLongLength, 0},
      {"3004028101"
       "01",
       DerFault::kLongLength, 2},
      {"300302010100", DerFault::kTrailing, 5},
      {"3003010101", DerFault::kBoolean, 2},
      {"300401020000", DerFault::kBoolean, 2},
      {"300402020001", DerFault::kInteger, 2},
      {"30040202ff80", DerFault::kInteger, 2},
      {"30020200", DerFault::kInteger, 2},
      {"30040602802a", DerFault::kOid, 2},
      {"300306018"
       "0",
       DerFault::kOid, 2},
      {"3003050100", DerFault::kNull, 2},
      {"3004030201ff", DerFault::kBitString, 2},
      {"30020300", DerFault::kBitString, 2},
      {"30052403040155", DerFault::kConstructed, 2},
      {"3106020102020101", DerFault::kSetOrder, 0},
  };
  for (const auto& row : rows) {
    const std::vector<DerDefect> defects = FindDerDefects(FromHex(row.der));
    ASSERT_EQ(1u, defects.size()) << row.der;
    EXPECT_EQ(row.fault, defects[0].fault) << row.der;
    EXPECT_EQ(row.offset, defects[0].offset) << row.der;
    EXPECT_STRNE("", FaultText(row.fault));
  }
}

TEST(DerReaderTest, AcceptsDer) {
  for (const char* der : {"0500", "3003020101", "30030101ff", "3106020101020102", "300402020080", "a0030201ff"}) {
    EXPECT_TRUE(FindDerDefects(FromHex(der)).empty()) << der;
  }
}

TEST(DerReaderTest, CountsOffsetsFromWhereTheInputBegins) {
  EXPECT_EQ(102u, FindDerDefects(FromHex("3003010101"), 100).at(0).offset);
}

Bytes Nested(size_t levels) {
  Bytes der;
  for (size_t i = 0; i < levels; i++) {
    Bytes outer = {0x30};
    if (der.size() >= 0x80) outer.push_back(0x81);
    outer.push_back(static_cast<uint8_t>(der.size()));
    outer.insert(outer.end(), der.begin(), der.end());
    der = outer;
  }
  return der;
}

TEST(DerReaderTest, GoesThirtyTwoLevelsDeep) {
  EXPECT_TRUE(FindDerDefects(Nested(kMaxDerDepth)).empty());
  const auto defects = FindDerDefects(Nested(kMaxDerDepth + 1));
  ASSERT_EQ(1u, defects.size());
  EXPECT_EQ(DerFault::kTooDeep, defects[0].fault);
}

TEST(DerReaderTest, TellsTwentyDefectsAtMost) {
  Bytes der = {0x30, 3 * 21};
  for (int i = 0; i < 21; i++) der.insert(der.end(), {0x01, 0x01, 0x01});
  EXPECT_EQ(kMaxDerDefects, FindDerDefects(der).size());
}

TEST(DerReaderTest, TakesByTagAndLeavesTheRest) {
  const Bytes der = FromHex(
      "020105"
      "0101ff");
  DerReader reader(der, 10);
  EXPECT_FALSE(reader.Take(CBS_ASN1_BOOLEAN));
  EXPECT_TRUE(reader.NextIs(CBS_ASN1_INTEGER));
  const auto number = reader.Take(CBS_ASN1_INTEGER);
  ASSERT_TRUE(number);
  EXPECT_EQ(10u, number->offset);
  EXPECT_EQ(12u, number->contents_offset);
  EXPECT_EQ(13u, reader.offset());
  EXPECT_TRUE(reader.Take(CBS_ASN1_BOOLEAN));
  EXPECT_TRUE(reader.at_end());
  EXPECT_FALSE(reader.Take());
}

TEST(DerReaderTest, ReadsLongLengthsButNoIndefiniteOnes) {
  const Bytes long_length = FromHex("30810100");
  DerReader reader(long_length, 0);
  ASSERT_TRUE(reader.Take());
  const Bytes indefinite = FromHex("30800000");
  DerReader other(indefinite, 0);
  EXPECT_FALSE(other.Take());
}

}  // namespace
}  // namespace keyseal
