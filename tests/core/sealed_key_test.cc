#include "core/sealed_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

#include "tests/core/fake_entropy.h"

namespace keyseal {
namespace {

constexpr std::string_view kPassphrase = "correct horse battery staple";

ByteSpan Octets(std::string_view text) { return {reinterpret_cast<const uint8_t*>(text.data()), text.size()}; }

// A PrivateKeyInfo in form only.
SecretBytes Info() {
  constexpr uint8_t kInfo[] = {0x30, 0x0c, 0x02, 0x01, 0x00, 0x30, 0x04, 0x06, 0x02, 0x2a, 0x03, 0x04, 0x01, 0x55};
  return *SecretBytes::Copy(kInfo);
}

Result<Bytes> SealWith(const Kdf& kdf, Entropy& entropy) {
  return SealPrivateKeyInfo(Info(), Octets(kPassphrase), kdf, entropy);
}

TEST(SealedKeyTest, OpensWhatItSealed) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  for (const Kdf& kdf : {Kdf(Pbkdf2()), Kdf(Scrypt())}) {
    Result<Bytes> sealed = SealWith(kdf, entropy);
    ASSERT_TRUE(sealed.has_value());
    Result<SecretBytes> opened = OpenPrivateKeyInfo(*sealed, Octets(kPassphrase));
    ASSERT_TRUE(opened.has_value());
    EXPECT_TRUE(std::ranges::equal(Info().Reveal(), opened->Reveal()));
  }
}

}  // namespace
}  // namespace keyseal
