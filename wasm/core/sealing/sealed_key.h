// Sealed keys: RFC 5958 EncryptedPrivateKeyInfo under PBES2 (RFC 8018). The only form in which a private key leaves
// the core. Encoding and decoding stand side by side in sealed_key.cc.

#ifndef KEYSEAL_CORE_SEALING_SEALED_KEY_H_
#define KEYSEAL_CORE_SEALING_SEALED_KEY_H_

#include "core/base/entropy.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/keys/private_key.h"
#include "core/sealing/passphrase.h"
#include "core/sealing/pbes2.h"

namespace keyseal {

// SealKey returns the DER of |key|'s PKCS#8 form, encrypted under |passphrase| with AES-256-CBC. Salt (16 bytes) and IV
// are drawn from |entropy| for this call. Fails as CheckKdf and Entropy do, and with kOutOfMemory; on failure nothing
// was written and every intermediate is wiped. Takes about 0.3 s in WebAssembly with the default KDF.
Result<Bytes> SealKey(const PrivateKey& key, const Passphrase& passphrase, const Kdf& kdf, Entropy& entropy);

// OpenKey decrypts |untrusted_der|. Reads more than SealKey writes (other PRFs, AES-128 and -192, 3DES, scrypt), so
// that old keys can be sealed anew, but refuses work above its limits with kKdfTooCostly before doing any of it. Fails
// with kBadSealedKey for bytes that are no EncryptedPrivateKeyInfo, kKeyNotEncrypted for a key in the clear,
// kCipherNotSupported for another scheme, KDF or cipher, kWrongPassphrase, and as PrivateKey::ParsePkcs8.
//
// PBES2 authenticates nothing, so a damaged file and a wrong passphrase cannot always be told apart. What decrypts to a
// PrivateKeyInfo was opened by the right passphrase, and a broken key inside is kBadSealedKey; everything else that
// comes out, bad padding too, is kWrongPassphrase.
Result<PrivateKey> OpenKey(ByteSpan untrusted_der, const Passphrase& passphrase);

// SealPrivateKeyInfo and OpenPrivateKeyInfo are SealKey and OpenKey for the PrivateKeyInfo (RFC 5958 2) itself and a
// passphrase's bytes. The latter's result has the form of a PrivateKeyInfo, but nobody has looked at the key in it.
Result<Bytes> SealPrivateKeyInfo(const SecretBytes& private_key_info, ByteSpan passphrase, const Kdf& kdf,
                                 Entropy& entropy);
Result<SecretBytes> OpenPrivateKeyInfo(ByteSpan untrusted_der, ByteSpan passphrase);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_SEALING_SEALED_KEY_H_
