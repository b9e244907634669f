#include "core/request/subject.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/string_table.h"
#include "core/base/utf8.h"

namespace keyseal {
namespace {

constexpr char kField[] = "subject";
constexpr CBS_ASN1_TAG kUtf8 = CBS_ASN1_UTF8STRING;
constexpr CBS_ASN1_TAG kPrintable = CBS_ASN1_PRINTABLESTRING;
constexpr CBS_ASN1_TAG kIa5 = CBS_ASN1_IA5STRING;

// BR 7.1.4.1 orders DC to CN among themselves and leaves the others free: EV's stand in front, as CAs write them, and
// what RFC 5280 A.1 adds stands near its like. Limits are BR 7.1.4.2's, else RFC 5280 A.1's (UID: RFC 4524 2.20's 256).
constexpr std::array kTypes = {
    AttributeType{oid::kDomainComponent, "DC", "domainComponent", kIa5, 63, kMayRepeat},
    AttributeType{oid::kBusinessCategory, "businessCategory", "businessCategory", kUtf8, 128, kInTlsServer},
    AttributeType{oid::kJurisdictionCountry, "jurisdictionC", "jurisdictionCountryName", kPrintable, 2, kInTlsServer},
    AttributeType{oid::kJurisdictionStateOrProvince, "jurisdictionST", "jurisdictionStateOrProvinceName", kUtf8, 128,
                  kInTlsServer},
    AttributeType{oid::kJurisdictionLocality, "jurisdictionL", "jurisdictionLocalityName", kUtf8, 128, kInTlsServer},
    AttributeType{oid::kSerialNumber, "serialNumber", "serialNumber", kPrintable, 64, kInTlsServer | kInSmime},
    AttributeType{oid::kCountryName, "C", "countryName", kPrintable, 2, kInTlsServer},
    AttributeType{oid::kStateOrProvinceName, "ST", "stateOrProvinceName", kUtf8, 128, kInTlsServer},
    AttributeType{oid::kLocalityName, "L", "localityName", kUtf8, 128, kInTlsServer},
    AttributeType{oid::kPostalCode, "postalCode", "postalCode", kUtf8, 40, kInTlsServer},
    AttributeType{oid::kStreetAddress, "street", "streetAddress", kUtf8, 128, kInTlsServer | kMayRepeat},
    AttributeType{oid::kOrganizationName, "O", "organizationName", kUtf8, 64, kInTlsServer},
    AttributeType{oid::kOrganizationIdentifier, "organizationIdentifier", "organizationIdentifier", kUtf8, std::nullopt,
                  kInTlsServer},
    AttributeType{oid::kSurname, "SN", "surname", kUtf8, 64, kInTlsServer},
    AttributeType{oid::kGivenName, "GN", "givenName", kUtf8, 64, kInTlsServer},
    AttributeType{oid::kPseudonym, "pseudonym", "pseudonym", kUtf8, 128, 0},
    AttributeType{oid::kTitle, "title", "title", kUtf8, 64, 0},
    AttributeType{oid::kOrganizationalUnitName, "OU", "organizationalUnitName", kUtf8, 64, 0},  // S-12
    AttributeType{oid::kCommonName, "CN", "commonName", kUtf8, 64, kInTlsServer | kInSmime},
    AttributeType{oid::kUserId, "UID", "userId", kUtf8, 256, 0},
    AttributeType{oid::kEmailAddress, "emailAddress", "emailAddress", kIa5, 255, kInSmime},
};

constexpr std::string_view kBusinessCategories[] = {"Private Organization", "Government Entity", "Business Entity",
                                                    "Non-Commercial Entity"};  // EVG 7.1.4.2.3

constexpr std::string_view kAbsenceWords[] = {
    "none",         "null",        "unknown", "undefined",  "unspecified", "notapplicable",
    "notavailable", "notprovided", "absent",  "incomplete", "missing",     "tbd",
};

constexpr char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, ToLower, ToLower);
}

