// What else a person does with a key that exists: another passphrase, another request, the proof that it was lost. The
// key is opened and sealed in one call, and nowhere in the clear outside it.

#ifndef KEYSEAL_CORE_PACKS_KEY_LIFE_H_
#define KEYSEAL_CORE_PACKS_KEY_LIFE_H_

#include <string>
#include <vector>

#include "core/base/entropy.h"
#include "core/base/finding.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/generate/judged_request.h"
#include "core/keys/private_key.h"
#include "core/sealing/pbes2.h"

namespace keyseal {

struct Resealed {
  KeyType key_type;
  std::string spki_sha256;  // lower-case hex
  Bytes sealed_key_der;
  Findings findings;
};

// Reseal encrypts the key of |untrusted_key_file| anew, under |new_passphrase_utf8|, which must pass the gate. Fails as
// OpenKeyFile ("key", "passphrase"), Passphrase::Accept ("newPassphrase"), CheckKdf and Entropy do; what is cheap to
// find is found before the key is opened.
Result<Resealed> Reseal(ByteSpan untrusted_key_file, const SecretBytes& passphrase_utf8,
                        const SecretBytes& new_passphrase_utf8, const Kdf& kdf, Entropy& entropy);

struct Requested {
  KeyType key_type;
  std::string spki_sha256;         // lower-case hex
  std::vector<std::string> names;  // as they stand in the request
  Bytes csr_der;
  Findings findings;
};

// RequestFrom writes a request of the key of |untrusted_key_file|, whose type goes before |request|'s; its sealing is
// not looked at. Fails as OpenKeyFile and Judge.
Result<Requested> RequestFrom(ByteSpan untrusted_key_file, const SecretBytes& passphrase_utf8, GenerateRequest request,
                              Entropy& entropy);

// ProveCompromise writes EncodeCompromiseProof's request. Fails as OpenKeyFile.
Result<Requested> ProveCompromise(ByteSpan untrusted_key_file, const SecretBytes& passphrase_utf8, Entropy& entropy);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_PACKS_KEY_LIFE_H_
