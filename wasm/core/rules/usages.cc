#include "core/rules/usages.h"

#include "core/asn1/oid_names.h"

namespace keyseal {
namespace {

struct NamedUsage {
  KeyUsage bit;
  std::string_view name;
};
constexpr NamedUsage kUsages[] = {
    {kDigitalSignature, "digitalSignature"},
    {kNonRepudiation, "nonRepudiation"},
    {kKeyEncipherment, "keyEncipherment"},
    {kDataEncipherment, "dataEncipherment"},
    {kKeyAgreement, "keyAgreement"},
    {kKeyCertSign, "keyCertSign"},
    {kCrlSign, "cRLSign"},
    {kEncipherOnly, "encipherOnly"},
    {kDecipherOnly, "decipherOnly"},
    {kUndefinedUsage, "undefined bits"},
};

struct NamedPurpose {
  Oid oid;
  std::string_view name;
};
constexpr NamedPurpose kPurposes[] = {
    {kServerAuth, "serverAuth"},           {kClientAuth, "clientAuth"},     {kCodeSigningPurpose, "codeSigning"},
    {kEmailProtection, "emailProtection"}, {kTimeStamping, "timeStamping"}, {kOcspSigning, "OCSPSigning"},
    {kAnyPurpose, "anyExtendedKeyUsage"},
};

void AddToList(std::string& list, std::string_view item) {
  if (!list.empty()) list += ", ";
  list += item;
}

}  // namespace

// KeyUsage ::= BIT STRING { digitalSignature (0), …, decipherOnly (8) }  (RFC 5280 4.2.1.3)
std::optional<KeyUsageBits> ReadKeyUsage(const ExtensionPart& extension) {
  DerReader value(extension.value);
  const auto bits = value.Take(CBS_ASN1_BITSTRING);
  const CBS contents = ToCbs(bits.value_or(DerElement{}).contents);
  if (!bits || !value.at_end() || !CBS_is_valid_asn1_bitstring(&contents)) return std::nullopt;
  const ByteSpan octets = bits->contents.subspan(1);
  const uint8_t unused = bits->contents[0];
  if (octets.empty()) return KeyUsageBits{};
  const unsigned second = octets.size() > 1 ? octets[1] : 0;
  const bool has_undefined = octets.size() > 2 || (second & ~unsigned{kDecipherOnly}) != 0;
  const KeyUsage undefined = has_undefined ? kUndefinedUsage : 0;
  return KeyUsageBits{static_cast<KeyUsage>(octets[0] << 8 | (second & kDecipherOnly) | undefined),
                      (octets.back() >> unused & 1) != 0};
}

// ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId  (RFC 5280 4.2.1.12)
std::optional<std::vector<DerElement>> ReadPurposes(const ExtensionPart& extension) {
  DerReader value(extension.value);
  const auto list = value.Take(CBS_ASN1_SEQUENCE);
  if (!list || !value.at_end() || list->contents.empty()) return std::nullopt;
  std::vector<DerElement> purposes;
  DerReader each(*list);
  while (!each.at_end()) {
    const auto purpose = each.Take(CBS_ASN1_OBJECT);
    if (!purpose) return std::nullopt;
    purposes.push_back(*purpose);
  }
  return purposes;
}

// BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL }  (RFC 5280 4.2.1.9)
std::optional<Constraints> ReadConstraints(const ExtensionPart& extension) {
  DerReader value(extension.value);
  const auto sequence = value.Take(CBS_ASN1_SEQUENCE);
  if (!sequence || !value.at_end()) return std::nullopt;
  DerReader fields(*sequence);
  const auto ca = fields.Take(CBS_ASN1_BOOLEAN);
  const auto path_length = fields.Take(CBS_ASN1_INTEGER);
  if (!fields.at_end()) return std::nullopt;
  const bool is_ca = ca && !ca->contents.empty() && ca->contents[0] != 0;
  return Constraints{is_ca, path_length.has_value(), extension.is_critical,
                     ca && !is_ca ? std::optional(ca->offset) : std::nullopt};
}

std::string UsageNames(KeyUsage usage) {
  std::string names;
  for (const NamedUsage& one : kUsages) {
    if ((usage & one.bit) != 0) AddToList(names, one.name);
  }
  return names;
}

std::string PurposeName(const DerElement& purpose) {
  const auto* known =
      std::ranges::find_if(kPurposes, [&](const NamedPurpose& one) { return IsOid(ToCbs(purpose.contents), one.oid); });
  return known == std::end(kPurposes) ? DottedOid(purpose.contents) : std::string(known->name);
}

std::string PurposeNames(std::span<const DerElement> purposes) {
  std::string names;
  for (const DerElement& purpose : purposes) AddToList(names, PurposeName(purpose));
  return names;
}

std::string ConstraintsText(const Constraints& constraints) {
  std::string text = constraints.is_ca ? "CA:TRUE" : "CA:FALSE";
  if (constraints.has_path_length) AddToList(text, "pathlen");
  return text;
}

}  // namespace keyseal
