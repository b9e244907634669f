#include "core/check/input_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "core/asn1/pem.h"
#include "core/base/limits.h"
#include "core/check/check.h"
#include "core/keys/public_key.h"
#include "tests/core/support/from_hex.h"
#include "tests/core/support/read_vector.h"
#include "tests/core/support/tlv.h"

namespace keyseal {
namespace {

Bytes ToFile(std::string_view text) { return Bytes(text.begin(), text.end()); }

std::string Vector(const std::string& name) { return ReadTextVector("check/" + name); }

std::string Told(const Error& error) {
  std::string told = ErrorName(error.code);
  if (error.index) told += " " + std::to_string(*error.index);
  return told;
}

// WhatIsRead spells what is found in a file as a line of read/expected.txt does.
std::string WhatIsRead(ByteSpan file) {
  const auto inputs = SplitInput(file);
  if (!inputs) return Told(inputs.error());
  std::string all;
  for (const Result<Bytes>& input : *inputs) {
    if (!all.empty()) all += " | ";
    if (!input) {
      all += Told(input.error());
      continue;
    }
    const Result<CheckReport> report = CheckDer(*input, {.profile = Profile::kPrivatePki});
    all += report ? Sha256Hex(*input) : Told(report.error());
  }
  return all;
}

TEST(InputReaderTest, ReadsWhatPeopleHaveAndTellsWhatItCannotRead) {
  const Bytes list = ReadVector("check/read/expected.txt");
  std::istringstream lines(std::string(list.begin(), list.end()));
  size_t files = 0;
  for (std::string line; std::getline(lines, line); files++) {
    const size_t end = line.find(" | ");
    ASSERT_NE(std::string::npos, end);
    const std::string name = line.substr(0, end);
    EXPECT_EQ(line.substr(end + 3), WhatIsRead(ReadVector("check/read/" + name))) << name;
  }
  EXPECT_GT(files, 90U);
}

TEST(InputReaderTest, CountsTheInputsOfEveryKindAgainstOneLimit) {
  const Bytes certificate = ParsePem(Vector("certificate/dv.pem"))->der;
  // A PKCS#7 of as many certificates as may be, of two bytes each: they are told apart before they are judged.
  const auto pkcs7 = [](size_t count) {
    Bytes certificates;
    for (size_t i = 0; i < count; i++) certificates.insert(certificates.end(), {0x30, 0x00});
    const Bytes data = Tlv(0x30, {0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01});
    const Bytes signed_data = Tlv(0x30, Join({{0x02, 0x01, 0x01}, {0x31, 0x00}, data, Tlv(0xa0, certificates)}));
    return Tlv(0x30,
               Join({{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02}, Tlv(0xa0, signed_data)}));
  };
  const auto most = SplitInput(pkcs7(kMaxBlocks));
  ASSERT_TRUE(most);
  EXPECT_EQ(kMaxBlocks, most->size());
  EXPECT_TRUE(most->back());
  const auto beyond = SplitInput(pkcs7(kMaxBlocks + 2));
  ASSERT_TRUE(beyond);
  ASSERT_EQ(kMaxBlocks + 1, beyond->size());
  EXPECT_EQ(ErrorCode::kInputTooLarge, beyond->back().error().code);
  const std::string two = EncodePem("PKCS7", pkcs7(kMaxBlocks)) + EncodePem("CERTIFICATE", certificate);
  const auto both = SplitInput(ToFile(two));
  ASSERT_TRUE(both);
  ASSERT_EQ(kMaxBlocks + 1, both->size());
  EXPECT_EQ(ErrorCode::kInputTooLarge, both->back().error().code);
}

TEST(InputReaderTest, JudgesEveryBlockOfAFileAndSkipsTheTextAround) {
  const std::string text = "Certificate Request:\n    Data:\n" + Vector("csr/good.pem") + "and\n" +
                           Vector("key/rsa-1024.pem") + Vector("certificate/dv.pem") + "end\n";
  const auto inputs = SplitInput(ToFile(text));
  ASSERT_TRUE(inputs);
  ASSERT_EQ(3u, inputs->size());
  const InputKind kinds[] = {InputKind::kCsr, InputKind::kPublicKey, InputKind::kCertificate};
  for (size_t i = 0; i < 3; i++) EXPECT_EQ(kinds[i], CheckDer(*inputs->at(i), {})->kind);
}

TEST(InputReaderTest, TellsTheLineOfABlockThatIsBroken) {
  std::string broken = Vector("csr/good.pem");
  broken[broken.find('\n') + 3] = '*';
  const auto inputs = SplitInput(ToFile("one\n" + Vector("csr/good.pem") + broken + Vector("csr/good.pem")));
  ASSERT_TRUE(inputs);
  ASSERT_EQ(3u, inputs->size());
  EXPECT_TRUE(inputs->at(0) && inputs->at(2));
  ASSERT_FALSE(inputs->at(1));
  EXPECT_EQ(ErrorCode::kPemBad, inputs->at(1).error().code);
  const auto lines_before = static_cast<uint32_t>(1 + std::ranges::count(Vector("csr/good.pem"), '\n'));
  EXPECT_EQ(lines_before + 2, inputs->at(1).error().index);
  const std::string cut = Vector("csr/good.pem").substr(0, 100);
  EXPECT_EQ("pem-incomplete 2", WhatIsRead(ToFile(cut)));
}

TEST(InputReaderTest, ReadsDerToo) {
  const PemBlock block = *ParsePem(Vector("csr/good.pem"));
  const auto inputs = SplitInput(block.der);
  ASSERT_TRUE(inputs);
  EXPECT_EQ(block.der, *inputs->at(0));
}

TEST(InputReaderTest, ReadsDerAsDerWhateverItsStringsSay) {
  // SEQUENCE { UTF8String "-----BEGIN PRIVATE KEY-----" }
  const Bytes der = FromHex("301d0c1b2d2d2d2d2d424547494e2050524956415445204b45592d2d2d2d2d");
  const auto inputs = SplitInput(der);
  ASSERT_TRUE(inputs);
  ASSERT_TRUE(inputs->at(0));
  EXPECT_EQ(der, *inputs->at(0));
  // Text that begins with the octet of a SEQUENCE, which is "0", is text.
  EXPECT_EQ(InputKind::kCsr, CheckDer(*SplitInput(ToFile("0\n" + Vector("csr/good.pem")))->at(0), {})->kind);
}

TEST(InputReaderTest, JudgesAFileThatOthersReadAsDerAsDer) {
  // A SEQUENCE { SEQUENCE {} } and a request in PEM that stands in it or behind it, each as lenient readers take it.
  const std::string pem = "\n" + Vector("csr/good.pem");
  const Bytes inside = Join({FromHex("3000"), Tlv(0x30, Tlv(0x04, ToFile(pem)))});
  Bytes cut = Tlv(0x30, inside);
  cut.pop_back();
  for (const Bytes& file : {
           Tlv(0x30, inside), Join({Tlv(0x30, inside), FromHex("0a")}),  // something behind it
           cut,                                                          // cut off
           Join({FromHex("3080"), inside, FromHex("0000")}),             // an indefinite length
           Join({FromHex("30023000"), ToFile(pem)}),                     // the block behind it
           Join({FromHex("3084000000023000"), ToFile(pem)}),             // with a length in more octets than needed
       }) {
    const auto inputs = SplitInput(file);
    ASSERT_TRUE(inputs);
    ASSERT_EQ(2u, inputs->size());
    EXPECT_EQ(file, *inputs->at(0));
    const auto whole = CheckDer(*inputs->at(0), {});
    EXPECT_FALSE(whole && whole->acceptable);
    EXPECT_EQ(InputKind::kCsr, CheckDer(*inputs->at(1), {})->kind);
  }
}

}  // namespace
}  // namespace keyseal
