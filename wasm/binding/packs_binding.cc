// The part of the binding for keys that exist: packages, requests, another sealing.

#include <emscripten/bind.h>

#include <string>
#include <utility>
#include <vector>

#include "binding/entropy_import.h"
#include "binding/js_values.h"
#include "binding/request_values.h"
#include "core/asn1/pem.h"
#include "core/packs/key_life.h"
#include "core/packs/package.h"

namespace keyseal {
namespace {

using emscripten::val;

KEYSEAL_JS_TYPE(JsChainFiles);
KEYSEAL_JS_TYPE(JsPfxForms);
KEYSEAL_JS_TYPE(JsPackaged);
KEYSEAL_JS_TYPE(JsResealed);
KEYSEAL_JS_TYPE(JsRequested);

Bytes CopyIn(const val& bytes) {
  Bytes copy(bytes["length"].as<size_t>());
  val(emscripten::typed_memory_view(copy.size(), copy.data())).call<void>("set", bytes);
  return copy;
}

val ToPackaged(const Packaged& packaged) {
  val value = val::object();
  value.set("key", std::string(KeyTypeName(packaged.key_type)));
  value.set("spkiSha256", packaged.spki_sha256);
  value.set("names", val::array(packaged.names));
  value.set("notBefore", static_cast<double>(packaged.not_before));
  value.set("notAfter", static_cast<double>(packaged.not_after));
  value.set("findings", ToFindings(packaged.findings));
  if (packaged.chain.empty()) {
    value.set("files", val::null());
    return value;
  }
  val files = val::object();
  std::string chain;
  for (const Bytes& certificate : packaged.chain) chain += EncodePem("CERTIFICATE", certificate);
  files.set("sealedKeyPem", EncodePem(kSealedKeyLabel, packaged.sealed_key_der));
  files.set("chainPem", chain);
  files.set("pfx", val::array());
  for (const Bytes& pfx : packaged.pfx_files) files["pfx"].call<void>("push", CopyOut(pfx));
  value.set("files", files);
  return value;
}

// |key_file| is wiped when it was copied: it may hold a key in the clear.
JsPackaged PackageBinding(const JsBytes& key_file, const JsChainFiles& chain_files, const JsPfxForms& pfx_forms,
                          double now, const JsBytes& passphrase) {
  StackWiper wiper;
  Result<SecretBytes> secret = TakeSecret(passphrase);
  if (!secret) return JsPackaged(Bad(secret.error()));
  Result<SecretBytes> key = TakeSecret(key_file);
  if (!key) return JsPackaged(Bad(key.error()));
  std::vector<Bytes> files;
  for (const val& file : emscripten::vecFromJSArray<val>(chain_files)) files.push_back(CopyIn(file));
  PackageRequest request{.untrusted_key_file = key->Reveal(),
                         .untrusted_chain_files = {files.begin(), files.end()},
                         .pfx_forms = {},
                         .now = static_cast<int64_t>(now)};
  for (const std::string& form : emscripten::vecFromJSArray<std::string>(pfx_forms)) {
    request.pfx_forms.push_back(form == "legacy" ? PfxForm::kLegacy : PfxForm::kModern);
  }
  const Result<Packaged> packaged = Package(request, *secret, ModuleEntropy());
  return JsPackaged(packaged ? Good(ToPackaged(*packaged)) : Bad(packaged.error()));
}

JsResealed ResealBinding(const JsBytes& key_file, const JsBytes& passphrase, const JsBytes& new_passphrase,
                         const JsKdf& kdf) {
  StackWiper wiper;
  Result<SecretBytes> secret = TakeSecret(passphrase);
  if (!secret) return JsResealed(Bad(secret.error()));
  Result<SecretBytes> new_secret = TakeSecret(new_passphrase);
  if (!new_secret) return JsResealed(Bad(new_secret.error()));
  Result<SecretBytes> key = TakeSecret(key_file);
  if (!key) return JsResealed(Bad(key.error()));
  const Result<Resealed> resealed = Reseal(key->Reveal(), *secret, *new_secret, ToKdf(kdf), ModuleEntropy());
  if (!resealed) return JsResealed(Bad(resealed.error()));
  val value = val::object();
  value.set("key", std::string(KeyTypeName(resealed->key_type)));
  value.set("spkiSha256", resealed->spki_sha256);
  value.set("sealedKeyDer", CopyOut(resealed->sealed_key_der));
  value.set("sealedKeyPem", EncodePem(kSealedKeyLabel, resealed->sealed_key_der));
  value.set("findings", ToFindings(resealed->findings));
  return JsResealed(Good(value));
}

JsRequested ToRequested(const Result<Requested>& requested) {
  if (!requested) return JsRequested(Bad(requested.error()));
  val value = val::object();
  value.set("key", std::string(KeyTypeName(requested->key_type)));
  value.set("spkiSha256", requested->spki_sha256);
  value.set("names", val::array(requested->names));
  value.set("csrDer", CopyOut(requested->csr_der));
  value.set("csrPem", EncodePem(kCsrLabel, requested->csr_der));
  value.set("findings", ToFindings(requested->findings));
  return JsRequested(Good(value));
}

JsRequested RequestBinding(const JsBytes& key_file, const JsGenerateRequest& request, const JsBytes& passphrase) {
  StackWiper wiper;
  Result<SecretBytes> secret = TakeSecret(passphrase);
  if (!secret) return JsRequested(Bad(secret.error()));
  Result<SecretBytes> key = TakeSecret(key_file);
  if (!key) return JsRequested(Bad(key.error()));
  Result<GenerateRequest> converted = ToRequest(request);
  if (!converted) return JsRequested(Bad(converted.error()));
  return ToRequested(RequestFrom(key->Reveal(), *secret, std::move(*converted), ModuleEntropy()));
}

JsRequested ProveCompromiseBinding(const JsBytes& key_file, const JsBytes& passphrase) {
  StackWiper wiper;
  Result<SecretBytes> secret = TakeSecret(passphrase);
  if (!secret) return JsRequested(Bad(secret.error()));
  Result<SecretBytes> key = TakeSecret(key_file);
  if (!key) return JsRequested(Bad(key.error()));
  return ToRequested(ProveCompromise(key->Reveal(), *secret, ModuleEntropy()));
}

EMSCRIPTEN_BINDINGS(keyseal_packs) {
  emscripten::register_type<JsChainFiles>("Uint8Array[]");
  emscripten::register_type<JsPfxForms>("(\"modern\" | \"legacy\")[]");
  emscripten::register_type<JsPackaged>(KEYSEAL_OUTCOME(
      "{ key: string; spkiSha256: string; names: string[]; notBefore: number; notAfter: number; "
      "findings: " KEYSEAL_FINDINGS "; files: { sealedKeyPem: string; chainPem: string; pfx: Uint8Array[] } | null }"));
  emscripten::register_type<JsResealed>(KEYSEAL_OUTCOME(
      "{ key: string; spkiSha256: string; sealedKeyDer: Uint8Array; sealedKeyPem: string; findings: " KEYSEAL_FINDINGS
      " }"));
  emscripten::register_type<JsRequested>(
      KEYSEAL_OUTCOME("{ key: string; spkiSha256: string; names: string[]; csrDer: Uint8Array; csrPem: string; "
                      "findings: " KEYSEAL_FINDINGS " }"));
  emscripten::function("package", &PackageBinding);
  emscripten::function("reseal", &ResealBinding);
  emscripten::function("request", &RequestBinding);
  emscripten::function("proveCompromise", &ProveCompromiseBinding);
}

}  // namespace
}  // namespace keyseal
