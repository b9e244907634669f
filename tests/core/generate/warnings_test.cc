#include "core/generate/warnings.h"

#include <gtest/gtest.h>

#include <string_view>

namespace keyseal {
namespace {

Passphrase Of(std::string_view text) {
  const ByteSpan bytes = {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
  return std::move(*Passphrase::ForOpening(*SecretBytes::Copy(bytes)));
}

TEST(WarningsTest, SpeakOfAPassphraseThatSomeProgramsCannotType) {
  EXPECT_TRUE(WarningsOf(Of("plain words of ASCII")).empty());
  const Findings findings = WarningsOf(Of("pl\xC3\xA4in words"));
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
