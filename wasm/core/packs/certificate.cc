#include "core/packs/certificate.h"

#include <openssl/posix_time.h>

#include <algorithm>
#include <optional>

#include "core/asn1/der.h"
#include "core/rules/key_rules.h"
#include "core/rules/request_parts.h"
#include "core/rules/signature_rules.h"

namespace keyseal {
namespace {

constexpr CBS_ASN1_TAG kVersionTag = CBS_ASN1_CONTEXT_SPECIFIC | CBS_ASN1_CONSTRUCTED | 0;
constexpr CBS_ASN1_TAG kExtensionsTag = CBS_ASN1_CONTEXT_SPECIFIC | CBS_ASN1_CONSTRUCTED | 3;
constexpr CBS_ASN1_TAG kUriTag = CBS_ASN1_CONTEXT_SPECIFIC | 6;
constexpr Oid kAuthorityInformationAccess("1.3.6.1.5.5.7.1.1");
constexpr Oid kCaIssuers("1.3.6.1.5.5.7.48.2");

// Time ::= CHOICE { UTCTime, GeneralizedTime }  (RFC 5280 4.1.2.5)
std::optional<int64_t> TakeTime(DerReader& validity) {
  const std::optional<DerElement> time = validity.Take();
  if (!time) return std::nullopt;
  const CBS text = ToCbs(time->contents);
  struct tm parts{};
  int64_t seconds = 0;
  const bool is_time = time->tag == CBS_ASN1_UTCTIME           ? CBS_parse_utc_time(&text, &parts, 0) != 0
                       : time->tag == CBS_ASN1_GENERALIZEDTIME ? CBS_parse_generalized_time(&text, &parts, 0) != 0
                                                               : false;
  if (!is_time || !OPENSSL_tm_to_posix(&parts, &seconds)) return std::nullopt;
  return seconds;
}

std::string TextOf(const DerElement& name) {
  const NameParts parts = ParseName(name);
  for (const Oid& wanted : {oid::kCommonName, oid::kOrganizationName, oid::kOrganizationalUnitName}) {
    const auto found = std::ranges::find_if(
        parts.attributes, [&](const SubjectPart& part) { return IsOid(ToCbs(part.type.contents), wanted); });
    if (found != parts.attributes.end()) {
      return {found->value.contents.begin(), found->value.contents.end()};
    }
  }
  return "";
}

bool IsSame(ByteSpan a, ByteSpan b) { return std::ranges::equal(a, b); }

}  // namespace

Result<Certificate> Certificate::Parse(Bytes der) {
  Certificate parsed;
  parsed.der_ = std::move(der);
  DerReader file(parsed.der_, 0);
  const auto top = file.Take(CBS_ASN1_SEQUENCE);
  if (!top || !file.at_end()) return ErrorCode::kCertificateBad;
  DerReader certificate(*top);
  const auto signed_part = certificate.Take(CBS_ASN1_SEQUENCE);
  const auto algorithm = certificate.Take(CBS_ASN1_SEQUENCE);
  const auto signature = certificate.Take(CBS_ASN1_BITSTRING);
  if (!signed_part || !algorithm || !signature || !certificate.at_end() || signature->contents.empty() ||
      signature->contents.front() != 0) {
    return ErrorCode::kCertificateBad;
  }
  // TBSCertificate ::= SEQUENCE { version, serialNumber, signature, issuer, validity, subject, spki, … }
  DerReader fields(*signed_part);
  (void)fields.Take(kVersionTag);
  const auto serial = fields.Take(CBS_ASN1_INTEGER);
  const auto inner_algorithm = fields.Take(CBS_ASN1_SEQUENCE);
  const auto issuer = fields.Take(CBS_ASN1_SEQUENCE);
  const auto validity = fields.Take(CBS_ASN1_SEQUENCE);
  const auto subject = fields.Take(CBS_ASN1_SEQUENCE);
  const auto spki = fields.Take(CBS_ASN1_SEQUENCE);
  if (!serial || !inner_algorithm || !issuer || !validity || !subject || !spki ||
      !IsSame(inner_algorithm->bytes, algorithm->bytes)) {  // RFC 5280 4.1.1.2: the same twice
    return ErrorCode::kCertificateBad;
  }
  DerReader times(*validity);
  const std::optional<int64_t> not_before = TakeTime(times), not_after = TakeTime(times);
  if (!not_before || !not_after) return ErrorCode::kCertificateBad;
  while (!fields.at_end()) {
    const auto field = fields.Take();
    if (!field) return ErrorCode::kCertificateBad;
    if (field->tag == kExtensionsTag) parsed.extensions_ = DerReader(*field).Take().value_or(DerElement{});
  }
  Reporter unheard(Profile::kPrivatePki);
  parsed.key_ = CheckKey(*spki, {}, unheard);
  parsed.signed_part_ = *signed_part;
  parsed.issuer_ = *issuer;
  parsed.subject_ = *subject;
  parsed.signature_algorithm_ = *algorithm;
  parsed.signature_ = signature->contents.subspan(1);
  parsed.not_before_ = *not_before;
  parsed.not_after_ = *not_after;
  return parsed;
}

bool Certificate::is_self_issued() const { return IsSame(issuer(), subject()); }

Certificate::Signed Certificate::IsSignedBy(const Certificate& issuer) const {
  switch (VerifySignature(signature_algorithm_, issuer.key_, signed_part_.bytes, signature_)) {
    case SignatureAnswer::kGood:
      return Signed::kYes;
    case SignatureAnswer::kBad:
      return Signed::kNo;
    case SignatureAnswer::kUnknown:
      break;
  }
  return Signed::kUnknown;
}

std::string Certificate::IssuerText() const { return TextOf(issuer_); }
std::string Certificate::SubjectText() const { return TextOf(subject_); }

std::string Certificate::IssuerUrl() const {
  DerReader extensions(extensions_);
  while (const auto extension = extensions.Take(CBS_ASN1_SEQUENCE)) {
    DerReader fields(*extension);
    const auto type = fields.Take(CBS_ASN1_OBJECT);
    (void)fields.Take(CBS_ASN1_BOOLEAN);
    const auto value = fields.Take(CBS_ASN1_OCTETSTRING);
    if (!type || !value || !IsOid(ToCbs(type->contents), kAuthorityInformationAccess)) continue;
    const auto access = DerReader(*value).Take(CBS_ASN1_SEQUENCE);
    DerReader descriptions(access.value_or(DerElement{}));
    while (const auto description = descriptions.Take(CBS_ASN1_SEQUENCE)) {
      DerReader parts(*description);
      const auto method = parts.Take(CBS_ASN1_OBJECT);
      const auto location = parts.Take(kUriTag);
      if (method && location && IsOid(ToCbs(method->contents), kCaIssuers)) {
        return {location->contents.begin(), location->contents.end()};
      }
    }
  }
  return "";
}

}  // namespace keyseal
