// Block ciphers in CBC mode with padding, as every scheme that encrypts under a passphrase uses them (RFC 8018 6.1.1).

#ifndef KEYSEAL_CORE_SEALING_CBC_H_
#define KEYSEAL_CORE_SEALING_CBC_H_

#include "core/base/bssl.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

inline constexpr size_t kMaxSealedSize = 1 << 20;  // bytes of ciphertext: far above every key, far below INT_MAX

// EncryptCbc returns |plaintext|, padded and encrypted. |key| and |iv| have the sizes that |cipher| asks for. Fails
// with kInternal for more than kMaxSealedSize, and else only with kOutOfMemory.
Result<Bytes> EncryptCbc(const EVP_CIPHER* cipher, const SecretBytes& key, ByteSpan iv, const SecretBytes& plaintext);

// IsCbcSize returns whether a ciphertext of |cipher| can have |size| bytes: whole blocks, one at least, and no more
// than kMaxSealedSize.
bool IsCbcSize(const EVP_CIPHER* cipher, size_t size);

// DecryptCbc returns the plaintext of |untrusted_ciphertext|, whose size is one by IsCbcSize. Fails with
// kWrongPassphrase for bad padding, and with kOutOfMemory. A wrong key passes once in about 256 times.
Result<SecretBytes> DecryptCbc(const EVP_CIPHER* cipher, const SecretBytes& key, ByteSpan iv,
                               ByteSpan untrusted_ciphertext);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_SEALING_CBC_H_
