// Reading a PFX (RFC 7292), whoever wrote it: what pkcs12.h writes, the old ciphers, PBMAC1 (RFC 9879), BER.

#ifndef KEYSEAL_CORE_SEALING_PKCS12_READER_H_
#define KEYSEAL_CORE_SEALING_PKCS12_READER_H_

#include <vector>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/sealing/passphrase.h"

namespace keyseal {

inline constexpr size_t kMaxPfxParts = 8;  // of its AuthenticatedSafe; everybody writes two
inline constexpr size_t kMaxPfxCertificates = 100;

struct OpenedPfx {
  SecretBytes private_key_info;     // RFC 5958 2; nobody has looked at the key in it
  std::vector<Bytes> certificates;  // DER, in the order of the file
};

// LooksLikePfx returns whether |untrusted_file| begins as a PFX does: SEQUENCE { version 3, … }.
bool LooksLikePfx(ByteSpan untrusted_file);

// OpenPfx decrypts key and certificates. Fails with kBadSealedKey for what is no PFX, has no key or more than one, or
// is larger than the limits; kKeyNotEncrypted where the key is in it in the clear; kCipherNotSupported for another
// encryption, MAC or digest; kKdfTooCostly, before any work; kWrongPassphrase where the MAC or what was decrypted says
// so, which a damaged file does too; and kPassphraseNotBmp.
Result<OpenedPfx> OpenPfx(ByteSpan untrusted_file, const Passphrase& passphrase);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_SEALING_PKCS12_READER_H_
