#include "core/sealing/cbc.h"

#include <gtest/gtest.h>
#include <openssl/cipher.h>

namespace keyseal {
namespace {

SecretBytes Zeros(size_t size) { return std::move(*SecretBytes::Create(size)); }

TEST(CbcTest, DecryptsWhatItEncryptedAndKnowsTheSizesOfCiphertexts) {
  const EVP_CIPHER* cipher = EVP_aes_256_cbc();
  const Bytes iv(16);
  for (const size_t size : {size_t{0}, size_t{1}, size_t{15}, size_t{16}, size_t{17}}) {
    const Result<Bytes> ciphertext = EncryptCbc(cipher, Zeros(32), iv, Zeros(size));
    ASSERT_TRUE(ciphertext.has_value());
    EXPECT_EQ(size / 16 * 16 + 16, ciphertext->size());
    EXPECT_TRUE(IsCbcSize(cipher, ciphertext->size()));
    const Result<SecretBytes> plaintext = DecryptCbc(cipher, Zeros(32), iv, *ciphertext);
    ASSERT_TRUE(plaintext.has_value());
    EXPECT_EQ(size, plaintext->size());
  }
  for (const size_t size : {size_t{0}, size_t{15}, size_t{17}, kMaxSealedSize + 16})
    EXPECT_FALSE(IsCbcSize(cipher, size));
  EXPECT_TRUE(IsCbcSize(cipher, kMaxSealedSize));
}

TEST(CbcTest, EncryptsNoMoreThanItMay) {
  const Bytes iv(16);
  const EVP_CIPHER* cipher = EVP_aes_256_cbc();
  EXPECT_TRUE(EncryptCbc(cipher, Zeros(32), iv, Zeros(kMaxSealedSize - EVP_MAX_BLOCK_LENGTH - 1)).has_value());
  EXPECT_EQ(ErrorCode::kInternal,
            EncryptCbc(cipher, Zeros(32), iv, Zeros(kMaxSealedSize - EVP_MAX_BLOCK_LENGTH)).error().code);
}

}  // namespace
}  // namespace keyseal
