#include "core/packs/certificate.h"

#include <openssl/posix_time.h>

#include <algorithm>
#include <optional>

#include "core/asn1/der.h"
#include "core/rules/key_rules.h"
#include "core/rules/request_parts.h"
#include "core/rules/request_rules.h"
#include "core/rules/signature_rules.h"

namespace keyseal {
namespace {

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

std::string TextOf(const std::vector<SubjectPart>& name) {
  for (const Oid& wanted : {oid::kCommonName, oid::kOrganizationName, oid::kOrganizationalUnitName}) {
    const auto found =
        std::ranges::find_if(name, [&](const SubjectPart& part) { return IsOid(ToCbs(part.type.contents), wanted); });
    if (found != name.end()) {
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
  if (!top || !file.at_end() || !LooksLikeCertificate(*top)) return ErrorCode::kCertificateBad;
  Reporter reporter(Profile::kPrivatePki);
  std::optional<RequestParts> parts = ParseCertificate(*top, reporter);
  const auto is_of_structure = [](const Finding& one) { return one.message == RowOf(Rule::kStructure).text; };
  if (!parts || std::ranges::any_of(reporter.findings(), is_of_structure)) return ErrorCode::kCertificateBad;
  DerReader times(parts->validity);
  const std::optional<int64_t> not_before = TakeTime(times), not_after = TakeTime(times);
  if (!not_before || !not_after) return ErrorCode::kCertificateBad;
  parsed.key_ = CheckKey(parts->spki, {}, reporter);
  parsed.parts_ = std::move(*parts);
  parsed.not_before_ = *not_before;
  parsed.not_after_ = *not_after;
  return parsed;
}

bool Certificate::is_self_issued() const { return IsSame(issuer(), subject()); }

Certificate::Signed Certificate::IsSignedBy(const Certificate& issuer) const {
  switch (VerifySignature(parts_.signature_algorithm, issuer.key_, parts_.signed_part.bytes, parts_.signature)) {
    case SignatureAnswer::kGood:
      return Signed::kYes;
    case SignatureAnswer::kBad:
      return Signed::kNo;
    case SignatureAnswer::kUnknown:
      break;
  }
  return Signed::kUnknown;
}

std::string Certificate::IssuerText() const { return TextOf(ParseName(parts_.issuer).attributes); }
std::string Certificate::SubjectText() const { return TextOf(parts_.subject); }

std::string Certificate::IssuerUrl() const {
  const ExtensionPart* extension = FindExtension(parts_, kAuthorityInformationAccess);
  if (extension == nullptr) return "";
  const auto access = DerReader(extension->value).Take(CBS_ASN1_SEQUENCE);
  DerReader descriptions(access.value_or(DerElement{}));
  while (const auto description = descriptions.Take(CBS_ASN1_SEQUENCE)) {
    DerReader parts(*description);
    const auto method = parts.Take(CBS_ASN1_OBJECT);
    const auto location = parts.Take(kUriTag);
    if (method && location && IsOid(ToCbs(method->contents), kCaIssuers)) {
      return {location->contents.begin(), location->contents.end()};
    }
  }
  return "";
}

}  // namespace keyseal
