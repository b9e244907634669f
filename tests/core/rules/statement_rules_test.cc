#include "core/rules/statement_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "core/check/file_batch.h"
#include "core/check/input_reader.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

Bytes DerOf(const std::string& file) { return *SplitInput(ReadVector("check/" + file))->at(0); }

std::vector<Bytes> Signers(const std::string& file) { return *SignersIn(ReadVector("check/" + file)); }

// Judge judges a request that names a certificate, of which |signers| were given.
CheckReport Judge(const Bytes& request, std::vector<Bytes> signers) {
  CheckOptions options;
  options.profile = Profile::kPrivatePki;
  options.signers = std::move(signers);
  return *CheckDer(request, options);
}

bool Has(const CheckReport& report, Rule rule) {
  return std::ranges::find(report.findings, RowOf(rule).text, &Finding::message) != report.findings.end();
}

TEST(StatementRulesTest, ProvesPossessionOnlyByACertificateThatWasGiven) {
  const Bytes request = DerOf("csr/statement-own-certificate.pem");
  EXPECT_TRUE(Judge(request, Signers("lists/signer.pem")).has_proof);
  const CheckReport alone = Judge(request, {});  // it has the certificate in it
  EXPECT_FALSE(alone.has_proof);
  EXPECT_TRUE(Has(alone, Rule::kStatementNotEvaluated));
}

TEST(StatementRulesTest, ProvesNothingWithACertificateThatIsNotForSignatures) {
  EXPECT_FALSE(Judge(DerOf("csr/statement-good.pem"), Signers("lists/signer-enciphers.pem")).has_proof);
}

TEST(StatementRulesTest, FindsTheSignerAmongOthers) {
  std::vector<Bytes> signers = {Bytes{0x30, 0x00}, DerOf("csr/good.pem")};
  EXPECT_FALSE(Judge(DerOf("csr/statement-good.pem"), signers).has_proof);
  signers.push_back(Signers("lists/signer.pem").front());
  EXPECT_TRUE(Judge(DerOf("csr/statement-good.pem"), signers).has_proof);
}

TEST(StatementRulesTest, EveryByteOfTheRequestIsSigned) {
  const Bytes good = DerOf("csr/statement-good.pem");
  const std::vector<Bytes> signers = Signers("lists/signer.pem");
  for (size_t i = 0; i < good.size(); i += 7) {
    Bytes changed = good;
    changed[i] ^= 1;
    CheckOptions options;
    options.profile = Profile::kPrivatePki;
    options.signers = signers;
    const Result<CheckReport> report = CheckDer(changed, options);
    EXPECT_FALSE(report && report->has_proof) << i;
  }
}

TEST(StatementRulesTest, AKeyThatCanSignProvesItselfWhateverIsStated) {
  const CheckReport own = Judge(DerOf("csr/statement-needless.pem"), {});
  EXPECT_TRUE(own.has_proof);
  EXPECT_TRUE(own.acceptable);
  const CheckReport others = Judge(DerOf("csr/statement-another-key.pem"), Signers("lists/signer.pem"));
  EXPECT_FALSE(others.has_proof);
  EXPECT_FALSE(others.acceptable);
}

TEST(SignersInTest, TakesCertificatesAloneInPemAndDer) {
  EXPECT_EQ(1u, Signers("lists/signer.pem").size());
  EXPECT_EQ(Signers("lists/signer.pem"), *SignersIn(DerOf("lists/signer.pem")));
  Bytes two = ReadVector("check/lists/signer.pem");
  const Bytes more = ReadVector("check/certificate/dv.pem");
  two.insert(two.end(), more.begin(), more.end());
  EXPECT_EQ(2u, SignersIn(two)->size());
  EXPECT_EQ(ErrorCode::kNotCheckable, SignersIn(ReadVector("check/csr/good.pem")).error().code);
  EXPECT_EQ(ErrorCode::kNotCheckable, SignersIn(Bytes{'x'}).error().code);
  EXPECT_EQ(ErrorCode::kNotCheckable, SignersIn(ReadVector("check/key/ec-p256.pem")).error().code);
}

}  // namespace
}  // namespace keyseal
