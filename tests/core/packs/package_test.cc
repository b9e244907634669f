#include "core/packs/package.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/sealing/sealed_key.h"
#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/packs.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

struct Asked {
  std::string key = "key.pem";
  std::vector<std::string> chain = {"leaf.pem", "issuing.pem"};
  std::vector<PfxForm> pfx_forms = {};
  std::string_view passphrase = kPassphraseOfPacks;
};

Result<Packaged> Make(const Asked& asked) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  const Bytes key = ReadVector("packs/" + asked.key);
  std::vector<Bytes> chain;
  for (const std::string& name : asked.chain) chain.push_back(ReadVector("packs/" + name));
  return Package({.untrusted_key_file = key,
                  .untrusted_chain_files = {chain.begin(), chain.end()},
                  .pfx_forms = asked.pfx_forms,
                  .now = kTimeOfPacks},
                 SecretOf(asked.passphrase), entropy);
}

std::vector<std::string> RulesOf(const Packaged& packaged) {
  std::vector<std::string> rules;
  for (const Finding& finding : packaged.findings) rules.emplace_back(finding.rule);
  return rules;
}

struct Refused {
  ErrorCode code;
  std::string field;
  auto operator<=>(const Refused&) const = default;
};
Refused RefusalOf(const Asked& asked) {
  const Result<Packaged> packaged = Make(asked);
  if (packaged) return {ErrorCode::kInternal, ""};
  return {packaged.error().code, packaged.error().field};
}

