#include "core/sealing/pbkdf2.h"

#include <gtest/gtest.h>
#include <openssl/digest.h>
#include <openssl/evp.h>
#include <pthread.h>

#include <algorithm>
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

// A thread's stack is memory of ours, which can be searched when it has ended.
TEST_F(Pbkdf2Test, LeavesNothingOfPassphraseAndKeyOnTheStack) {
  struct Work {
    Bytes passphrase;
    Bytes key;
  } work = {Random(40), {}};
  Bytes stack(size_t{1} << 20);
  pthread_attr_t attributes;
  pthread_t thread;
  ASSERT_EQ(0, pthread_attr_init(&attributes));
  ASSERT_EQ(0, pthread_attr_setstack(&attributes, stack.data(), stack.size()));
  const auto derive = [](void* given) -> void* {
    auto* of = static_cast<Work*>(given);
    const Result<SecretBytes> key = Pbkdf2HmacSha256(of->passphrase, of->passphrase, 3, 32);
    of->key.assign(key->Reveal().begin(), key->Reveal().end());
    return nullptr;
  };
  ASSERT_EQ(0, pthread_create(&thread, &attributes, derive, &work));
  ASSERT_EQ(0, pthread_join(thread, nullptr));
  pthread_attr_destroy(&attributes);
  ASSERT_EQ(32u, work.key.size());
  EXPECT_LT(100, std::ranges::count_if(stack, [](uint8_t byte) { return byte != 0; }));  // it ran there
  Bytes words = work.key;                                                                // as the state has it
  for (size_t i = 0; i < words.size(); i += 4) std::reverse(words.begin() + i, words.begin() + i + 4);
  for (const Bytes& secret : {work.passphrase, work.key, words}) {
    for (size_t piece = 0; piece + 16 <= secret.size(); piece += 8) {
      const auto sought = std::span(secret).subspan(piece, 16);
      EXPECT_TRUE(std::ranges::search(stack, sought).empty()) << piece;
    }
  }
}

}  // namespace
}  // namespace keyseal
