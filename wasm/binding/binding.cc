// The binding: a doormat. It converts what JavaScript gives, calls the core, and hands back public or sealed things.

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <optional>
#include <string>

#include "binding/entropy_import.h"
#include "binding/js_values.h"
#include "binding/request_values.h"
#include "core/asn1/pem.h"
#include "core/base/string_table.h"
#include "core/generate/generate.h"
#include "core/generate/preview.h"
#include "core/sealing/passphrase.h"

extern "C" void keyseal_progress(int phase, int primes_found, int tested);

namespace keyseal {
namespace {

using emscripten::val;

KEYSEAL_JS_TYPE(JsOptionalBytes);
KEYSEAL_JS_TYPE(JsGenerated);
KEYSEAL_JS_TYPE(JsPreview);
KEYSEAL_JS_TYPE(JsSuggested);
KEYSEAL_JS_TYPE(JsWordLists);

class JsProgress : public ProgressSink {
 public:
  void Report(Phase phase, uint32_t primes_found, uint32_t tested) override {
    keyseal_progress(static_cast<int>(phase), static_cast<int>(primes_found), static_cast<int>(tested));
  }
};

JsGenerated GenerateBinding(const JsGenerateRequest& request, const JsBytes& passphrase) {
  StackWiper wiper;
  Result<SecretBytes> secret = TakeSecret(passphrase);
  if (!secret) return JsGenerated(Bad(secret.error()));
  Result<GenerateRequest> converted = ToRequest(request);
  if (!converted) return JsGenerated(Bad(converted.error()));
  JsProgress progress;
  Result<Generated> generated = Generate(*converted, *secret, ModuleEntropy(), progress);
  if (!generated) return JsGenerated(Bad(generated.error()));
  val value = val::object();
  value.set("csrDer", CopyOut(generated->csr_der));
  value.set("csrPem", EncodePem(kCsrLabel, generated->csr_der));
  value.set("sealedKeyDer", CopyOut(generated->sealed_key_der));
  value.set("sealedKeyPem", EncodePem(kSealedKeyLabel, generated->sealed_key_der));
  value.set("spkiSha256", generated->spki_sha256);
  value.set("names", val::array(generated->names));
  value.set("findings", ToFindings(generated->findings));
  return JsGenerated(Good(value));
}

val DescribeName(const JudgedName& name) {
  val description = val::object();
  description.set("field", std::string(name.field));
  description.set("index", name.index);
  description.set("text", name.text ? val(*name.text) : val::null());
  description.set("wildcard", name.is_wildcard);
  description.set("repeats", NumberOrNull(name.repeats));
  return description;
}

// |passphrase| is null where none is to be judged.
JsPreview PreviewBinding(const JsGenerateRequest& request, const JsOptionalBytes& passphrase) {
  StackWiper wiper;
  std::optional<SecretBytes> secret;
  if (!passphrase.isNull()) {
    Result<SecretBytes> taken = TakeSecret(passphrase);
    if (!taken) return JsPreview(Bad(taken.error()));
    secret = std::move(*taken);
  }
  Result<GenerateRequest> converted = ToRequest(request);
  if (!converted) return JsPreview(Bad(converted.error()));
  Result<Preview> preview = PreviewRequest(*converted, secret);
  if (!preview) return JsPreview(Bad(preview.error()));
  val value = val::object();
  value.set("names", val::array());
  value.set("problems", val::array());
  for (const JudgedName& name : preview->names) value["names"].call<void>("push", DescribeName(name));
  for (const Error& problem : preview->problems) value["problems"].call<void>("push", Describe(problem));
  return JsPreview(Good(value));
}

JsSuggested SuggestBinding(uint32_t words) {
  StackWiper wiper;
  Result<SecretBytes> suggested = SuggestPassphrase(words, ModuleEntropy());
  if (!suggested) return JsSuggested(Bad(suggested.error()));
  return JsSuggested(Good(CopyOut(suggested->Reveal())));
}

// The lists behind suggestion and gate, which are public, for the rating of a passphrase.
JsWordLists WordListsBinding() {
  val value = val::object();
  value.set("words", Words().Join());
  value.set("passwords", CommonPasswords().Join());
  return JsWordLists(Good(value));
}

// The name of the error with which the random source failed, or "": what a trap inside BoringSSL meant.
std::string EntropyFailure() {
  std::optional<ErrorCode> failure = ModuleEntropy().failure();
  return failure ? ErrorName(*failure) : "";
}

EMSCRIPTEN_BINDINGS(keyseal) {
  emscripten::register_type<JsOptionalBytes>("Uint8Array | null");
  emscripten::register_type<JsGenerated>(KEYSEAL_OUTCOME(
      "{ csrDer: Uint8Array; csrPem: string; sealedKeyDer: Uint8Array; sealedKeyPem: string; spkiSha256: string; "
      "names: string[]; findings: " KEYSEAL_FINDINGS " }"));
  emscripten::register_type<JsPreview>(KEYSEAL_OUTCOME(
      "{ names: { field: string; index: number; text: string | null; wildcard: boolean; repeats: number | null }[]; "
      "problems: { code: string; field: string; index: number | null }[] }"));
  emscripten::register_type<JsSuggested>(KEYSEAL_OUTCOME("Uint8Array"));
  emscripten::register_type<JsWordLists>(KEYSEAL_OUTCOME("{ words: string; passwords: string }"));
  emscripten::function("generate", &GenerateBinding);
  emscripten::function("preview", &PreviewBinding);
  emscripten::function("suggestPassphrase", &SuggestBinding);
  emscripten::function("wordLists", &WordListsBinding);
  emscripten::function("entropyFailure", &EntropyFailure);
}

}  // namespace
}  // namespace keyseal
