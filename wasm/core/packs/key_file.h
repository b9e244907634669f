// A key file as people have it, opened: PEM with whatever stands around it, DER, or a PFX.

#ifndef KEYSEAL_CORE_PACKS_KEY_FILE_H_
#define KEYSEAL_CORE_PACKS_KEY_FILE_H_

#include <vector>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/keys/private_key.h"
#include "core/sealing/passphrase.h"

namespace keyseal {

struct OpenedKey {
  PrivateKey key;
  Bytes sealed_der;                      // the EncryptedPrivateKeyInfo of the file; empty of a PFX
  bool is_ours = false;                  // as SealKey writes it: every server reads it, nothing in it below the floor
  std::vector<Bytes> certificates = {};  // that were with it in a PFX, DER
};

// OpenKeyFile opens the one key of |untrusted_file|. Fails with the field "key": kKeyNotEncrypted whatever the form of
// the key in the clear is, kCipherNotSupported for the old encryption of PEM itself (RFC 1421) and OpenSSH's,
// kBadSealedKey where there is no key or more than one, kPemBad and kPemIncomplete, and as OpenKey and OpenPfx. What
// costs too much is refused before any work.
Result<OpenedKey> OpenKeyFile(ByteSpan untrusted_file, const Passphrase& passphrase);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_PACKS_KEY_FILE_H_