TEST(PackageTest, KeepsASealedKeyThatEveryServerReads) {
  const Result<Packaged> packaged = Make({});
  ASSERT_TRUE(packaged.has_value());
  EXPECT_EQ(PackDer("key.pem"), packaged->sealed_key_der);
  EXPECT_EQ((std::vector<Bytes>{PackDer("leaf.pem"), PackDer("issuing.pem")}), packaged->chain);
  EXPECT_EQ((std::vector<std::string>{"www.example.com", "example.com"}), packaged->names);
  EXPECT_EQ(KeyType::kEcdsaP256, packaged->key_type);
  EXPECT_EQ(1'799'323'200, packaged->not_after);
  EXPECT_EQ(std::vector<std::string>{"certificate-valid-until"}, RulesOf(*packaged));
}

TEST(PackageTest, SealsAnOldKeyAnew) {
  const Result<Packaged> packaged = Make({.key = "key-old.pem"});
  ASSERT_TRUE(packaged.has_value());
  EXPECT_NE(PackDer("key-old.pem"), packaged->sealed_key_der);
  EXPECT_EQ(1, std::ranges::count(RulesOf(*packaged), "key-sealed-anew"));
  const Passphrase passphrase = std::move(*Passphrase::ForOpening(SecretOf(kPassphraseOfPacks)));
  const Result<PrivateKey> opened = OpenKey(packaged->sealed_key_der, passphrase);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(*OpenKey(PackDer("key.pem"), passphrase)->EncodeSpki(), *opened->EncodeSpki());
}

TEST(PackageTest, ReadsChainsInEveryForm) {
  const Result<Packaged> packaged = Make({.chain = {"chain.p7b"}});
  ASSERT_TRUE(packaged.has_value());
  EXPECT_EQ((std::vector<Bytes>{PackDer("leaf.pem"), PackDer("issuing.pem")}), packaged->chain);
}

TEST(PackageTest, ComparesTheNamesOfTheRequest) {
  const Result<Packaged> packaged = Make({.chain = {"request.csr.pem", "leaf.pem", "issuing.pem"}});
  ASSERT_TRUE(packaged.has_value());
  ASSERT_EQ(1, std::ranges::count(RulesOf(*packaged), "names-differ"));
  EXPECT_EQ("shop.example.com",
            std::ranges::find(packaged->findings, std::string_view("names-differ"), [](const Finding& one) {
              return std::string_view(one.rule);
            })->value);
}

TEST(PackageTest, SealsNothingWhereTheChainIsWrong) {
  const Result<Packaged> packaged = Make({.chain = {"leaf.pem", "forged.pem"}, .pfx_forms = {PfxForm::kModern}});
  ASSERT_TRUE(packaged.has_value());
  EXPECT_EQ(Severity::kError, packaged->findings.front().severity);
  EXPECT_TRUE(packaged->sealed_key_der.empty());
  EXPECT_TRUE(packaged->chain.empty());
  EXPECT_TRUE(packaged->pfx_files.empty());
}

TEST(PackageTest, MakesEachPfxThatIsAskedFor) {
  const Result<Packaged> packaged = Make({.pfx_forms = {PfxForm::kLegacy, PfxForm::kModern}});
  ASSERT_TRUE(packaged.has_value());
  ASSERT_EQ(2u, packaged->pfx_files.size());
  EXPECT_EQ("pfx-legacy", RulesOf(*packaged).front());
}

TEST(PackageTest, SaysWhatIsWrongWithTheKeyFile) {
  EXPECT_EQ((Refused{ErrorCode::kWrongPassphrase, "passphrase"}),
            RefusalOf({.passphrase = "correct horse battery stapler"}));
  EXPECT_EQ((Refused{ErrorCode::kPassphraseEmpty, "passphrase"}), RefusalOf({.passphrase = ""}));
  EXPECT_EQ((Refused{ErrorCode::kKeyNotEncrypted, "key"}), RefusalOf({.key = "key-clear.pem"}));
  EXPECT_EQ((Refused{ErrorCode::kKeyNotEncrypted, "key"}), RefusalOf({.key = "key-sec1.pem"}));
  EXPECT_EQ((Refused{ErrorCode::kKeyNotEncrypted, "key"}), RefusalOf({.key = "clear-with-leaf.pem"}));
  EXPECT_EQ((Refused{ErrorCode::kCipherNotSupported, "key"}), RefusalOf({.key = "key-rfc1421.pem"}));
  EXPECT_EQ((Refused{ErrorCode::kBadSealedKey, "key"}), RefusalOf({.key = "leaf.pem"}));
  EXPECT_EQ((Refused{ErrorCode::kKeyCertificateMismatch, "chain"}), RefusalOf({.chain = {"foreign.pem"}}));
}

TEST(PackageTest, SaysWhatIsWrongWithTheChain) {
  EXPECT_EQ((Refused{ErrorCode::kChainMissing, "chain"}), RefusalOf({.chain = {}}));
  EXPECT_EQ((Refused{ErrorCode::kChainMissing, "chain"}), RefusalOf({.chain = {"request.csr.pem"}}));
  EXPECT_EQ((Refused{ErrorCode::kPrivateKeyGiven, "chain"}), RefusalOf({.chain = {"leaf.pem", "key.pem"}}));
  const Result<Packaged> packaged = Make({.chain = {"leaf.pem", "key-clear.pem"}});
  ASSERT_FALSE(packaged.has_value());
  EXPECT_EQ(1u, packaged.error().index);
}

TEST(PackageTest, RefusesAPassphraseThatAPfxCannotHaveAndMakesNothing) {
  const Bytes private_key = ReadVector("sealed/ec.p8.der");
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  const std::string_view emoji = "correct horse battery \xF0\x9F\x94\x91";
  const Result<Bytes> sealed =
      SealPrivateKeyInfo(*SecretBytes::Copy(private_key), SecretOf(emoji).Reveal(), Pbkdf2(), entropy);
  ASSERT_TRUE(sealed.has_value());
  const Passphrase passphrase = std::move(*Passphrase::ForOpening(SecretOf(emoji)));
  const std::vector<Bytes> chain = {PackDer("leaf.pem")};
  const SecretBytes info = std::move(*SecretBytes::Copy(private_key));
  for (const PfxForm form : {PfxForm::kModern, PfxForm::kLegacy}) {
    const Result<Bytes> pfx = EncodePfx({info, chain, "name"}, passphrase, form, entropy);
    ASSERT_FALSE(pfx.has_value());
    EXPECT_EQ(ErrorCode::kPassphraseNotBmp, pfx.error().code);
  }
}

TEST(PackageTest, MakesNothingWithoutEntropy) {
  for (size_t good_draws = 0; good_draws < 20; good_draws++) {
    FakeSource source(
        [stream = Stream(1), left = good_draws](std::span<uint8_t> out) mutable { return left-- > 0 && stream(out); });
    Entropy entropy = source.MakeEntropy();
    const Bytes key = ReadVector("packs/key-old.pem"), leaf = ReadVector("packs/leaf.pem");
    const Result<Packaged> packaged = Package({.untrusted_key_file = key,
                                               .untrusted_chain_files = {leaf},
                                               .pfx_forms = {PfxForm::kModern, PfxForm::kLegacy},
                                               .now = kTimeOfPacks},
                                              SecretOf(kPassphraseOfPacks), entropy);
    if (packaged) {
      EXPECT_EQ(11u, good_draws);  // start-up, key; modern: twice salt and IV, MAC; legacy: two salts, MAC
      return;
    }
    ASSERT_EQ(ErrorCode::kRandomFailed, packaged.error().code) << good_draws;
  }
  FAIL() << "it never had enough";
}

}  // namespace
}  // namespace keyseal
