// The binding: a doormat. It converts what JavaScript gives, calls the core, and hands back public or sealed things.

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "binding/entropy_import.h"
#include "binding/js_values.h"
#include "core/asn1/pem.h"
#include "core/base/string_table.h"
#include "core/generate/generate.h"
#include "core/generate/preview.h"
#include "core/sealing/passphrase.h"

extern "C" void keyseal_progress(int phase, int primes_found, int tested);

namespace keyseal {
namespace {

using emscripten::val;

KEYSEAL_JS_TYPE(JsStrings);
KEYSEAL_JS_TYPE(JsAttributes);
KEYSEAL_JS_TYPE(JsTnEntries);
KEYSEAL_JS_TYPE(JsKdf);
KEYSEAL_JS_TYPE(JsBytes);
KEYSEAL_JS_TYPE(JsOptionalBytes);
KEYSEAL_JS_TYPE(JsGenerated);
KEYSEAL_JS_TYPE(JsPreview);
KEYSEAL_JS_TYPE(JsSuggested);
KEYSEAL_JS_TYPE(JsWordLists);

struct JsGenerateRequest {
  std::string profile;
  std::string key;
  JsAttributes subject;
  JsStrings dns, ip, email, uri;
  JsTnEntries tn_auth_list;
  bool must_staple = false;
  JsKdf kdf;
  std::string authority;  // "" for none
};

class JsProgress : public ProgressSink {
 public:
  void Report(Phase phase, uint32_t primes_found, uint32_t tested) override {
    keyseal_progress(static_cast<int>(phase), static_cast<int>(primes_found), static_cast<int>(tested));
  }
};

// A copy in JavaScript's own memory, for public and sealed bytes only.
val CopyOut(ByteSpan bytes) {
  return val(emscripten::typed_memory_view(bytes.size(), bytes.data())).call<val>("slice");
}

// TakeSecret copies |bytes| through a view, which leaves no copy behind, and fills the array with zeros.
Result<SecretBytes> TakeSecret(const val& bytes) {
  Result<SecretBytes> secret = SecretBytes::Create(bytes["length"].as<size_t>());
  if (!secret) return secret;
  val(emscripten::typed_memory_view(secret->size(), secret->RevealMutable().data())).call<void>("set", bytes);
  bytes.call<void>("fill", 0);
  return secret;
}

std::vector<SubjectAttribute> ToAttributes(const val& attributes) {
  std::vector<SubjectAttribute> converted;
  for (const val& attribute : emscripten::vecFromJSArray<val>(attributes)) {
    converted.push_back({attribute["type"].as<std::string>(), attribute["value"].as<std::string>()});
  }
  return converted;
}

std::vector<TnEntry> ToTnEntries(const val& entries) {
  std::vector<TnEntry> converted;
  for (const val& entry : emscripten::vecFromJSArray<val>(entries)) {
    const std::string kind = entry["kind"].as<std::string>();
    converted.push_back({kind == "spc"  ? TnEntry::Kind::kServiceProviderCode
                         : kind == "tn" ? TnEntry::Kind::kNumber
                                        : TnEntry::Kind::kRange,
                         entry["text"].as<std::string>(), entry["count"].as<uint32_t>()});
  }
  return converted;
}

Kdf ToKdf(const val& kdf) {
  if (kdf["kdf"].as<std::string>() == "scrypt") {
    return Scrypt{kdf["n"].as<uint32_t>(), kdf["r"].as<uint32_t>(), kdf["p"].as<uint32_t>()};
  }
  return Pbkdf2{kdf["iterations"].as<uint32_t>()};
}

Result<GenerateRequest> ToRequest(const JsGenerateRequest& request) {
  const std::optional<Profile> profile = ParseProfile(request.profile);
  if (!profile) return Error{ErrorCode::kProfileUnknown, "profile"};
  const std::optional<KeyType> key = ParseKeyType(request.key);
  if (!key) return Error{ErrorCode::kKeyTypeUnknown, "key"};
  const std::optional<Authority> authority = ParseAuthority(request.authority);
  if (!request.authority.empty() && !authority) return Error{ErrorCode::kRequestNotValid, "authority"};
  return GenerateRequest{.profile = *profile,
                         .key = *key,
                         .subject = ToAttributes(request.subject),
                         .dns = emscripten::vecFromJSArray<std::string>(request.dns),
                         .ip = emscripten::vecFromJSArray<std::string>(request.ip),
                         .email = emscripten::vecFromJSArray<std::string>(request.email),
                         .uri = emscripten::vecFromJSArray<std::string>(request.uri),
                         .tn_auth_list = ToTnEntries(request.tn_auth_list),
                         .must_staple = request.must_staple,
                         .kdf = ToKdf(request.kdf),
                         .authority = authority};
}

val ToFindings(const Findings& findings) {
  static constexpr const char* kSeverities[] = {"error", "warning", "notice"};
  val list = val::array();
  for (const Finding& finding : findings) {
    val item = val::object();
    item.set("rule", std::string(finding.rule));
    item.set("severity", std::string(kSeverities[static_cast<size_t>(finding.severity)]));
    item.set("clause", std::string(finding.clause));
    if (!finding.field.empty()) item.set("field", finding.field);
    item.set("message", std::string(finding.message));
    if (*finding.remedy != 0) item.set("remedy", std::string(finding.remedy));
    list.call<void>("push", item);
  }
  return list;
}

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
  emscripten::register_type<JsStrings>("string[]");
  emscripten::register_type<JsAttributes>("{ type: string; value: string }[]");
  emscripten::register_type<JsTnEntries>("{ kind: \"spc\" | \"tn\" | \"range\"; text: string; count: number }[]");
  emscripten::register_type<JsKdf>(
      "{ kdf: \"pbkdf2-hmac-sha256\"; iterations: number } | { kdf: \"scrypt\"; n: number; r: number; p: number }");
  emscripten::register_type<JsBytes>("Uint8Array");
  emscripten::register_type<JsOptionalBytes>("Uint8Array | null");
  emscripten::register_type<JsGenerated>(KEYSEAL_OUTCOME(
      "{ csrDer: Uint8Array; csrPem: string; sealedKeyDer: Uint8Array; sealedKeyPem: string; spkiSha256: string; "
      "names: string[]; findings: { rule: string; severity: \"error\" | \"warning\" | \"notice\"; clause: string; "
      "field?: string; message: string; remedy?: string }[] }"));
  emscripten::register_type<JsPreview>(KEYSEAL_OUTCOME(
      "{ names: { field: string; index: number; text: string | null; wildcard: boolean; repeats: number | null }[]; "
      "problems: { code: string; field: string; index: number | null }[] }"));
  emscripten::register_type<JsSuggested>(KEYSEAL_OUTCOME("Uint8Array"));
  emscripten::register_type<JsWordLists>(KEYSEAL_OUTCOME("{ words: string; passwords: string }"));
  emscripten::value_object<JsGenerateRequest>("GenerateRequest")
      .field("profile", &JsGenerateRequest::profile)
      .field("key", &JsGenerateRequest::key)
      .field("subject", &JsGenerateRequest::subject)
      .field("dns", &JsGenerateRequest::dns)
      .field("ip", &JsGenerateRequest::ip)
      .field("email", &JsGenerateRequest::email)
      .field("uri", &JsGenerateRequest::uri)
      .field("tnAuthList", &JsGenerateRequest::tn_auth_list)
      .field("mustStaple", &JsGenerateRequest::must_staple)
      .field("kdf", &JsGenerateRequest::kdf)
      .field("authority", &JsGenerateRequest::authority);
  emscripten::function("generate", &GenerateBinding);
  emscripten::function("preview", &PreviewBinding);
  emscripten::function("suggestPassphrase", &SuggestBinding);
  emscripten::function("wordLists", &WordListsBinding);
  emscripten::function("entropyFailure", &EntropyFailure);
}

}  // namespace
}  // namespace keyseal
