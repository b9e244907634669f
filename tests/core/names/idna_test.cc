#include <gtest/gtest.h>

#include "core/names/names.h"

namespace keyseal {
namespace {

// Names in private scope: IDNA is the same in both.
Result<DnsName> Parse(std::string_view text) { return DnsName::Parse(text, NameScope::kPrivate); }

std::string TextOf(std::string_view text) {
  const Result<DnsName> name = Parse(text);
  return name ? name->text() : ErrorName(name.error().code);
}

void ExpectRefused(std::string_view text) { EXPECT_EQ("idn-not-valid", TextOf(text)) << text; }

TEST(IdnaTest, N14_AcceptsValidALabels) {
  for (const char* text : {"www.xn--mnich-kva.com", "xn--n3h.ws", "xn--fa-hia.de", "xn--wgv71a119e.jp", "xn--4db.com",
                           "xn--mgba3gch31f060k.com"}) {
    EXPECT_EQ(text, TextOf(text));
  }
}

TEST(IdnaTest, N14_RefusesWhatPunycodeNeverPutsOut) {
  for (const char* text : {
           "www.xn--m.com",                 // cut off
           "xn--.com",                      // nothing
           "xn--abc.com",                   // does not decode
           "xn--example-.com",              // ASCII only
           "xn---tda.com",                  // a delimiter without basic characters before it
           "xn--99999999999999999999.com",  // above U+10FFFF
           "xn--ib9b.com",                  // a surrogate, U+D800
           "xn--xn---3ra.com",              // an A-label inside an A-label
       }) {
    ExpectRefused(text);
  }
  ExpectRefused("xn--mnich-kv\u0161.com");  // U+0161 is no "a", though its last byte is
}

TEST(IdnaTest, N15_RefusesALabelsThatAreNotNfc) {
  ExpectRefused("xn--109-3veba6djs1bfxlfmx6c9g.xn--f1awi.xn--p1ai");                  // Boulder's
  ExpectRefused("xn--e-xbb.com");                                                     // e and U+0301
  EXPECT_EQ("xn--9ca.com", TextOf("xn--9ca.com"));                                    // U+00E9
  EXPECT_EQ("xn--example--3bhk5a.xn--p1ai", TextOf("xn--example--3bhk5a.xn--p1ai"));  // zlint's dnsNamesNFC
}

TEST(IdnaTest, N15_ComposesULabels) { EXPECT_EQ("xn--9ca.com", TextOf("e\u0301.com")); }

TEST(IdnaTest, N16_AcceptsALabelsOfNewerUnicode) {
  EXPECT_EQ("xn--a-0za.com", TextOf("xn--a-0za.com"));  // U+0242, of Unicode 5.0
  EXPECT_EQ("xn--d88a.com", TextOf("xn--d88a.com"));    // U+A7DB, of Unicode 16
  EXPECT_EQ("xn--p9as.com", TextOf("xn--p9as.com"));    // U+0558, unassigned in Unicode 17
}

TEST(IdnaTest, N16_RefusesALabelsOfWhatNoUnicodeWillAllow) {
  for (const char* text : {"xn--ab-g4t.com",   // U+202E, which turns the text behind it
                           "xn--a-ro7g.com",   // private use
                           "xn--1n7c.com"}) {  // a noncharacter
    ExpectRefused(text);
  }
}

TEST(IdnaTest, N17_RefusesALabelsThatTheirOwnULabelWouldNotBecome) {
  for (const char* text : {"xn--wca.com",        // U+00DC, which maps to U+00FC
                           "xn--ab-5da.com",     // a soft hyphen, which vanishes
                           "xn--y3b.com",        // U+0958, which decomposes
                           "xn----eha.com",      // begins with a hyphen
                           "xn--1ch.com",        // U+2260, which has "=" inside
                           "xn--a-wbb.com",      // begins with U+0301
                           "xn--1-0hc.com",      // a digit before Alef
                           "xn--ab-m1t.com"}) {  // a joiner between Latin letters
    ExpectRefused(text);
  }
}

TEST(IdnaTest, N17_ConvertsULabels) {
  EXPECT_EQ("xn--bcher-kva.example", TextOf("Bücher.example"));
  EXPECT_EQ("xn--wgv71a119e.jp", TextOf("日本語.jp"));
  EXPECT_EQ("xn--wgv71a119e.jp", TextOf("日本語。jp"));  // U+3002 is a dot too
  EXPECT_EQ("example.com", TextOf("ｅｘａｍｐｌｅ．com"));
  EXPECT_EQ("xn--e1afmkfd.xn--p1ai", TextOf("Пример.РФ"));
  EXPECT_EQ("xn--n3h.ws", TextOf("☃.ws"));
  EXPECT_EQ("xn--mnich-kva.com", TextOf("ｘｎ－－mnich-kva.com"));
}

TEST(IdnaTest, N15_TakesOnlyTheComposedAndOrderedForm) {
  EXPECT_EQ("xn--lsa503l.com", TextOf("\u00e9\u0323.com"));
  EXPECT_EQ("xn--lsa503l.com", TextOf("\u1eb9\u0301.com"));
  EXPECT_EQ("xn--lsa503l.com", TextOf("xn--lsa503l.com"));
  EXPECT_EQ("idn-not-valid", TextOf("xn--9ca45i.com"));  // U+00E9 U+0323 as they stand
}

TEST(IdnaTest, N17_IsNonTransitional) {
  EXPECT_EQ("xn--fa-hia.de", TextOf("faß.de"));
  EXPECT_EQ("xn--3xa.gr", TextOf("ς.gr"));
  EXPECT_EQ("xn--mgba3gch31f060k.com", TextOf("نامه\u200cای.com"));
}

TEST(IdnaTest, N17_UsesStd3Rules) {
  for (const char* text : {"ü_b.com", "ü b.com", "ü!.com", "a\u2260b.com", "\u226e.com", "\u226f.com", "ü\uff3f.com"}) {
    EXPECT_EQ("name-not-valid", TextOf(text)) << text;
  }
}

TEST(IdnaTest, N17_ChecksHyphens) {
  for (const char* text : {"-ü.com", "ü-.com", "aü--b.com"}) EXPECT_EQ("name-not-valid", TextOf(text)) << text;
  EXPECT_EQ("xn---a--b-jva.com", TextOf("ü-a--b.com"));  // hyphens elsewhere are fine
}

TEST(IdnaTest, N17_RefusesDisallowedCharacters) {
  for (const char* text : {"a\u2028.com", "a\ue000.com", "a\u0378.com", "\u061c.com"}) ExpectRefused(text);
}

TEST(IdnaTest, N17_RefusesLeadingMarks) {
  for (const char* text : {"\u0301a.com",          // nonspacing
                           "\u0903\u0915.com",     // spacing
                           "\u20dda.com",          // enclosing
                           "\u0898\u0628.com"}) {  // of Unicode 14
    ExpectRefused(text);
  }
}

// RFC 5892 A.1 and A.2. Beh (U+0628) joins on both sides, Alef (U+0627) on its right only; U+064E is transparent.
TEST(IdnaTest, N17_AcceptsJoinersInTheirContext) {
  for (const char* text : {"क्\u200dष.com", "क्\u200cष.com",        // behind a virama
                           "\u0628\u200c\u0628.com",              // D ZWNJ D
                           "\u0628\u200c\u0627.com",              // D ZWNJ R
                           "\u0628\u064e\u200c\u064e\u0628.com",  // D T ZWNJ T D
                           "\ua872\u200c\ua840.com"}) {           // L ZWNJ D
    EXPECT_TRUE(Parse(text)) << TextOf(text) << " " << text;
  }
}

TEST(IdnaTest, N17_RefusesJoinersElsewhere) {
  for (const char* text : {"a\u200db.com", "a\u200cb.com", "\u200da.com", "\u200ca.com", "a\u200d.com", "a\u200c.com",
                           "\u200c.com", "\u200d.com",
                           "\u0627\u200c\u0628.com",        // R ZWNJ D
                           "\u0628\u200c\u0621.com",        // D ZWNJ U
                           "\u0628\u200d\u0628.com",        // a ZWJ needs a virama
                           "\u0628\u200c.com",              // nothing behind
                           "\u0628\u0627\u200c\u0628.com",  // a D further off does not count
                           "क्\u200dषa\u200db.com",          // the second one, behind a good one
                           "\u0628\u200c\u0628\u0621\u200c\u0628.com"}) {
    ExpectRefused(text);
  }
}

TEST(IdnaTest, N17_AcceptsRightToLeftLabels) {
  for (const char* text : {"אבג.com", "א1.com", "א-ב.com", "\u0627\u0661.com",  // digits at the end
                           "\u05d0\u05b0.com",                                  // a mark at the end
                           "abc.אב.com", "a1.אב.com", "\u0870\u0628.com"}) {    // U+0870 is of Unicode 14
    EXPECT_TRUE(Parse(text)) << text;
  }
}

TEST(IdnaTest, N17_AppliesTheBidiRule) {
  for (const char* text : {"1א.com", "\u0661א.com",               // condition 1: begins with a number
                           "אaב.com", "אבa.com", "א\u0903ב.com",  // condition 2: something left to right inside
                           "א☃.com",                              // condition 3: a symbol at the end
                           "\u0627\u06611\u0627.com",             // condition 4: both kinds of digits
                           "aא.com", "a\u0661b.com",  // condition 5: right-to-left in a label that began with Latin
                           "क्\u200d.אב.com"}) {       // condition 6: a joiner at the end
    ExpectRefused(text);
  }
}

TEST(IdnaTest, N17_AppliesTheBidiRuleToTheNeighboursOfRightToLeftLabels) {
  for (const char* text : {"1.אב.com", "1a.אב.com", "אב.1a.com", "xn--4db.1a.com", "☃.אב.com", "a☃.אב.com"}) {
    ExpectRefused(text);
  }
  EXPECT_EQ("1a.com", TextOf("1a.com"));
}

}  // namespace
}  // namespace keyseal
