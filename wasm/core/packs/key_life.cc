#include "core/packs/key_life.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/out_of_memory.h"
#include "core/generate/warnings.h"
#include "core/keys/public_key.h"
#include "core/packs/key_file.h"
#include "core/packs/pack_findings.h"
#include "core/request/csr.h"
#include "core/sealing/passphrase.h"
#include "core/sealing/sealed_key.h"

namespace keyseal {
namespace {

Result<OpenedKey> Open(ByteSpan untrusted_key_file, const SecretBytes& passphrase_utf8) {
  Result<Passphrase> passphrase = Passphrase::ForOpening(passphrase_utf8);
  if (!passphrase) return Error{passphrase.error().code, "passphrase"};
  return OpenKeyFile(untrusted_key_file, *passphrase);
}

Result<std::string> FingerprintOf(const PrivateKey& key) {
  Result<Bytes> spki = key.EncodeSpki();
  if (!spki) return spki.error();
  return Sha256Hex(*spki);
}

Result<Resealed> SealAnew(ByteSpan untrusted_key_file, const SecretBytes& passphrase_utf8,
                          const SecretBytes& new_passphrase_utf8, const Kdf& kdf, Entropy& entropy) {
  if (Result<void> checked = CheckKdf(kdf); !checked) return checked.error();
  Result<Passphrase> accepted = Passphrase::Accept(new_passphrase_utf8, {});
  if (!accepted) return Error{accepted.error().code, "newPassphrase"};
  Result<OpenedKey> opened = Open(untrusted_key_file, passphrase_utf8);
  if (!opened) return opened.error();
  Result<std::string> fingerprint = FingerprintOf(opened->key);
  if (!fingerprint) return fingerprint.error();
  Result<Bytes> sealed = SealKey(opened->key, *accepted, kdf, entropy);
  if (!sealed) return sealed.error();
  return Resealed{opened->key.type(), std::move(*fingerprint), std::move(*sealed), WarningsOf(*accepted)};
}

Result<Requested> Write(ByteSpan untrusted_key_file, const SecretBytes& passphrase_utf8, GenerateRequest request) {
  Result<OpenedKey> opened = Open(untrusted_key_file, passphrase_utf8);
  if (!opened) return opened.error();
  request.key = opened->key.type();
  Result<JudgedRequest> judged = Judge(request);
  if (!judged) return judged.error();
  if (!judged->problems.empty()) return judged->problems.front();
  Result<Bytes> csr = EncodeCsr(judged->contents, opened->key);
  if (!csr) return csr.error();
  Result<std::string> fingerprint = FingerprintOf(opened->key);
  if (!fingerprint) return fingerprint.error();
  Findings findings = WarningsOf(request, judged->contents);
  findings.push_back(FindingOf(PackFinding::kKeyReused, "key"));
  return Requested{opened->key.type(), std::move(*fingerprint), judged->contents.names.Texts(), std::move(*csr),
                   std::move(findings)};
}

Result<Requested> Prove(ByteSpan untrusted_key_file, const SecretBytes& passphrase_utf8) {
  Result<OpenedKey> opened = Open(untrusted_key_file, passphrase_utf8);
  if (!opened) return opened.error();
  Result<Bytes> csr = EncodeCompromiseProof(opened->key);
  if (!csr) return csr.error();
  Result<std::string> fingerprint = FingerprintOf(opened->key);
  if (!fingerprint) return fingerprint.error();
  return Requested{opened->key.type(), std::move(*fingerprint), {}, std::move(*csr), {}};
}

}  // namespace

Result<Resealed> Reseal(ByteSpan untrusted_key_file, const SecretBytes& passphrase_utf8,
                        const SecretBytes& new_passphrase_utf8, const Kdf& kdf, Entropy& entropy) {
  return entropy.Finish(
      OrOutOfMemory([&] { return SealAnew(untrusted_key_file, passphrase_utf8, new_passphrase_utf8, kdf, entropy); }));
}

Result<Requested> RequestFrom(ByteSpan untrusted_key_file, const SecretBytes& passphrase_utf8, GenerateRequest request,
                              Entropy& entropy) {
  return entropy.Finish(OrOutOfMemory([&] { return Write(untrusted_key_file, passphrase_utf8, std::move(request)); }));
}

Result<Requested> ProveCompromise(ByteSpan untrusted_key_file, const SecretBytes& passphrase_utf8, Entropy& entropy) {
  return entropy.Finish(OrOutOfMemory([&] { return Prove(untrusted_key_file, passphrase_utf8); }));
}

}  // namespace keyseal
