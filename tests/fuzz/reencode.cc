#include "tests/fuzz/reencode.h"

#include <openssl/evp.h>
#include <openssl/mem.h>

#include <algorithm>

#include "core/asn1/der.h"
#include "core/base/bssl.h"

namespace keyseal {
namespace {

constexpr CBS_ASN1_TAG kContext = CBS_ASN1_CONTEXT_SPECIFIC;
constexpr CBS_ASN1_TAG kTagged = kContext | CBS_ASN1_CONSTRUCTED;
constexpr Oid kExtensionRequest("1.2.840.113549.1.9.14");
constexpr Oid kRsaEncryption("1.2.840.113549.1.1.1");

bool AddBytes(CBB* out, ByteSpan bytes) { return CBB_add_bytes(out, bytes.data(), bytes.size()); }

bool AddElement(CBB* out, const DerElement& element) {
  return CBB_add_asn1_element(out, element.tag, element.contents.data(), element.contents.size());
}

// AddOidByText goes through the dotted text, where arcs are small enough to have one.
bool AddOidByText(CBB* out, const DerElement& oid) {
  const CBS contents = ToCbs(oid.contents);
  bssl::UniquePtr<char> dotted(CBS_asn1_oid_to_text(&contents));
  return dotted != nullptr ? AddOid(out, dotted.get()) : AddElement(out, oid);
}

bool AddBits(CBB* out, ByteSpan octets) {
  CBB bits;
  return CBB_add_asn1(out, &bits, CBS_ASN1_BITSTRING) && CBB_add_u8(&bits, 0) && AddBytes(&bits, octets) &&
         CBB_flush(out);
}

bool AddElements(CBB* out, DerReader reader) {
  while (!reader.at_end()) {
    const auto element = reader.Take();
    if (!element) return false;
    if ((element->tag & CBS_ASN1_CONSTRUCTED) == 0) {
      if (!AddElement(out, *element)) return false;
      continue;
    }
    CBB inside;
    if (!CBB_add_asn1(out, &inside, element->tag) || !AddElements(&inside, DerReader(*element)) || !CBB_flush(out)) {
      return false;
    }
  }
  return true;
}

// Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }
bool AddSubject(CBB* out, const std::vector<SubjectPart>& subject) {
  CBB name, set, pair;
  if (!CBB_add_asn1(out, &name, CBS_ASN1_SEQUENCE)) return false;
  for (size_t i = 0; i < subject.size(); i++) {
    const bool begins = i == 0 || subject[i - 1].rdn != subject[i].rdn;
    if (begins && !CBB_add_asn1(&name, &set, CBS_ASN1_SET)) return false;
    if (!CBB_add_asn1(&set, &pair, CBS_ASN1_SEQUENCE) || !AddOidByText(&pair, subject[i].type) ||
        !AddElement(&pair, subject[i].value) || !CBB_flush(&set)) {
      return false;
    }
  }
  return CBB_flush(out);
}

bool AddExtensions(CBB* out, const std::vector<ExtensionPart>& extensions) {
  CBB list, extension;
  if (!CBB_add_asn1(out, &list, CBS_ASN1_SEQUENCE)) return false;
  for (const ExtensionPart& part : extensions) {
    if (!CBB_add_asn1(&list, &extension, CBS_ASN1_SEQUENCE) || !AddOidByText(&extension, part.type) ||
        (part.is_critical && !AddBoolean(&extension, true)) || !AddElement(&extension, part.value) ||
        !CBB_flush(&list)) {
      return false;
    }
  }
  return CBB_flush(out);
}

bool AddAttributes(CBB* out, const std::vector<ExtensionPart>& extensions) {
  CBB attributes, attribute, values;
  if (!CBB_add_asn1(out, &attributes, kTagged | 0)) return false;
  if (extensions.empty()) return CBB_flush(out);
  return CBB_add_asn1(&attributes, &attribute, CBS_ASN1_SEQUENCE) && AddOid(&attribute, kExtensionRequest) &&
         CBB_add_asn1(&attribute, &values, CBS_ASN1_SET) && AddExtensions(&values, extensions) && CBB_flush(out);
}

bool AddKey(CBB* out, const DerElement& spki) {
  const std::optional<SpkiParts> parts = ParseSpki(spki);
  if (!parts || parts->has_more) return AddElement(out, spki);  // CheckKey tells what is too much
  const std::optional<Bytes> bytes = ReencodeSpki(*parts);
  return bytes && AddBytes(out, *bytes);
}

bool AddRequestInfo(CBB* out, const RequestParts& parts) {
  CBB info;
  return CBB_add_asn1(out, &info, CBS_ASN1_SEQUENCE) && CBB_add_asn1_uint64(&info, 0) &&
         AddSubject(&info, parts.subject) && AddKey(&info, parts.spki) && AddAttributes(&info, parts.extensions) &&
         CBB_flush(out);
}

// TBSCertificate ::= SEQUENCE { version [0], serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo,
// issuerUniqueID [1], subjectUniqueID [2], extensions [3] }
bool AddCertificateInfo(CBB* out, const RequestParts& parts) {
  CBB info, tagged;
  if (!CBB_add_asn1(out, &info, CBS_ASN1_SEQUENCE)) return false;
  DerReader fields(parts.signed_part);
  const size_t before = fields.NextIs(kTagged | 0) ? 5 : 4;
  for (size_t i = 0; i < before; i++) {
    const auto field = fields.Take();
    if (!field || !AddElement(&info, *field)) return false;
  }
  fields.Take();  // the subject
  fields.Take();  // the key
  if (!AddSubject(&info, parts.subject) || !AddKey(&info, parts.spki)) return false;
  for (const CBS_ASN1_TAG unique_id : {kContext | 1, kContext | 2}) {
    const auto field = fields.Take(unique_id);
    if (field && !AddElement(&info, *field)) return false;
  }
  if (parts.extensions.empty()) return CBB_flush(out);
  return CBB_add_asn1(&info, &tagged, kTagged | 3) && AddExtensions(&tagged, parts.extensions) && CBB_flush(out);
}

bool AddRsaKey(CBB* out, const PublicKey& key) {
  CBB spki, algorithm, bits, numbers;
  return CBB_add_asn1(out, &spki, CBS_ASN1_SEQUENCE) && CBB_add_asn1(&spki, &algorithm, CBS_ASN1_SEQUENCE) &&
         AddOid(&algorithm, kRsaEncryption) && AddNull(&algorithm) && CBB_add_asn1(&spki, &bits, CBS_ASN1_BITSTRING) &&
         CBB_add_u8(&bits, 0) && CBB_add_asn1(&bits, &numbers, CBS_ASN1_SEQUENCE) &&
         BN_marshal_asn1(&numbers, key.modulus.get()) && BN_marshal_asn1(&numbers, key.exponent.get()) &&
         CBB_flush(out);
}

// Finish returns what |cbb| holds if |ok|.
std::optional<Bytes> Finish(bssl::ScopedCBB& cbb, bool ok) {
  if (!ok) return std::nullopt;
  Result<Bytes> bytes = FinishCbb(cbb.get());
  if (!bytes) return std::nullopt;
  return *std::move(bytes);
}

using AddInfo = bool (*)(CBB*, const RequestParts&);

std::optional<Bytes> ReencodeSigned(const RequestParts& parts, AddInfo add_info) {
  bssl::ScopedCBB out;
  CBB whole;
  const bool ok = CBB_init(out.get(), 512) && CBB_add_asn1(out.get(), &whole, CBS_ASN1_SEQUENCE) &&
                  add_info(&whole, parts) && AddElement(&whole, parts.signature_algorithm) &&
                  AddBits(&whole, parts.signature) && CBB_flush(out.get());
  return Finish(out, ok);
}

}  // namespace

std::optional<Bytes> ReencodeElements(ByteSpan der) {
  bssl::ScopedCBB out;
  const bool ok = CBB_init(out.get(), der.size()) && AddElements(out.get(), DerReader(der, 0));
  return Finish(out, ok);
}

std::optional<Bytes> ReencodeSpki(const SpkiParts& parts) {
  bssl::ScopedCBB out;
  CBB spki, algorithm;
  const bool ok = CBB_init(out.get(), 512) && CBB_add_asn1(out.get(), &spki, CBS_ASN1_SEQUENCE) &&
                  CBB_add_asn1(&spki, &algorithm, CBS_ASN1_SEQUENCE) && AddOidByText(&algorithm, parts.algorithm) &&
                  (!parts.parameters || AddElement(&algorithm, *parts.parameters)) && AddBits(&spki, parts.key) &&
                  CBB_flush(out.get());
  return Finish(out, ok);
}

std::optional<Bytes> ReencodeKey(const PublicKey& key) {
  if (key.modulus == nullptr && key.usable == nullptr) return std::nullopt;
  bssl::ScopedCBB out;
  const bool ok =
      CBB_init(out.get(), 512) &&
      (key.modulus != nullptr ? AddRsaKey(out.get(), key) : EVP_marshal_public_key(out.get(), key.usable.get()) == 1);
  return Finish(out, ok);
}

std::optional<Bytes> ReencodeRequest(const RequestParts& parts) { return ReencodeSigned(parts, AddRequestInfo); }

std::optional<Bytes> ReencodeCertificate(const RequestParts& parts) {
  return ReencodeSigned(parts, AddCertificateInfo);
}

std::string NormalPem(std::string_view text) {
  std::string normal;
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') normal += text[i];
  }
  normal.erase(normal.find_last_not_of(" \t\r\n") + 1);
  return normal + '\n';
}

}  // namespace keyseal
