#include "core/generate/preview.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "core/generate/generate.h"
#include "tests/core/support/fake_entropy.h"

namespace keyseal {
namespace {

constexpr std::string_view kPassphrase = "copper lantern orbit thistle";

SecretBytes Secret(std::string_view text) {
  return *SecretBytes::Copy({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

std::string TextOf(const Error& error) {
  std::string text = std::string(ErrorName(error.code)) + " " + error.field;
  if (error.index) text += "[" + std::to_string(*error.index) + "]";
  return text;
}

Preview PreviewOf(const GenerateRequest& request, std::optional<std::string_view> passphrase = std::nullopt) {
  std::optional<SecretBytes> secret;
  if (passphrase) secret = Secret(*passphrase);
  Result<Preview> preview = PreviewRequest(request, secret);
  EXPECT_TRUE(preview.has_value());
  return std::move(*preview);
}

// ProblemsOf returns the problems as "code field[index]".
std::vector<std::string> ProblemsOf(const GenerateRequest& request,
                                    std::optional<std::string_view> passphrase = std::nullopt) {
  std::vector<std::string> problems;
  for (const Error& problem : PreviewOf(request, passphrase).problems) problems.push_back(TextOf(problem));
  return problems;
}

// Generate, as far as the first random byte: kRandomFailed means that the request was accepted.
Error FirstErrorOf(const GenerateRequest& request, std::string_view passphrase) {
  FakeSource source([](std::span<uint8_t>) { return false; });
  Entropy entropy = source.MakeEntropy();
  NoProgress progress;
  Result<Generated> generated = Generate(request, Secret(passphrase), entropy, progress);
  EXPECT_FALSE(generated.has_value());
  return generated.error();
}

using Texts = std::vector<std::string>;

GenerateRequest ServerRequest() {
  GenerateRequest request;
  request.dns = {"www.example.com"};
  return request;
}

TEST(PreviewTest, AGoodRequestHasNoProblems) {
  EXPECT_EQ(Texts{}, ProblemsOf(ServerRequest()));
  EXPECT_EQ(Texts{}, ProblemsOf(ServerRequest(), kPassphrase));
}

TEST(PreviewTest, SaysWhatEachNameBecomes) {
  GenerateRequest request;
  request.dns = {"WWW.Example.com", "b\xc3\xbc\x63her.example.com", "*.Example.com"};
  request.ip = {"2606:4700:0::1111", "8.8.8.8"};
  const std::vector<JudgedName> names = PreviewOf(request).names;
  ASSERT_EQ(5u, names.size());
  EXPECT_EQ("www.example.com", names[0].text);
  EXPECT_FALSE(names[0].is_wildcard);
  EXPECT_EQ("xn--bcher-kva.example.com", names[1].text);
  EXPECT_EQ("*.example.com", names[2].text);
  EXPECT_TRUE(names[2].is_wildcard);
  EXPECT_STREQ("ip", names[3].field);
  EXPECT_EQ(0u, names[3].index);
  EXPECT_EQ("2606:4700::1111", names[3].text);
  EXPECT_EQ("8.8.8.8", names[4].text);
}

TEST(PreviewTest, NamesOfEveryKindComeInTheirOrder) {
  GenerateRequest request;
  request.profile = Profile::kPrivatePki;
  request.uri = {"urn:example:a"};
  request.email = {"someone@EXAMPLE.com"};
  request.dns = {"intern"};
  request.ip = {"10.0.0.1"};
  const std::vector<JudgedName> names = PreviewOf(request).names;
  ASSERT_EQ(4u, names.size());
  EXPECT_STREQ("dns", names[0].field);
  EXPECT_STREQ("ip", names[1].field);
  EXPECT_STREQ("email", names[2].field);
  EXPECT_STREQ("uri", names[3].field);
  EXPECT_EQ("urn:example:a", names[3].text);

  GenerateRequest caller;
  caller.profile = Profile::kStirShaken;
  caller.tn_auth_list = {{TnEntry::Kind::kServiceProviderCode, "709J", 1}, {TnEntry::Kind::kRange, "12155551212", 1}};
  const Preview preview = PreviewOf(caller);
  ASSERT_EQ(2u, preview.names.size());
  EXPECT_STREQ("tnAuthList", preview.names[0].field);
  EXPECT_EQ("709J", preview.names[0].text);
  EXPECT_FALSE(preview.names[1].text.has_value());
  EXPECT_EQ(Texts{"tn-not-valid tnAuthList[1]"}, ProblemsOf(caller));
}

TEST(PreviewTest, N22_ARepeatNamesTheFirstOfItsSpellings) {
  GenerateRequest request;
  request.dns = {"www.example.com", "bad name", "WWW.example.com", "www.EXAMPLE.com", "bad name"};
  const Preview preview = PreviewOf(request);
  EXPECT_FALSE(preview.names[0].repeats.has_value());
  EXPECT_EQ(0u, preview.names[2].repeats);
  EXPECT_EQ("www.example.com", preview.names[2].text);
  EXPECT_EQ(0u, preview.names[3].repeats);
  EXPECT_FALSE(preview.names[4].repeats.has_value());
  EXPECT_EQ((Texts{"name-not-valid dns[1]", "name-not-valid dns[4]"}), ProblemsOf(request));
}

TEST(PreviewTest, ReportsEveryBadNameAndGivesItNoText) {
  GenerateRequest request;
  request.dns = {"server.local", "www.example.com", "co.uk", "a.*.example.com"};
  request.ip = {"10.0.0.1", "8.8.8.8", "8.8.8"};
  EXPECT_EQ((Texts{"name-internal dns[0]", "name-public-suffix dns[2]", "wildcard-misplaced dns[3]",
                   "ip-reserved ip[0]", "ip-not-valid ip[2]"}),
            ProblemsOf(request));
  const std::vector<JudgedName> names = PreviewOf(request).names;
  ASSERT_EQ(7u, names.size());
  EXPECT_FALSE(names[0].text.has_value());
  EXPECT_EQ("www.example.com", names[1].text);
  EXPECT_EQ("8.8.8.8", names[5].text);
}

TEST(PreviewTest, ABadNameIsNotReportedAsAMissingOne) {
  GenerateRequest request;
  request.dns = {"exa mple.com"};
  EXPECT_EQ(Texts{"name-not-valid dns[0]"}, ProblemsOf(request));
  request.subject = {{"CN", "exa mple.com"}};
  EXPECT_EQ(Texts{"name-not-valid dns[0]"}, ProblemsOf(request));
  request.subject = {{"CN", "other.example.com"}};
  EXPECT_EQ((Texts{"name-not-valid dns[0]", "common-name-not-in-san subject"}), ProblemsOf(request));
}

TEST(PreviewTest, N02_ReportsEveryNameOfAKindThatTheProfileHasNot) {
  GenerateRequest request;
  request.email = {"a@example.com", "not one"};
  request.tn_auth_list = {{TnEntry::Kind::kNumber, "+1", 1}};
  EXPECT_EQ((Texts{"name-kind-not-allowed email[0]", "name-kind-not-allowed email[1]",
                   "name-kind-not-allowed tnAuthList[0]", "no-names names"}),
            ProblemsOf(request));
}

TEST(PreviewTest, ReportsEveryUriTooMany) {
  GenerateRequest request;
  request.profile = Profile::kSpiffe;
  request.uri = {"https://example.org/", "spiffe://example.org/b", "spiffe://example.org/c"};
  EXPECT_EQ((Texts{"too-many-names uri[1]", "too-many-names uri[2]", "uri-not-valid uri[0]"}), ProblemsOf(request));
}

TEST(PreviewTest, JudgesNamesBeyondTheMostToo) {
  GenerateRequest request;
  for (uint32_t i = 0; i < kMaxNames; i++) request.dns.push_back("n" + std::to_string(i) + ".example.com");
  EXPECT_EQ(Texts{}, ProblemsOf(request));
  request.dns.emplace_back("bad name");
  EXPECT_EQ((Texts{"too-many-names names", "name-not-valid dns[1000]"}), ProblemsOf(request));
}

TEST(PreviewTest, ReportsEveryAttributeOfTheSubject) {
  GenerateRequest request = ServerRequest();
  request.subject = {{"C", "UK"}, {"O", "-"}, {"favouriteColour", "blue"}, {"OU", "Sales"}, {"C", "DE"}, {"L", " "}};
  EXPECT_EQ(
      (Texts{"country-not-valid subject[0]", "subject-placeholder subject[1]", "subject-type-unknown subject[2]",
             "subject-type-not-allowed subject[3]", "subject-duplicate subject[4]", "subject-placeholder subject[5]"}),
      ProblemsOf(request));
  request.subject = {{"O", "Example"}, {"L", "Bonn"}};
  EXPECT_EQ(Texts{"subject-missing subject[0]"}, ProblemsOf(request));
  request.subject = {{"O", "Example"}, {"C", "UK"}};  // a bad country is there; the place is not
  EXPECT_EQ((Texts{"country-not-valid subject[1]", "subject-missing subject[0]"}), ProblemsOf(request));
}

TEST(PreviewTest, K61_HoldsTheSubjectsMailboxesAgainstTheNames) {
  GenerateRequest request;
  request.profile = Profile::kSmime;
  request.email = {"a@example.com"};
  request.subject = {{"emailAddress", "b@example.com"}};
  EXPECT_EQ(Texts{"common-name-not-in-san subject"}, ProblemsOf(request));
}

TEST(PreviewTest, ReportsKeyOptionSealingAndPassphraseAtOnce) {
  GenerateRequest request;
  request.profile = Profile::kSmime;
  request.key = KeyType::kEd25519;
  request.must_staple = true;
  request.kdf = Pbkdf2{kMinPbkdf2Iterations - 1};
  EXPECT_EQ((Texts{"option-not-allowed mustStaple", "no-names names", "kdf-below-floor sealing",
                   "passphrase-too-short passphrase"}),
            ProblemsOf(request, "123456"));
  request.profile = Profile::kTlsServer;
  EXPECT_EQ((Texts{"key-type-not-allowed key", "no-names names", "kdf-below-floor sealing"}), ProblemsOf(request));
}

TEST(PreviewTest, TheGateKnowsTheNamesThatAreValid) {
  GenerateRequest request = ServerRequest();
  EXPECT_EQ(Texts{"passphrase-is-name passphrase"}, ProblemsOf(request, "www.example.com"));
  EXPECT_EQ(Texts{"passphrase-empty passphrase"}, ProblemsOf(request, ""));
  request.dns.emplace_back("bad name");
  EXPECT_EQ((Texts{"name-not-valid dns[1]", "passphrase-is-name passphrase"}), ProblemsOf(request, "www.example.com"));
}

TEST(PreviewTest, ShowsTheNamesThatGenerateWrites) {
  GenerateRequest request;
  request.dns = {"WWW.example.com", "www.example.com", "*.example.com"};
  request.ip = {"2606:4700:0::1111"};
  FakeSource source(Stream(71));
  Entropy entropy = source.MakeEntropy();
  NoProgress progress;
  Result<Generated> generated = Generate(request, Secret(kPassphrase), entropy, progress);
  ASSERT_TRUE(generated.has_value());
  Texts previewed;
  for (const JudgedName& name : PreviewOf(request).names) {
    if (!name.repeats) previewed.push_back(*name.text);
  }
  EXPECT_EQ(generated->names, previewed);
}

// Draws requests from pools of good and bad parts, the good ones more often, so that whole good requests occur.
class RequestMaker {
 public:
  GenerateRequest Make() {
    GenerateRequest request;
    request.profile = static_cast<Profile>(Below(6));
    request.key = Below(3) != 0 ? KeyType::kEcdsaP256 : static_cast<KeyType>(Below(10));
    request.dns = Some({"www.example.com", "WWW.example.com", "*.example.com", "b\xc3\xbc\x63her.example.com",
                        "server.local", "bad name", "co.uk", "xn--m.com", "a.*.example.com"});
    request.ip = Some({"8.8.8.8", "2606:4700::1111", "10.0.0.1", "8.8.8"});
    request.email = Some({"a@example.com", "b@example.com", "nobody"});
    request.uri = Some({"spiffe://example.org/a", "urn:example:a", "nothing"});
    for (const std::string& attribute : Some({"C=DE", "L=Bonn", "O=Example", "CN=www.example.com", "C=UK", "O=-",
                                              "OU=Sales", "emailAddress=a@example.com", "colour=blue"})) {
      const size_t at = attribute.find('=');
      request.subject.push_back({attribute.substr(0, at), attribute.substr(at + 1)});
    }
    for (const std::string& text : Some({"709J", "12155551212", "+1"})) {
      request.tn_auth_list.push_back({TnEntry::Kind::kServiceProviderCode, text, 1});
    }
    request.must_staple = Below(6) == 0;
    if (Below(8) == 0) request.kdf = Pbkdf2{kMinPbkdf2Iterations - 1};
    if (Below(8) == 0) request.kdf = Scrypt{.p = kMaxScryptP + 1};
    return request;
  }

  std::string Passphrase() {
    const Texts passphrases = {"", "123456", "abcabcabcabcabcabc", "www.example.com", "copper\norbit thistle"};
    return Below(3) != 0 ? std::string(kPassphrase) : passphrases[Below(passphrases.size())];
  }

 private:
  size_t Below(size_t limit) { return draw_() % limit; }

  Texts Some(const Texts& pool) {
    Texts chosen;
    for (size_t count = Below(2) == 0 ? 0 : Below(4); count > 0; count--) {
      chosen.push_back(pool[std::min(Below(pool.size()), Below(pool.size()))]);
    }
    return chosen;
  }

  std::mt19937 draw_{20};  // the same requests in every run
};

TEST(PreviewTest, HasNoProblemsIfAndOnlyIfGenerateAccepts) {
  RequestMaker maker;
  int accepted = 0;
  std::set<std::string> refused_for;
  for (int i = 0; i < 20'000; i++) {
    const GenerateRequest request = maker.Make();
    const std::string passphrase = maker.Passphrase();
    const Preview preview = PreviewOf(request, passphrase);
    const Error error = FirstErrorOf(request, passphrase);
    if (preview.problems.empty()) {
      ASSERT_EQ(ErrorCode::kRandomFailed, error.code) << i << ": " << TextOf(error);
      accepted++;
    } else {
      ASSERT_EQ(TextOf(error), TextOf(preview.problems.front())) << i;
      refused_for.insert(ErrorName(error.code));
    }
  }
  EXPECT_GT(accepted, 200);
  EXPECT_GT(refused_for.size(), 15u);
}

TEST(PreviewTest, EveryNameHasEitherATextOrOneProblem) {
  RequestMaker maker;
  for (int i = 0; i < 5'000; i++) {
    const GenerateRequest request = maker.Make();
    const Preview preview = PreviewOf(request);
    ASSERT_EQ(request.dns.size() + request.ip.size() + request.email.size() + request.uri.size() +
                  request.tn_auth_list.size(),
              preview.names.size());
    for (const JudgedName& name : preview.names) {
      const auto of_name = [&](const Error& problem) {
        return std::string_view(problem.field) == name.field && problem.index == name.index;
      };
      ASSERT_EQ(name.text ? 0 : 1, std::ranges::count_if(preview.problems, of_name))
          << i << " " << name.field << " " << name.index;
    }
  }
}

}  // namespace
}  // namespace keyseal
