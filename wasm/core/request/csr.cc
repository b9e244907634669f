#include "core/request/csr.h"

#include <openssl/bytestring.h>

#include "core/asn1/der.h"
#include "core/base/bssl.h"

namespace keyseal {

namespace {

constexpr char kExtensionRequest[] = "1.2.840.113549.1.9.14";
constexpr char kKeyUsage[] = "2.5.29.15";
constexpr char kExtendedKeyUsage[] = "2.5.29.37";
constexpr char kSubjectAltName[] = "2.5.29.17";
constexpr char kTlsFeature[] = "1.3.6.1.5.5.7.1.24";
constexpr char kTnAuthList[] = "1.3.6.1.5.5.7.1.26";

enum class Critical : uint8_t { kNo, kYes };

// GeneralName's tags (RFC 5280 4.2.1.6)
constexpr unsigned kRfc822Name = CBS_ASN1_CONTEXT_SPECIFIC | 1;
constexpr unsigned kDnsName = CBS_ASN1_CONTEXT_SPECIFIC | 2;
constexpr unsigned kUri = CBS_ASN1_CONTEXT_SPECIFIC | 6;
constexpr unsigned kIpAddress = CBS_ASN1_CONTEXT_SPECIFIC | 7;

bool AddElement(CBB* out, unsigned tag, std::string_view text) {
  return CBB_add_asn1_element(out, tag, reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

// Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }  (RFC 5280 4.1)
template <typename AddValue>
bool AddExtension(CBB* out, const char* oid, Critical critical, AddValue add_value) {
  CBB extension;
  CBB value;
  return CBB_add_asn1(out, &extension, CBS_ASN1_SEQUENCE) && AddOid(&extension, oid) &&
         (critical == Critical::kNo || CBB_add_asn1_bool(&extension, 1)) &&  // DER: a default is absent (C-05)
         CBB_add_asn1(&extension, &value, CBS_ASN1_OCTETSTRING) && add_value(&value) && CBB_flush(out);
}

// The bits of KeyUsage in the first octet (RFC 5280 4.2.1.3), and how many at its end are unused.
struct KeyUsage {
  uint8_t bits;
  uint8_t unused;
};

// A server, client or caller only signs. Encrypted mail needs RSA key transport or EC key agreement; ML-DSA and Ed25519
// cannot encrypt (RFC 9881 5, P-15).
KeyUsage KeyUsageOf(const ProfileRules& rules, KeyType type) {
  constexpr uint8_t kDigitalSignature = 0x80;
  constexpr uint8_t kKeyEncipherment = 0x20;
  constexpr uint8_t kKeyAgreement = 0x08;
  const bool is_ec = type == KeyType::kEcdsaP256 || type == KeyType::kEcdsaP384 || type == KeyType::kEcdsaP521;
  if (rules.for_encryption && RsaModulusBits(type)) return {kDigitalSignature | kKeyEncipherment, 5};
  if (rules.for_encryption && is_ec) return {kDigitalSignature | kKeyAgreement, 3};
  return {kDigitalSignature, 7};  // DER drops trailing zero bits
}

bool AddKeyUsage(CBB* out, const ProfileRules& rules, KeyType type) {
  return AddExtension(out, kKeyUsage, Critical::kYes, [&](CBB* value) {
    const KeyUsage usage = KeyUsageOf(rules, type);
    CBB bits;
    return CBB_add_asn1(value, &bits, CBS_ASN1_BITSTRING) && CBB_add_u8(&bits, usage.unused) &&
           CBB_add_u8(&bits, usage.bits) && CBB_flush(value);
  });
}

bool AddExtendedKeyUsage(CBB* out, const ProfileRules& rules) {
  if (rules.extended_key_usages[0] == nullptr) return true;
  return AddExtension(out, kExtendedKeyUsage, Critical::kNo, [&](CBB* value) {
    CBB purposes;
    if (!CBB_add_asn1(value, &purposes, CBS_ASN1_SEQUENCE)) return false;
    for (const char* purpose : rules.extended_key_usages) {
      if (purpose != nullptr && !AddOid(&purposes, purpose)) return false;
    }
    return CBB_flush(value) == 1;
  });
}

bool AddSubjectAltName(CBB* out, const CsrContents& contents) {
  const SubjectAltNames& names = contents.names;
  if (names.empty()) return true;
  const Critical critical = contents.subject.empty() ? Critical::kYes : Critical::kNo;  // N-03
  return AddExtension(out, kSubjectAltName, critical, [&](CBB* value) {
    CBB list;
    bool ok = CBB_add_asn1(value, &list, CBS_ASN1_SEQUENCE);
    for (const DnsName& name : names.dns) ok = ok && AddElement(&list, kDnsName, name.text());
    for (const IpAddress& ip : names.ip) {
      ok = ok && CBB_add_asn1_element(&list, kIpAddress, ip.bytes().data(), ip.bytes().size());  // N-19
    }
    for (const Mailbox& mailbox : names.email) ok = ok && AddElement(&list, kRfc822Name, mailbox.text());
    for (const Uri& uri : names.uri) ok = ok && AddElement(&list, kUri, uri.text());
    return ok && CBB_flush(value);
  });
}

// Features ::= SEQUENCE OF INTEGER, with status_request = 5  (RFC 7633 4.1)
bool AddMustStaple(CBB* out, const CsrContents& contents) {
  constexpr uint64_t kStatusRequest = 5;
  if (!contents.must_staple) return true;
  return AddExtension(out, kTlsFeature, Critical::kNo, [&](CBB* value) {
    CBB features;
    return CBB_add_asn1(value, &features, CBS_ASN1_SEQUENCE) && CBB_add_asn1_uint64(&features, kStatusRequest) &&
           CBB_flush(value);
  });
}

bool AddTnAuthList(CBB* out, const CsrContents& contents) {
  if (contents.tn_auth_list.empty()) return true;
  return AddExtension(out, kTnAuthList, Critical::kNo, [&](CBB* value) {
    return CBB_add_bytes(value, contents.tn_auth_list.data(), contents.tn_auth_list.size());
  });
}

// Attribute ::= SEQUENCE { extensionRequest, SET OF Extensions }  (RFC 2985 5.4.2)
bool AddExtensionRequest(CBB* attributes, const CsrContents& contents, const PrivateKey& key) {
  const ProfileRules& rules = RulesOf(contents.profile);
  CBB attribute;
  CBB values;
  CBB extensions;
  // clang-format off: indented like the structure
  return CBB_add_asn1(attributes, &attribute, CBS_ASN1_SEQUENCE) &&
           AddOid(&attribute, kExtensionRequest) &&
           CBB_add_asn1(&attribute, &values, CBS_ASN1_SET) &&  // C-06: one value
             CBB_add_asn1(&values, &extensions, CBS_ASN1_SEQUENCE) &&
               AddKeyUsage(&extensions, rules, key.type()) &&
               AddExtendedKeyUsage(&extensions, rules) &&
               AddSubjectAltName(&extensions, contents) &&
               AddMustStaple(&extensions, contents) &&
               AddTnAuthList(&extensions, contents) &&
         CBB_flush(attributes);
  // clang-format on
}

// CertificationRequestInfo ::= SEQUENCE { version INTEGER (0), subject Name, subjectPKInfo, attributes [0] }
template <typename AddAttributes>
Result<Bytes> EncodeRequestInfo(const Subject& subject, const PrivateKey& key, AddAttributes add_attributes) {
  Result<Bytes> spki = key.EncodeSpki();
  if (!spki) return spki.error();
  bssl::ScopedCBB cbb;
  CBB info;
  CBB attributes;
  // clang-format off: indented like the structure
  if (!CBB_init(cbb.get(), 512) ||
      !CBB_add_asn1(cbb.get(), &info, CBS_ASN1_SEQUENCE) ||
        !CBB_add_asn1_uint64(&info, 0) ||  // C-01
        !subject.Encode(&info) ||
        !CBB_add_bytes(&info, spki->data(), spki->size()) ||
        !CBB_add_asn1(&info, &attributes, CBS_ASN1_CONTEXT_SPECIFIC | CBS_ASN1_CONSTRUCTED | 0) ||
          !add_attributes(&attributes)) {
    // clang-format on
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  return FinishCbb(cbb.get());
}

// CertificationRequest ::= SEQUENCE { certificationRequestInfo, signatureAlgorithm, signature BIT STRING }  (RFC
// 2986 4.2)
Result<Bytes> SignRequestInfo(const Bytes& info, const PrivateKey& key) {
  Result<Bytes> signature = key.Sign(info);  // C-04: over the DER of certificationRequestInfo
  if (!signature) return signature.error();
  bssl::ScopedCBB cbb;
  CBB request;
  CBB bits;
  if (!CBB_init(cbb.get(), info.size() + signature->size() + 64) ||
      !CBB_add_asn1(cbb.get(), &request, CBS_ASN1_SEQUENCE) || !CBB_add_bytes(&request, info.data(), info.size()) ||
      !key.AddSignatureAlgorithm(&request) || !CBB_add_asn1(&request, &bits, CBS_ASN1_BITSTRING) ||
      !CBB_add_u8(&bits, 0) || !CBB_add_bytes(&bits, signature->data(), signature->size())) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  return FinishCbb(cbb.get());
}

}  // namespace

std::vector<std::string> SubjectAltNames::Texts() const {
  std::vector<std::string> texts;
  texts.reserve(size());
  for (const auto& name : dns) texts.push_back(name.text());
  for (const auto& address : ip) texts.push_back(address.text());
  for (const auto& mailbox : email) texts.push_back(mailbox.text());
  for (const auto& identifier : uri) texts.push_back(identifier.text());
  return texts;
}

Result<Bytes> EncodeCsr(const CsrContents& contents, const PrivateKey& key) {
  Result<Bytes> info = EncodeRequestInfo(
      contents.subject, key, [&](CBB* attributes) { return AddExtensionRequest(attributes, contents, key); });
  if (!info) return info;
  return SignRequestInfo(*info, key);
}

Result<Bytes> EncodeCompromiseProof(const PrivateKey& key) {
  Result<Bytes> info = EncodeRequestInfo(Subject::CompromiseProof(), key, [](CBB*) { return true; });
  if (!info) return info;
  return SignRequestInfo(*info, key);
}

}  // namespace keyseal
