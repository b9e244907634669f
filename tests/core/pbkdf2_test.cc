#include "core/pbkdf2.h"

#include <gtest/gtest.h>
#include <openssl/digest.h>
#include <openssl/evp.h>

#include <random>

namespace keyseal {
namespace {

// The published answers stand in tests/vectors/sealed/kdf.txt, which pbes2_test.cc reads.

class Pbkdf2Test : public testing::Test {
 protected:
  Bytes Random(size_t size) {
    Bytes bytes(size);
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random_());
    return bytes;
  }

  static Bytes Ours(ByteSpan passphrase, ByteSpan salt, uint32_t iterations, size_t size) {
    Result<SecretBytes> key = Pbkdf2HmacSha256(passphrase, salt, iterations, size);
    EXPECT_TRUE(key.has_value());
    return Bytes(key->Reveal().begin(), key->Reveal().end());
  }

  static Bytes Bssl(ByteSpan passphrase, ByteSpan salt, uint32_t iterations, size_t size) {
    Bytes key(size);
    EXPECT_TRUE(PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(passphrase.data()), passphrase.size(), salt.data(),
                                  salt.size(), iterations, EVP_sha256(), size, key.data()));
    return key;
  }

  std::mt19937 random_{1};
};

TEST_F(Pbkdf2Test, AgreesWithBoringSslOnRandomInputs) {
  for (int i = 0; i < 500; i++) {
    const Bytes passphrase = Random(random_() % 200);
    const Bytes salt = Random(random_() % 200);
    const uint32_t iterations = 1 + random_() % 20;
    const size_t size = 1 + random_() % 100;
    SCOPED_TRACE(testing::Message() << passphrase.size() << " " << salt.size() << " " << iterations << " " << size);
    EXPECT_EQ(Bssl(passphrase, salt, iterations, size), Ours(passphrase, salt, iterations, size));
  }
}

TEST_F(Pbkdf2Test, HashesAPassphraseOnlyIfItIsLongerThanABlock) {
  for (const size_t size : {0, 1, 63, 64, 65, 1024}) {
    SCOPED_TRACE(size);
    const Bytes passphrase = Random(size);
    EXPECT_EQ(Bssl(passphrase, Random(0), 2, 32), Ours(passphrase, {}, 2, 32));
  }
}

TEST_F(Pbkdf2Test, GivesAsManyBytesAsAreAsked) {
  const Bytes passphrase = Random(20);
  const Bytes salt = Random(16);
  const Bytes most = Ours(passphrase, salt, 3, 97);
  for (const size_t size : {0, 1, 31, 32, 33, 64, 96}) {
    SCOPED_TRACE(size);
    EXPECT_EQ(Bytes(most.begin(), most.begin() + static_cast<ptrdiff_t>(size)), Ours(passphrase, salt, 3, size));
  }
}

}  // namespace
}  // namespace keyseal
