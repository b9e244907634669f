#include "core/sealing/cbc.h"

#include <openssl/cipher.h>

namespace keyseal {

Result<Bytes> EncryptCbc(const EVP_CIPHER* cipher, const SecretBytes& key, ByteSpan iv, const SecretBytes& plaintext) {
  if (plaintext.size() >= kMaxSealedSize - EVP_MAX_BLOCK_LENGTH) return ErrorCode::kInternal;
  // On the heap, since only there the context's own copies of the key and of the last block are surely wiped.
  bssl::UniquePtr<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());
  Bytes ciphertext(plaintext.size() + EVP_MAX_BLOCK_LENGTH);
  int size = 0, last_size = 0;
  if (context == nullptr || !EVP_EncryptInit_ex(context.get(), cipher, nullptr, key.Reveal().data(), iv.data()) ||
      !EVP_EncryptUpdate(context.get(), ciphertext.data(), &size, plaintext.Reveal().data(),
                         static_cast<int>(plaintext.size())) ||
      !EVP_EncryptFinal_ex(context.get(), ciphertext.data() + size, &last_size)) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  ciphertext.resize(static_cast<size_t>(size) + static_cast<size_t>(last_size));
  return ciphertext;
}

bool IsCbcSize(const EVP_CIPHER* cipher, size_t size) {
  return size != 0 && size <= kMaxSealedSize && size % EVP_CIPHER_block_size(cipher) == 0;
}

Result<SecretBytes> DecryptCbc(const EVP_CIPHER* cipher, const SecretBytes& key, ByteSpan iv,
                               ByteSpan untrusted_ciphertext) {
  const size_t size = untrusted_ciphertext.size();
  Result<SecretBytes> plaintext = SecretBytes::Create(size + EVP_MAX_BLOCK_LENGTH);
  if (!plaintext) return plaintext;
  bssl::UniquePtr<EVP_CIPHER_CTX> context(EVP_CIPHER_CTX_new());  // on the heap, as in EncryptCbc
  uint8_t* out = plaintext->RevealMutable().data();
  int plain_size = 0, last_size = 0;
  if (context == nullptr || !EVP_DecryptInit_ex(context.get(), cipher, nullptr, key.Reveal().data(), iv.data()) ||
      !EVP_DecryptUpdate(context.get(), out, &plain_size, untrusted_ciphertext.data(), static_cast<int>(size))) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  if (!EVP_DecryptFinal_ex(context.get(), out + plain_size, &last_size)) {
    return FailureOfBssl(ErrorCode::kWrongPassphrase);
  }
  plaintext->Truncate(static_cast<size_t>(plain_size) + static_cast<size_t>(last_size));
  return plaintext;
}

}  // namespace keyseal
