#include "core/base/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace keyseal {
namespace {

using namespace std::string_view_literals;

TEST(Utf8Test, CountsCodePointsNotBytes) {
  EXPECT_EQ(0U, CountCodePoints(""));
  EXPECT_EQ(3U, CountCodePoints("a\0b"sv));
  EXPECT_EQ(4U, CountCodePoints("aé€😀"));
}

TEST(Utf8Test, TakesOneCodePointAtATime) {
  ByteSpan rest = ToBytes("é😀");
  EXPECT_EQ(U'é', TakeCodePoint(rest));
  EXPECT_EQ(U'😀', TakeCodePoint(rest));
  EXPECT_TRUE(rest.empty());
  EXPECT_EQ(std::nullopt, TakeCodePoint(rest));
}

TEST(Utf8Test, AcceptsBothEndsOfEachLength) {
  for (const std::string_view text : {"\0"sv, "\x7f"sv, "\xc2\x80"sv, "\xdf\xbf"sv, "\xe0\xa0\x80"sv, "\xed\x9f\xbf"sv,
                                      "\xee\x80\x80"sv, "\xef\xbf\xbd"sv, "\xf0\x90\x80\x80"sv, "\xf4\x8f\xbf\xbd"sv}) {
    EXPECT_EQ(1U, CountCodePoints(text));
  }
}

TEST(Utf8Test, RefusesWhatIsNoUtf8) {
  for (const std::string_view text : {
           "\x80"sv,              // a continuation alone
           "\xc3"sv,              // cut off
           "\xe2\x82"sv,          //
           "\xf0\x9f\x98"sv,      //
           "\xc3("sv,             // no continuation
           "\xc0\xaf"sv,          // overlong
           "\xc1\xbf"sv,          //
           "\xe0\x9f\xbf"sv,      //
           "\xf0\x8f\xbf\xbf"sv,  //
           "\xed\xa0\x80"sv,      // surrogates
           "\xed\xbf\xbf"sv,      //
           "\xed\xa0\xbd\xed\xb8\x80"sv,
           "\xf4\x90\x80\x80"sv,      // above U+10FFFF
           "\xf8\x88\x80\x80\x80"sv,  //
           "\xff"sv,                  //
           "\xef\xbf\xbf"sv,          // noncharacters
           "\xef\xb7\x90"sv,          //
       }) {
    EXPECT_EQ(std::nullopt, CountCodePoints(text));
    EXPECT_EQ(std::nullopt, CountCodePoints(std::string("ok") + std::string(text)));
  }
}

TEST(Utf8Test, KnowsControlsAtTheirLimits) {
  for (const char32_t control : {0x00, 0x0a, 0x1f, 0x7f, 0x80, 0x85, 0x9f, 0x2028, 0x2029})
    EXPECT_TRUE(IsControl(control));
  for (const char32_t other : {0x20, 0x7e, 0xa0, 0xad, 0x2027, 0x202a}) EXPECT_FALSE(IsControl(other));
}

TEST(Utf8Test, KnowsBidiControlsAtTheirLimits) {
  for (const char32_t control : {0x061c, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069}) {
    EXPECT_TRUE(IsBidiControl(control));
  }
  for (const char32_t other : {0x061b, 0x200d, 0x2010, 0x2029, 0x202f, 0x2065, 0x206a}) {
    EXPECT_FALSE(IsBidiControl(other));
  }
}

TEST(Utf8Test, KnowsSpacesAtTheirLimits) {
  for (const char32_t space : {0x20, 0xa0, 0x2000, 0x200a, 0x202f, 0x3000}) EXPECT_TRUE(IsSpace(space));
  for (const char32_t other : {0x09, 0x21, 0x200b, 0x2060, 0x3001, 0xfeff}) EXPECT_FALSE(IsSpace(other));
}

}  // namespace
}  // namespace keyseal
