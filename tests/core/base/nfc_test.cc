#include "core/base/nfc.h"

#include <gtest/gtest.h>

namespace keyseal {
namespace {

std::u32string NfcOf(std::u32string text) {
  EXPECT_TRUE(ToNfc(text));
  return text;
}

TEST(NfcTest, ComposesAndReorders) {
  EXPECT_EQ(U"\u00e9", NfcOf(U"e\u0301"));
  EXPECT_EQ(U"\u1eb9\u0301", NfcOf(U"\u00e9\u0323"));  // the dot below comes first
  EXPECT_EQ(U"\u1eb9\u0301", NfcOf(U"e\u0301\u0323"));
}

TEST(NfcTest, DecomposesWhatIsExcludedFromComposition) {
  EXPECT_EQ(U"\u0915\u093c", NfcOf(U"\u0958"));
  EXPECT_EQ(U"\u03a9", NfcOf(U"\u2126"));
}

TEST(NfcTest, LeavesNfcAlone) {
  for (const char32_t* text : {U"", U"a", U"\u1eb9\u0301", U"\uac00", U"\u0915\u093c"}) EXPECT_EQ(text, NfcOf(text));
}

}  // namespace
}  // namespace keyseal
