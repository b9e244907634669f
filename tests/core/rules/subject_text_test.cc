#include "core/rules/subject_text.h"

#include <gtest/gtest.h>

namespace keyseal {
namespace {

TEST(SubjectTextTest, TellsWhatNobodySees) {
  for (const char* text :
       {"a\x01z", "a\x7f", "a\u0085z", "a\u202ez", "a\ufffdz", "a\u200bz", "a\u00adz", "\ufeff", "\xff"}) {
    EXPECT_TRUE(HasUnseen(text)) << text;
  }
  for (const char* text : {"", "a z", "M\u00fcnchen", "\u05e9\u05dc\u05d5\u05dd", "a\u200dz"}) {
    EXPECT_FALSE(HasUnseen(text)) << text;
  }
}

TEST(SubjectTextTest, TellsDamage) {
  for (const char* text :
       {"A &amp; B", "&#252;", "M\u00c3\u00bc", "A \u00e2\u20ac\u201c", " a", "a ", "a\u00a0", "\xff"}) {
    EXPECT_TRUE(LooksDamaged(text)) << text;
  }
  for (const char* text : {"", "A & B", "A&B;", "S\u00c3O", "a b", "\u00e2me"})
    EXPECT_FALSE(LooksDamaged(text)) << text;
}

TEST(SubjectTextTest, KnowsWhatToolsFillIn) {
  EXPECT_TRUE(IsToolDefault("Some-State"));
  EXPECT_FALSE(IsToolDefault("some-state"));
  EXPECT_FALSE(IsToolDefault(""));
}

}  // namespace
}  // namespace keyseal
