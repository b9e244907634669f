// The key derivation of PKCS#12 (RFC 7292 B.2), of which only the integrity of a PFX and its old ciphers still stand.

#ifndef KEYSEAL_CORE_SEALING_PKCS12_KDF_H_
#define KEYSEAL_CORE_SEALING_PKCS12_KDF_H_

#include <cstdint>

#include "core/base/bssl.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

// What the derived octets are for: the ID byte of RFC 7292 B.3.
enum class Pkcs12Use : uint8_t { kKey = 1, kIv = 2, kMac = 3 };

struct Pkcs12Kdf {
  const EVP_MD* digest = nullptr;
  uint32_t iterations = 1;  // at least 1
  Bytes salt = {};          // may be empty, as RFC 7292 has no floor
};

// DerivePkcs12 returns |size| bytes from |passphrase|, UTF-8, which becomes a BMPString with its terminator (RFC 7292
// B.1). Fails with kPassphraseNotBmp for a character above U+FFFF, and with kOutOfMemory.
Result<SecretBytes> DerivePkcs12(const Pkcs12Kdf& kdf, Pkcs12Use use, ByteSpan passphrase, size_t size);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_SEALING_PKCS12_KDF_H_
