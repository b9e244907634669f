#include "core/generate/generate.h"

#include <gtest/gtest.h>

#include "core/asn1/pem.h"
#include "core/sealing/sealed_key.h"
#include "tests/core/support/fake_entropy.h"

namespace keyseal {
namespace {

SecretBytes Secret(std::string_view text) {
  return *SecretBytes::Copy({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

constexpr std::string_view kPassphrase = "copper lantern orbit thistle";

Result<Generated> GenerateWith(const GenerateRequest& request, std::string_view passphrase = kPassphrase) {
  FakeSource source(Stream(71));
  Entropy entropy = source.MakeEntropy();
  NoProgress progress;
  return Generate(request, Secret(passphrase), entropy, progress);
}

GenerateRequest ServerRequest() {
  GenerateRequest request;
  request.dns = {"www.example.com"};
  return request;
}

// What a request that must fail fails with, as "code field[index]".
std::string FailureOf(const GenerateRequest& request, std::string_view passphrase = kPassphrase) {
  FakeSource source([](std::span<uint8_t>) {
    ADD_FAILURE() << "a request that is refused must not draw randomness";
    return false;
  });
  Entropy entropy = source.MakeEntropy();
  NoProgress progress;
  Result<Generated> generated = Generate(request, Secret(passphrase), entropy, progress);
  if (generated) return "none";
  const Error& error = generated.error();
  std::string text = std::string(ErrorName(error.code)) + " " + error.field;
  if (error.index) text += "[" + std::to_string(*error.index) + "]";
  return text;
}

TEST(GenerateTest, MakesARequestAndASealedKeyThatBelongTogether) {
  Result<Generated> generated = GenerateWith(ServerRequest());
  ASSERT_TRUE(generated.has_value());
  EXPECT_EQ(std::vector<std::string>{"www.example.com"}, generated->names);
  EXPECT_EQ(64u, generated->spki_sha256.size());
  EXPECT_TRUE(generated->findings.empty());
  Result<Passphrase> passphrase = Passphrase::ForOpening(Secret(kPassphrase));
  Result<PrivateKey> key = OpenKey(generated->sealed_key_der, *passphrase);
  ASSERT_TRUE(key.has_value());
  Result<Bytes> spki = key->EncodeSpki();
  auto at = std::search(generated->csr_der.begin(), generated->csr_der.end(), spki->begin(), spki->end());
  EXPECT_NE(generated->csr_der.end(), at);
}

TEST(GenerateTest, N22_LowerCasesAndDropsRepeatsAcrossSpellings) {
  GenerateRequest request;
  request.dns = {"WWW.Example.com", "www.example.com",
                 "b\xc3\xbc"
                 "cher.example.com",
                 "xn--bcher-kva.example.com"};
  request.ip = {"2606:4700:0::1111", "2606:4700::1111"};
  Result<Generated> generated = GenerateWith(request);
  ASSERT_TRUE(generated.has_value());
  EXPECT_EQ((std::vector<std::string>{"www.example.com", "xn--bcher-kva.example.com", "2606:4700::1111"}),
            generated->names);
}

TEST(GenerateTest, N01_RefusesARequestWithoutNames) {
  GenerateRequest request;
  EXPECT_EQ("no-names names", FailureOf(request));
  request.subject = {{"C", "DE"}};
  EXPECT_EQ("no-names names", FailureOf(request));
}

TEST(GenerateTest, RefusesMoreThanTheMostNames) {
  GenerateRequest request;
  for (uint32_t i = 0; i < kMaxNames; i++) request.dns.push_back("n" + std::to_string(i) + ".example.com");
  EXPECT_TRUE(GenerateWith(request).has_value());
  request.ip = {"8.8.8.8"};
  EXPECT_EQ("too-many-names names", FailureOf(request));
}

TEST(GenerateTest, K61_RefusesMailboxesOfLocalNetworksForMailAlone) {
  GenerateRequest request;
  request.profile = Profile::kSmime;
  request.email = {"a@example.com", "a@mail.local"};
  EXPECT_EQ("name-internal email[1]", FailureOf(request));
  request.profile = Profile::kPrivatePki;
  EXPECT_TRUE(Judge(request)->problems.empty());
}

TEST(GenerateTest, N02_RefusesKindsThatTheProfileDoesNotHave) {
  GenerateRequest request = ServerRequest();
  request.email = {"a@example.com"};
  EXPECT_EQ("name-kind-not-allowed email[0]", FailureOf(request));
  request = ServerRequest();
  request.uri = {"https://example.com/"};
  EXPECT_EQ("name-kind-not-allowed uri[0]", FailureOf(request));
  request = ServerRequest();
  request.tn_auth_list = {{TnEntry::Kind::kServiceProviderCode, "709J", 1}};
  EXPECT_EQ("name-kind-not-allowed tnAuthList[0]", FailureOf(request));
}

TEST(GenerateTest, SaysWhichNameIsWrong) {
  GenerateRequest request;
  request.dns = {"www.example.com", "a b.example.com"};
  EXPECT_EQ("name-not-valid dns[1]", FailureOf(request));
  request = ServerRequest();
  request.ip = {"8.8.8.8", "10.0.0.1"};
  EXPECT_EQ("ip-reserved ip[1]", FailureOf(request));  // N-20
}

TEST(GenerateTest, K19_RefusesKeysThatNoPublicServerCertificateCanHave) {
  for (KeyType type : {KeyType::kEd25519, KeyType::kMlDsa44, KeyType::kMlDsa65, KeyType::kMlDsa87}) {
    GenerateRequest request = ServerRequest();
    request.key = type;
    EXPECT_EQ("key-type-not-allowed key", FailureOf(request)) << KeyTypeName(type);
    request.profile = Profile::kPrivatePki;
    EXPECT_TRUE(GenerateWith(request).has_value()) << KeyTypeName(type);
  }
}

TEST(GenerateTest, N23_WarnsOfWhatNoCertificateOfShakenHas) {
  const auto warnings_of = [](std::vector<TnEntry> list) {
    GenerateRequest request;
    request.profile = Profile::kStirShaken;
    request.tn_auth_list = std::move(list);
    const Result<Generated> generated = GenerateWith(request);
    EXPECT_TRUE(generated.has_value());
    for (const Finding& finding : generated->findings) EXPECT_STREQ("N-23", finding.rule);
    return generated->findings.size();
  };
  using Kind = TnEntry::Kind;
  EXPECT_EQ(0u, warnings_of({{Kind::kServiceProviderCode, "709J"}}));
  EXPECT_EQ(1u, warnings_of({{Kind::kServiceProviderCode, "709j"}}));
  EXPECT_EQ(1u, warnings_of({{Kind::kServiceProviderCode, "709J"}, {Kind::kServiceProviderCode, "1234"}}));
  EXPECT_EQ(1u, warnings_of({{Kind::kNumber, "12155551212"}}));
  EXPECT_EQ(1u, warnings_of({{Kind::kServiceProviderCode, "709J"}, {Kind::kRange, "12155550100", 10}}));
}

TEST(GenerateTest, K45_WarnsOfP521) {
  GenerateRequest request = ServerRequest();
  request.key = KeyType::kEcdsaP521;
  Result<Generated> generated = GenerateWith(request);
  ASSERT_TRUE(generated.has_value());
  ASSERT_EQ(1u, generated->findings.size());
  EXPECT_STREQ("K-45", generated->findings[0].rule);
  EXPECT_EQ(Severity::kWarning, generated->findings[0].severity);
}

// What an authority refuses is told when there is still time: where, and whose policy it is.
TEST(GenerateTest, WarnsOfWhatAnAuthorityRefuses) {
  const auto warned = [](const GenerateRequest& request) {
    std::vector<std::string> told;
    const Result<Generated> generated = GenerateWith(request);
    EXPECT_TRUE(generated.has_value());
    for (const Finding& finding : generated->findings) told.push_back(finding.rule + (" " + finding.field));
    return told;
  };
  using Told = std::vector<std::string>;
  GenerateRequest request = ServerRequest();
  request.must_staple = true;
  EXPECT_EQ(Told{"A-03 mustStaple"}, warned(request));
  request.must_staple = false;
  request.dns = {"www.example.com", "a.b.c.d.e.f.g.h.example.com", "z.a.b.c.d.e.f.g.h.example.com"};
  EXPECT_EQ(Told{"A-04 dns[2]"}, warned(request));
  request.dns.clear();
  for (size_t i = 0; i < 100; i++) request.dns.push_back("a" + std::to_string(i) + ".example.com");
  EXPECT_EQ(Told{}, warned(request));
  request.dns.push_back("b.example.com");
  EXPECT_EQ(Told{"A-06 names"}, warned(request));
  GenerateRequest mail;
  mail.profile = Profile::kSmime;
  mail.email = {"jo@example.com"};
  mail.key = KeyType::kMlDsa44;
  EXPECT_EQ(Told{"A-07 key"}, warned(mail));
}

TEST(GenerateTest, TellsAChosenAuthoritysOwnPolicyAsAnErrorAndThatOfOthersNot) {
  GenerateRequest request = ServerRequest();
  request.must_staple = true;
  request.authority = Authority::kLetsEncrypt;
  const Result<Generated> refused = GenerateWith(request);
  ASSERT_TRUE(refused.has_value());
  ASSERT_EQ(1u, refused->findings.size());
  EXPECT_STREQ("A-03", refused->findings[0].rule);
  EXPECT_EQ(Severity::kError, refused->findings[0].severity);
  request.authority = Authority::kMozilla;
  const Result<Generated> unsaid = GenerateWith(request);
  ASSERT_TRUE(unsaid.has_value());
  EXPECT_TRUE(unsaid->findings.empty());
}

TEST(GenerateTest, S13_CommonNameMustBeOneOfTheNames) {
  GenerateRequest request = ServerRequest();
  request.subject = {{"CN", "example.com"}};
  EXPECT_EQ("common-name-not-in-san subject", FailureOf(request));
  request.subject = {{"CN", "www.example.com"}};
  Result<Generated> generated = GenerateWith(request);
  ASSERT_TRUE(generated.has_value());
  ASSERT_EQ(1u, generated->findings.size());
  EXPECT_STREQ("S-14", generated->findings[0].rule);
}

TEST(GenerateTest, K61_SmimeNeedsAMailboxAndRepeatsThoseOfTheSubject) {
  GenerateRequest request;
  request.profile = Profile::kSmime;
  EXPECT_EQ("no-names names", FailureOf(request));
  request.email = {"a@example.com"};
  request.subject = {{"emailAddress", "b@example.com"}};
  EXPECT_EQ("common-name-not-in-san subject", FailureOf(request));
  request.subject = {{"emailAddress", "a@example.com"}};
  EXPECT_TRUE(GenerateWith(request).has_value());
}

TEST(GenerateTest, SpiffeTakesExactlyOneUri) {
  GenerateRequest request;
  request.profile = Profile::kSpiffe;
  EXPECT_EQ("no-names names", FailureOf(request));
  request.uri = {"spiffe://example.org/a"};
  EXPECT_TRUE(GenerateWith(request).has_value());
  request.uri.push_back("spiffe://example.org/b");
  EXPECT_EQ("too-many-names uri[1]", FailureOf(request));
  request.uri = {"https://example.org/a"};
  EXPECT_EQ("uri-not-valid uri[0]", FailureOf(request));
}

TEST(GenerateTest, StirShakenTakesP256AndATnAuthListOnly) {
  GenerateRequest request;
  request.profile = Profile::kStirShaken;
  EXPECT_EQ("no-names names", FailureOf(request));
  request.tn_auth_list = {{TnEntry::Kind::kServiceProviderCode, "709J", 1}};
  EXPECT_TRUE(GenerateWith(request).has_value());
  request.key = KeyType::kEcdsaP384;
  EXPECT_EQ("key-type-not-allowed key", FailureOf(request));
}

TEST(GenerateTest, MustStapleIsForServers) {
  GenerateRequest request;
  request.profile = Profile::kSmime;
  request.email = {"a@example.com"};
  request.must_staple = true;
  EXPECT_EQ("option-not-allowed mustStaple", FailureOf(request));
}

TEST(GenerateTest, RefusesWeakSealingBeforeMakingAKey) {
  GenerateRequest request = ServerRequest();
  request.kdf = Pbkdf2{kMinPbkdf2Iterations - 1};
  EXPECT_EQ("kdf-below-floor sealing", FailureOf(request));
}

TEST(GenerateTest, RefusesWeakPassphrasesBeforeMakingAKey) {
  EXPECT_EQ("passphrase-empty passphrase", FailureOf(ServerRequest(), ""));
  EXPECT_EQ("passphrase-too-short passphrase", FailureOf(ServerRequest(), "123456"));
  EXPECT_EQ("passphrase-is-name passphrase", FailureOf(ServerRequest(), ServerRequest().dns.front()));
}

TEST(GenerateTest, W01_WarnsOfAPassphraseThatSomeCannotType) {
  Result<Generated> generated = GenerateWith(ServerRequest(), "copper lantern orbit th\xc3\xadstle");
  ASSERT_TRUE(generated.has_value());
  ASSERT_EQ(1u, generated->findings.size());
  EXPECT_STREQ("W-01", generated->findings[0].rule);
}

TEST(GenerateTest, EveryDrawThatFailsFailsTheCall) {
  FakeSource good(Stream(81));
  Entropy counting = good.MakeEntropy();
  NoProgress progress;
  ASSERT_TRUE(Generate(ServerRequest(), Secret(kPassphrase), counting, progress).has_value());
  ASSERT_EQ(5u, good.draws());  // start-up, probe, scalar, salt, IV
  for (size_t failing = 1; failing <= good.draws(); failing++) {
    FakeSource source([stream = Stream(81), calls = size_t{0}, failing](std::span<uint8_t> out) mutable {
      return stream(out) && ++calls != failing;
    });
    Entropy entropy = source.MakeEntropy();
    Result<Generated> generated = Generate(ServerRequest(), Secret(kPassphrase), entropy, progress);
    ASSERT_FALSE(generated.has_value()) << failing;
    EXPECT_EQ(ErrorCode::kRandomFailed, generated.error().code) << failing;
  }
}

// BoringSSL draws from the same entropy in the module, and looks at nothing.
class DrawsAt : public ProgressSink {
 public:
  DrawsAt(Phase phase, Entropy& entropy) : phase_(phase), entropy_(&entropy) {}
  void Report(Phase phase, uint32_t, uint32_t) override {
    Bytes out(32);
    if (phase == phase_) (void)entropy_->Fill(out);
  }

 private:
  Phase phase_;
  Entropy* entropy_;
};

TEST(GenerateTest, GivesNothingAfterADrawThatFailedWhileNobodyLooked) {
  for (const Phase phase : {Phase::kKey, Phase::kSealing, Phase::kSigning}) {
    for (const bool fails : {false, true}) {
      FakeSource source([stream = Stream(81), fails, scalars = 0](std::span<uint8_t> out) mutable {
        // Of the sizes that are drawn, the scalar's alone is that of the draw that nobody looks at.
        return stream(out) && (out.size() != 32 || ++scalars != 2 || !fails);
      });
      Entropy entropy = source.MakeEntropy();
      DrawsAt progress(phase, entropy);
      const Result<Generated> generated = Generate(ServerRequest(), Secret(kPassphrase), entropy, progress);
      EXPECT_NE(fails, generated.has_value());
      EXPECT_EQ(fails ? std::optional(ErrorCode::kRandomFailed) : std::nullopt, entropy.failure());
    }
  }
}

TEST(GenerateTest, BeginsEachCallWithItsOwnStartUpTest) {
  FakeSource source(Stream(82));
  Entropy entropy = source.MakeEntropy();
  NoProgress progress;
  ASSERT_TRUE(Generate(ServerRequest(), Secret(kPassphrase), entropy, progress).has_value());
  EXPECT_EQ(5u, source.draws());  // start-up, probe, scalar, salt, IV
  ASSERT_TRUE(Generate(ServerRequest(), Secret(kPassphrase), entropy, progress).has_value());
  EXPECT_EQ(10u, source.draws());
}

}  // namespace
}  // namespace keyseal
