// PKCS#12 (RFC 7292): key and certificates in one file, a PFX, for servers and programs that take nothing else. The key
// in it is an EncryptedPrivateKeyInfo still. Writing here, reading in pkcs12_reader.h.

#ifndef KEYSEAL_CORE_SEALING_PKCS12_H_
#define KEYSEAL_CORE_SEALING_PKCS12_H_

#include <span>
#include <string_view>

#include "core/asn1/der.h"
#include "core/base/entropy.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/sealing/passphrase.h"

namespace keyseal {

// PfxForm is who has to read it. kModern: AES-256-CBC under PBKDF2 with HMAC-SHA-256, and a MAC with SHA-256: Windows
// 10 1709, Server 2019, Java 8u301, OpenSSL 1.1 and later. kLegacy: Triple DES and SHA-1, for what is older.
enum class PfxForm : uint8_t { kModern, kLegacy };

// kPfxIterations is for key, certificates and MAC: whoever guesses takes the cheapest of them. Windows reads no more.
inline constexpr uint32_t kPfxIterations = 600'000;

struct PfxContents {
  const SecretBytes& private_key_info;  // RFC 5958 2
  std::span<const Bytes> chain;         // DER, the key's own first
  std::string_view friendly_name;       // ASCII; what programs list the key under
};

// EncodePfx returns the DER of a PFX under |passphrase|. Salts and IVs are drawn from |entropy|. Fails as Entropy does,
// with kPassphraseNotBmp, kChainTooLong and kOutOfMemory. Takes about a second in WebAssembly.
Result<Bytes> EncodePfx(const PfxContents& contents, const Passphrase& passphrase, PfxForm form, Entropy& entropy);

namespace oid {

// What a PFX is made of (RFC 7292 4, RFC 2985 5.5, RFC 5652 4 and 8)
inline constexpr Oid kData("1.2.840.113549.1.7.1");
inline constexpr Oid kEncryptedData("1.2.840.113549.1.7.6");
inline constexpr Oid kKeyBag("1.2.840.113549.1.12.10.1.1");
inline constexpr Oid kShroudedKeyBag("1.2.840.113549.1.12.10.1.2");
inline constexpr Oid kCertBag("1.2.840.113549.1.12.10.1.3");
inline constexpr Oid kX509Certificate("1.2.840.113549.1.9.22.1");
inline constexpr Oid kFriendlyName("1.2.840.113549.1.9.20");
inline constexpr Oid kLocalKeyId("1.2.840.113549.1.9.21");

}  // namespace oid

}  // namespace keyseal

#endif  // KEYSEAL_CORE_SEALING_PKCS12_H_
