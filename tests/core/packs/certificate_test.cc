#include "core/packs/certificate.h"

#include <gtest/gtest.h>

#include "tests/core/support/packs.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

TEST(CertificateTest, SaysWhoIssuedItForWhomAndUntilWhen) {
  const Result<Certificate> leaf = Certificate::Parse(PackDer("leaf.pem"));
  ASSERT_TRUE(leaf.has_value());
  EXPECT_EQ("www.example.com", leaf->SubjectText());
  EXPECT_EQ("Issuing", leaf->IssuerText());
  EXPECT_EQ("http://aia.example.net/issuing.cer", leaf->IssuerUrl());
  EXPECT_EQ(1'790'812'800, leaf->not_before());
  EXPECT_EQ(1'799'323'200, leaf->not_after());
  EXPECT_FALSE(leaf->is_self_issued());
  EXPECT_EQ("ECDSA P-256", leaf->key().description);
}

// Whatever is cut off or changed, it is a certificate or an error, and never a crash.
TEST(CertificateTest, RefusesEveryPartOfACertificate) {
  const Bytes leaf = PackDer("leaf.pem");
  for (size_t size = 0; size < leaf.size(); size++) {
    const Result<Certificate> cut =
        Certificate::Parse(Bytes(leaf.begin(), leaf.begin() + static_cast<ptrdiff_t>(size)));
    ASSERT_FALSE(cut.has_value()) << size;
    EXPECT_EQ(ErrorCode::kCertificateBad, cut.error().code);
  }
  Bytes longer = leaf;
  longer.push_back(0);
  EXPECT_FALSE(Certificate::Parse(longer).has_value());
}

TEST(CertificateTest, ReadsOnWithAnyByteChanged) {
  const Result<Certificate> issuing = Certificate::Parse(PackDer("issuing.pem"));
  ASSERT_TRUE(issuing.has_value());
  const Bytes leaf = PackDer("leaf.pem");
  ASSERT_EQ(Certificate::Signed::kYes, Certificate::Parse(leaf)->IsSignedBy(*issuing));
  for (size_t at = 0; at < leaf.size(); at++) {
    Bytes changed = leaf;
    changed[at] ^= 1;
    const Result<Certificate> parsed = Certificate::Parse(std::move(changed));
    if (!parsed) continue;
    EXPECT_NE(Certificate::Signed::kYes, parsed->IsSignedBy(*issuing)) << at;
    (void)parsed->IssuerUrl();
    (void)parsed->SubjectText();
  }
}

}  // namespace
}  // namespace keyseal
