// In the place of the core's: it asks for the same memory, and does not derive for a tenth of a second each time.
#include "core/sealing/pbkdf2.h"

#include <openssl/evp.h>

#include "core/base/out_of_memory.h"

namespace keyseal {

Result<SecretBytes> Pbkdf2HmacSha256(ByteSpan passphrase, ByteSpan salt, uint32_t /*iterations*/, size_t key_size) {
  Result<SecretBytes> key = SecretBytes::Create(key_size);
  if (!key) return key;
  Need(PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(passphrase.data()), passphrase.size(), salt.data(), salt.size(),
                         1, EVP_sha256(), key_size, key->RevealMutable().data()));
  return key;
}

}  // namespace keyseal
