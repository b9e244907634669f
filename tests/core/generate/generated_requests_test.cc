// What the generator makes passes the checker: both are one set of rules.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/check/check.h"
#include "core/generate/generate.h"
#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/vectors_of_rules.h"

namespace keyseal {
namespace {

constexpr Profile kProfiles[] = {Profile::kTlsServer, Profile::kTlsClient,  Profile::kSmime,
                                 Profile::kSpiffe,    Profile::kStirShaken, Profile::kPrivatePki};
// RSA above 2048 bits takes seconds to make, and is judged by the same rules: one of each is enough.
constexpr KeyType kQuickKeys[] = {KeyType::kEcdsaP256, KeyType::kEcdsaP384, KeyType::kEcdsaP521, KeyType::kRsa2048,
                                  KeyType::kEd25519,   KeyType::kMlDsa44,   KeyType::kMlDsa65,   KeyType::kMlDsa87};

// Every warning that the checker has for a request of ours, and why it is made all the same.
const std::map<std::string, const char*> kExplained = {
    {"kP521Refused", "the user chose the curve, and is told the same when it is made"},
    {"kStapleRefused", "the user asked for it, and is told the same when it is made"},
    {"kAlgorithmRefused", "the user chose the algorithm, and is told the same when it is made"},
    {"kCommonName", "the user asked for a common name, and is told the same when it is made"},
    {"kAttributeUnusual", "a notice: authorities leave out a street and a postal code"},
    {"kCallerName", "a notice: an authority of SHAKEN writes the common name itself"},
    {"kSmimeTypes", "a notice: what a request for mail is right for"},
    // Notices: no list of compromised or weak keys was given.
    {"kCompromiseNotEvaluated", "a list is the checker's user's"},
    {"kDebianNotEvaluated", "a list is the checker's user's"},
    {"kKnownPrimesNotEvaluated", "a list of primes is what a checker brings along, not the core"},
};

// Check judges |csr| and adds the rules that it meets to |seen|.
void Check(const Bytes& csr, Profile profile, std::set<std::string>& seen) {
  const Result<CheckReport> report = CheckDer(csr, {.profile = profile, .date = 20261121});
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->acceptable);
  for (const Finding& finding : report->findings) {
    const std::string symbol = SymbolOf(finding, profile);
    EXPECT_TRUE(kExplained.contains(symbol)) << RulesOf(profile).name << " " << symbol << " " << finding.field;
    EXPECT_NE(Severity::kError, finding.severity) << symbol;
    seen.insert(symbol);
  }
}

// Choices draws numbers that are the same in every run.
class Choices {
 public:
  explicit Choices(uint64_t seed) : state_(seed) {}
  size_t Below(size_t count) {
    state_ = state_ * 6364136223846793005 + 1442695040888963407;
    return static_cast<size_t>(state_ >> 33) % count;
  }
  // Some returns up to |most| of |pool|, at least |least|; one may come twice.
  template <typename T>
  std::vector<T> Some(const std::vector<T>& pool, size_t least, size_t most) {
    std::vector<T> chosen;
    const size_t count = least + Below(most - least + 1);
    while (chosen.size() < count) chosen.push_back(pool[Below(pool.size())]);
    return chosen;
  }

