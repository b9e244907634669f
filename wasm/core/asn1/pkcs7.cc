#include "core/asn1/pkcs7.h"

#include "core/asn1/der.h"
#include "core/asn1/der_reader.h"
#include "core/base/bssl.h"

namespace keyseal {

std::optional<std::vector<ByteSpan>> CertificatesOfPkcs7(ByteSpan untrusted_der) {
  constexpr Oid kSignedData("1.2.840.113549.1.7.2");
  constexpr CBS_ASN1_TAG kZero = CBS_ASN1_CONTEXT_SPECIFIC | CBS_ASN1_CONSTRUCTED | 0;
  const auto content_info = DerReader(untrusted_der, 0).Take(CBS_ASN1_SEQUENCE);
  if (!content_info) return std::nullopt;
  DerReader content_fields(*content_info);
  const auto type = content_fields.Take(CBS_ASN1_OBJECT);
  if (!type || !IsOid(ToCbs(type->contents), kSignedData)) return std::nullopt;
  const auto content = content_fields.Take(kZero);
  const auto signed_data = content ? DerReader(*content).Take(CBS_ASN1_SEQUENCE) : std::nullopt;
  if (!signed_data) return std::nullopt;
  DerReader fields(*signed_data);
  if (!fields.Take(CBS_ASN1_INTEGER) || !fields.Take(CBS_ASN1_SET) || !fields.Take(CBS_ASN1_SEQUENCE)) {
    return std::nullopt;
  }
  std::vector<ByteSpan> certificates;
  if (const auto set = fields.Take(kZero)) {
    DerReader members(*set);
    while (const auto member = members.Take()) {
      if (member->tag == CBS_ASN1_SEQUENCE) certificates.push_back(member->bytes);  // other choices: RFC 5652 10.2.2
    }
  }
  return certificates;
}

}  // namespace keyseal
