#include "core/generate/warnings.h"

#include <gtest/gtest.h>

#include <string_view>

#include "tests/core/support/packs.h"

namespace keyseal {
namespace {

TEST(WarningsTest, SpeakOfAPassphraseThatSomeProgramsCannotType) {
  EXPECT_TRUE(WarningsOf(PassphraseOf("plain words of ASCII")).empty());
  const Findings findings = WarningsOf(PassphraseOf("pl\xC3\xA4in words"));
  ASSERT_EQ(1u, findings.size());
  EXPECT_STREQ("W-01", findings.front().rule);
  EXPECT_EQ("passphrase", findings.front().field);
}

TEST(WarningsTest, SpeakOfWhatTheCheckerWarnsOf) {
  GenerateRequest request;
  EXPECT_TRUE(WarningsOf(request, {}).empty());
  request.key = KeyType::kEcdsaP521;
  ASSERT_EQ(1u, WarningsOf(request, {}).size());
  EXPECT_EQ("key", WarningsOf(request, {}).front().field);
}

}  // namespace
}  // namespace keyseal
