#include "core/rules/statement_rules.h"

#include <algorithm>

#include "core/asn1/der.h"
#include "core/rules/key_rules.h"
#include "core/rules/request_rules.h"
#include "core/rules/signature_rules.h"

namespace keyseal {
namespace {

constexpr char kField[] = "signature";
constexpr Oid kKeyUsage("2.5.29.15");
constexpr Oid kSubjectAltName("2.5.29.17");

// IsForSigning returns whether keys of this kind sign. What is of another kind may not.
bool IsForSigning(KeyAlgorithm algorithm) {
  return algorithm != KeyAlgorithm::kMlKem && algorithm != KeyAlgorithm::kOther;
}

std::optional<RequestParts> Read(const DerElement& certificate) {
  Reporter ignored(Profile::kPrivatePki);  // the certificate is not what is judged
  if (!LooksLikeCertificate(certificate)) return std::nullopt;
  return ParseCertificate(certificate, ignored);
}

std::optional<DerElement> TopOf(ByteSpan der) { return DerReader(der, 0).Take(CBS_ASN1_SEQUENCE); }

bool Names(const PossessionStatement& statement, const RequestParts& certificate) {
  return std::ranges::equal(statement.issuer.bytes, certificate.issuer.bytes) &&
         std::ranges::equal(statement.serial.bytes, certificate.serial.bytes);
}

// CanSign returns whether a certificate's key usage allows signatures (RFC 5280 4.2.1.3): all do that have none.
bool CanSign(const RequestParts& certificate) {
  const ExtensionPart* usage = FindExtension(certificate, kKeyUsage);
  if (usage == nullptr) return true;
  const auto bits = DerReader(usage->value.contents, 0).Take(CBS_ASN1_BITSTRING);
  return bits && bits->contents.size() > 1 && (bits->contents[1] & 0x80) != 0;
}

// HasNamesOf returns whether |certificate| has the subject of |request| and, where both have some, its alternative
// names, byte for byte.
bool HasNamesOf(const RequestParts& request, const RequestParts& certificate) {
  const ExtensionPart* asked = FindExtension(request, kSubjectAltName);
  const ExtensionPart* known = FindExtension(certificate, kSubjectAltName);
  const bool differs =
      asked != nullptr && known != nullptr && !std::ranges::equal(asked->value.contents, known->value.contents);
  return !differs && std::ranges::equal(request.subject_name.bytes, certificate.subject_name.bytes);
}

bool IsSignedBy(const RequestParts& certificate, const RequestParts& request, Reporter& reporter) {
  Reporter ignored(Profile::kPrivatePki);
  const PublicKey key = CheckKey(certificate.spki, {}, ignored);
  return CheckSignature(request, key, reporter, Rule::kStatementSignature);
}

bool CheckStatement(const RequestParts& parts, const PossessionStatement& statement, std::span<const Bytes> signers,
                    Reporter& reporter) {
  std::optional<RequestParts> own;
  if (statement.certificate) {
    own = Read(*statement.certificate);
    if (!own || !Names(statement, *own)) {
      reporter.Report(Rule::kStatementSigner, kField);
      return false;
    }
  }
  for (const Bytes& der : signers) {
    const auto top = TopOf(der);
    const auto signer = top ? Read(*top) : std::nullopt;
    if (!signer || !Names(statement, *signer)) continue;
    if (!CanSign(*signer)) reporter.Report(Rule::kStatementUsage, kField);
    if (!HasNamesOf(parts, *signer)) reporter.Report(Rule::kStatementNames, kField);
    return IsSignedBy(*signer, parts, reporter) && CanSign(*signer);
  }
  if (own && !IsSignedBy(*own, parts, reporter)) return false;
  reporter.Report(Rule::kStatementNotEvaluated, kField);
  return false;
}

}  // namespace

bool CheckProof(const RequestParts& parts, const PublicKey& key, std::span<const Bytes> signers, Reporter& reporter) {
  if (!parts.statement) return CheckSignature(parts, key, reporter);
  if (!IsForSigning(key.algorithm)) return CheckStatement(parts, *parts.statement, signers, reporter);
  reporter.Report(Rule::kStatementNeedless, kField);  // and its own signature counts
  return CheckSignature(parts, key, reporter);
}

bool IsCertificate(ByteSpan der) {
  const auto top = TopOf(der);
  return top && Read(*top).has_value();
}

}  // namespace keyseal