 private:
  uint64_t state_;
};

const std::vector<std::string> kDns = {"www.example.com",
                                       "*.example.com",
                                       "EXAMPLE.org",
                                       "b\xc3\xbc"
                                       "cher.example.com",
                                       "xn--bcher-kva.example.com",
                                       std::string(63, 'a') + ".example.com",
                                       "a.b.c.d.e.example.co.uk",
                                       "*.github.io",
                                       "3com.com"};
const std::vector<std::string> kIp = {"8.8.8.8", "1.1.1.1", "2606:4700::1111", "2A00:1450:4001:0::1"};
const std::vector<std::string> kEmail = {"jo@example.com", "jo.doe+x@mail.example.org", "JO@example.com"};
const std::vector<std::string> kUri = {"https://example.com/", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6"};
const std::vector<SubjectAttribute> kSubject = {
    {"C", "DE"},
    {"C", "XX"},
    {"ST", "Bayern"},
    {"L", "M\xc3\xbcnchen"},
    {"O", "Example GmbH"},
    {"O", "Doe & Sons, *the* \"best\" <in> town_1"},
    {"O", std::string(64, 'x')},
    {"street", "Hauptstr. 1"},
    {"postalCode", "89073"},
    {"SN", "Doe"},
    {"GN", "Jo"},
    {"serialNumber", "HRB 4711"},
    {"CN", "www.example.com"},
    {"emailAddress", "jo@example.com"},
    {"DC", "example"},
    {"title", "Dr"},
    {"businessCategory", "Private Organization"},
};

// Whole subjects: of single attributes drawn at random hardly any is complete.
const std::vector<std::vector<SubjectAttribute>> kSubjects = {
    {{"CN", "www.example.com"}},
    {{"C", "DE"}, {"CN", "www.example.com"}},
    {{"O", "Example GmbH"}, {"L", "Ulm"}, {"ST", "Bayern"}, {"C", "DE"}},
    {{"C", "XX"}, {"L", "Ulm"}, {"O", "Example GmbH"}},
    {{"C", "DE"}, {"L", "Ulm"}, {"O", "Example GmbH"}, {"street", "Hauptstr. 1"}, {"postalCode", "89073"}},
    {{"C", "DE"}, {"L", "Ulm"}, {"SN", "Doe"}, {"GN", "Jo"}},
    {{"emailAddress", "jo@example.com"}},
};

GenerateRequest RandomRequest(Profile profile, KeyType key, Choices& choices) {
  const ProfileRules& rules = RulesOf(profile);
  GenerateRequest request;
  request.profile = profile;
  request.key = key;
  if (rules.allows_dns) request.dns = choices.Some(kDns, profile == Profile::kSpiffe ? 0 : 1, 4);
  if (rules.allows_ip) request.ip = choices.Some(kIp, 0, 2);
  if (rules.allows_email) request.email = choices.Some(kEmail, 1, 2);
  if (profile == Profile::kSpiffe) {
    request.uri = {"spiffe://example.org/service/" + std::to_string(choices.Below(9))};
  } else if (rules.allows_uri) {
    request.uri = choices.Some(kUri, 0, 2);
  }
  if (rules.allows_tn) request.tn_auth_list = {{TnEntry::Kind::kServiceProviderCode, "1234"}};
  request.must_staple = rules.allows_must_staple && choices.Below(2) == 0;
  if (choices.Below(2) == 0) {
    request.subject = choices.Some(kSubject, 0, 4);
  } else {
    request.subject = kSubjects[choices.Below(kSubjects.size())];
    if (rules.allows_dns) request.dns.emplace_back("www.example.com");
    if (rules.allows_email) request.email.emplace_back("jo@example.com");
  }
  return request;
}

std::map<KeyType, PrivateKey> MakeKeys() {
  std::map<KeyType, PrivateKey> keys;
  std::vector<KeyType> types(std::begin(kQuickKeys), std::end(kQuickKeys));
  types.insert(types.end(), {KeyType::kRsa3072, KeyType::kRsa4096});
  for (const KeyType type : types) {
    FakeSource source(Stream(91));
    Entropy entropy = source.MakeEntropy();
    NoProgress progress;
    keys.emplace(type, *PrivateKey::Generate(type, entropy, progress));
  }
  return keys;
}

TEST(GeneratedRequestsTest, PassTheCheckerInEveryProfileWithEveryKeyAndManyNamesAndSubjects) {
  const std::map<KeyType, PrivateKey> keys = MakeKeys();
  Choices choices(20261121);
  std::set<std::string> seen;
  for (const Profile profile : kProfiles) {
    size_t made = 0;
    for (const auto& [type, key] : keys) {
      if (!AllowsKeyType(RulesOf(profile), type)) continue;
      for (int i = 0; i < 40; i++) {
        const Result<JudgedRequest> judged = Judge(RandomRequest(profile, type, choices));
        ASSERT_TRUE(judged);
        if (!judged->problems.empty()) continue;  // such as two countries
        const Result<Bytes> csr = EncodeCsr(judged->contents, key);
        ASSERT_TRUE(csr);
        Check(*csr, profile, seen);
        made++;
      }
    }
    EXPECT_LE(10u, made) << RulesOf(profile).name;
  }
  for (const auto& [symbol, why] : kExplained) EXPECT_TRUE(seen.contains(symbol)) << symbol << ": " << why;
}

// The whole way, as a page goes it: what Generate warns of is what the checker warns of.
TEST(GeneratedRequestsTest, GenerateAndTheCheckerWarnOfTheSame) {
  for (const KeyType type : kQuickKeys) {
    for (const Profile profile : kProfiles) {
      if (!AllowsKeyType(RulesOf(profile), type)) continue;
      Choices choices(static_cast<uint64_t>(type) * 16 + static_cast<uint64_t>(profile));
      GenerateRequest request = RandomRequest(profile, type, choices);
      request.subject.clear();
      if (RulesOf(profile).allows_dns && !request.dns.empty()) {
        request.dns.emplace_back("www.example.com");
        request.subject.push_back({"CN", "www.example.com"});
      }
      FakeSource source(Stream(91));
      Entropy entropy = source.MakeEntropy();
      NoProgress progress;
      constexpr std::string_view kPassphrase = "copper lantern orbit thistle";
      const SecretBytes passphrase =
          *SecretBytes::Copy({reinterpret_cast<const uint8_t*>(kPassphrase.data()), kPassphrase.size()});
      const Result<Generated> generated = Generate(request, passphrase, entropy, progress);
      ASSERT_TRUE(generated) << RulesOf(profile).name << ErrorName(generated.error().code);
      std::set<std::string> found, told;
      Check(generated->csr_der, profile, found);
      found.erase("kCompromiseNotEvaluated");
      found.erase("kDebianNotEvaluated");
      found.erase("kSmimeTypes");
      found.erase("kKnownPrimesNotEvaluated");
      for (const Finding& finding : generated->findings) told.insert(SymbolOf(finding, profile));
      EXPECT_EQ(told, found) << RulesOf(profile).name << " " << KeyTypeName(type);
    }
  }
}

// What is made of |request|, judged: "refused" before a key is made, or what the checker says.
std::string FateOf(const GenerateRequest& request) {
  FakeSource source(Stream(92));
  Entropy entropy = source.MakeEntropy();
  NoProgress progress;
  static const PrivateKey key = *PrivateKey::Generate(KeyType::kEcdsaP256, entropy, progress);
  const Result<JudgedRequest> judged = Judge(request);
  if (!judged || !judged->problems.empty()) return "refused";
  const Result<CheckReport> report = CheckDer(*EncodeCsr(judged->contents, key), {.profile = request.profile});
  if (!report) return ErrorName(report.error().code);
  return report->acceptable ? "acceptable" : "not acceptable";
}

// Every text that the checker could find fault with, in every attribute and kind of name of every profile.
TEST(GeneratedRequestsTest, NoTextIsMadeIntoARequestThatTheCheckerRefuses) {
  const std::vector<std::string> texts = {"This key is compromised",
                                          "proof of KEY compromise",
                                          "",
                                          " ",
                                          "-",
                                          "N/A",
                                          "none",
                                          "XX",
                                          "DE",
                                          "a",
                                          "www.example.com",
                                          "WWW.EXAMPLE.COM.",
                                          "jo@example.com",
                                          "Jo@EXAMPLE.com",
                                          "jo@localhost",
                                          "jo@mail.local",
                                          "\"jo doe\"@example.com",
                                          "jo@[192.0.2.1]",
                                          "xn--a",
                                          "xn--bcher-kva.example.com",
                                          "192.0.2.1",
                                          "8.8.8.8",
                                          "a\tb",
                                          "a\xc2\x80z",
                                          "a\xe2\x80\xaez",
                                          "a\xef\xbf\xbdz",
                                          "M\xc3\xbcnchen",
                                          "\xff",
                                          "Doe & Sons",
                                          "a*b_c",
                                          std::string("a\0b", 3),
                                          std::string(65, 'x'),
                                          std::string(129, 'x'),
                                          std::string(1000, 'x'),
                                          "urn:x:" + std::string(2042, 'x'),
                                          "https://example.com/a b",
                                          "spiffe://example.org/a",
                                          "Private Organization"};
  std::vector<std::string> types = {"1.2.3.4", "2.999.1", "0.39.1", "1.3.6.1.4.1.18446744073709551615.1"};
  for (const AttributeType& type : AttributeTypes()) types.emplace_back(type.short_name);
  std::map<std::string, size_t> fates;
  for (const Profile profile : kProfiles) {
    const ProfileRules& rules = RulesOf(profile);
    GenerateRequest base;
    base.profile = profile;
    if (rules.allows_dns && profile != Profile::kSpiffe) base.dns = {"www.example.com"};
    if (rules.allows_email) base.email = {"jo@example.com"};
    if (profile == Profile::kSpiffe) base.uri = {"spiffe://example.org/a"};
    if (rules.allows_tn) base.tn_auth_list = {{TnEntry::Kind::kServiceProviderCode, "1234"}};
    const auto judge = [&](const GenerateRequest& request, const std::string& what, const std::string& text) {
      const std::string fate = FateOf(request);
      EXPECT_TRUE(fate == "refused" || fate == "acceptable") << rules.name << " " << what << " " << text.substr(0, 40);
      fates[fate]++;
    };
    for (const std::string& text : texts) {
      for (const std::string& type : types) {
        GenerateRequest request = base;
        request.subject = {{"C", "DE"}, {"L", "Ulm"}, {"O", "Example GmbH"}};
        std::erase_if(request.subject, [&](const SubjectAttribute& one) { return one.type == type; });
        request.subject.push_back({type, text});
        judge(request, type, text);
        request.subject = {{type, text}};
        judge(request, type, text);
      }
      for (auto field : {&GenerateRequest::dns, &GenerateRequest::ip, &GenerateRequest::email, &GenerateRequest::uri}) {
        GenerateRequest request = base;
        (request.*field).push_back(text);
        judge(request, "names", text);
      }
    }
  }
  EXPECT_LT(200u, fates["acceptable"]);
  EXPECT_LT(200u, fates["refused"]);
}

TEST(GeneratedRequestsTest, NothingIsMadeThatIsLongerThanTheCheckerReads) {
  constexpr size_t kHeaders = 24;
  GenerateRequest request;
  request.profile = Profile::kPrivatePki;
  size_t left = kMaxTextsSize;
  while (left > 0) {
    const size_t size = std::min<size_t>(left - kHeaders, 2000);
    std::string uri = "urn:x:" + std::to_string(request.uri.size()) + ":";
    uri.resize(left - kHeaders < 2048 ? left - kHeaders : size, 'x');
    left -= kHeaders + uri.size();
    request.uri.push_back(uri);
  }
  EXPECT_EQ("acceptable", FateOf(request));
  request.uri.back() += 'x';
  const Result<JudgedRequest> names = Judge(request);
  ASSERT_EQ(1u, names->problems.size());
  EXPECT_EQ(ErrorCode::kTooManyNames, names->problems[0].code);
  request.uri.back().resize(request.uri.back().size() - 1 - kHeaders - 1 - 2);
  request.subject = {{"O", "xx"}};
  EXPECT_EQ("acceptable", FateOf(request));
  request.subject = {{"O", "xxx"}};
  const Result<JudgedRequest> subject = Judge(request);
  ASSERT_EQ(1u, subject->problems.size());
  EXPECT_EQ(ErrorCode::kSubjectTooLong, subject->problems[0].code);

  request.uri = {"urn:x:y"};
  request.subject = {{"organizationIdentifier", std::string(kMaxCheckedSize, 'x')}};
  EXPECT_EQ("refused", FateOf(request));

  request = GenerateRequest();
  request.profile = Profile::kStirShaken;
  for (size_t size = kHeaders + 4; size <= kMaxTextsSize; size += kHeaders + 4) {
    request.tn_auth_list.push_back({TnEntry::Kind::kRange, "1234", UINT32_MAX});
  }
  EXPECT_EQ("acceptable", FateOf(request));
  request.tn_auth_list.push_back({TnEntry::Kind::kRange, "1234", UINT32_MAX});
  EXPECT_EQ("refused", FateOf(request));
}

}  // namespace
}  // namespace keyseal
