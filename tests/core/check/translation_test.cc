#include "core/check/translation.h"

#include <gtest/gtest.h>

#include "core/check/report_printer.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

constexpr Translated kAll[] = {
    {" ({name})", "[{name}]"},
    {"Make a new key pair: ECDSA P-256, or RSA of 2048 bits or more with the exponent 65537.", "Neues Paar."},
    {"NOT acceptable", "NICHT annehmbar"},
    {"The RSA modulus has fewer than 2048 bits.", "Zu kurz."},
    {"The certificate is for this key.", "Für diesen."},
    {"at byte {n}", "bei Byte {n}"},
    {"empty", "leer"},
    {"error", "Fehler"},
    {"kept", "behalten"},
    {"public-key", "Schlüssel"},
    {"what an authority makes of it:", "was daraus wird:"},
    {"{detail} at byte {n}", "{n}: {detail}"},
    {"{detail}, from {n} on", "{detail}, ab {n}"},
    {"{detail}; {detail}", "{detail} und {detail}"},
    {"{n} bits", "{n} Bits"},
    {"{name}, block {n}", "{name}, Block {n}"},
};
constexpr Translated kPatterns[] = {
    {"{detail}, from {n} on", "{detail}, ab {n}"},
    {"{detail}; {detail}", "{detail} und {detail}"},
    {"{detail} at byte {n}", "{n}: {detail}"},
    {"at byte {n}", "bei Byte {n}"},
    {"{n} bits", "{n} Bits"},
    {"{name}, block {n}", "{name}, Block {n}"},
};
constexpr Translation kGerman(kAll, kPatterns);

TEST(TranslationTest, SaysAWholeSentenceAndLeavesWhatItDoesNotKnow) {
  EXPECT_EQ("Zu kurz.", kGerman.Sentence("The RSA modulus has fewer than 2048 bits."));
  EXPECT_EQ("The RSA modulus is even.", kGerman.Sentence("The RSA modulus is even."));
  EXPECT_EQ("", kGerman.Sentence(""));
}

TEST(TranslationTest, TakesDetailsApart) {
  EXPECT_EQ("leer", kGerman.Detail("empty"));
  EXPECT_EQ("bei Byte 17", kGerman.Detail("at byte 17"));
  EXPECT_EQ("17: leer", kGerman.Detail("empty at byte 17"));
  EXPECT_EQ("17: leer, ab 2027-03-15", kGerman.Detail("empty at byte 17, from 2027-03-15 on"));
  EXPECT_EQ("leer und 5 Bits", kGerman.Detail("empty; 5 bits"));
  EXPECT_EQ("a, b.pem, Block 2", kGerman.Detail("a, b.pem, block 2"));
}

TEST(TranslationTest, LeavesNamesAsTheyAre) {
  for (const char* name :
       {"", "x", "empty at byte y", "x at byte 5", "x; empty", "empty; x", " bits", "5 bits more", "{n}"}) {
    EXPECT_EQ(name, kGerman.Detail(name));
  }
}

TEST(TranslationTest, EndsWithANameThatNestsPhrasesWithoutEnd) {
  std::string eight = "empty", more = "empty", without_end = "empty";
  for (int i = 0; i < 8; i++) eight += "; empty";
  for (int i = 0; i < 9; i++) more += "; empty";
  for (int i = 0; i < 5000; i++) without_end += ", from 1 on";
  EXPECT_EQ("leer und leer und leer und leer und leer und leer und leer und leer und leer", kGerman.Detail(eight));
  EXPECT_EQ(more, kGerman.Detail(more));
  EXPECT_EQ(without_end, kGerman.Detail(without_end));
}

TEST(TranslationTest, HasBracketsOfItsOwn) {
  EXPECT_EQ("[x]", kGerman.Aside("x"));
  EXPECT_EQ("[{name}]", kGerman.Aside("{name}"));
  EXPECT_EQ(" (x)", Translation({}, {}).Aside("x"));
}

TEST(TranslationTest, PrintsAReport) {
  const NamedFile file{"a\"b.pem", ReadVector("check/key/rsa-1024.pem")};
  const CheckedInput input = CheckFiles({&file, 1}, {.date = 20261121}).at(0);
  const std::string text = InputAsText(input, Explain::kNo, &kGerman);
  EXPECT_EQ(0u, text.find("a\\\"b.pem: NICHT annehmbar[Schlüssel, RSA 1024]\n"
                          "  Fehler K-10 key: Zu kurz.[1024 Bits] [BR 6.1.5]\n    Neues Paar.\n"))
      << text;
  EXPECT_EQ(std::string::npos, InputAsJson(input).find("Zu kurz"));
}

TEST(TranslationTest, PrintsWhatAnAuthorityMakesOfARequest) {
  const NamedFile file{"a.pem", ReadVector("check/csr/good.pem")};
  const CheckedInput input = CheckFiles({&file, 1}, {.date = 20261121}).at(0);
  EXPECT_EQ(std::string::npos, InputAsText(input, Explain::kNo, &kGerman).find("daraus"));
  const std::string text = InputAsText(input, Explain::kYes, &kGerman);
  EXPECT_NE(std::string::npos, text.find("\n  was daraus wird:\n    behalten key: ")) << text;
  EXPECT_NE(std::string::npos, text.find(". Für diesen. [BR 7.1.2.7]\n")) << text;
}

}  // namespace
}  // namespace keyseal
