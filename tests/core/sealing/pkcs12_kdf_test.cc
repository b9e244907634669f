#include "core/sealing/pkcs12_kdf.h"

#include <gtest/gtest.h>
#include <openssl/digest.h>

#include <string_view>

#include "tests/core/support/from_hex.h"

namespace keyseal {
namespace {

ByteSpan Octets(std::string_view text) { return {reinterpret_cast<const uint8_t*>(text.data()), text.size()}; }
Bytes ToBytes(const SecretBytes& secret) { return Bytes(secret.Reveal().begin(), secret.Reveal().end()); }

// Numbers of OpenSSL's pkcs12 derivation, by way of `openssl kdf -kdfopt … PKCS12KDF` of version 3.0.
TEST(Pkcs12KdfTest, DerivesAsOpenSslDoes) {
  const Pkcs12Kdf kdf = {.digest = EVP_sha256(), .iterations = 2048, .salt = FromHex("0102030405060708")};
  const Result<SecretBytes> derived = DerivePkcs12(kdf, Pkcs12Use::kMac, Octets("Beavis"), 32);
  ASSERT_TRUE(derived.has_value());
  EXPECT_EQ(FromHex("d02369d711f0691b8c608c96a1d88a27e42a1101eac11678ad6a8604a2c8a9a3"), ToBytes(*derived));
  const Pkcs12Kdf old = {.digest = EVP_sha1(), .iterations = 1, .salt = FromHex("0102030405060708")};
  EXPECT_EQ(FromHex("4d5bd84acade9f87497161f2e74d7ea70e84406c69a4300e"),
            ToBytes(*DerivePkcs12(old, Pkcs12Use::kKey, Octets("Beavis"), 24)));
  EXPECT_EQ(FromHex("b17a34ea6803fd9b"), ToBytes(*DerivePkcs12(old, Pkcs12Use::kIv, Octets("Beavis"), 8)));
}

TEST(Pkcs12KdfTest, TakesCharactersUpToTheEndOfTheBasicPlane) {
  const Pkcs12Kdf kdf = {.digest = EVP_sha256(), .iterations = 1, .salt = FromHex("00")};
  EXPECT_TRUE(DerivePkcs12(kdf, Pkcs12Use::kMac, Octets("\xEF\xBF\xBD"), 32).has_value());                // U+FFFD
  const Result<SecretBytes> beyond = DerivePkcs12(kdf, Pkcs12Use::kMac, Octets("\xF0\x90\x80\x80"), 32);  // U+10000
  ASSERT_FALSE(beyond.has_value());
  EXPECT_EQ(ErrorCode::kPassphraseNotBmp, beyond.error().code);
  EXPECT_STREQ("passphrase", beyond.error().field);
}

}  // namespace
}  // namespace keyseal
