#include "core/request/profile.h"

#include <gtest/gtest.h>

#include <string>

namespace keyseal {
namespace {

constexpr Profile kAll[] = {Profile::kTlsServer, Profile::kTlsClient,  Profile::kSmime,
                            Profile::kSpiffe,    Profile::kStirShaken, Profile::kPrivatePki};

constexpr KeyType kPublicKeys[] = {KeyType::kEcdsaP256, KeyType::kEcdsaP384, KeyType::kEcdsaP521,
                                   KeyType::kRsa2048,   KeyType::kRsa3072,   KeyType::kRsa4096};
constexpr KeyType kOtherKeys[] = {KeyType::kEd25519, KeyType::kMlDsa44, KeyType::kMlDsa65, KeyType::kMlDsa87};

TEST(ProfileTest, EachRowStandsInItsOwnPlaceAndNamesAreReadBack) {
  for (Profile profile : kAll) {
    EXPECT_EQ(profile, RulesOf(profile).profile);
    EXPECT_EQ(profile, ParseProfile(RulesOf(profile).name));
  }
  for (const char* name : {"", "tls", "TLS-SERVER", "code-signing"}) EXPECT_FALSE(ParseProfile(name)) << name;
}

TEST(ProfileTest, K19_ServersTakeEcdsaAndRsaOnly) {
  const ProfileRules& rules = RulesOf(Profile::kTlsServer);
  for (KeyType type : kPublicKeys) EXPECT_TRUE(AllowsKeyType(rules, type)) << KeyTypeName(type);
  for (KeyType type : kOtherKeys) EXPECT_FALSE(AllowsKeyType(rules, type)) << KeyTypeName(type);
}

TEST(ProfileTest, K60_MailTakesEveryKey) {
  const ProfileRules& rules = RulesOf(Profile::kSmime);
  for (KeyType type : kPublicKeys) EXPECT_TRUE(AllowsKeyType(rules, type)) << KeyTypeName(type);
  for (KeyType type : kOtherKeys) EXPECT_TRUE(AllowsKeyType(rules, type)) << KeyTypeName(type);
}

TEST(ProfileTest, N09_OnlyServersAndMailAskForPublicNames) {
  for (Profile profile : kAll) {
    const bool is_public = profile == Profile::kTlsServer || profile == Profile::kSmime;
    EXPECT_EQ(is_public, RulesOf(profile).public_names) << RulesOf(profile).name;
  }
}

TEST(ProfileTest, N02_ServersHaveOnlyDnsAndIpNames) {
  const ProfileRules& server = RulesOf(Profile::kTlsServer);
  EXPECT_TRUE(server.allows_dns && server.allows_ip);
  EXPECT_FALSE(server.allows_email || server.allows_uri || server.allows_tn);
}

TEST(ProfileTest, EveryProfileNeedsSomething) {
  for (Profile profile : kAll) EXPECT_NE(0, RulesOf(profile).needs) << RulesOf(profile).name;
}

}  // namespace
}  // namespace keyseal
