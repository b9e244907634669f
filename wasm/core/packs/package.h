// From a sealed key and an issued certificate to what servers take. The files around it, and their words, are the
// page's; what is in them is made here.

#ifndef KEYSEAL_CORE_PACKS_PACKAGE_H_
#define KEYSEAL_CORE_PACKS_PACKAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/entropy.h"
#include "core/base/finding.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/keys/private_key.h"
#include "core/sealing/pkcs12.h"

namespace keyseal {

struct PackageRequest {
  ByteSpan untrusted_key_file;
  std::vector<ByteSpan> untrusted_chain_files;  // and the request, if its names are to be compared
  std::vector<PfxForm> pfx_forms;               // that are wanted, each once
  int64_t now = 0;                              // seconds since 1970
};

struct Packaged {
  KeyType key_type = KeyType::kEcdsaP256;
  std::string spki_sha256;         // lower-case hex
  std::vector<std::string> names;  // of the certificate
  int64_t not_before = 0;          // seconds since 1970
  int64_t not_after = 0;
  Bytes sealed_key_der;
  std::vector<Bytes> chain;      // the key's own certificate first, without the root
  std::vector<Bytes> pfx_files;  // in the order of pfx_forms
  Findings findings;             // warnings and notices, and no package where one is an error
};

// Package opens the key, finds its chain and seals both. With an error among the findings nothing is sealed, and all of
// it is empty but the findings. Fails as OpenKeyFile ("key", "passphrase"), FindChain and EncodePfx, with
// kCertificateBad and kPrivateKeyGiven for what is none ("chain", with the file), and as Entropy does. The key is
// nowhere in the clear but in this call.
Result<Packaged> Package(const PackageRequest& request, const SecretBytes& passphrase_utf8, Entropy& entropy);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_PACKS_PACKAGE_H_
