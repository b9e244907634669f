#include "core/check/report_printer.h"

#include <gtest/gtest.h>

#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

CheckedInput Check(const std::string& name, std::string shown_as = "a.pem") {
  const NamedFile file{std::move(shown_as), ReadVector("check/" + name)};
  return CheckFiles({&file, 1}, {.date = 20261121}).at(0);
}

TEST(CheckTextTest, WritesOneLineOfWhatIsAcceptable) {
  const std::string text = InputAsText(Check("csr/good.pem"));
  EXPECT_EQ(0u, text.find("a.pem: acceptable (csr, ECDSA P-256)\n")) << text;
}

TEST(CheckTextTest, WritesAFindingWithSeverityRuleFieldAndClause) {
  const std::string text = InputAsText(Check("key/rsa-1024.pem"));
  EXPECT_EQ(0u, text.find("a.pem: NOT acceptable (public-key, RSA 1024)\n  error K-10 key: ")) << text;
  EXPECT_NE(std::string::npos, text.find("(1024 bits) [BR 6.1.5]\n    Make a new key pair")) << text;
}

TEST(CheckTextTest, WritesWhatAFindingSpeaksOfAndWhatToDo) {
  const CheckedInput input = Check("certificate/ov-order.pem");
  const std::string text = InputAsText(input);
  EXPECT_NE(std::string::npos, text.find("\n    it says: Ulm\n    Order them: ")) << text;
  EXPECT_NE(std::string::npos, text.find("\n    a certificate is revoked within 5 days (superseded)\n")) << text;
  const std::string json = InputAsJson(input);
  EXPECT_NE(std::string::npos, json.find(R"(,"field":"subject[1]","value":"Ulm","message":")")) << json;
  EXPECT_NE(std::string::npos, json.find(R"(,"consequence":"5-days","crlReason":"superseded"})")) << json;
}

TEST(CheckTextTest, WritesNoConsequenceForARequest) {
  EXPECT_EQ(std::string::npos, InputAsText(Check("csr/guessable-key.pem")).find("revoked within"));
  EXPECT_EQ(std::string::npos, InputAsJson(Check("csr/guessable-key.pem")).find("consequence"));
}

TEST(CheckTextTest, WritesTheDecodedRequestAsJson) {
  const std::string json = InputAsJson(Check("csr/good.pem"));
  EXPECT_EQ(0u, json.find(R"({"file":"a.pem","acceptable":true,"kind":"csr","spkiSha256":")")) << json;
  EXPECT_NE(
      std::string::npos,
      json.find(R"("decoded":{"key":"ECDSA P-256","signature":"ecdsa-with-SHA256","subject":[],)"
                R"("names":[{"kind":"dns","text":"www.example.com"}],)"
                R"("extensions":[{"oid":"2.5.29.17","name":"subjectAltName","critical":true}],"issued":[{"part":"key",)"
                R"("value":"ECDSA P-256","fate":"kept","reason":"The certificate is for this key.",)"
                R"("clause":"BR 7.1.2.7"},)"))
      << json;
}

TEST(CheckTextTest, NamesTheAttributesOfARequest) {
  EXPECT_EQ(std::string::npos, InputAsJson(Check("csr/good.pem")).find("attributes"));
  const std::string known = InputAsJson(Check("csr/attestation.pem"));
  EXPECT_NE(std::string::npos,
            known.find(R"(,"attributes":[{"oid":"1.2.840.113549.1.9.16.2.59","name":"attestation"}],)"))
      << known;
  EXPECT_NE(std::string::npos, InputAsJson(Check("csr/attribute-other.pem")).find(R"([{"oid":"1.2.3.4"}])"));
}

TEST(CheckTextTest, ExplainsWhatIsIssuedWhenAskedTo) {
  const CheckedInput input = Check("csr/cn-capitals.pem");
  EXPECT_EQ(std::string::npos, InputAsText(input).find("makes of it"));
  const std::string text = InputAsText(input, Explain::kYes);
  EXPECT_EQ(0u, text.find(InputAsText(input)));
  EXPECT_NE(std::string::npos, text.find("\n  what an authority makes of it:\n    kept key: ECDSA P-256. ")) << text;
  EXPECT_NE(std::string::npos,
            text.find("\n    rewritten subject[0] CN: WWW.example.com -> www.example.com. It becomes "))
      << text;
  EXPECT_NE(std::string::npos, text.find("\n    added validity. The authority's choice. [BR 7.1.2.7]\n")) << text;
  EXPECT_EQ(std::string::npos, InputAsText(Check("key/ec-p256.pem"), Explain::kYes).find("makes of it"));
}

TEST(CheckTextTest, LeavesOutWhatAKeyDoesNotHave) {
  const std::string json = InputAsJson(Check("key/ec-p256.pem"));
  EXPECT_NE(std::string::npos, json.find(R"("decoded":{"key":"ECDSA P-256","subject":[],"names":[],"extensions":[]}})"))
      << json;
}

TEST(CheckTextTest, NamesAnUnknownExtensionByItsOidAlone) {
  const std::string json = InputAsJson(Check("csr/extension-other.pem"));
  EXPECT_NE(std::string::npos, json.find(R"({"oid":"1.2.3.4","critical":false})")) << json;
}

TEST(CheckTextTest, SaysWhichBlockAndWhichLineIsBroken) {
  const CheckedInput input{"a.pem", 2, Error{ErrorCode::kPemBad, "", 7}};
  EXPECT_EQ(
      "a.pem, block 2: pem-bad: Damaged: a character does not belong there, or some are missing. Use the file itself "
      "instead of a copied text. (line 7)\n",
      InputAsText(input));
  EXPECT_EQ(R"({"file":"a.pem","block":2,"error":{"code":"pem-bad","line":7}})"
            "\n",
            InputAsJson(input));
}

TEST(CheckTextTest, HasASentenceForEveryCodeOfAnInput) {
  for (const ErrorCode code : {ErrorCode::kNotCheckable, ErrorCode::kPrivateKeyGiven, ErrorCode::kInputTooLarge,
                               ErrorCode::kPemBad, ErrorCode::kPemIncomplete, ErrorCode::kFileUnreadable}) {
    EXPECT_STRNE("", InputErrorText(code)) << ErrorName(code);
  }
}

TEST(CheckTextTest, EscapesWhatATerminalOrAReaderWouldObey) {
  const std::string name = "a\x1b[31m\"\\\xe2\x80\xae\xff.pem";
  const std::string escaped = "a\\u001b[31m\\\"\\\\\\u202e\xef\xbf\xbd.pem";
  EXPECT_EQ(0u, InputAsText(Check("csr/good.pem", name)).find(escaped + ": acceptable"));
  EXPECT_EQ(0u, InputAsJson(Check("csr/good.pem", name)).find("{\"file\":\"" + escaped + "\","));
}

}  // namespace
}  // namespace keyseal
