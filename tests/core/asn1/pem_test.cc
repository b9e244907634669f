#include "core/asn1/pem.h"

#include <gtest/gtest.h>

#include <string>

namespace keyseal {
namespace {

const std::string kBegin = "-----BEGIN X-----\n";
const std::string kEnd = "-----END X-----\n";
const std::string kFullLine = std::string(64, 'A') + "\n";  // 48 zero bytes

// Outcome is what ParsePem says: the code and the line.
struct Outcome {
  bool parsed;
  ErrorCode code;
  uint32_t line;
  bool operator==(const Outcome&) const = default;
};
Outcome Parse(const std::string& text) {
  Result<PemBlock> block = ParsePem(text);
  if (block) return {true, ErrorCode::kInternal, 0};
  return {false, block.error().code, block.error().index.value()};
}
constexpr Outcome kGood{true, ErrorCode::kInternal, 0};
Outcome BadAt(uint32_t line) { return {false, ErrorCode::kPemBad, line}; }
Outcome IncompleteAt(uint32_t line) { return {false, ErrorCode::kPemIncomplete, line}; }

TEST(PemTest, BreaksLinesAfter64Characters) {
  EXPECT_EQ(kBegin + kEnd, EncodePem("X", Bytes()));
  EXPECT_EQ(kBegin + "AA==\n" + kEnd, EncodePem("X", Bytes(1)));
  EXPECT_EQ(kBegin + kFullLine + kEnd, EncodePem("X", Bytes(48)));
  EXPECT_EQ(kBegin + kFullLine + "AA==\n" + kEnd, EncodePem("X", Bytes(49)));
}

TEST(PemTest, ReadsWhatItWrote) {
  Bytes der;
  for (size_t size = 1; size <= 200; size++) {
    der.push_back(static_cast<uint8_t>(size * 37));
    Result<PemBlock> block = ParsePem(EncodePem(kSealedKeyLabel, der));
    ASSERT_TRUE(block.has_value()) << size;
    EXPECT_EQ(kSealedKeyLabel, block->label);
    EXPECT_EQ(der, block->der);
  }
}

TEST(PemTest, TakesNoLineBut64CharactersExceptTheLast) {
  EXPECT_EQ(kGood, Parse(kBegin + kFullLine + "AAAA\n" + kEnd));
  EXPECT_EQ(BadAt(2), Parse(kBegin + std::string(60, 'A') + "\nAAAA\n" + kEnd));
  EXPECT_EQ(BadAt(2), Parse(kBegin + std::string(63, 'A') + "\n" + kEnd));
  EXPECT_EQ(BadAt(2), Parse(kBegin + std::string(65, 'A') + "\n" + kEnd));
  EXPECT_EQ(BadAt(2), Parse(kBegin + std::string(68, 'A') + "\n" + kEnd));
  EXPECT_EQ(BadAt(3), Parse(kBegin + kFullLine + std::string(76, 'A') + "\n" + kEnd));
}

TEST(PemTest, ReportsAMissingEndLineAsIncomplete) {
  EXPECT_EQ(IncompleteAt(3), Parse(kBegin + kFullLine));
  EXPECT_EQ(IncompleteAt(2), Parse(kBegin + "AA=="));
  EXPECT_EQ(IncompleteAt(2), Parse(kBegin));
}

TEST(PemTest, ReportsEveryCutBehindTheBeginLineAsIncomplete) {
  const std::string pem = EncodePem("X", Bytes(100));
  for (size_t size = 0; size < kBegin.size() - 1; size++) EXPECT_EQ(BadAt(1), Parse(pem.substr(0, size))) << size;
  for (size_t size = kBegin.size() - 1; size < pem.size() - 1; size++) {
    EXPECT_EQ(ErrorCode::kPemIncomplete, Parse(pem.substr(0, size)).code) << size;
  }
  EXPECT_EQ(kGood, Parse(pem.substr(0, pem.size() - 1)));
}

TEST(PemTest, RejectsAnotherLabelInTheEndLine) {
  EXPECT_EQ(BadAt(3), Parse(kBegin + "AA==\n-----END Y-----\n"));
  EXPECT_EQ(BadAt(3), Parse(kBegin + "AA==\n-----END X -----\n"));
  EXPECT_EQ(BadAt(3), Parse(kBegin + "AA==\n-----END X----\n"));
  EXPECT_EQ(BadAt(3), Parse(kBegin + "AA==\n-----BEGIN X-----\n"));
}

TEST(PemTest, RejectsTextBeforeBeginLine) {
  const std::string pem = EncodePem("X", Bytes(1));
  for (const char* before : {" ", "\n", "\t", "text\n", "\xef\xbb\xbf", "-"}) EXPECT_EQ(BadAt(1), Parse(before + pem));
}

TEST(PemTest, RejectsTextAfterEndLine) {
  const std::string pem = EncodePem("X", Bytes(1));
  EXPECT_EQ(BadAt(3), Parse(kBegin + "AA==\n-----END X-----x\n"));
  EXPECT_EQ(BadAt(3), Parse(kBegin + "AA==\n-----END X------\n"));
  EXPECT_EQ(BadAt(4), Parse(pem + "x"));
  EXPECT_EQ(BadAt(5), Parse(pem + " \n\tx"));
  EXPECT_EQ(BadAt(4), Parse(pem + std::string(1, '\0')));
}

TEST(PemTest, RejectsASecondBlock) { EXPECT_EQ(BadAt(4), Parse(EncodePem("X", Bytes(1)) + EncodePem("X", Bytes(1)))); }

TEST(PemTest, AllowsWhiteSpaceBehindTheEndLine) {
  const std::string pem = EncodePem("X", Bytes(1));
  for (const char* after : {"\n", "\r\n", " ", "\t \r\n\n"}) EXPECT_EQ(kGood, Parse(pem + after));
  EXPECT_EQ(kGood, Parse(kBegin + "AA==\n-----END X----- "));
}

TEST(PemTest, ReadsCrLfEnds) {
  EXPECT_EQ(kGood, Parse("-----BEGIN X-----\r\nAA==\r\n-----END X-----\r\n"));
  EXPECT_EQ(kGood, Parse("-----BEGIN X-----\r\n" + std::string(64, 'A') + "\r\nAA==\r\n-----END X-----"));
  EXPECT_EQ(BadAt(2), Parse("-----BEGIN X-----\r\nAA==\r\r\n-----END X-----\r\n"));
  EXPECT_EQ(BadAt(1), Parse("-----BEGIN X-----\rAA==\r-----END X-----\r"));
}

TEST(PemTest, RejectsWhiteSpaceInside) {
  for (const char* line : {" AA==", "AA== ", "AA ==", "\tAA==", "AA==\n", "\nAA==", "AA==\n \n"}) {
    EXPECT_EQ(ErrorCode::kPemBad, Parse(kBegin + line + "\n" + kEnd).code) << line;
  }
  EXPECT_EQ(BadAt(1), Parse("-----BEGIN X----- \nAA==\n" + kEnd));
}

TEST(PemTest, RejectsHeaders) { EXPECT_EQ(BadAt(2), Parse(kBegin + "Proc-Type: 4,ENCRYPTED\n\nAAAA\n" + kEnd)); }

TEST(PemTest, RejectsBadBase64) {
  for (const char* line : {"A", "AA", "AAA", "AAAAA", "AA=", "A===", "====", "=AAA", "A=AA", "AA=A", "AA==AAAA", "AA-_",
                           "AA*=", "AA\xc3\xa4", "AAA\x80"}) {
    EXPECT_EQ(BadAt(2), Parse(kBegin + line + "\n" + kEnd)) << line;
  }
  EXPECT_EQ(BadAt(2), Parse(kBegin + std::string("AA\0A", 4) + "\n" + kEnd));
}

TEST(PemTest, RejectsPaddingBeforeTheLastLine) {
  EXPECT_EQ(BadAt(2), Parse(kBegin + std::string(62, 'A') + "==\nAAAA\n" + kEnd));
  EXPECT_EQ(kGood, Parse(kBegin + std::string(62, 'A') + "==\n" + kEnd));
}

TEST(PemTest, RejectsBitsBehindTheLastByte) {
  EXPECT_EQ(kGood, Parse(kBegin + "AQ==\n" + kEnd));
  EXPECT_EQ(BadAt(2), Parse(kBegin + "AR==\n" + kEnd));
  EXPECT_EQ(kGood, Parse(kBegin + "AAE=\n" + kEnd));
  EXPECT_EQ(BadAt(2), Parse(kBegin + "AAF=\n" + kEnd));
}

TEST(PemTest, RejectsAnEmptyBody) {
  EXPECT_EQ(BadAt(2), Parse(kBegin + kEnd));
  EXPECT_EQ(BadAt(2), Parse(kBegin + "\n" + kEnd));
  EXPECT_EQ(BadAt(3), Parse(kBegin + kFullLine + "\n" + kEnd));
}

TEST(PemTest, RejectsWhatIsNoBeginLine) {
  for (const char* line :
       {"", "-----BEGIN -----", "-----BEGIN-----", "----BEGIN X----", "-----begin X-----", "-----BEGIN X",
        "-----BEGIN X----", "-----BEGIN  X-----", "-----BEGIN X -----", "-----BEGIN X------", "-----BEGIN A--B-----",
        "-----BEGIN A\tB-----", "-----END X-----", "-----BEGIN \xc3\x84-----"}) {
    EXPECT_EQ(BadAt(1), Parse(std::string(line) + "\nAA==\n" + kEnd)) << line;
  }
  EXPECT_EQ(BadAt(1), Parse(""));
}

TEST(PemTest, ReturnsTheLabel) {
  for (const char* label : {"X", kCsrLabel, "A-B C", "X509 CRL"}) {
    Result<PemBlock> block = ParsePem(EncodePem(label, Bytes(1)));
    ASSERT_TRUE(block.has_value()) << label;
    EXPECT_EQ(label, block->label);
  }
}

}  // namespace
}  // namespace keyseal
