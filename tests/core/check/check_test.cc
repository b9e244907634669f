#include "core/check/check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/asn1/pem.h"
#include "core/check/input_reader.h"
#include "core/request/csr.h"
#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/from_hex.h"
#include "tests/core/support/read_vector.h"
#include "tests/core/support/tlv.h"
#include "tests/core/support/vectors_of_rules.h"

namespace keyseal {
namespace {

Bytes ToFile(std::string_view text) { return Bytes(text.begin(), text.end()); }

std::string Vector(const std::string& name) { return ReadTextVector("check/" + name); }

ErrorCode CodeOfFile(std::string_view text) {
  const auto inputs = SplitInput(ToFile(text));
  if (!inputs) return inputs.error().code;
  return inputs->at(0) ? CheckDer(*inputs->at(0), {}).error().code : inputs->at(0).error().code;
}

PrivateKey MakeKey(KeyType type) {
  FakeSource source(Stream(91));
  Entropy entropy = source.MakeEntropy();
  NoProgress progress;
  return *PrivateKey::Generate(type, entropy, progress);
}

CsrContents ContentsFor(Profile profile) {
  CsrContents contents;
  contents.profile = profile;
  switch (profile) {
    case Profile::kSmime:
      contents.names.email.push_back(*Mailbox::Parse("jo@example.com"));
      break;
    case Profile::kSpiffe:
      contents.names.uri.push_back(*Uri::ParseSpiffe("spiffe://example.org/service"));
      break;
    case Profile::kStirShaken:
      contents.tn_auth_list = FromHex(
          "3008a00616043132"
          "3334");
      break;
    default:
      contents.names.dns.push_back(*DnsName::Parse("www.example.com", NameScope::kPublic));
      contents.names.dns.push_back(*DnsName::Parse("*.xn--bcher-kva.example.com", NameScope::kPublic));
      contents.must_staple = RulesOf(profile).allows_must_staple;
  }
  if (RulesOf(profile).allows_ip) contents.names.ip.push_back(*IpAddress::Parse("8.8.8.8", NameScope::kPublic));
  return contents;
}

std::string NameOf(Severity severity) {
  return severity == Severity::kError ? "error " : severity == Severity::kWarning ? "warning " : "notice ";
}

std::vector<std::string> RulesAndFields(const CheckReport& report) {
  std::vector<std::string> all;
  for (const Finding& finding : report.findings) all.push_back(finding.rule + (" " + finding.field) + finding.message);
  return all;
}

// Linting before signing (BR 4.3.1.2): the part that is signed says what the certificate will say.
TEST(CheckTest, JudgesATbsCertificateAsItsCertificate) {
  for (const char* name : {"dv", "ov-order", "ca", "no-purpose", "guessable-key", "rsa-1024", "precertificate"}) {
    const Bytes whole = *SplitInput(ToFile(Vector("certificate/" + std::string(name) + ".pem")))->at(0);
    const DerElement top = *DerReader(whole, 0).Take(CBS_ASN1_SEQUENCE);
    const ByteSpan tbs = DerReader(top).Take(CBS_ASN1_SEQUENCE)->bytes;
    const Result<CheckReport> signed_one = CheckDer(whole, {});
    const Result<CheckReport> unsigned_one = CheckDer(tbs, {});
    ASSERT_TRUE(unsigned_one) << name;
    EXPECT_EQ(InputKind::kCertificate, unsigned_one->kind) << name;
    EXPECT_TRUE(unsigned_one->is_tbs && !signed_one->is_tbs) << name;
    EXPECT_EQ(RulesAndFields(*signed_one), RulesAndFields(*unsigned_one)) << name;
    EXPECT_EQ(signed_one->spki_sha256, unsigned_one->spki_sha256) << name;
    EXPECT_EQ("ecdsa-with-SHA256", unsigned_one->decoded.signature) << name;
  }
}

// RFC 9881 2: the OID of the algorithm is that of the parameter set, and so the key's own.
TEST(CheckTest, C11_RefusesASignatureOfAnotherParameterSetThanTheKeys) {
  constexpr auto kMlDsa44 = std::to_array<uint8_t>({0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x11});
  const Bytes csr = *EncodeCsr(ContentsFor(Profile::kPrivatePki), MakeKey(KeyType::kMlDsa44));
  const auto algorithm = std::ranges::find_end(csr, kMlDsa44);
  ASSERT_FALSE(algorithm.empty());
  for (const uint8_t last : {0x11, 0x12, 0x13}) {
    Bytes changed = csr;
    changed[static_cast<size_t>(algorithm.end() - csr.begin()) - 1] = last;
    const Result<CheckReport> report = CheckDer(changed, {.profile = Profile::kPrivatePki, .date = 20261121});
    ASSERT_TRUE(report);
    const bool is_refused = std::ranges::any_of(report->findings, [](const Finding& finding) {
      return std::string_view(finding.message) == RowOf(Rule::kSignatureAlgorithmOther).text;
    });
    EXPECT_EQ(last != 0x11, is_refused);
    EXPECT_EQ(last == 0x11, report->acceptable);
  }
}

TEST(CheckTest, FindsNothingAgainstTheGeneratorsOwnRequests) {
  for (const KeyType type : {KeyType::kEcdsaP256, KeyType::kEcdsaP384, KeyType::kEcdsaP521, KeyType::kRsa2048,
                             KeyType::kEd25519, KeyType::kMlDsa44, KeyType::kMlDsa65, KeyType::kMlDsa87}) {
    const PrivateKey key = MakeKey(type);
    for (const Profile profile : {Profile::kTlsServer, Profile::kTlsClient, Profile::kSmime, Profile::kSpiffe,
                                  Profile::kStirShaken, Profile::kPrivatePki}) {
      if (!AllowsKeyType(RulesOf(profile), type)) continue;
      const Bytes csr = *EncodeCsr(ContentsFor(profile), key);
      const auto level = profile == Profile::kSmime ? ValidationLevel::kMailbox : ValidationLevel::kUnknown;
      const Result<CheckReport> report = CheckDer(csr, {.profile = profile, .level = level, .date = 20261121});
      ASSERT_TRUE(report);
      EXPECT_TRUE(report->acceptable);
      EXPECT_EQ(InputKind::kCsr, report->kind);
      EXPECT_EQ(ContentsFor(profile).names.Texts(), report->names);
      for (const Finding& finding : report->findings) {
        if (finding.severity == Severity::kNotice) {  // there are no lists here, of primes or keys
          const std::set<std::string_view> kOfLists = {"K-02", "K-04", "K-05"};
          EXPECT_TRUE(kOfLists.contains(finding.rule)) << finding.rule;
          continue;
        }
        // Of what an authority refuses there is a warning when it is made, too.
        const std::string symbol = SymbolOf(finding, profile);
        EXPECT_TRUE((symbol == "kP521Refused" && type == KeyType::kEcdsaP521) ||
                    (symbol == "kAlgorithmRefused" && type >= KeyType::kMlDsa44) || symbol == "kStapleRefused")
            << KeyTypeName(type) << " " << RulesOf(profile).name << finding.message;
      }
    }
  }
}

TEST(CheckTest, RefusesPrivateKeysOfEveryForm) {
  const PrivateKey key = MakeKey(KeyType::kEcdsaP256);
  const SecretBytes pkcs8 = *key.RevealPkcs8();
  for (const char* label : {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"}) {
    EXPECT_EQ(ErrorCode::kPrivateKeyGiven, CodeOfFile(EncodePem(label, pkcs8.Reveal())));
  }
  EXPECT_EQ(ErrorCode::kPrivateKeyGiven, CodeOfFile("-----BEGIN PRIVATE KEY-----\nMII\n"));
  EXPECT_EQ(ErrorCode::kPrivateKeyGiven, CheckDer(pkcs8.Reveal(), {}).error().code);
  for (const char* name : {"clear-sec1", "clear-pkcs1", "ec-scrypt-aes-256-cbc"}) {
    const Bytes der = ReadVector(std::string("sealed/") + name + ".der");
    EXPECT_EQ(ErrorCode::kPrivateKeyGiven, CheckDer(der, {}).error().code) << name;
  }
}

TEST(CheckTest, RefusesWhatIsNothingToCheck) {
  for (const char* text : {"", "hello", "-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n"}) {
    EXPECT_EQ(ErrorCode::kNotCheckable, CodeOfFile(text)) << text;
  }
  for (const char* der : {"", "3000", "3003020101", "020101", "3080", "31020500"}) {
    EXPECT_EQ(ErrorCode::kNotCheckable, CheckDer(FromHex(der), {}).error().code) << der;
  }
}

TEST(CheckTest, ReadsOneMebibyteAndNoMore) {
  Bytes file = ToFile(Vector("csr/good.pem"));
  file.resize(kMaxCheckedSize, '\n');
  EXPECT_TRUE(SplitInput(file));
  file.push_back('\n');
  EXPECT_EQ(ErrorCode::kInputTooLarge, SplitInput(file).error().code);
  EXPECT_EQ(ErrorCode::kInputTooLarge, CheckDer(file, {}).error().code);
}

TEST(CheckTest, DecodesSubjectNamesAndKey) {
  const PemBlock block = *ParsePem(Vector("csr/ov.pem"));
  const CheckReport report = *CheckDer(block.der, {});
  ASSERT_EQ(4u, report.decoded.subject.size());
  EXPECT_EQ("C", report.decoded.subject[0].type);
  EXPECT_EQ("DE", report.decoded.subject[0].value);
  ASSERT_EQ(1u, report.decoded.names.size());
  EXPECT_EQ("dns", report.decoded.names[0].kind);
  EXPECT_EQ("www.example.com", report.decoded.names[0].text);
  EXPECT_EQ("ECDSA P-256", report.decoded.key);
  EXPECT_EQ(64u, report.spki_sha256.size());
}

TEST(CheckTest, PutsErrorsBeforeWarnings) {
  const PemBlock block = *ParsePem(Vector("certificate/no-names.pem"));
  const CheckReport report = *CheckDer(block.der, {});
  std::vector<Severity> severities;
  for (const Finding& finding : report.findings) severities.push_back(finding.severity);
  EXPECT_EQ((std::vector{Severity::kError, Severity::kError, Severity::kWarning, Severity::kNotice, Severity::kNotice}),
            severities);
}

TEST(CheckTest, X06_IsAWarningAndUnderStrictAnError) {
  const PemBlock block = *ParsePem(Vector("csr/ca.pem"));
  EXPECT_TRUE(CheckDer(block.der, {})->acceptable);
  EXPECT_FALSE(CheckDer(block.der, {.strictness = Strictness::kStrict})->acceptable);
}

TEST(CheckTest, SurvivesEveryCutAndEveryFlippedByte) {
  for (const char* name : {"csr/good.pem", "csr/ev.pem", "certificate/dv.pem", "key/rsa-2048.pem"}) {
    const Bytes der = ParsePem(Vector(name))->der;
    for (size_t size = 0; size < der.size(); size++) {
      const Result<CheckReport> report = CheckDer(ByteSpan(der).first(size), {});
      EXPECT_FALSE(report && report->acceptable) << name << " " << size;
    }
    const size_t step = der.size() > 500 ? 3 : 1;  // a certificate's is enough
    for (size_t at = 0; at < der.size(); at += step) {
      for (const uint8_t flip : {0x01, 0x80, 0xff}) {
        Bytes bad = der;
        bad[at] ^= flip;
        const Result<CheckReport> report = CheckDer(bad, {});
        // A certificate's signature is its issuer's, so only requests must notice everything.
        const bool is_csr = std::string_view(name).starts_with("csr/");
        EXPECT_FALSE(is_csr && report && report->acceptable) << name << " " << at;
      }
    }
  }
}

TEST(CheckTest, SeesExtensionsBehindTheirList) {  // which a reader that stops there would never judge
  const Result<CheckReport> report =
      CheckDer(ReadVector("fuzz/certificate/more-than-one-list-of-extensions.der"), {.date = 20261121});
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->acceptable);
  const auto tells = [](const Finding& finding) { return std::string_view(finding.rule) == "C-05"; };
  EXPECT_EQ(1, std::ranges::count_if(report->findings, tells));
}

// a warning until 2027-03-15, and an error from then on.
TEST(CheckTest, SaysWhatWillBeWrongUntilADay) {
  const Bytes der = *SplitInput(ToFile(Vector("certificate/client-auth.pem")))->at(0);
  const auto told = [&](Date date, Date until) {
    const Result<CheckReport> report = CheckDer(der, {.date = date, .until = until});
    std::vector<std::string> all;
    for (const Finding& finding : report->findings) {
      if (finding.rule == std::string("X-05")) all.push_back(NameOf(finding.severity) + finding.detail);
    }
    EXPECT_EQ(report->acceptable, std::ranges::count(report->findings, Severity::kError, &Finding::severity) == 0);
    EXPECT_TRUE(std::ranges::is_sorted(report->findings, {}, &Finding::severity));
    return all;
  };
  using Told = std::vector<std::string>;
  EXPECT_EQ((Told{"warning "}), told(20261130, 0));
  EXPECT_EQ((Told{"warning "}), told(20261130, 20270314));
  EXPECT_EQ((Told{"error from 2027-03-15 on", "warning "}), told(20261130, 20270315));
  EXPECT_EQ((Told{"error "}), told(20270315, 20280101));
  EXPECT_EQ((Told{"warning "}), told(20261130, 20260101)) << "a day before the first";
}

TEST(CheckTest, DatesAreDays) {
  EXPECT_EQ(20270315u, ParseDate("2027-03-15"));
  EXPECT_EQ(20280229u, ParseDate("2028-02-29"));
  for (const char* text : {"2027-02-29", "2027-13-01", "2027-00-01", "2027-01-00", "2027-04-31", "2027-3-15",
                           "20270315", "2027/03/15", "2100-02-29", "", "2027-03-15 "}) {
    EXPECT_FALSE(ParseDate(text)) << text;
  }
}

}  // namespace
}  // namespace keyseal
