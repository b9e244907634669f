#include "core/generate/generate.h"

#include <openssl/sha2.h>

#include <algorithm>
#include <array>
#include <string>

#include "core/base/out_of_memory.h"
#include "core/keys/private_key.h"
#include "core/request/csr.h"
#include "core/rules/authority_rules.h"
#include "core/rules/rule.h"
#include "core/sealing/passphrase.h"
#include "core/sealing/sealed_key.h"

namespace keyseal {

namespace {

// WarningsOf says what the checker says of such a request, by the same rules, and what it cannot know.
Findings WarningsOf(const GenerateRequest& request, const CsrContents& contents, const Passphrase& passphrase) {
  Reporter reporter(request.profile);
  reporter.SetKind(InputKind::kCsr);
  reporter.SetAuthority(request.authority);
  if (request.key == KeyType::kEcdsaP521) reporter.Report(Rule::kP521Refused, "key");
  if (request.key == KeyType::kMlDsa44 || request.key == KeyType::kMlDsa65 || request.key == KeyType::kMlDsa87)
    reporter.Report(Rule::kAlgorithmRefused, "key");
  if (contents.must_staple) reporter.Report(Rule::kStapleRefused, "mustStaple");
  if (contents.names.size() > kMostNamesEverywhere) reporter.Report(Rule::kNamesRefused, "names");
  for (size_t i = 0; i < contents.names.dns.size(); i++) {
    if (HasManyLabels(contents.names.dns[i].text())) {
      reporter.Report(Rule::kLabelsRefused, "dns[" + std::to_string(i) + "]");
    }
  }
  if (contents.subject.common_name()) reporter.Report(Rule::kCommonName, "subject");
  const auto is_code = [](const TnEntry& entry) { return entry.kind == TnEntry::Kind::kServiceProviderCode; };
  const auto codes = std::ranges::count_if(request.tn_auth_list, is_code);
  if (static_cast<size_t>(codes) != request.tn_auth_list.size()) reporter.Report(Rule::kTnNumbers, "tnAuthList");
  if (codes > 1) reporter.Report(Rule::kTnCodes, "tnAuthList");
  const auto is_wrong = [&](const TnEntry& entry) { return is_code(entry) && !IsShakenCode(entry.text); };
  if (std::ranges::any_of(request.tn_auth_list, is_wrong)) reporter.Report(Rule::kTnCodeCharacters, "tnAuthList");
  Findings findings = reporter.findings();
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
  Result<std::string> spki_sha256 = SpkiSha256(*key);
  if (!spki_sha256) return spki_sha256.error();

  generated.sealed_key_der = std::move(*sealed);
  generated.csr_der = std::move(*csr);
  generated.spki_sha256 = std::move(*spki_sha256);
  generated.findings = WarningsOf(request, contents, *passphrase);
  return generated;
}

}  // namespace

Result<Generated> Generate(const GenerateRequest& request, const SecretBytes& passphrase_utf8, Entropy& entropy,
                           ProgressSink& progress) {
  return entropy.Finish(OrOutOfMemory([&] { return Make(request, passphrase_utf8, entropy, progress); }));
}

}  // namespace keyseal
