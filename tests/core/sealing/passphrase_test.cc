#include "core/sealing/passphrase.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/string_table.h"
#include "core/base/utf8.h"
#include "core/sealing/passphrase_patterns.h"
#include "tests/core/support/fake_entropy.h"

namespace keyseal {
namespace {

using namespace std::string_view_literals;

constexpr char kGood[] = "kettle-prior-vast";
// A vowel with marks in four forms that are canonically the same: e, dot below, acute.
constexpr char kNfc[] = "\xe1\xba\xb9\xcc\x81";

SecretBytes Secret(std::string_view text) { return std::move(SecretBytes::Copy(ToBytes(text))).value(); }

std::string Text(ByteSpan bytes) { return {bytes.begin(), bytes.end()}; }

std::string Accepted(std::string_view text, const std::vector<std::string>& names = {}) {
  const Result<Passphrase> passphrase = Passphrase::Accept(Secret(text), names);
  return passphrase ? "ok" : ErrorName(passphrase.error().code);
}

std::string Opening(std::string_view text) {
  const Result<Passphrase> passphrase = Passphrase::ForOpening(Secret(text));
  return passphrase ? Text(passphrase->Reveal()) : ErrorName(passphrase.error().code);
}

// Varied returns |size| characters that no rule but those on length can refuse.
std::string Varied(size_t size) {
  std::string text;
  for (uint32_t state = 1; text.size() < size; state = state * 1664525 + 1013904223) text += "etaoinsh"[state >> 29];
  return text;
}

TEST(PassphraseTest, W01_NeedsFifteenCharacters) {
  EXPECT_EQ("passphrase-too-short", Accepted(Varied(14)));
  EXPECT_EQ("ok", Accepted(Varied(15)));
}

TEST(PassphraseTest, W01_CountsCodePointsNotBytesOrUtf16Units) {
  EXPECT_EQ("passphrase-too-short", Accepted("😀😁😂😃😄😅😆😇😈😉😊😋😌😍"));
  EXPECT_EQ("ok", Accepted("😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎"));
}

TEST(PassphraseTest, W01_CountsAfterNormalisation) {
  // 14 letters, of which one is written as two code points.
  EXPECT_EQ("passphrase-too-short", Accepted(std::string("e\xcc\x81").append(Varied(13))));
  EXPECT_EQ("ok", Accepted(std::string("e\xcc\x81").append(Varied(14))));
}

TEST(PassphraseTest, W01_AcceptsSixtyFourCharactersSpacesAndSymbols) {
  EXPECT_EQ("ok", Accepted(Varied(64)));
  EXPECT_EQ("ok", Accepted("the wet owl sang"));
  EXPECT_EQ("ok", Accepted(" leading and trailing "));
  EXPECT_EQ("ok", Accepted("a~b!c@d#e$f%g^h&i*j(k)"));
}

TEST(PassphraseTest, W01_AsksForNoMixOfCharacters) {
  EXPECT_EQ("ok", Accepted("onlylowercaseletters"));
  EXPECT_EQ("ok", Accepted("314159265358979"));
}

TEST(PassphraseTest, EndsAt1024Bytes) {
  EXPECT_EQ("ok", Accepted(Varied(1024)));
  EXPECT_EQ("passphrase-too-long", Accepted(Varied(1025)));
  EXPECT_EQ("passphrase-too-long", Accepted(std::string(1'000'000, 'x')));
  EXPECT_EQ("passphrase-too-long", Opening(Varied(1025)));
}

TEST(PassphraseTest, MeasuresTheNormalisedBytes) {
  std::string decomposed, composed;
  for (int i = 0; i < 512; i++) {
    decomposed += "o\xcc\x88";
    composed += "ö";
  }
  EXPECT_EQ(composed, Opening(decomposed));  // 1536 bytes become 1024
  EXPECT_EQ("passphrase-too-long", Opening(decomposed + "x"));
}

TEST(PassphraseTest, W01_CanonicallyEqualTextsGiveEqualBytes) {
  for (const char* form : {"\xe1\xba\xb9\xcc\x81", "e\xcc\xa3\xcc\x81", "e\xcc\x81\xcc\xa3", "\xc3\xa9\xcc\xa3"}) {
    EXPECT_EQ(kNfc, Opening(form)) << form;
  }
  EXPECT_EQ("\xc3\x85", Opening("\xe2\x84\xab"));                              // Angstrom sign
  EXPECT_EQ("\xe0\xa4\x95\xe0\xa4\xbc", Opening("\xe0\xa5\x98"));              // composition exclusion U+0958
  EXPECT_EQ("\xea\xb0\x81", Opening("\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8"));  // Hangul
  EXPECT_EQ("\xce\xa9", Opening("\xe2\x84\xa6"));                              // U+2126, which Normalise itself uses
  EXPECT_EQ("ﬁ", Opening("ﬁ"));                                                // NFC, not NFKC
}

TEST(PassphraseTest, W01_AcceptGivesTheSameBytesForNfcAndNfd) {
  const Result<Passphrase> nfc = Passphrase::Accept(Secret("Käse und Möhren 7"), {});
  const Result<Passphrase> nfd = Passphrase::Accept(Secret("Ka\xcc\x88se und Mo\xcc\x88hren 7"), {});
  EXPECT_EQ("Käse und Möhren 7", Text(nfc->Reveal()));
  EXPECT_EQ(Text(nfc->Reveal()), Text(nfd->Reveal()));
}

TEST(PassphraseTest, RefusesWhatIsNotTextOnOneLine) {
  for (const std::string_view bad : {"\0"sv, "\n"sv, "\r\n"sv, "\t"sv, "\x7f"sv, "\xc2\x85"sv, "\xe2\x80\xa8"sv,
                                     "\xff"sv, "\xc3"sv, "\xc0\xaf"sv, "\xed\xa0\x80"sv, "\xef\xbf\xbd"sv}) {
    const std::string text = std::string(kGood).append(bad);
    EXPECT_EQ("passphrase-not-text", Accepted(text));
    EXPECT_EQ("passphrase-not-text", Opening(text));
  }
}

TEST(PassphraseTest, SaysTheFirstReason) {
  EXPECT_EQ("passphrase-empty", Accepted(""));
  EXPECT_EQ("passphrase-empty", Opening(""));
  EXPECT_EQ("passphrase-not-text", Accepted("\n"));
  EXPECT_EQ("passphrase-too-short", Accepted("123456"));
  EXPECT_EQ("passphrase-pattern", Accepted("passwordpassword"));  // on the list, too
  EXPECT_EQ("passphrase-common", Accepted("passwordstandard", {"passwordstandard.com"}));
}

TEST(PassphraseTest, NeedsFiveDifferentCharacters) {
  EXPECT_EQ("passphrase-pattern", Accepted("abcdbadcbdacabdd"));
  EXPECT_EQ("ok", Accepted("abcdbadcbdacabde"));
  EXPECT_TRUE(HasDifferent(U"aAaA", 2));
  EXPECT_FALSE(HasDifferent(U"aAaA", 3));
}

TEST(PassphraseTest, RefusesOnePieceRepeated) {
  for (const char* text : {"correct correct correct ", "trombonetrombone", "TromboneTROMBONE", "trombonetrombonetro",
                           "xk7q2xk7q2xk7q2x", "sept_ember!sept_ember!s"}) {
    EXPECT_EQ("passphrase-pattern", Accepted(text)) << text;
  }
  EXPECT_EQ("ok", Accepted("trombone-trombone"));  // the unit with its hyphen is longer than half
  EXPECT_EQ("ok", Accepted("trombonetrombonex"));
  EXPECT_TRUE(IsRepeatedUnit(U"abcabc"));
  EXPECT_TRUE(IsRepeatedUnit(U"abcabca"));
  EXPECT_FALSE(IsRepeatedUnit(U"abcab"));  // a unit of 3 in 5
  EXPECT_FALSE(IsRepeatedUnit(U"a"));
}

TEST(PassphraseTest, RefusesRunsAlongAlphabetDigitsAndKeyboards) {
  for (const char* text :
       {"abcdefghijklmno",        "onmlkjihgfedcba",        "stuvwxyzabcdefg",  "ABCDEFGHIJKLMNO",
        "123456789012345",        "098765432109876",        "012345678901234",  "abcdefgh12345678",
        "qwertyuiopasdfghjkl",    "poiuytrewqlkjhgfdsa",    "qwertzuiopasdfg",  "azertyuiopqsdfg",
        "yxcvbnmasdfghjkl",       "wxcvbnqsdfghjklm",       "123qweasdzxc123",  "qwertyuiop[]asd",
        "qwertzuiopüasdfghjklöä", "QWERTZUIOPÜASDFGHJKLÖÄ", "!@#$%^&*()qwerty", "aaaabbbbccccddddeeee",
        "123432qwertyuiop",       "qwertytrewq123321"}) {
    EXPECT_EQ("passphrase-pattern", Accepted(text)) << text;
  }
}

TEST(PassphraseTest, AcceptsRunsBesideSomethingElse) {
  EXPECT_EQ("ok", Accepted("abcdefghijklmn12"));  // a run of two is none
  EXPECT_EQ("passphrase-pattern", Accepted("abcdefghijklmn123"));
  EXPECT_EQ("ok", Accepted("qwertyuiop kettle"));
  EXPECT_FALSE(IsMadeOfRuns(U"qx"));
  EXPECT_FALSE(IsMadeOfRuns(U""));
}

TEST(PassphraseTest, W01_RefusesTheWholeOfAListedPassword) {
  EXPECT_EQ("passphrase-common", Accepted("passwordstandard"));
  EXPECT_EQ("passphrase-common", Accepted("PasswordStandard"));
  EXPECT_EQ("passphrase-common", Accepted("1qaz2wsx3edc4rfv"));
  EXPECT_EQ("ok", Accepted("passwordstandards"));
}

TEST(PassphraseTest, RefusesEveryListedPassword) {
  const StringTable list = CommonPasswords();
  for (size_t i = 0; i < list.size(); i++) {
    const std::string outcome = Accepted(list.At(i));
    EXPECT_NE("ok", outcome) << list.At(i);
  }
}

TEST(PassphraseTest, RefusesTheRequestsOwnNames) {
  const std::vector<std::string> names = {"other.example.net", "www.example-shop.com"};
  for (const char* text :
       {"www.example-shop.com", "WWW.Example-Shop.COM", "wwwexampleshopcom", "example-shop.com", "www example shop com",
        "www.example-shop.com2026", "2026www.example-shop.com", "!!!!example-shop.com!!!!", "moc.pohs-elpmaxe.www"}) {
    EXPECT_EQ("passphrase-is-name", Accepted(text, names)) << text;
    EXPECT_EQ("ok", Accepted(text, {"unrelated.example.org"})) << text;
  }
}

TEST(PassphraseTest, TakesFourCharactersBesideANameForTheName) {
  EXPECT_EQ("passphrase-is-name", Accepted("example-shop.com1234", {"example-shop.com"}));
  EXPECT_EQ("ok", Accepted("example-shop.com12345", {"example-shop.com"}));
  EXPECT_EQ("passphrase-is-name", Accepted("1234example-shop.com", {"example-shop.com"}));
  EXPECT_EQ("ok", Accepted("12345example-shop.com", {"example-shop.com"}));
}

TEST(PassphraseTest, RefusesNamesOfEveryKind) {
  EXPECT_EQ("passphrase-is-name", Accepted("shop.example.com!", {"*.shop.example.com"}));
  EXPECT_EQ("passphrase-is-name", Accepted("example.com 2026", {"jo.doe@example.com"}));
  EXPECT_EQ("passphrase-is-name", Accepted("jo.doe@example.com", {"jo.doe@example.com"}));
  EXPECT_EQ("passphrase-is-name", Accepted("2001:db8:85a3::8a2e", {"2001:db8:85a3::8a2e"}));
  EXPECT_EQ("passphrase-is-name", Accepted("intranetserver01", {"intranetserver01"}));
  EXPECT_EQ("passphrase-is-name", Accepted("spiffe://example.org/db", {"spiffe://example.org/db"}));
}

TEST(PassphraseTest, RefusesANameInItsOtherSpelling) {
  EXPECT_EQ("passphrase-is-name", Accepted("bücher-börse.example", {"xn--bcher-brse-kcb9d.example"}));
  EXPECT_EQ("passphrase-is-name", Accepted("BÜCHER.example26", {"xn--bcher-kva.example"}));
  EXPECT_EQ("passphrase-is-name", Accepted("bu\xcc\x88"
                                           "cher.example26",
                                           {"xn--bcher-kva.example"}));
  EXPECT_EQ("passphrase-is-name", Accepted("xn--bcher-kva.example", {"xn--bcher-kva.example"}));
}

TEST(PassphraseTest, OpeningTakesAnyTextSinceTheKeyExists) {
  EXPECT_EQ("123456", Opening("123456"));
  EXPECT_EQ("x", Opening("x"));
}

TEST(PassphraseTest, KnowsWhetherEveryProgramCanTypeIt) {
  EXPECT_TRUE(Passphrase::ForOpening(Secret("~ a"))->is_ascii());
  EXPECT_FALSE(Passphrase::ForOpening(Secret("~ ä"))->is_ascii());
}

// Scripted draws: |values| are the first two bytes of each draw after the start-up test; the rest is a stream, so that
// the health tests are content. Gives up after the last one.
class ScriptedWords {
 public:
  explicit ScriptedWords(std::vector<uint16_t> values)
      : values_(std::move(values)), source_([this](std::span<uint8_t> out) { return Draw(out); }) {}

