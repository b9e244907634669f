#include "blocklist/revocations.h"

#include <algorithm>
#include <filesystem>

#include "core/asn1/oid_names.h"
#include "core/asn1/pem.h"
#include "core/base/out_of_memory.h"
#include "core/check/check.h"
#include "core/check/input_reader.h"
#include "core/rules/key_rules.h"
#include "core/rules/signature_rules.h"

namespace keyseal::blocklist {
namespace {

constexpr CBS_ASN1_TAG kVersion = CBS_ASN1_CONTEXT_SPECIFIC | CBS_ASN1_CONSTRUCTED | 0;

ByteSpan ToSpan(const std::string& bytes) { return {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}; }

// What of a certificate (RFC 5280 4.1) is needed here.
struct CertificateParts {
  CertificateId id;
  std::string subject;
  DerElement spki;
};

std::optional<CertificateParts> ParseParts(ByteSpan der) {
  DerReader outside(der, 0);
  const auto top = outside.Take(CBS_ASN1_SEQUENCE);
  if (!top || !outside.at_end() || !LooksLikeCertificate(*top)) return std::nullopt;
  DerReader fields(*top);
  const auto body = fields.Take(CBS_ASN1_SEQUENCE);
  if (!body) return std::nullopt;
  DerReader tbs(*body);
  (void)tbs.Take(kVersion);
  const auto serial = tbs.Take(CBS_ASN1_INTEGER);
  const auto algorithm = tbs.Take(CBS_ASN1_SEQUENCE);
  const auto issuer = tbs.Take(CBS_ASN1_SEQUENCE);
  const auto validity = tbs.Take(CBS_ASN1_SEQUENCE);
  const auto subject = tbs.Take(CBS_ASN1_SEQUENCE);
  const auto spki = tbs.Take(CBS_ASN1_SEQUENCE);
  if (!serial || !algorithm || !issuer || !validity || !subject || !spki) return std::nullopt;
  return CertificateParts{{Sha256Hex(issuer->bytes), BytesOf(serial->contents)}, BytesOf(subject->bytes), *spki};
}

PublicKey ReadKey(const DerElement& spki) {
  Reporter ignored(Profile::kPrivatePki);
  return CheckKey(spki, {}, ignored);
}

}  // namespace

std::string Revocations::AddCrls(const std::string& file) {
  const Result<Bytes> whole = check::ReadWhole(file, check::kMaxReadSize);
  if (!whole) return file + ": cannot be read";
  const ByteSpan bytes = *whole;
  if (!bytes.empty() && bytes[0] == 0x30) return AddCrl(file, bytes);
  constexpr std::string_view kBegin = "-----BEGIN X509 CRL-----", kEnd = "-----END X509 CRL-----";
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  size_t count = 0;
  for (size_t begin = text.find(kBegin); begin != std::string_view::npos; begin = text.find(kBegin)) {
    text.remove_prefix(begin);
    const size_t end = text.find(kEnd);
    if (end == std::string_view::npos) return file + ": the end of a PEM block is missing";
    const Result<PemBlock> block = ParsePem(text.substr(0, end + kEnd.size()));
    if (!block) return file + ": a PEM block is not right";
    const std::string wrong = AddCrl(file, block->der);
    if (!wrong.empty()) return wrong;
    text.remove_prefix(end + kEnd.size());
    count++;
  }
  return count > 0 ? "" : file + ": no certificate revocation list";
}

std::string Revocations::AddCrl(const std::string& file, ByteSpan der) {
  Source source{file, Bytes(der.begin(), der.end()), {}};
  auto parsed = ParseCrl(source.der);
  if (const auto* fault = std::get_if<CrlFault>(&parsed))
    return file + ": " + fault->what + " " + PlaceOf(fault->offset);
  source.crl = std::move(std::get<Crl>(parsed));
  for (const CertificateId& id : source.crl.compromised) wanted_.emplace(id, false);
  issuers_.try_emplace(BytesOf(source.crl.issuer));
  crls_.push_back(std::move(source));  // moving a vector does not move its bytes
  return "";
}

std::string Revocations::ReadCertificates(const std::string& folder) {
  std::error_code error;
  std::filesystem::recursive_directory_iterator files(folder, error);
  for (; !error && files != std::filesystem::recursive_directory_iterator(); files.increment(error)) {
    if (files->is_regular_file(error)) ReadFile(files->path().string());
    error.clear();  // one file's, whose certificate is missing then
  }
  Need(error != std::errc::not_enough_memory);
  return error ? folder + ": cannot be read" : "";
}

void Revocations::ReadFile(const std::string& file) {
  const Result<Bytes> bytes = check::ReadWhole(file, kMaxCheckedSize);
  if (!bytes) return;
  const auto inputs = SplitInput(*bytes);
  if (!inputs) return;
  for (const Result<Bytes>& der : *inputs) {
    if (der) ReadCertificate(*der);
  }
}

void Revocations::ReadCertificate(ByteSpan der) {
  const std::optional<CertificateParts> parts = ParseParts(der);
  if (!parts) return;
  const auto wanted = wanted_.find(parts->id);
  if (wanted != wanted_.end()) {
    wanted->second = true;
    keys_.push_back(ReadKey(parts->spki));
  }
  const auto issuer = issuers_.find(parts->subject);
  if (issuer != issuers_.end()) issuer->second.push_back(ReadKey(parts->spki));
}

std::vector<std::string> Revocations::VerifyCrls(bool& is_wrong) const {
  std::vector<std::string> lines;
  for (const Source& source : crls_) {
    const std::vector<PublicKey>& keys = issuers_.at(BytesOf(source.crl.issuer));
    const RequestParts& parts = source.crl.parts;
    std::set<SignatureAnswer> answers;
    for (const PublicKey& key : keys) {
      answers.insert(VerifySignature(parts.signature_algorithm, key, parts.signed_part.bytes, parts.signature));
    }
    if (answers.contains(SignatureAnswer::kGood)) continue;
    if (answers.contains(SignatureAnswer::kBad)) {
      is_wrong = true;
      lines.push_back(source.file + ": the signature is not that of the issuer's certificate");
    } else {
      lines.push_back(source.file +
                      (keys.empty() ? ": the signature was not verified, since the issuer's certificate is not there"
                                    : ": the signature was not verified, since its algorithm is not known"));
    }
  }
  return lines;
}

std::vector<std::string> Revocations::Missing() const {
  std::vector<std::string> lines;
  for (const auto& [id, was_found] : wanted_) {
    if (was_found) continue;
    lines.push_back("no certificate was found for the serial number " + HexText(ToSpan(id.serial)).substr(1) +
                    " that was revoked for keyCompromise");
  }
  return lines;
}

}  // namespace keyseal::blocklist
