// Sealed keys: RFC 5958 EncryptedPrivateKeyInfo under PBES2 (RFC 8018). The only form in which a private key leaves
// the core. Encoding and decoding stand side by side in sealed_key.cc.

#ifndef KEYSEAL_CORE_SEALED_KEY_H_
#define KEYSEAL_CORE_SEALED_KEY_H_

#include <cstdint>
#include <variant>

#include "core/entropy.h"
#include "core/passphrase.h"
#include "core/private_key.h"
#include "core/secret_bytes.h"
#include "core/status.h"

namespace keyseal {

// kMinPbkdf2Iterations is the floor for PBKDF2-HMAC-SHA256 (OWASP Password Storage, 2026-08; P-08). Nothing lowers it.
inline constexpr uint32_t kMinPbkdf2Iterations = 600'000;
inline constexpr uint32_t kMaxPbkdf2Iterations = 10'000'000;  // about 5 s in WebAssembly
inline constexpr size_t kSaltSize = 16;                       // bytes (P-07)

struct Pbkdf2 {
  uint32_t iterations = kMinPbkdf2Iterations;
};
struct Scrypt {
  uint64_t n = uint64_t{1} << 17;  // memory is 128 * n * r bytes: 128 MiB
  uint32_t r = 8;
  uint32_t p = 1;
};
using Kdf = std::variant<Pbkdf2, Scrypt>;

// CheckKdf returns kKdfBelowFloor or kKdfTooCostly, before any work is done.
Result<void> CheckKdf(const Kdf& kdf);

// SealKey returns the DER of |key|'s PKCS#8 form, encrypted under |passphrase| with AES-256-CBC. Salt (16 bytes) and IV
// are drawn from |entropy| for this call. Fails as CheckKdf and Entropy do, and with kOutOfMemory; on failure nothing
// was written and every intermediate is wiped. Takes about 0.3 s in WebAssembly with the default KDF.
Result<Bytes> SealKey(const PrivateKey& key, const Passphrase& passphrase, const Kdf& kdf, Entropy& entropy);

// OpenKey decrypts |untrusted_der|. Reads more than SealKey writes (other PRFs, AES-128 and -192, 3DES, scrypt), so that
// old keys can be sealed anew, but refuses work above its limits with kKdfTooCostly before doing any of it. A wrong
// passphrase is kWrongPassphrase; bytes that are no EncryptedPrivateKeyInfo are kBadSealedKey, a PrivateKeyInfo in the
// clear is kKeyNotEncrypted, another scheme or cipher kCipherNotSupported.
Result<PrivateKey> OpenKey(ByteSpan untrusted_der, const Passphrase& passphrase);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_SEALED_KEY_H_
