#include "binding/request_values.h"

#include <emscripten/bind.h>

#include <optional>
#include <vector>

namespace keyseal {
namespace {

using emscripten::val;

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

}  // namespace

val CopyOut(ByteSpan bytes) {
  return val(emscripten::typed_memory_view(bytes.size(), bytes.data())).call<val>("slice");
}

Result<SecretBytes> TakeSecret(const val& bytes) {
  Result<SecretBytes> secret = SecretBytes::Create(bytes["length"].as<size_t>());
  if (!secret) return secret;
  val(emscripten::typed_memory_view(secret->size(), secret->RevealMutable().data())).call<void>("set", bytes);
  bytes.call<void>("fill", 0);
  return secret;
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
    if (!finding.value.empty()) item.set("value", finding.value);
    item.set("message", std::string(finding.message));
    if (*finding.remedy != 0) item.set("remedy", std::string(finding.remedy));
    list.call<void>("push", item);
  }
  return list;
}

EMSCRIPTEN_BINDINGS(keyseal_requests) {
  emscripten::register_type<JsStrings>("string[]");
  emscripten::register_type<JsAttributes>("{ type: string; value: string }[]");
  emscripten::register_type<JsTnEntries>("{ kind: \"spc\" | \"tn\" | \"range\"; text: string; count: number }[]");
  emscripten::register_type<JsKdf>(
      "{ kdf: \"pbkdf2-hmac-sha256\"; iterations: number } | { kdf: \"scrypt\"; n: number; r: number; p: number }");
  emscripten::register_type<JsBytes>("Uint8Array");
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
}

}  // namespace keyseal
