#include "core/generate.h"

#include <openssl/sha2.h>

#include <algorithm>
#include <array>

#include "core/csr.h"
#include "core/passphrase.h"

namespace keyseal {

namespace {

// ParseNames parses each of |texts| and drops repeats (N-22). Errors carry |field| and the index.
template <typename Name, typename Parse>
Result<std::vector<Name>> ParseNames(const std::vector<std::string>& texts, const char* field, Parse parse) {
  std::vector<Name> names;
  for (size_t i = 0; i < texts.size(); i++) {
    Result<Name> name = parse(texts[i]);
    if (!name) return Error{name.error().code, field, static_cast<uint32_t>(i)};
    const bool repeated =
        std::any_of(names.begin(), names.end(), [&](const Name& n) { return n.text() == name->text(); });
    if (!repeated) names.push_back(std::move(*name));
  }
  return names;
}

Result<SubjectAltNames> ParseAllNames(const GenerateRequest& request, const ProfileRules& rules) {
  const size_t count = request.dns.size() + request.ip.size() + request.email.size() + request.uri.size();
  if (count > kMaxNames) return Error{ErrorCode::kTooManyNames, "names"};
  const struct {
    bool used;
    bool allowed;
    const char* field;
  } kinds[] = {
      {!request.dns.empty(), rules.allows_dns, "dns"},
      {!request.ip.empty(), rules.allows_ip, "ip"},
      {!request.email.empty(), rules.allows_email, "email"},
      {!request.uri.empty(), rules.allows_uri, "uri"},
      {!request.tn_auth_list.empty(), rules.allows_tn, "tnAuthList"},
  };
  for (const auto& kind : kinds) {
    if (kind.used && !kind.allowed) return Error{ErrorCode::kNameKindNotAllowed, kind.field, 0};  // N-02
  }
  if (request.uri.size() > rules.max_uris) return Error{ErrorCode::kTooManyNames, "uri", rules.max_uris};

  const NameScope scope = rules.public_names ? NameScope::kPublic : NameScope::kPrivate;
  SubjectAltNames names;
  auto dns = ParseNames<DnsName>(request.dns, "dns", [&](const auto& text) { return DnsName::Parse(text, scope); });
  if (!dns) return dns.error();
  names.dns = std::move(*dns);
  auto ip = ParseNames<IpAddress>(request.ip, "ip", [&](const auto& text) { return IpAddress::Parse(text, scope); });
  if (!ip) return ip.error();
  names.ip = std::move(*ip);
  auto email = ParseNames<Mailbox>(request.email, "email", Mailbox::Parse);
  if (!email) return email.error();
  names.email = std::move(*email);
  auto uri = ParseNames<Uri>(request.uri, "uri", rules.profile == Profile::kSpiffe ? Uri::ParseSpiffe : Uri::Parse);
  if (!uri) return uri.error();
  names.uri = std::move(*uri);
  return names;
}

Result<void> CheckNeeds(const GenerateRequest& request, const ProfileRules& rules, const CsrContents& contents) {
  const SubjectAltNames& names = contents.names;
  const bool met = ((rules.needs & kNeedsDnsOrIp) != 0 && (!names.dns.empty() || !names.ip.empty())) ||
                   ((rules.needs & kNeedsEmail) != 0 && !names.email.empty()) ||
                   ((rules.needs & kNeedsUri) != 0 && !names.uri.empty()) ||
                   ((rules.needs & kNeedsTn) != 0 && !request.tn_auth_list.empty()) ||
                   ((rules.needs & kNeedsAnyName) != 0 && !names.empty()) ||
                   ((rules.needs & kNeedsSubject) != 0 && !contents.subject.empty());
  if (!met) return Error{ErrorCode::kNoNames, "names"};  // N-01, K-32, K-61
  return {};
}

// What a subject says in a public profile must be said by the names too.
Result<void> CheckSubjectAgainstNames(const ProfileRules& rules, const CsrContents& contents) {
  const std::vector<std::string> texts = contents.names.Texts();
  auto in_names = [&](const std::string& text) { return std::find(texts.begin(), texts.end(), text) != texts.end(); };
  const std::optional<std::string> common_name = contents.subject.common_name();
  if (rules.subject != SubjectRule::kFree && common_name && !in_names(*common_name)) {
    return Error{ErrorCode::kCommonNameNotInSan, "subject"};  // S-13: character for character
  }
  if (rules.subject == SubjectRule::kSmime) {
    for (const std::string& email : contents.subject.emails()) {
      if (!in_names(email)) return Error{ErrorCode::kCommonNameNotInSan, "subject"};  // K-61
    }
  }
  return {};
}

Result<CsrContents> ParseContents(const GenerateRequest& request) {
  const ProfileRules& rules = RulesOf(request.profile);
  if (!AllowsKeyType(rules, request.key)) return Error{ErrorCode::kKeyTypeNotAllowed, "key"};  // K-19
  if (request.must_staple && !rules.allows_must_staple) return Error{ErrorCode::kOptionNotAllowed, "mustStaple"};
  CsrContents contents;
  contents.profile = request.profile;
  contents.must_staple = request.must_staple;
  Result<SubjectAltNames> names = ParseAllNames(request, rules);
  if (!names) return names.error();
  contents.names = std::move(*names);
  Result<Subject> subject = Subject::Parse(request.subject, rules.subject);
  if (!subject) return subject.error();
  contents.subject = std::move(*subject);
  if (!request.tn_auth_list.empty()) {
    Result<Bytes> tn_auth_list = EncodeTnAuthList(request.tn_auth_list);
    if (!tn_auth_list) return tn_auth_list.error();
    contents.tn_auth_list = std::move(*tn_auth_list);
  }
  if (Result<void> met = CheckNeeds(request, rules, contents); !met) return met.error();
  if (Result<void> agrees = CheckSubjectAgainstNames(rules, contents); !agrees) return agrees.error();
  return contents;
}

Findings WarningsOf(const GenerateRequest& request, const CsrContents& contents, const Passphrase& passphrase) {
  Findings findings;
  if (request.profile == Profile::kTlsServer && request.key == KeyType::kEcdsaP521) {
    findings.push_back(
        {"K-45", Severity::kWarning, "BR 6.1.5", "key", "P-521 is permitted, but a large authority refuses it."});
  }
  if (request.profile == Profile::kTlsServer && contents.subject.common_name()) {
    findings.push_back({"S-14", Severity::kWarning, "BR 7.1.2.7.2", "subject",
                        "A common name is not recommended: the names stand in the SAN."});
  }
  if (!passphrase.is_ascii()) {
    findings.push_back({"W-01", Severity::kWarning, "SP 800-63B 3.1.1.2", "passphrase",
                        "Some programs cannot type every character of this passphrase. Letters a to z, digits and "
                        "spaces work everywhere."});
  }
  return findings;
}

Result<std::string> SpkiSha256(const PrivateKey& key) {
  Result<Bytes> spki = key.EncodeSpki();
  if (!spki) return spki.error();
  std::array<uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(spki->data(), spki->size(), digest.data());
  std::string hex;
  for (uint8_t byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

Error In(const char* field, Error error) {
  if (*error.field == '\0') error.field = field;
  return error;
}

}  // namespace

Result<Generated> Generate(const GenerateRequest& request, const SecretBytes& passphrase_utf8, Entropy& entropy,
                           ProgressSink& progress) {
  Result<CsrContents> contents = ParseContents(request);
  if (!contents) return contents.error();
  if (Result<void> kdf = CheckKdf(request.kdf); !kdf) return In("sealing", kdf.error());
  Generated generated;
  generated.names = contents->names.Texts();
  Result<Passphrase> passphrase = Passphrase::Accept(passphrase_utf8, generated.names);
  if (!passphrase) return In("passphrase", passphrase.error());

  Result<PrivateKey> key = PrivateKey::Generate(request.key, entropy, progress);
  if (!key) return key.error();
  progress.Report(Phase::kSealing, 0);
  Result<Bytes> sealed = SealKey(*key, *passphrase, request.kdf, entropy);
  if (!sealed) return sealed.error();
  progress.Report(Phase::kSigning, 0);
  Result<Bytes> csr = EncodeCsr(*contents, *key);
  if (!csr) return csr.error();
  Result<std::string> spki_sha256 = SpkiSha256(*key);
  if (!spki_sha256) return spki_sha256.error();

  generated.sealed_key_der = std::move(*sealed);
  generated.csr_der = std::move(*csr);
  generated.spki_sha256 = std::move(*spki_sha256);
  generated.findings = WarningsOf(request, *contents, *passphrase);
  return generated;
}

}  // namespace keyseal
