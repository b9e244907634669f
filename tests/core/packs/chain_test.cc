#include "core/packs/chain.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/support/packs.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

using Fields = std::vector<std::string>;

Certificate Read(const std::string& name) {
  Result<Certificate> certificate = Certificate::Parse(PackDer(name + ".pem"));
  EXPECT_TRUE(certificate.has_value()) << name;
  return std::move(*certificate);
}

struct Found {
  Result<Chain> chain;
  Fields names;     // of the vectors that make the chain
  Fields findings;  // "rule field value"
};

Found Find(const Fields& names, int64_t now = kTimeOfPacks) {
  std::vector<Certificate> given;
  for (const std::string& name : names) given.push_back(Read(name));
  Found found{FindChain(given, Read("leaf").key().spki_sha256, now), {}, {}};
  if (!found.chain) return found;
  for (const size_t place : found.chain->places) found.names.push_back(names[place]);
  for (const Finding& finding : found.chain->findings) {
    found.findings.push_back(std::string(finding.rule) + " " + finding.field + " " + finding.value);
  }
  return found;
}

TEST(ChainTest, PutsCertificatesInOrderAndLeavesTheRootOut) {
  const Found found = Find({"root", "issuing", "leaf"});
  EXPECT_EQ(Fields({"leaf", "issuing"}), found.names);
  EXPECT_EQ(Fields({"certificate-valid-until chain[2] 2027-01-07", "chain-root-left-out chain[0] Root"}),
            found.findings);
}

TEST(ChainTest, EndsBeforeWhatWasNotGiven) {
  const Found found = Find({"leaf", "issuing"});
  EXPECT_EQ(Fields({"leaf", "issuing"}), found.names);
  EXPECT_EQ(Fields({"certificate-valid-until chain[0] 2027-01-07"}), found.findings);
}

TEST(ChainTest, NamesTheIssuerAndTheAddressOfAMissingIntermediate) {
  const Found found = Find({"leaf", "root"});
  EXPECT_EQ(Fields({"leaf"}), found.names);
  EXPECT_EQ(Fields({"chain-incomplete chain[0] Issuing, http://aia.example.net/issuing.cer",
                    "certificate-valid-until chain[0] 2027-01-07", "chain-certificate-unused chain[1] Root"}),
            found.findings);
}

TEST(ChainTest, RefusesAnIssuerThatDidNotSign) {
  for (const std::string forged : {"forged", "forged-rsa" /* whose key cannot have made such a signature */}) {
    const Found found = Find({"leaf", forged});
    ASSERT_TRUE(found.chain.has_value());
    EXPECT_EQ("chain-not-verified chain[0] Issuing", found.findings.front()) << forged;
    EXPECT_EQ(Severity::kError, found.chain->findings.front().severity);
  }
}

TEST(ChainTest, PassesOverAnIssuerThatDidNotSignForOneThatDid) {
  EXPECT_EQ(Fields({"leaf", "issuing"}), Find({"forged", "leaf", "issuing"}).names);
}

TEST(ChainTest, TellsWhatItCannotVerify) {
  const Found found = Find({"leaf-sha1", "issuing"});
  EXPECT_EQ(Fields({"leaf-sha1", "issuing"}), found.names);
  EXPECT_EQ("chain-not-verifiable chain[0] Issuing", found.findings.front());
}

TEST(ChainTest, TakesTheCrossSignedOneOnlyWhereTheRootIsNotThere) {
  EXPECT_EQ(Fields({"leaf", "issuing", "cross"}), Find({"leaf", "issuing", "cross"}).names);
  const Found choice = Find({"leaf", "issuing", "cross", "root", "other-root"});
  EXPECT_EQ(Fields({"leaf", "issuing"}), choice.names);
  EXPECT_EQ(Fields({"certificate-valid-until chain[0] 2027-01-07", "chain-choice chain[1] ",
                    "chain-certificate-unused chain[2] Root", "chain-root-left-out chain[3] Root",
                    "chain-certificate-unused chain[4] Other root"}),
            choice.findings);
}

TEST(ChainTest, PrefersWhatIsValidNow) {
  EXPECT_EQ(Fields({"leaf", "issuing"}), Find({"issuing-expired", "leaf", "issuing"}).names);
  const Found expired = Find({"issuing-expired", "leaf"});
  EXPECT_EQ(Fields({"leaf", "issuing-expired"}), expired.names);
  EXPECT_EQ("chain-expired chain[0] Issuing", expired.findings.front());
}

TEST(ChainTest, TakesTheCertificateThatIsValidLongest) {
  const Found found = Find({"leaf-old", "issuing", "leaf"});
  EXPECT_EQ(Fields({"leaf", "issuing"}), found.names);
  EXPECT_EQ("certificate-choice chain[2] ", found.findings[1]);
}

TEST(ChainTest, TellsDatesToTheSecond) {
  constexpr int64_t kEnd = 1'799'323'200;  // 2027-01-07 12:00:00
  EXPECT_EQ("certificate-valid-until chain[0] 2027-01-07", Find({"leaf", "issuing"}, kEnd).findings.front());
  EXPECT_EQ("certificate-expired chain[0] 2027-01-07", Find({"leaf", "issuing"}, kEnd + 1).findings.front());
  constexpr int64_t kBegin = 1'790'812'800;  // 2026-10-01 00:00:00
  EXPECT_EQ("certificate-valid-until chain[0] 2027-01-07", Find({"leaf", "issuing"}, kBegin).findings.front());
  EXPECT_EQ("certificate-not-yet-valid chain[0] 2026-10-01", Find({"leaf", "issuing"}, kBegin - 1).findings.front());
}

TEST(ChainTest, TakesASelfSignedCertificateAlone) {
  const Found found = Find({"leaf-alone"});
  EXPECT_EQ(Fields({"leaf-alone"}), found.names);
  EXPECT_EQ(Fields({"certificate-valid-until chain[0] 2027-01-07"}), found.findings);
}

TEST(ChainTest, CountsTheSameCertificateOnce) {
  const Found found = Find({"leaf", "leaf", "issuing", "issuing"});
  EXPECT_EQ(Fields({"leaf", "issuing"}), found.names);
  EXPECT_EQ(Fields({"certificate-valid-until chain[0] 2027-01-07"}), found.findings);
}

TEST(ChainTest, RefusesCertificatesOfOtherKeysAndNone) {
  EXPECT_EQ(ErrorCode::kKeyCertificateMismatch, Find({"foreign", "issuing"}).chain.error().code);
  EXPECT_EQ(ErrorCode::kChainMissing, Find({}).chain.error().code);
}

TEST(ChainTest, TakesAsManyAsItMay) {
  Fields names(kMaxChainCertificates - 1, "issuing");
  names.emplace_back("leaf");
  EXPECT_EQ(2u, Find(names).names.size());
  names.emplace_back("root");
  EXPECT_EQ(ErrorCode::kChainTooLong, Find(names).chain.error().code);
}

}  // namespace
}  // namespace keyseal
