#include "core/generate/generate.h"

#include <algorithm>
#include <iterator>

#include "core/base/out_of_memory.h"
#include "core/generate/warnings.h"
#include "core/keys/private_key.h"
#include "core/keys/public_key.h"
#include "core/request/csr.h"
#include "core/sealing/passphrase.h"
#include "core/sealing/sealed_key.h"

namespace keyseal {

namespace {

Result<Generated> Make(const GenerateRequest& request, const SecretBytes& passphrase_utf8, Entropy& entropy,
                       ProgressSink& progress) {
  Result<JudgedRequest> judged = Judge(request);
  if (!judged) return judged.error();
  if (!judged->problems.empty()) return judged->problems.front();
  const CsrContents& contents = judged->contents;
  Generated generated;
  generated.names = contents.names.Texts();
  Result<Passphrase> passphrase = Passphrase::Accept(passphrase_utf8, generated.names);
  if (!passphrase) return Error{passphrase.error().code, "passphrase"};

  Result<PrivateKey> key = PrivateKey::Generate(request.key, entropy, progress);
  if (!key) return key.error();
  progress.Report(Phase::kSealing, 0, 0);
  Result<Bytes> sealed = SealKey(*key, *passphrase, request.kdf, entropy);
  if (!sealed) return sealed.error();
  progress.Report(Phase::kSigning, 0, 0);
  Result<Bytes> csr = EncodeCsr(contents, *key);
  if (!csr) return csr.error();
  Result<Bytes> spki = key->EncodeSpki();
  if (!spki) return spki.error();

  generated.sealed_key_der = std::move(*sealed);
  generated.csr_der = std::move(*csr);
  generated.spki_sha256 = Sha256Hex(*spki);
  generated.findings = WarningsOf(request, contents);
  std::ranges::copy(WarningsOf(*passphrase), std::back_inserter(generated.findings));
  return generated;
}

}  // namespace

Result<Generated> Generate(const GenerateRequest& request, const SecretBytes& passphrase_utf8, Entropy& entropy,
                           ProgressSink& progress) {
  return entropy.Finish(OrOutOfMemory([&] { return Make(request, passphrase_utf8, entropy, progress); }));
}

}  // namespace keyseal
