#include "core/check/file_batch.h"

#include <gtest/gtest.h>

#include "core/check/report_printer.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

NamedFile VectorFile(const std::string& name) { return {name, ReadVector("check/" + name)}; }

NamedFile Joined(const std::vector<std::string>& names) {
  Bytes text;
  for (const std::string& name : names) {
    const Bytes one = ReadVector("check/" + name);
    text.insert(text.end(), one.begin(), one.end());
  }
  return {"joined", text};
}

TEST(CheckFilesTest, JudgesEveryBlockOfEveryFileInTheirOrder) {
  const NamedFile files[] = {Joined({"csr/good.pem", "key/rsa-1024.pem"}), VectorFile("certificate/dv.pem")};
  const auto inputs = CheckFiles(files, {});
  ASSERT_EQ(3u, inputs.size());
  EXPECT_EQ("joined", inputs[0].file);
  EXPECT_EQ(1u, inputs[0].block);
  EXPECT_TRUE(inputs[0].report->acceptable);
  EXPECT_EQ(2u, inputs[1].block);
  EXPECT_FALSE(inputs[1].report->acceptable);
  EXPECT_EQ("certificate/dv.pem", inputs[2].file);
  EXPECT_FALSE(inputs[2].block);
  EXPECT_EQ(InputKind::kCertificate, inputs[2].report->kind);
}

TEST(CheckFilesTest, GivesWhatItJudgedBesideTheReportWhereThatIsAskedFor) {
  NamedFile three = Joined({"read/one-line.txt", "key/rsa-1024.pem", "certificate/dv.pem"});
  constexpr std::string_view kUnreadable = "-----BEGIN CERTIFICATE-----\n*";
  three.bytes->insert(three.bytes->end(), kUnreadable.begin(), kUnreadable.end());
  const auto inputs = CheckFiles({&three, 1}, {.keeps_input = true});
  ASSERT_EQ(4u, inputs.size());
  const char* const names[] = {"csr/good.pem", "key/rsa-1024.pem", "certificate/dv.pem"};
  for (size_t i = 0; i < 3; i++) {
    const Bytes pem = ReadVector(std::string("check/") + names[i]);
    std::string quoted;
    for (const uint8_t c : pem) quoted += c == '\n' ? std::string("\\u000a") : std::string(1, static_cast<char>(c));
    const std::string json = InputAsJson(inputs[i]);
    EXPECT_NE(std::string::npos, json.find(",\"pem\":\"" + quoted + "\"}\n")) << json;
  }
  EXPECT_TRUE(inputs[3].der.empty());
  EXPECT_EQ(std::string::npos, InputAsJson(inputs[3]).find("\"pem\""));
  for (const CheckedInput& input : CheckFiles({&three, 1}, {})) EXPECT_TRUE(input.der.empty());
}

TEST(CheckFilesTest, ToldWhyAFileCannotBeReadItPassesThatOn) {
  const NamedFile files[] = {{"gone", ErrorCode::kFileUnreadable}, {"text", Bytes{'x'}}, VectorFile("csr/good.pem")};
  const auto inputs = CheckFiles(files, {});
  ASSERT_EQ(3u, inputs.size());
  EXPECT_EQ(ErrorCode::kFileUnreadable, inputs[0].report.error().code);
  EXPECT_EQ(ErrorCode::kNotCheckable, inputs[1].report.error().code);
  EXPECT_TRUE(inputs[2].report);
}

TEST(CheckFilesTest, IsAcceptableWhereEveryInputIs) {
  const NamedFile good = VectorFile("csr/good.pem"), bad = VectorFile("key/rsa-1024.pem");
  const NamedFile both[] = {good, bad}, unreadable[] = {good, {"gone", ErrorCode::kFileUnreadable}};
  EXPECT_TRUE(IsAcceptable(CheckFiles({&good, 1}, {})));
  EXPECT_FALSE(IsAcceptable(CheckFiles(both, {})));
  EXPECT_FALSE(IsAcceptable(CheckFiles(unreadable, {})));
}

