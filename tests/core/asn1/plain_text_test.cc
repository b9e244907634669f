#include "core/asn1/plain_text.h"

#include <gtest/gtest.h>

namespace keyseal {
namespace {

std::string Plain(std::string_view file) {
  return ToPlainText({reinterpret_cast<const uint8_t*>(file.data()), file.size()});
}

TEST(PlainTextTest, CountsEveryLineEndOnce) {
  EXPECT_EQ("a\nb\nc\nd\ne", Plain("a\nb\rc\r\nd\r\r\ne"));
  EXPECT_EQ("a\n\nb\n\nc\n\nd", Plain("a\n\nb\r\rc\r\n\r\nd"));
  EXPECT_EQ("a\n\n", Plain("a\r\r"));
}

TEST(PlainTextTest, TakesBlanksAndDashesOfEveryKindForOne) {
  EXPECT_EQ("a b c d e", Plain("a\tb\xc2\xa0"
                               "c\xe2\x80\xaf"
                               "d\xe3\x80\x80"
                               "e"));
  EXPECT_EQ("-----", Plain("\xe2\x80\x90\xe2\x80\x93\xe2\x80\x94\xe2\x88\x92\xef\xbc\x8d"));
  EXPECT_EQ("- -", Plain("\x96\xa0\x97"));  // of Windows-1252
}

TEST(PlainTextTest, LeavesOutMarksAndWhatHasNoWidth) {
  EXPECT_EQ("abc", Plain("\xef\xbb\xbf"
                         "a\xe2\x80\x8b"
                         "b\xc2\xad\xe2\x80\xae"
                         "c"));
}

TEST(PlainTextTest, DecodesUtf16) {
  using std::string_view_literals::operator""sv;
  EXPECT_EQ("A-B", Plain("\xff\xfe"
                         "A\0-\0B\0"sv));
  EXPECT_EQ("A-B", Plain("\xfe\xff\0A\0-\0B"sv));
  EXPECT_EQ("A-B", Plain("A\0-\0B\0"sv));
  EXPECT_EQ("A-B", Plain("\0A\0-\0B"sv));
  EXPECT_EQ("A-", Plain("\xff\xfe"
                        "A\0\x14\x20"
                        "B"sv));  // half a unit at the end is none
}

TEST(PlainTextTest, ReadsWhatIsWrittenOutAsTheCharacter) {
  EXPECT_EQ("a b  c d", Plain("a\\nb\\r\\nc\\td"));
  EXPECT_EQ("a/b\"c+d=e", Plain("a\\/b\\\"c\\u002Bd\\u003de"));
  EXPECT_EQ("a b c d", Plain("a<br>b<br />c</p>d"));
  EXPECT_EQ("a b", Plain("a&nbsp;b"));
}

TEST(PlainTextTest, LeavesAllElseAsItIs) {
  for (const char* text :
       {"a < b > c", "<", "a<\n>", "\\", "\\x", "\\u00", "\\u00zz", "\\u0008", "\\u0100", "&amp;", "&", ""}) {
    EXPECT_EQ(text, Plain(text));
  }
  EXPECT_EQ("?????", Plain("\xc3\xa4\x80\xff\x01\x7f"));
}

// Tags are looked for only so far: what never closes is read once.
TEST(PlainTextTest, ReadsAMebibyteOfBeginningsOnce) {
  for (const char* begin : {"<", "<a", "\\u0", "&nb", "\r"}) {
    std::string text;
    while (text.size() < size_t{1} << 20) text += begin;
    EXPECT_LE(Plain(text).size(), text.size());
  }
}

}  // namespace
}  // namespace keyseal