bool Contains(std::string_view value, std::string_view text) {
  return !std::ranges::search(value, text, {}, ToLower, ToLower).empty();
}

bool IsLetterOrDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// Punctuation that stands for nothing: ASCII's, dashes, dots, bullets and spaces of other blocks.
bool IsMetadata(char32_t c) {
  return (c < 0x7f && !IsLetterOrDigit(static_cast<char>(c))) || IsSpace(c) || c == 0xad || c == 0xb7 ||
         (c >= 0x2010 && c <= 0x2027) || c == 0x2212 || c == 0xff0d;
}

// In the order of preference: a name that is known, then an OID.
const AttributeType* FindByText(std::string_view type) {
  const auto* found = std::ranges::find_if(kTypes, [&](const AttributeType& known) {
    return EqualsIgnoringCase(type, known.short_name) || EqualsIgnoringCase(type, known.long_name) ||
           type == known.oid.dotted();
  });
  return found == kTypes.end() ? nullptr : found;
}

bool IsAllowed(const AttributeType* type, SubjectRule rule) {
  switch (rule) {
    case SubjectRule::kFree:
      return true;
    case SubjectRule::kTlsServer:
      return type != nullptr && (type->uses & kInTlsServer) != 0;
    case SubjectRule::kSmime:
      return type != nullptr && (type->uses & kInSmime) != 0;  // K-62
  }
  return false;
}

bool IsCountry(const AttributeType& type) {
  return type.oid.dotted() == oid::kCountryName.dotted() || type.oid.dotted() == oid::kJurisdictionCountry.dotted();
}

// CheckText returns the number of characters of |value|.
Result<size_t> CheckText(std::string_view value, CBS_ASN1_TAG tag) {
  size_t characters = 0;
  std::optional<char32_t> last;
  for (ByteSpan rest = ToBytes(value); !rest.empty(); characters++) {
    const std::optional<char32_t> c = TakeCodePoint(rest);
    if (!c || IsControl(*c) || IsBidiControl(*c) || *c == kReplacementCharacter) return ErrorCode::kSubjectNotValid;
    if (characters == 0 && IsSpace(*c)) return ErrorCode::kSubjectNotValid;
    last = c;
  }
  if (!last || IsSpace(*last)) return ErrorCode::kSubjectNotValid;
  const bool fits = tag == kPrintable ? std::ranges::all_of(value, IsPrintableStringCharacter)  // S-04
                    : tag == kIa5     ? std::ranges::all_of(value, [](char c) { return (c & 0x80) == 0; })
                                      : true;
  if (!fits) return ErrorCode::kSubjectNotValid;
  return characters;
}

Result<void> CheckValue(const AttributeType* type, std::string_view value, SubjectRule rule) {
  if (value.empty()) return ErrorCode::kSubjectNotValid;
  if (type != nullptr && IsCountry(*type)) {
    // S-10. XX is for a CA that knows of a place without a code; a request has no reason for it.
    if (!CountryCodes().Contains(value)) return ErrorCode::kCountryNotValid;
    return {};
  }
  if (type != nullptr && rule != SubjectRule::kFree && IsPlaceholder(*type, value)) {
    return ErrorCode::kSubjectPlaceholder;  // S-11
  }
  const Result<size_t> characters = CheckText(value, type != nullptr ? type->tag : kUtf8);
  if (!characters) return characters.error();
  const std::optional<size_t> most = type != nullptr ? type->max_characters : kMaxUnknownCharacters;
  if (most && *characters > *most) return ErrorCode::kSubjectTooLong;  // S-05
  if (SaysCompromised(value)) return ErrorCode::kSubjectNotValid;      // K-04
  if (rule == SubjectRule::kTlsServer && type->oid.dotted() == oid::kBusinessCategory.dotted() &&
      !IsBusinessCategory(value)) {
    return ErrorCode::kSubjectNotValid;  // S-09
  }
  return {};
}

}  // namespace

bool IsPrintableStringCharacter(char c) {
  return IsLetterOrDigit(c) || std::string_view(" '()+,-./:=?").find(c) != std::string_view::npos;
}