  Result<SecretBytes> Suggest(size_t word_count) { return SuggestPassphrase(word_count, entropy_); }

 private:
  bool Draw(std::span<uint8_t> out) {
    if (!stream_(out)) return false;
    if (out.size() == kStartUpSize) return true;
    if (next_ == values_.size()) return false;
    out[0] = static_cast<uint8_t>(values_[next_] >> 8);
    out[1] = static_cast<uint8_t>(values_[next_++]);
    return true;
  }

  std::vector<uint16_t> values_;
  size_t next_ = 0;
  FakeSource::Draw stream_ = Stream(5);
  FakeSource source_;
  Entropy entropy_ = source_.MakeEntropy();
};

std::string Joined(const std::vector<size_t>& indices) {
  std::string text;
  for (const size_t index : indices) {
    if (!text.empty()) text += '-';
    text += Words().At(index);
  }
  return text;
}

TEST(SuggestPassphraseTest, DrawsAgainAtTheLimitAndAcceptsOneBelow) {
  ScriptedWords words({62208, 65535, 62207, 0, 7775, 7776, 62208, 1});
  const Result<SecretBytes> suggestion = words.Suggest(5);
  ASSERT_TRUE(suggestion.has_value());
  EXPECT_EQ(Joined({7775, 0, 7775, 0, 1}), Text(suggestion->Reveal()));
}

TEST(SuggestPassphraseTest, GivesEveryWordEightOfTheAcceptedDraws) {
  std::vector<uint16_t> values;
  for (uint32_t value = 0; value < 65536; value++) values.push_back(static_cast<uint16_t>(value));
  std::vector<size_t> counts(kWordCount);
  ScriptedWords words(values);
  for (size_t value = 0; value < 62208; value += 18) {  // 62208 = 8 * 7776 = 3456 * 18
    std::vector<size_t> expected;
    for (size_t i = value; i < value + 18; i++) {
      expected.push_back(i % kWordCount);
      counts[expected.back()]++;
    }
    const Result<SecretBytes> suggestion = words.Suggest(18);
    ASSERT_TRUE(suggestion.has_value());
    ASSERT_EQ(Joined(expected), Text(suggestion->Reveal()));
  }
  EXPECT_TRUE(std::ranges::all_of(counts, [](size_t count) { return count == 8; }));
  EXPECT_EQ(ErrorCode::kRandomFailed, words.Suggest(5).error().code);  // the rest is above the limit
}

TEST(SuggestPassphraseTest, GivesUpAfter128RejectionsInARow) {
  std::vector<uint16_t> values(127, 65535);
  values.insert(values.end(), {1, 2, 3, 4, 5});
  EXPECT_TRUE(ScriptedWords(values).Suggest(5).has_value());
  values.insert(values.begin(), 65535);
  EXPECT_FALSE(ScriptedWords(values).Suggest(5).has_value());
}

TEST(SuggestPassphraseTest, FailsAsTheSourceDoes) {
  ScriptedWords words({1, 2, 3, 4});
  EXPECT_EQ(ErrorCode::kRandomFailed, words.Suggest(5).error().code);
}

TEST(SuggestPassphraseTest, TakesFiveToTwentyWords) {
  FakeSource source(Stream(3));
  Entropy entropy = source.MakeEntropy();
  EXPECT_EQ(ErrorCode::kRequestNotValid, SuggestPassphrase(4, entropy).error().code);
  EXPECT_TRUE(SuggestPassphrase(5, entropy).has_value());
  EXPECT_TRUE(SuggestPassphrase(20, entropy).has_value());
  EXPECT_EQ(ErrorCode::kRequestNotValid, SuggestPassphrase(21, entropy).error().code);
}

TEST(SuggestPassphraseTest, SuggestionsPassTheGate) {
  FakeSource source(Stream(2026));
  Entropy entropy = source.MakeEntropy();
  for (int i = 0; i < 2000; i++) {
    const Result<SecretBytes> suggestion =
        SuggestPassphrase(i % 2 == 0 ? kDefaultSuggestedWords : kMinSuggestedWords, entropy);
    ASSERT_TRUE(suggestion.has_value());
    EXPECT_TRUE(Passphrase::Accept(*suggestion, {"www.example.com"}).has_value()) << Text(suggestion->Reveal());
  }
}

}  // namespace
}  // namespace keyseal
