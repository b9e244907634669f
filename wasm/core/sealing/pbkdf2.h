// PBKDF2 with HMAC-SHA-256 (RFC 8018 5.2, RFC 2104), on BoringSSL's compression function. The hash states behind the
// inner and the outer pad are computed once, and a round is two compressions of prepared blocks: BoringSSL's own
// PKCS5_PBKDF2_HMAC takes a quarter longer in WebAssembly.

#ifndef KEYSEAL_CORE_SEALING_PBKDF2_H_
#define KEYSEAL_CORE_SEALING_PBKDF2_H_

#include <cstddef>
#include <cstdint>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

// Pbkdf2HmacSha256 returns |key_size| bytes, what PKCS5_PBKDF2_HMAC returns with EVP_sha256. |iterations| is at
// least 1. It knows no floor. Fails only with kOutOfMemory. Everything on the way is wiped.
Result<SecretBytes> Pbkdf2HmacSha256(ByteSpan passphrase, ByteSpan salt, uint32_t iterations, size_t key_size);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_SEALING_PBKDF2_H_