bool SaysCompromised(std::string_view value) {
  constexpr std::string_view kTexts[] = {
      kCompromiseProofName,
      "Proof of Compromised Key",                              // PoCK
      "key is compromised",                                    // "This key is compromised"
      "key that signed this CSR has been publicly disclosed",  // Boulder's admin tool, pwnedkeys.com
  };
  return std::ranges::any_of(kTexts, [&](std::string_view text) { return Contains(value, text); });
}

bool IsBusinessCategory(std::string_view value) {
  return std::ranges::find(kBusinessCategories, value) != std::end(kBusinessCategories);
}

std::span<const AttributeType> AttributeTypes() { return kTypes; }

const AttributeType* FindAttributeType(const CBS& oid_contents) {
  const auto* found =
      std::ranges::find_if(kTypes, [&](const AttributeType& type) { return IsOid(oid_contents, type.oid); });
  return found == kTypes.end() ? nullptr : found;
}

bool IsPlaceholder(const AttributeType& type, std::string_view value) {
  std::string word;  // |value| without metadata
  bool apart = false;
  for (ByteSpan rest = ToBytes(value); !rest.empty();) {
    const ByteSpan before = rest;
    const std::optional<char32_t> c = TakeCodePoint(rest);
    if (!c) return false;
    if (IsMetadata(*c)) {
      apart = apart || !word.empty();
      continue;
    }
    for (const uint8_t byte : before.first(before.size() - rest.size())) word += ToLower(static_cast<char>(byte));
  }
  if (word.empty()) return true;
  if (word == "na") return apart;  // "n/a", "n.a."
  const bool is_person = type.oid.dotted() == oid::kSurname.dotted() || type.oid.dotted() == oid::kGivenName.dotted();
  if (is_person && (word == "none" || word == "null")) return false;
  return std::ranges::find(kAbsenceWords, word) != std::end(kAbsenceWords);
}

Subject::Judged Subject::Judge(const std::vector<SubjectAttribute>& attributes, SubjectRule rule) {
  Judged judged;
  std::vector<Attribute>& parsed = judged.attributes;
  for (uint32_t index = 0; index < attributes.size(); index++) {
    const SubjectAttribute& attribute = attributes[index];
    const auto add = [&](ErrorCode code) { judged.problems.push_back({code, kField, index}); };
    if (index >= kMaxSubjectParts) {
      add(ErrorCode::kRequestNotValid);
      continue;
    }
    const AttributeType* type = FindByText(attribute.type);
    if (type == nullptr && !IsDottedOid(attribute.type)) {
      add(ErrorCode::kSubjectTypeUnknown);
      continue;
    }
    if (!IsAllowed(type, rule)) {
      add(ErrorCode::kSubjectTypeNotAllowed);
      continue;
    }
    const std::string oid(type != nullptr ? type->oid.dotted() : attribute.type);
    const bool may_repeat = type != nullptr && (type->uses & kMayRepeat) != 0;
    if (!may_repeat && std::ranges::find(parsed, oid, &Attribute::oid) != parsed.end()) {
      add(ErrorCode::kSubjectDuplicate);  // S-02
      continue;
    }
    const Result<void> checked = CheckValue(type, attribute.value, rule);
    if (!checked) add(checked.error().code);
    const size_t order = type != nullptr ? static_cast<size_t>(type - kTypes.data()) : kTypes.size();
    parsed.push_back({oid, attribute.value, type != nullptr ? type->tag : kUtf8, order, index});
  }
  if (rule == SubjectRule::kTlsServer) {
    const Result<void> together = CheckTogether(parsed);
    if (!together) judged.problems.push_back(together.error());
  }
  return judged;
}

std::vector<Error> Subject::Problems(const std::vector<SubjectAttribute>& attributes, SubjectRule rule) {
  return Judge(attributes, rule).problems;
}

