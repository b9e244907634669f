#include "core/rules/signature_rules.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/check/check.h"
#include "core/check/input_reader.h"
#include "tests/core/support/numbers.h"
#include "tests/core/support/vectors_of_rules.h"

namespace keyseal {
namespace {

// VerdictsOf judges every request of a file, and returns how many there are and what was said of their signatures.
std::pair<size_t, std::set<std::string>> VerdictsOf(const std::string& file) {
  std::set<std::string> verdicts;
  const auto inputs = SplitInput(ReadVector("check/signature/" + file));
  if (!inputs) return {0, {}};
  for (const Result<Bytes>& input : *inputs) {
    const Result<CheckReport> report = CheckDer(*input, {.date = 20261121});
    if (!report) return {0, {}};
    std::string verdict = "good";
    for (const Finding& finding : report->findings) {
      const std::string symbol = SymbolOf(finding, Profile::kTlsServer);
      if (symbol.starts_with("kSignature") || symbol == "kStructure" || symbol == "kNotDer") verdict = symbol;
    }
    verdicts.insert(verdict);
  }
  return {inputs->size(), verdicts};
}

using Verdicts = std::pair<size_t, std::set<std::string>>;

// RFC 8017 9.2 step 3: SHA-256 fits 512 bits, SHA-384 624, and SHA-512 752.
TEST(SignatureRulesTest, C04_TakesASignatureOfAShortModulusWithRoomForTheDigest) {
  EXPECT_EQ((Verdicts{32 + 18 + 2, {"good"}}), VerdictsOf("rsa-short-modulus.pem"));
}

TEST(SignatureRulesTest, C04_RefusesEverySignatureOfAModulusWithoutRoomForTheDigest) {
  EXPECT_EQ((Verdicts{14 + 30, {"kSignatureWrong"}}), VerdictsOf("rsa-too-short-modulus.pem"));
}

TEST(SignatureRulesTest, C04_ComparesEveryOctetOfThePaddingAndTheRangeOfTheNumber) {
  EXPECT_EQ((Verdicts{19, {"kSignatureWrong"}}), VerdictsOf("rsa-flaws.pem"));
}

TEST(SignatureRulesTest, C04_TakesBothHalvesOfAnEcdsaSignaturesRange) {
  EXPECT_EQ((Verdicts{6, {"good"}}), VerdictsOf("ecdsa.pem"));
}

TEST(SignatureRulesTest, C04_RefusesEcdsaNumbersOutOfRange) {
  EXPECT_EQ((Verdicts{30, {"kSignatureWrong"}}), VerdictsOf("ecdsa-flaws.pem"));
}

// VerdictOfRsa judges a signature of the number 2 by a key with the numbers themselves: wrong, or not looked at.
std::string VerdictOfRsa(unsigned modulus_bits, unsigned exponent_bits) {
  PublicKey key;
  key.algorithm = KeyAlgorithm::kRsa;
  key.modulus = Plus(PowerOfTwo(modulus_bits - 1), NewNumber(1));
  key.exponent = Plus(PowerOfTwo(exponent_bits - 1), NewNumber(1));
  static constexpr uint8_t kSha256WithRsa[] = {0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7,
                                               0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00};
  Bytes signature((modulus_bits + 7) / 8);
  signature.back() = 2;
  RequestParts parts;
  parts.signature_algorithm.contents = kSha256WithRsa;
  parts.signature_algorithm.bytes = kSha256WithRsa;
  parts.signature = signature;
  Reporter reporter(Profile::kTlsServer);
  CheckSignature(parts, key, reporter);
  return reporter.findings().size() == 1 ? SymbolOf(reporter.findings()[0], Profile::kTlsServer) : "";
}

TEST(SignatureRulesTest, VerifiesFrom512ToTheMostBitsThatAreJudged) {
  EXPECT_EQ("kSignatureNotVerified", VerdictOfRsa(511, 17));
  EXPECT_EQ("kSignatureWrong", VerdictOfRsa(512, 17));
  EXPECT_EQ("kSignatureWrong", VerdictOfRsa(16384, 17));
  EXPECT_EQ("kSignatureNotVerified", VerdictOfRsa(16385, 17));
}

// 16384 * 16384 * 256 = 4096 * 4096 * 4096.
TEST(SignatureRulesTest, VerifiesUpToTheMostWorkAndNotBeyond) {
  EXPECT_EQ("kSignatureWrong", VerdictOfRsa(16384, 256));
  EXPECT_EQ("kSignatureNotVerified", VerdictOfRsa(16384, 257));
  EXPECT_EQ("kSignatureWrong", VerdictOfRsa(4096, 4095));
  EXPECT_EQ("kSignatureNotVerified", VerdictOfRsa(4104, 4095));
}

// e is below n.
TEST(SignatureRulesTest, DoesNotVerifyWithAnExponentAboveTheModulus) {
  EXPECT_EQ("kSignatureWrong", VerdictOfRsa(600, 599));
  EXPECT_EQ("kSignatureNotVerified", VerdictOfRsa(600, 600));  // the same number
  EXPECT_EQ("kSignatureNotVerified", VerdictOfRsa(600, 601));
}

}  // namespace
}  // namespace keyseal