TEST(CheckFilesTest, MatchesTheKeyOfAFilesFirstInput) {
  const Result<std::string> key = KeyToMatch(*Joined({"csr/good.pem", "key/rsa-1024.pem"}).bytes);
  ASSERT_TRUE(key);
  const NamedFile files[] = {VectorFile("certificate/dv.pem"), VectorFile("key/ec-p384.pem")};
  const auto inputs = CheckFiles(files, {.match_spki_sha256 = *key});
  EXPECT_EQ(*key, inputs[0].report->spki_sha256);
  EXPECT_TRUE(inputs[0].report->acceptable);
  ASSERT_FALSE(inputs[1].report->findings.empty());
  EXPECT_STREQ("M-01", inputs[1].report->findings[0].rule);
}

TEST(CheckFilesTest, HasNothingToMatchWhereThereIsNoKey) {
  EXPECT_EQ(ErrorCode::kNotCheckable, KeyToMatch({}).error().code);
  EXPECT_EQ(ErrorCode::kNotCheckable, KeyToMatch(Bytes{0x30, 0x02, 0x30, 0x00}).error().code);
  const std::string_view secret = "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n";
  EXPECT_EQ(ErrorCode::kPrivateKeyGiven, KeyToMatch(Bytes(secret.begin(), secret.end())).error().code);
}

TEST(CheckFilesTest, K02_TellsBothKeysThatShareAPrimeAndNoOther) {
  const NamedFile files[] = {VectorFile("key/rsa-shared.pem"), VectorFile("key/rsa-2048.pem"),
                             VectorFile("key/rsa-shared-prime.pem")};
  const auto inputs = CheckFiles(files, {});
  ASSERT_EQ(3u, inputs.size());
  EXPECT_TRUE(inputs[1].report->acceptable);
  for (const size_t i : {0, 2}) {
    EXPECT_FALSE(inputs[i].report->acceptable);
    EXPECT_STREQ(RowOf(Rule::kSharedPrime).text, inputs[i].report->findings.at(0).message);
    EXPECT_EQ("key", inputs[i].report->findings[0].field);
    EXPECT_EQ(files[2 - i].name, inputs[i].report->findings[0].detail);
  }
}

TEST(CheckFilesTest, KeepsTheModulusOfRsaKeys) {
  const NamedFile files[] = {VectorFile("key/rsa-1024.pem"), VectorFile("key/ec-p256.pem")};
  const auto inputs = CheckFiles(files, {});
  EXPECT_EQ(128u, inputs[0].report->modulus.size());
  EXPECT_TRUE(inputs[1].report->modulus.empty());
}

TEST(FilesCheckTest, HandsOutAtOnceWhatNoLaterKeyCanChange) {
  const CheckOptions options;
  FilesCheck check(options);
  EXPECT_EQ(1u, check.Add(VectorFile("csr/good.pem")).size());
  EXPECT_EQ(0u, check.Add(VectorFile("key/rsa-shared.pem")).size());
  EXPECT_EQ(0u, check.Add(VectorFile("csr/good.pem")).size());
  EXPECT_EQ(0u, check.Add(VectorFile("key/rsa-shared-prime.pem")).size());
  const auto rest = check.Finish();
  ASSERT_EQ(3u, rest.size());
  EXPECT_EQ("key/rsa-shared.pem", rest[0].file);
  EXPECT_FALSE(rest[0].report->acceptable);
  EXPECT_EQ("csr/good.pem", rest[1].file);
  EXPECT_FALSE(rest[2].report->acceptable);
}

TEST(FilesCheckTest, HoldsNoMoreThanItsLimit) {
  const CheckOptions options;
  FilesCheck check(options);
  EXPECT_EQ(0u, check.Add(VectorFile("key/rsa-shared.pem")).size());
  const NamedFile none{"none", ErrorCode::kFileUnreadable};
  for (size_t i = 1; i < kMaxHeldInputs; i++) EXPECT_EQ(0u, check.Add(none).size());
  EXPECT_EQ(kMaxHeldInputs + 1, check.Add(none).size());
  const auto late = check.Add(VectorFile("key/rsa-shared-prime.pem"));
  ASSERT_EQ(1u, late.size());
  EXPECT_STREQ(RowOf(Rule::kModulusNotCompared).text, late[0].report->findings.back().message);
  EXPECT_EQ(1u, check.Add(VectorFile("csr/good.pem")).size());
  EXPECT_TRUE(check.Finish().empty());
}

}  // namespace
}  // namespace keyseal
