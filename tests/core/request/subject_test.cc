#include "core/request/subject.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/utf8.h"

namespace keyseal {
namespace {

using namespace std::string_view_literals;

using Attributes = std::vector<SubjectAttribute>;

// Outcome is the error's name, with its index, or "ok".
std::string Outcome(const Attributes& attributes, SubjectRule rule) {
  const Result<Subject> subject = Subject::Parse(attributes, rule);
  if (subject) return "ok";
  EXPECT_STREQ("subject", subject.error().field);
  std::string outcome = ErrorName(subject.error().code);
  outcome += '@';
  outcome += std::to_string(subject.error().index.value());
  return outcome;
}

std::string Free(std::string type, std::string value) {
  return Outcome({{std::move(type), std::move(value)}}, SubjectRule::kFree);
}

// Tls puts |type| into an otherwise complete organisation's subject and returns the error's name, or "ok".
std::string Tls(const std::string& type, std::string value) {
  Attributes attributes;
  for (const SubjectAttribute& other : Attributes{{"C", "DE"}, {"ST", "Hessen"}, {"O", "Example GmbH"}}) {
    if (other.type != type) attributes.push_back(other);
  }
  attributes.push_back({type, std::move(value)});
  const std::string outcome = Outcome(attributes, SubjectRule::kTlsServer);
  return outcome.substr(0, outcome.find('@'));
}

std::string Repeated(std::string_view text, size_t count) {
  std::string all;
  while (count-- > 0) all += text;
  return all;
}

std::string Joined(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const std::string_view part : parts) all += part;
  return all;
}

std::string EncodedHex(const Attributes& attributes, SubjectRule rule) {
  const Result<Subject> subject = Subject::Parse(attributes, rule);
  if (!subject) return ErrorName(subject.error().code);
  bssl::ScopedCBB cbb;
  if (!CBB_init(cbb.get(), 0) || !subject->Encode(cbb.get())) return "not encoded";
  const Result<Bytes> der = FinishCbb(cbb.get());
  std::string hex;
  for (const uint8_t byte : *der) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

// The bytes that `openssl req -new -utf8` 3.0.19 writes with string_mask=utf8only and the attributes in this order.
constexpr char kOrganisationDer[] =
    "306a310b3009060355040613024445310f300d06035504080c0648657373656e3110300e06035504070c07476965c39f656e311e301c060355"
    "040a0c154dc3bc6c6c657220262053c3b6686e6520476d62483118301606035504030c0f7777772e6578616d706c652e636f6d";
constexpr char kDomainDer[] =
    "306c31133011060a0992268993f22c6401191603636f6d31173015060a0992268993f22c64011916076578616d706c65310a3008060355"
    "04030c017831123010060a0992268993f22c6401010c027531311c301a06092a864886f70d010901160d61406578616d706c652e636f6d";
constexpr char kExtendedDer[] =
    "3081c8311d301b060355040f0c1450726976617465204f7267616e697a6174696f6e31133011060b2b06010401823"
    "73c0201031302444531183016060b2b0601040182373c0201010c07476965c39f656e310e300c0603550405130548"
    "52422031310b30090603550406130244453110300e06035504070c07476965c39f656e310e300c06035504110c053"
    "335333930310c300a06035504090c03412031310c300a06035504090c03422032310b3009060355040a0c02457831"
    "10300e06035504610c074e545244452d31";

TEST(SubjectTest, EncodesAnOrganisationAsOpensslDoes) {
  EXPECT_EQ(
      kOrganisationDer,
      EncodedHex(
          {{"C", "DE"}, {"ST", "Hessen"}, {"L", "Gießen"}, {"O", "Müller & Söhne GmbH"}, {"CN", "www.example.com"}},
          SubjectRule::kTlsServer));
}

TEST(SubjectTest, S03_PutsAttributesInOrder) {
  EXPECT_EQ(
      kOrganisationDer,
      EncodedHex(
          {{"CN", "www.example.com"}, {"O", "Müller & Söhne GmbH"}, {"L", "Gießen"}, {"ST", "Hessen"}, {"C", "DE"}},
          SubjectRule::kTlsServer));
}

TEST(SubjectTest, S03_KeepsTheOrderOfRepeatsAndPutsUnknownOidsLast) {
  EXPECT_EQ(
      kDomainDer,
      EncodedHex({{"emailAddress", "a@example.com"}, {"DC", "com"}, {"CN", "x"}, {"DC", "example"}, {"UID", "u1"}},
                 SubjectRule::kFree));
  EXPECT_EQ("3019310b3009060355040613024445310a3008060355042e0c0171",
            EncodedHex({{"2.5.4.46", "q"}, {"C", "DE"}}, SubjectRule::kFree));
}

TEST(SubjectTest, S03_OrdersTheTablesTypesAsTheBaselineRequirementsDo) {
  const std::string_view order[] = {"DC", "C", "ST", "L", "postalCode", "street", "O", "SN", "GN", "OU", "CN"};
  size_t next = 0;
  for (const AttributeType& type : AttributeTypes()) {
    if (next < std::size(order) && type.short_name == order[next]) next++;
  }
  EXPECT_EQ(std::size(order), next);
}

TEST(SubjectTest, EncodesAnExtendedValidationSubjectAsOpensslDoes) {
  EXPECT_EQ(kExtendedDer, EncodedHex({{"businessCategory", "Private Organization"},
                                      {"jurisdictionC", "DE"},
                                      {"jurisdictionL", "Gießen"},
                                      {"serialNumber", "HRB 1"},
                                      {"C", "DE"},
                                      {"L", "Gießen"},
                                      {"postalCode", "35390"},
                                      {"street", "A 1"},
                                      {"street", "B 2"},
                                      {"O", "Ex"},
                                      {"organizationIdentifier", "NTRDE-1"}},
                                     SubjectRule::kTlsServer));
}

TEST(SubjectTest, EncodesAnEmptySubjectAsAnEmptySequence) {
  EXPECT_EQ("3000", EncodedHex({}, SubjectRule::kTlsServer));
  EXPECT_TRUE(Subject::Parse({}, SubjectRule::kSmime)->empty());
}

TEST(SubjectTest, ReadsShortNamesLongNamesAndOids) {
  const std::string expected = EncodedHex({{"ST", "Hessen"}}, SubjectRule::kFree);
  for (const char* type : {"st", "stateOrProvinceName", "STATEORPROVINCENAME", "2.5.4.8"}) {
    EXPECT_EQ(expected, EncodedHex({{type, "Hessen"}}, SubjectRule::kFree)) << type;
  }
}

TEST(SubjectTest, RefusesTypesThatAreNeitherNameNorOid) {
  for (const char* type :
       {"", "X", "CNN", "C N", " CN", "company", "2.5.4", "2.5.4.", "2.5.4.08", "3.1", "OID.2.5.4.3"}) {
    const bool is_oid = std::string_view(type) == "2.5.4";
    EXPECT_EQ(is_oid ? "ok" : "subject-type-unknown@0", Free(type, "x")) << type;
  }
}

TEST(SubjectTest, AllowsUnknownOidsOnlyWhereNoPublicRuleHolds) {
  EXPECT_EQ("ok", Free("1.2.3.4", "x"));
  EXPECT_EQ("subject-type-not-allowed@0", Outcome({{"1.2.3.4", "x"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("subject-type-not-allowed@0", Outcome({{"1.2.3.4", "x"}}, SubjectRule::kSmime));
  EXPECT_EQ("ok", Free("1.2.3.4", Repeated("é", 256)));
  EXPECT_EQ("subject-too-long@0", Free("1.2.3.4", Repeated("é", 257)));
}

TEST(SubjectTest, S02_RepeatsOnlyDomainComponentAndStreet) {
  EXPECT_EQ("ok", Outcome({{"DC", "com"}, {"DC", "com"}}, SubjectRule::kFree));
  EXPECT_EQ("ok", Outcome({{"street", "A 1"}, {"streetAddress", "B 2"}}, SubjectRule::kFree));
  EXPECT_EQ("subject-duplicate@1", Outcome({{"CN", "a"}, {"commonName", "b"}}, SubjectRule::kFree));
  EXPECT_EQ("subject-duplicate@2", Outcome({{"O", "a"}, {"C", "DE"}, {"2.5.4.10", "a"}}, SubjectRule::kFree));
  EXPECT_EQ("subject-duplicate@1", Outcome({{"1.2.3", "a"}, {"1.2.3", "b"}}, SubjectRule::kFree));
  for (const AttributeType& type : AttributeTypes()) {
    const bool repeats = type.short_name == "DC" || type.short_name == "street";
    EXPECT_EQ(repeats, (type.uses & kMayRepeat) != 0) << type.short_name;
  }
}

TEST(SubjectTest, S04_HoldsAttributesToTheirAlphabet) {
  const std::string printable = "AZaz09 '()+,-./:=?";
  EXPECT_EQ("ok", Free("serialNumber", printable + "."));
  for (const std::string_view bad : {"*", "@", "_", "&", ";", "!", "\"", "#", "<", "é"}) {
    EXPECT_EQ("subject-not-valid@0", Free("serialNumber", Joined({"1", bad}))) << bad;
  }
  EXPECT_EQ("ok", Free("DC", "example"));
  EXPECT_EQ("subject-not-valid@0", Free("DC", "exämple"));
  EXPECT_EQ("ok", Free("emailAddress", "a_b@example.com"));
  EXPECT_EQ("subject-not-valid@0", Free("emailAddress", "ä@example.com"));
  EXPECT_EQ("ok", Free("O", "*@_& 株式会社 😀"));
}

TEST(SubjectTest, S05_CountsCharactersNotBytesAtEachLimit) {
  const struct {
    const char* type;
    size_t most;
  } limits[] = {{"DC", 63},
                {"ST", 128},
                {"L", 128},
                {"postalCode", 40},
                {"street", 128},
                {"O", 64},
                {"SN", 64},
                {"GN", 64},
                {"OU", 64},
                {"CN", 64},
                {"serialNumber", 64},
                {"businessCategory", 128},
                {"jurisdictionST", 128},
                {"jurisdictionL", 128},
                {"title", 64},
                {"pseudonym", 128},
                {"UID", 256},
                {"emailAddress", 255}};
  for (const auto& [type, most] : limits) {
    EXPECT_EQ("ok", Free(type, Repeated("x", most))) << type;
    EXPECT_EQ("subject-too-long@0", Free(type, Repeated("x", most + 1))) << type;
  }
  EXPECT_EQ("ok", Free("O", Repeated("😀", 64)));
  EXPECT_EQ("subject-too-long@0", Free("O", Repeated("😀", 65)));
  EXPECT_EQ("ok", Free("organizationIdentifier", Repeated("x", 1000)));
}

TEST(SubjectTest, S10_TakesAssignedUpperCaseCountriesOnly) {
  for (const char* type : {"C", "jurisdictionC"}) {
    for (const char* country : {"DE", "GB", "US", "NA", "TW"}) EXPECT_EQ("ok", Free(type, country)) << country;
    for (const char* country : {"UK", "us", "Us", "USA", "ZZ", "XX", "EU", "D", " DE", "-", "276", "D\xc3\x8b"}) {
      EXPECT_EQ("country-not-valid@0", Free(type, country)) << country;
    }
    EXPECT_EQ("subject-not-valid@0", Free(type, ""));
  }
  EXPECT_EQ("country-not-valid", Tls("C", "XX"));
}

TEST(SubjectTest, RefusesControlAndBidiCharacters) {
  for (const std::string_view bad : {"\0"sv, "\n"sv, "\r"sv, "\t"sv, "\x1b"sv, "\x7f"sv, "\xc2\x85"sv, "\xe2\x80\xa8"sv,
                                     "\xe2\x80\xae"sv, "\xe2\x81\xa6"sv, "\xef\xbf\xbd"sv}) {
    EXPECT_EQ("subject-not-valid@0", Free("O", Joined({"a", bad, "b"})));
    EXPECT_EQ("subject-not-valid@0", Free("1.2.3", Joined({"a", bad, "b"})));
  }
}

TEST(SubjectTest, RefusesWhatIsNoUtf8) {
  for (const std::string_view bad : {"\xff"sv, "\xc3"sv, "\xed\xa0\xbd\xed\xb8\x80"sv, "\xc0\xaf"sv}) {
    EXPECT_EQ("subject-not-valid@0", Free("O", Joined({"Example", bad})));
    EXPECT_EQ("subject-not-valid", Tls("O", Joined({"Example", bad})));
  }
}

TEST(SubjectTest, RefusesEmptyValuesAndSpacesAtTheEnds) {
  for (const char* value : {"", " ", " Example", "Example ",
                            "\xc2\xa0"
                            "Example",
                            "Example\xe3\x80\x80"}) {
    EXPECT_EQ("subject-not-valid@0", Free("O", value)) << value;
  }
  EXPECT_EQ("ok", Free("O", "Example GmbH"));
}

TEST(SubjectTest, S11_RefusesPlaceholdersUnderPublicRules) {
  for (const char* value : {"-",
                            ".",
                            " ",
                            "--",
                            "- -",
                            "_",
                            "*",
                            "?",
                            "—",
                            "…",
                            "N/A",
                            "n/a",
                            "n.a.",
                            "n. a.",
                            "none",
                            "None.",
                            "NULL",
                            "(none)",
                            "unknown",
                            "Unknown",
                            "not applicable",
                            "Not available",
                            "undefined",
                            "TBD"}) {
    EXPECT_EQ("subject-placeholder", Tls("L", value)) << value;
    EXPECT_EQ("subject-placeholder@0", Outcome({{"CN", value}}, SubjectRule::kSmime)) << value;
  }
  EXPECT_EQ("subject-placeholder", Tls("O", "-"));
}

TEST(SubjectTest, S11_AllowsNamesThatOnlyLookLikePlaceholders) {
  for (const char* value : {"NA", "Nonesuch", "Null Island", "A", "1", "-1-", "Å", "!Xóõ", "Y"}) {
    EXPECT_EQ("ok", Tls("L", value)) << value;
  }
  EXPECT_EQ("ok", Outcome({{"C", "US"}, {"ST", "Ohio"}, {"GN", "None"}, {"SN", "Null"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("subject-placeholder@1", Outcome({{"GN", "A"}, {"SN", "n/a"}}, SubjectRule::kTlsServer));
}

TEST(SubjectTest, S11_AllowsPlaceholdersWhereNoPublicRuleHolds) {
  EXPECT_EQ("ok", Free("O", "-"));
  EXPECT_EQ("ok", Free("O", "N/A"));
}

TEST(SubjectTest, S12_RefusesOrganizationalUnitInTlsServer) {
  EXPECT_EQ("subject-type-not-allowed", Tls("OU", "IT"));
  EXPECT_EQ("ok", Free("OU", "IT"));
}

TEST(SubjectTest, TlsServerTakesWhatItsCertificateTypesHave) {
  for (const char* type : {"postalCode", "street", "CN", "serialNumber", "organizationIdentifier"}) {
    EXPECT_EQ("ok", Tls(type, "1 a")) << type;
  }
  for (const char* type : {"DC", "title", "pseudonym", "UID", "emailAddress", "OU"}) {
    EXPECT_EQ("subject-type-not-allowed", Tls(type, "x")) << type;
  }
}

TEST(SubjectTest, S06_DomainValidationHasCountryAndCommonNameOnly) {
  EXPECT_EQ("ok", Outcome({{"C", "DE"}, {"CN", "example.com"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("ok", Outcome({{"CN", "example.com"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("subject-missing@1", Outcome({{"C", "DE"}, {"L", "Gießen"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("subject-missing@1", Outcome({{"C", "DE"}, {"street", "A 1"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("subject-missing@0", Outcome({{"serialNumber", "1"}}, SubjectRule::kTlsServer));
}

TEST(SubjectTest, S07_IndividualNeedsBothNamesCountryAndPlace) {
  EXPECT_EQ("ok", Outcome({{"SN", "Doe"}, {"GN", "Jo"}, {"C", "US"}, {"L", "Ames"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("subject-missing@0", Outcome({{"SN", "Doe"}, {"C", "US"}, {"L", "Ames"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("subject-missing@2", Outcome({{"C", "US"}, {"L", "Ames"}, {"GN", "Jo"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("subject-missing@0", Outcome({{"SN", "Doe"}, {"GN", "Jo"}, {"L", "Ames"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("subject-missing@0", Outcome({{"SN", "Doe"}, {"GN", "Jo"}, {"C", "US"}}, SubjectRule::kTlsServer));
}

TEST(SubjectTest, S07_IndividualMayHaveAnOrganisation) {
  EXPECT_EQ("ok",
            Outcome({{"SN", "Doe"}, {"GN", "Jo"}, {"C", "US"}, {"L", "Ames"}, {"O", "Jo's"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("subject-missing@0",
            Outcome({{"SN", "Doe"}, {"C", "US"}, {"L", "Ames"}, {"O", "Jo's"}}, SubjectRule::kTlsServer));
}

TEST(SubjectTest, S08_OrganisationNeedsCountryAndPlace) {
  EXPECT_EQ("ok", Outcome({{"O", "Ex"}, {"C", "DE"}, {"ST", "Hessen"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("ok", Outcome({{"O", "Ex"}, {"C", "DE"}, {"L", "Gießen"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("subject-missing@0", Outcome({{"O", "Ex"}, {"ST", "Hessen"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("subject-missing@1", Outcome({{"C", "DE"}, {"O", "Ex"}, {"postalCode", "1"}}, SubjectRule::kTlsServer));
  EXPECT_EQ("ok", Outcome({{"O", "Ex"}}, SubjectRule::kFree));
}

TEST(SubjectTest, S09_ExtendedValidationHasFourBusinessCategories) {
  for (const char* category :
       {"Private Organization", "Government Entity", "Business Entity", "Non-Commercial Entity"}) {
    EXPECT_EQ("ok", Tls("businessCategory", category));
  }
  EXPECT_EQ("subject-not-valid", Tls("businessCategory", "Private organization"));
  EXPECT_EQ("subject-not-valid", Tls("businessCategory", "Bakery"));
  EXPECT_EQ("ok", Free("businessCategory", "Bakery"));
}

TEST(SubjectTest, S09_JurisdictionCountsDownFromTheCountry) {
  EXPECT_EQ("subject-missing", Tls("jurisdictionST", "Hessen"));
  EXPECT_EQ("subject-missing", Tls("jurisdictionL", "Gießen"));
  EXPECT_EQ("ok", Tls("jurisdictionC", "DE"));
}

TEST(SubjectTest, K62_MailboxValidatedHasThreeAttributes) {
  EXPECT_EQ("ok", Outcome({{"CN", "jo@example.com"}, {"serialNumber", "1"}, {"emailAddress", "jo@example.com"}},
                          SubjectRule::kSmime));
  for (const char* type : {"O", "OU", "organizationIdentifier", "GN", "SN", "pseudonym", "title", "street", "L", "ST",
                           "postalCode", "C", "DC", "UID", "businessCategory"}) {
    EXPECT_EQ("subject-type-not-allowed@0", Outcome({{type, "x"}}, SubjectRule::kSmime)) << type;
  }
}

TEST(SubjectTest, GivesCommonNameAndEmails) {
  const Result<Subject> subject =
      Subject::Parse({{"emailAddress", "jo@example.com"}, {"2.5.4.3", "Jo"}}, SubjectRule::kSmime);
  EXPECT_EQ("Jo", subject->common_name());
  EXPECT_EQ(std::vector<std::string>{"jo@example.com"}, subject->emails());
  const Result<Subject> bare = Subject::Parse({{"serialNumber", "1"}}, SubjectRule::kSmime);
  EXPECT_EQ(std::nullopt, bare->common_name());
  EXPECT_TRUE(bare->emails().empty());
}

TEST(SubjectTest, FindsTypesByTheirOctets) {
  for (const AttributeType& type : AttributeTypes()) EXPECT_EQ(&type, FindAttributeType(ToCbs(type.oid.contents())));
  EXPECT_EQ(nullptr, FindAttributeType(ToCbs(ByteSpan())));
}

TEST(SubjectTest, RecognisesProofsOfCompromise) {
  for (const char* text :
       {"Proof of Key Compromise", "proof of key compromise for DigiCert", "This key is compromised",
        "THIS KEY IS COMPROMISED!", "--------------------PROOF OF COMPROMISED KEY--------------------",
        "The key that signed this CSR has been publicly disclosed. It should not be used for any purpose."}) {
    EXPECT_TRUE(SaysCompromised(text)) << text;
  }
  EXPECT_TRUE(SaysCompromised(kCompromiseProofName));
  for (const char* text :
       {"", "www.example.com", "Key Compromise Research Ltd", "Proof of Key", "compromised", "ProofofKeyCompromise"}) {
    EXPECT_FALSE(SaysCompromised(text)) << text;
  }
}

TEST(SubjectTest, K04_RefusesWhatTheCheckerTakesForAProofOfCompromise) {
  for (const char* text : {"key is compromised", "Key Is Compromised Ltd", "proof of key compromise"}) {
    EXPECT_EQ("subject-not-valid", Tls("O", text));
    EXPECT_EQ("subject-not-valid@0", Outcome({{"CN", text}}, SubjectRule::kSmime));
    EXPECT_EQ("subject-not-valid@0", Free("O", text));
    EXPECT_EQ("subject-not-valid@0", Free("1.2.3.4", text));
  }
  EXPECT_EQ("ok", Tls("O", "Key Compromise Research Ltd"));
}

TEST(SubjectTest, TakesAsManyAttributesAsTheCheckerReads) {
  Attributes attributes;
  for (size_t i = 0; i < kMaxSubjectParts; i++) attributes.push_back({"DC", "example"});
  EXPECT_EQ("ok", Outcome(attributes, SubjectRule::kFree));
  attributes.push_back({"DC", "example"});
  EXPECT_EQ("request-not-valid@100", Outcome(attributes, SubjectRule::kFree));
}

}  // namespace
}  // namespace keyseal
