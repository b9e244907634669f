#include "core/rules/usages.h"

#include <gtest/gtest.h>

#include "core/check/check.h"
#include "core/check/input_reader.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

TEST(UsagesTest, NamesEachBit) {
  EXPECT_EQ("", UsageNames(0));
  EXPECT_EQ("digitalSignature, keyCertSign", UsageNames(kDigitalSignature | kKeyCertSign));
  EXPECT_EQ("decipherOnly, undefined bits", UsageNames(kDecipherOnly | kUndefinedUsage));
}

TEST(UsagesTest, ReadsBitsWhateverZerosStandBehindThem) {
  const auto read = [](Bytes value) {
    ExtensionPart extension;
    extension.value.contents = value;
    return ReadKeyUsage(extension);
  };
  EXPECT_EQ(kDigitalSignature, read({3, 2, 7, 0x80})->usage);
  EXPECT_TRUE(read({3, 2, 7, 0x80})->is_der);
  EXPECT_EQ(kDigitalSignature, read({3, 2, 0, 0x80})->usage);
  EXPECT_FALSE(read({3, 2, 0, 0x80})->is_der);
  EXPECT_EQ(0, read({3, 1, 0})->usage);
  EXPECT_FALSE(read({3, 1, 0})->is_der);
  EXPECT_FALSE(read({4, 1, 0}));
  EXPECT_FALSE(read({3, 2, 7, 0x80, 5, 0}));
}

// ValueOf returns what the finding of |rule| in a vector says that the input has there, or "none".
std::string ValueOf(const std::string& file, Profile profile, Rule rule) {
  const std::string text = ReadTextVector("check/" + file + ".pem");
  const CheckReport report =
      *CheckDer(*SplitInput(Bytes(text.begin(), text.end()))->at(0), {.profile = profile, .date = 20261121});
  for (const Finding& finding : report.findings) {
    if (std::string_view(finding.message) == RowOf(rule).text) return finding.value;
  }
  return "none";
}

TEST(UsagesTest, FindingsSayWhichUsageOrPurposeTheySpeakOf) {
  const auto server = [](const char* file, Rule rule) { return ValueOf(file, Profile::kTlsServer, rule); };
  EXPECT_EQ("keyCertSign", server("csr/usage-signs-certificates", Rule::kSigningRequested));
  EXPECT_EQ("nonRepudiation", server("csr/usage-rsa-non-repudiation", Rule::kRsaUsageForbidden));
  EXPECT_EQ("dataEncipherment", server("csr/usage-rsa-data", Rule::kRsaUsageUnusual));
  EXPECT_EQ("keyAgreement", server("csr/usage-ec-agreement", Rule::kEcUsageUnusual));
  EXPECT_EQ("keyAgreement", server("csr/usage-ec-no-signature", Rule::kEcUsageForbidden));
  EXPECT_EQ("clientAuth", server("csr/purpose-client-only", Rule::kPurposeMissing));
  EXPECT_EQ("clientAuth", server("csr/purpose-client-before", Rule::kClientAuthSoon));
  EXPECT_EQ("emailProtection", server("csr/purpose-mail", Rule::kPurposeForbidden));
  EXPECT_EQ("1.3.6.1.4.1.11129.2.4.4", server("csr/purpose-precertificate", Rule::kPurposeForbidden));
  EXPECT_EQ("CA:TRUE", server("csr/ca", Rule::kCaRequested));
  const auto mail = [](const char* file, Rule rule) { return ValueOf(file, Profile::kSmime, rule); };
  EXPECT_EQ("serverAuth", mail("csr/smime-purpose-server", Rule::kSmimePurpose));
  const auto code = [](const char* file, Rule rule) { return ValueOf(file, Profile::kCodeSigning, rule); };
  EXPECT_EQ("serverAuth", code("csr/code-signing-purpose-server", Rule::kCodeSigningPurpose));
  EXPECT_EQ("keyCertSign", code("csr/code-signing-usage-certificates", Rule::kSigningRequested));
  const auto spiffe = [](const char* file, Rule rule) { return ValueOf(file, Profile::kSpiffe, rule); };
  EXPECT_EQ("clientAuth", spiffe("csr/spiffe-purpose-client", Rule::kSpiffePurpose));
}

TEST(UsagesTest, FindingsSayWhichExtensionOrAttributeTheySpeakOf) {
  const auto server = [](const char* file, Rule rule) { return ValueOf(file, Profile::kTlsServer, rule); };
  EXPECT_EQ("1.2.3.4", server("csr/extension-other", Rule::kExtensionUnusual));
  EXPECT_EQ("2.5.29.14", server("csr/key-identifier", Rule::kSubjectKeyIdentifier));
  EXPECT_EQ("2.5.29.31", server("csr/crl", Rule::kExtensionIgnored));
  EXPECT_EQ("2.5.29.30", server("csr/name-constraints", Rule::kNameConstraints));
  EXPECT_EQ("1.2.3.4", server("csr/attribute-other", Rule::kAttributeIgnored));
  EXPECT_EQ("1.3.6.1.5.5.7.1.24", server("csr/must-staple", Rule::kStapleRefused));
  EXPECT_EQ("2.5.29.32", server("certificate/dv-policies-critical", Rule::kExtensionCritical));
}

TEST(UsagesTest, CutsALongValue) {
  Reporter reporter(Profile::kTlsServer);
  reporter.Report(Rule::kExtensionUnusual, "extensions", "", std::string(kMaxShownValue, '1'));
  reporter.Report(Rule::kExtensionUnusual, "extensions", "", std::string(kMaxShownValue + 1, '1'));
  EXPECT_EQ(std::string(kMaxShownValue, '1'), reporter.findings()[0].value);
  EXPECT_EQ(std::string(kMaxShownValue, '1') + "...", reporter.findings()[1].value);
}

}  // namespace
}  // namespace keyseal