Result<Subject> Subject::Parse(const std::vector<SubjectAttribute>& attributes, SubjectRule rule) {
  Judged judged = Judge(attributes, rule);
  if (!judged.problems.empty()) return judged.problems.front();
  std::vector<Attribute> sorted;  // S-03; they are few, and a sort is 3 KB of code
  for (Attribute& attribute : judged.attributes) {
    sorted.insert(std::ranges::upper_bound(sorted, attribute.order, {}, &Attribute::order), std::move(attribute));
  }
  return Subject(std::move(sorted));
}

Subject Subject::CompromiseProof() {
  return Subject({Attribute{.oid = std::string(oid::kCommonName.dotted()),
                            .value = std::string(kCompromiseProofName),
                            .tag = CBS_ASN1_UTF8STRING,
                            .order = 0,
                            .index = 0}});
}

// Refuses what no type of TLS server certificate can have. OV is O with C and with ST or L (S-08). IV is SN and GN with
// the same, and BR 7.1.2.7.3 also lets it have an O, if without recommending it (S-07). Without any name there is only
// DV, which has C and CN alone (S-06): an address, or what EV adds, then belongs to nobody.
Result<void> Subject::CheckTogether(const std::vector<Attribute>& attributes) {
  const auto find = [&](const Oid& oid) -> const Attribute* {
    const auto found = std::ranges::find(attributes, oid.dotted(), &Attribute::oid);
    return found == attributes.end() ? nullptr : &*found;
  };
  const auto missing_beside = [](const Attribute& present) {
    return Error{ErrorCode::kSubjectMissing, kField, present.index};
  };
  const Attribute* organization = find(oid::kOrganizationName);
  const Attribute* surname = find(oid::kSurname);
  const Attribute* given_name = find(oid::kGivenName);
  const Attribute* country = find(oid::kCountryName);

  if (surname != nullptr && given_name == nullptr) return missing_beside(*surname);     // S-07
  if (given_name != nullptr && surname == nullptr) return missing_beside(*given_name);  // S-07
  const Attribute* name = organization != nullptr ? organization : surname;
  if (name == nullptr) {
    for (const Attribute& attribute : attributes) {
      const bool in_dv = attribute.oid == oid::kCountryName.dotted() || attribute.oid == oid::kCommonName.dotted();
      if (!in_dv) return missing_beside(attribute);  // S-06
    }
    return {};
  }
  const bool has_place = find(oid::kStateOrProvinceName) != nullptr || find(oid::kLocalityName) != nullptr;
  if (country == nullptr || !has_place) return missing_beside(*name);  // S-07, S-08
  if (find(oid::kJurisdictionCountry) == nullptr) {  // S-09: EVG 7.1.4.2.4 counts down from the country
    for (const Oid& below : {oid::kJurisdictionStateOrProvince, oid::kJurisdictionLocality}) {
      if (const Attribute* present = find(below)) return missing_beside(*present);
    }
  }
  return {};
}

std::optional<std::string> Subject::common_name() const {
  const auto found = std::ranges::find(attributes_, oid::kCommonName.dotted(), &Attribute::oid);
  if (found == attributes_.end()) return std::nullopt;
  return found->value;
}

std::vector<std::string> Subject::emails() const {
  std::vector<std::string> emails;
  for (const Attribute& attribute : attributes_) {
    if (attribute.oid == oid::kEmailAddress.dotted()) emails.push_back(attribute.value);
  }
  return emails;
}

bool Subject::Encode(CBB* out) const {
  CBB name, rdn, attribute;
  if (!CBB_add_asn1(out, &name, CBS_ASN1_SEQUENCE)) return false;
  for (const Attribute& held : attributes_) {
    if (!CBB_add_asn1(&name, &rdn, CBS_ASN1_SET) ||  // S-01
        !CBB_add_asn1(&rdn, &attribute, CBS_ASN1_SEQUENCE) || !AddOid(&attribute, held.oid) ||
        !AddString(&attribute, held.tag, held.value) || !CBB_flush(&name)) {
      return false;
    }
  }
  return CBB_flush(out);
}

}  // namespace keyseal
