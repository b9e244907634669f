#include "core/check/finding_values.h"

#include <gtest/gtest.h>

#include <string>

namespace keyseal {
namespace {

TEST(FindingValuesTest, WritesOutWhatNobodySees) {
  EXPECT_EQ("M\u00fcnchen \"x\"", ShownValue("M\u00fcnchen \"x\""));
  EXPECT_EQ("a\\u{0}b\\u{a}c\\u{7f}", ShownValue(std::string("a\0b\nc\x7f", 6)));
  EXPECT_EQ("\\u{202e}moc.live", ShownValue("\u202emoc.live"));
  EXPECT_EQ("\\u{fffd}", ShownValue("\ufffd"));
  EXPECT_EQ("a\\u{fffd}z", ShownValue("a\xffz"));
  EXPECT_EQ("C:\\\\x", ShownValue("C:\\x"));
}

TEST(FindingValuesTest, CutsBehindTheLastCharacterThatIsShown) {
  std::string text;
  for (size_t i = 0; i < kMaxShownValue; i++) text += "\u00e4";
  EXPECT_EQ(text, ShownValue(text));
  EXPECT_EQ(text + "...", ShownValue(text + "b"));
}

TEST(FindingValuesTest, TakesWhatStandsInTheField) {
  Decoded decoded;
  decoded.key = "RSA 1024";
  decoded.subject = {{"C", "DE"}, {"O", "Caf\u00e9"}};
  decoded.names = {{"dns", "a.example.com", 0}, {"dns", "b.example.com", 2}};
  const auto value_of = [&](const char* field) {
    Findings findings = {{"X-00", Severity::kError, "", field, ""}};
    FillValues(decoded, findings);
    return findings[0].value;
  };
  EXPECT_EQ("RSA 1024", value_of("key"));
  EXPECT_EQ("Caf\u00e9", value_of("subject[1]"));
  EXPECT_EQ("b.example.com", value_of("san[2]"));
  for (const char* field : {"subject[2]", "subject", "subject[", "subject[]", "subject[0]x", "subject[x]", "san[1]",
                            "extensions", "", "subject[99999999999999999999999]"}) {
    EXPECT_EQ("", value_of(field)) << field;
  }
}

TEST(FindingValuesTest, LeavesAValueThatARuleGave) {
  Decoded decoded;
  decoded.key = "RSA 1024";
  Findings findings = {{"X-00", Severity::kError, "", "key", ""}};
  findings[0].value = "given";
  FillValues(decoded, findings);
  EXPECT_EQ("given", findings[0].value);
}

}  // namespace
}  // namespace keyseal
