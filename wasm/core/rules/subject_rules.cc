// S rules, and K-52 and K-62, which are about the subject too.

#include <algorithm>
#include <set>

#include "core/asn1/oid_names.h"
#include "core/base/string_table.h"
#include "core/base/utf8.h"
#include "core/request/subject.h"
#include "core/rules/request_rules.h"

namespace keyseal {
namespace {

constexpr Date kOrganizationalUnitEnds = 20220901;  // BR 7.1.2.7.4, S-12

constexpr char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, ToLower, ToLower);
}

// TextOf returns a string value as UTF-8, or nothing where its bytes are none of its type (X.690 8.23, RFC 5280 A.1).
std::optional<std::string> TextOf(const DerElement& value) {
  const std::string_view text(reinterpret_cast<const char*>(value.contents.data()), value.contents.size());
  CBS cbs = ToCbs(value.contents);
  switch (value.tag) {
    case CBS_ASN1_UTF8STRING:
      if (!CountCodePoints(text)) return std::nullopt;
      return std::string(text);
    case CBS_ASN1_PRINTABLESTRING:
      if (!std::ranges::all_of(text, IsPrintableStringCharacter)) return std::nullopt;
      return std::string(text);
    case CBS_ASN1_IA5STRING:
      if (!std::ranges::all_of(text, [](char c) { return (c & 0x80) == 0; })) return std::nullopt;
      return std::string(text);
    case CBS_ASN1_T61STRING: {  // taken as Latin-1, as everybody does
      std::string utf8;
      for (const uint8_t byte : value.contents) {
        if (byte >= 0x80) utf8 += static_cast<char>(0xc0 | byte >> 6);
        utf8 += static_cast<char>(byte < 0x80 ? byte : 0x80 | (byte & 0x3f));
      }
      return utf8;
    }
    case CBS_ASN1_BMPSTRING:
    case CBS_ASN1_UNIVERSALSTRING: {
      bssl::ScopedCBB utf8;
      if (!CBB_init(utf8.get(), value.contents.size())) return std::nullopt;
      while (CBS_len(&cbs) > 0) {
        uint32_t c = 0;
        const int ok = value.tag == CBS_ASN1_BMPSTRING ? CBS_get_ucs2_be(&cbs, &c) : CBS_get_utf32_be(&cbs, &c);
        if (!ok || !CBB_add_utf8(utf8.get(), c)) return std::nullopt;
      }
      const Result<Bytes> bytes = FinishCbb(utf8.get());
      if (!bytes) return std::nullopt;
      return std::string(bytes->begin(), bytes->end());
    }
    default:
      return std::nullopt;
  }
}

// IsUnusualForServers follows BR 7.1.2.7.4: domain components may be there, addresses are not recommended.
bool IsUnusualForServers(const AttributeType* type) {
  if (type == nullptr) return true;
  const std::string_view oid = type->oid.dotted();
  if (oid == oid::kDomainComponent.dotted()) return false;
  return (type->uses & kInTlsServer) == 0 || oid == oid::kStreetAddress.dotted() || oid == oid::kPostalCode.dotted();
}

// What openssl req, Red Hat's openssl.cnf and keytool fill in.
constexpr std::string_view kToolDefaults[] = {
    "Internet Widgits Pty Ltd",
    "Some-State",
    "Default Company Ltd",
    "Default City",
    "SomeOrganization",
    "SomeOrganizationalUnit",
    "SomeState",
    "SomeCity",
    "Unknown",
};

// HasUnseen returns whether |text| has what nobody sees: control characters, marks of direction, characters without a
// width that no script needs, or what a decoder left of bytes that it did not understand.
bool HasUnseen(std::string_view text) {
  for (ByteSpan rest = ToBytes(text); !rest.empty();) {
    const std::optional<char32_t> c = TakeCodePoint(rest);
    if (!c || IsControl(*c) || IsBidiControl(*c) || *c == kReplacementCharacter || *c == 0x200b || *c == 0x2060 ||
        *c == 0xfeff || *c == 0xad) {
      return true;
    }
  }
  return false;
}

// LooksDamaged returns whether |text| has an entity of HTML, UTF-8 that was read as Latin-1 or Windows-1252 (U+00C2 or
// U+00C3 and then a character from U+0080 to U+00BF; U+00E2 and then U+0080 or the euro sign), or a blank at an end.
bool LooksDamaged(std::string_view text) {
  constexpr std::string_view kEntities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;", "&#"};
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  if (std::ranges::any_of(kEntities, has)) return true;
  char32_t last = 0;
  for (ByteSpan rest = ToBytes(text); !rest.empty();) {
    const std::optional<char32_t> c = TakeCodePoint(rest);
    if (!c) return true;
    if ((last == 0xc2 || last == 0xc3) && *c >= 0x80 && *c <= 0xbf) return true;
    if (last == 0xe2 && (*c == 0x80 || *c == 0x20ac)) return true;
    if (last == 0 && IsSpace(*c)) return true;
    last = *c;
  }
  return IsSpace(last);
}

// S-04: what the certificate's string will be; where that is UTF8String, PrintableString will do.
bool HasRightString(const AttributeType& type, CBS_ASN1_TAG tag) {
  return tag == type.tag || (type.tag == CBS_ASN1_UTF8STRING && tag == CBS_ASN1_PRINTABLESTRING);
}

class SubjectCheck {
 public:
  SubjectCheck(const RequestParts& parts, const NamesOfRequest& names, const RequestContext& context,
               Reporter& reporter)
      : parts_(parts), names_(names), context_(context), reporter_(reporter) {}

  std::vector<DecodedAttribute> Run() {
    for (size_t i = 0; i < parts_.subject.size(); i++) Attribute(i);
    Order();
    Levels();
    CommonName();
    if (reporter_.profile() == Profile::kSmime) Mailboxes();
    if (reporter_.profile() == Profile::kCodeSigning) CodeSigning();
    return std::move(decoded_);
  }

 private:
  bool is_issued() const { return context_.kind == InputKind::kCertificate; }
  static std::string Field(size_t index) { return "subject[" + std::to_string(index) + "]"; }
  void Report(Rule rule, size_t index) { reporter_.Report(rule, Field(index)); }

  bool Has(const Oid& oid) const { return types_.contains(std::string(oid.dotted())); }

  void Attribute(size_t index) {
    const SubjectPart& part = parts_.subject[index];
    const AttributeType* type = FindAttributeType(ToCbs(part.type.contents));
    const std::string oid = DottedOid(part.type.contents);

    if (index > 0 && parts_.subject[index - 1].rdn == part.rdn) Report(Rule::kRdnMultiple, index);  // S-01
    const bool may_repeat = type != nullptr && (type->uses & kMayRepeat) != 0;
    if (!types_.insert(oid).second && !may_repeat) Report(Rule::kAttributeRepeated, index);  // S-02

    const std::optional<std::string> text = TextOf(part.value);
    decoded_.push_back(
        {type != nullptr ? std::string(type->short_name) : oid, text ? *text : HexText(part.value.contents)});
    if (text) Hygiene(*text, index);
    Kind(type, index);
    if (type == nullptr) return;
    if (!HasRightString(*type, part.value.tag)) {
      Report(is_issued() ? Rule::kAttributeStringIssued : Rule::kAttributeString, index);  // S-04
    }
    if (!text || (type->tag == CBS_ASN1_PRINTABLESTRING && !std::ranges::all_of(*text, IsPrintableStringCharacter))) {
      return Report(Rule::kAttributeCharacters, index);  // S-04
    }
    Value(*type, *text, index);
  }

  // S-15, and S-11 of defaults: what nobody meant to write.
  void Hygiene(const std::string& text, size_t index) {
    if (HasUnseen(text)) Report(Rule::kTextUnseen, index);
    if (LooksDamaged(text)) Report(Rule::kTextBroken, index);
    if (std::ranges::find(kToolDefaults, text) != std::end(kToolDefaults)) Report(Rule::kToolDefault, index);
  }

  // Kind asks whether the certificate may have such an attribute at all.
  void Kind(const AttributeType* type, size_t index) {
    const std::string_view oid = type != nullptr ? type->oid.dotted() : "";
    const bool is_dv = oid == oid::kCountryName.dotted() || oid == oid::kCommonName.dotted();
    if (context_.level == ValidationLevel::kDv) {
      if (!is_dv) Report(is_issued() ? Rule::kDvAttributeIssued : Rule::kDvAttribute, index);  // S-06
    } else if (oid == oid::kOrganizationalUnitName.dotted()) {
      if (context_.date >= kOrganizationalUnitEnds) Report(Rule::kOrganizationalUnit, index);  // S-12
    } else if (IsUnusualForServers(type)) {
      Report(Rule::kAttributeUnusual, index);  // S-08
    }
    if (type == nullptr || (type->uses & kInSmime) == 0) Report(Rule::kSmimeAttribute, index);  // K-62
    if (oid == oid::kDomainComponent.dotted()) Report(Rule::kCodeSigningDomain, index);         // K-52
  }

  void Value(const AttributeType& type, const std::string& text, size_t index) {
    const std::string_view oid = type.oid.dotted();
    if (oid == oid::kCountryName.dotted() || oid == oid::kJurisdictionCountry.dotted()) {  // S-10
      const bool may_be_xx = context_.level != ValidationLevel::kDv && context_.level != ValidationLevel::kUnknown;
      if (text == "XX") {
        if (!may_be_xx) Report(Rule::kCountryXx, index);
      } else if (!CountryCodes().Contains(text)) {
        Report(Rule::kCountry, index);
      }
      return;
    }
    const bool is_common_name = oid == oid::kCommonName.dotted();
    if (!is_common_name && (text.empty() || IsPlaceholder(type, text))) Report(Rule::kPlaceholder, index);  // S-11
    const std::optional<size_t> characters = CountCodePoints(text);
    if (type.max_characters && characters > type.max_characters) Report(Rule::kAttributeTooLong, index);        // S-05
    if (oid == oid::kBusinessCategory.dotted() && !IsBusinessCategory(text)) Report(Rule::kEvCategory, index);  // S-09
  }

  // S-03: those that BR 7.1.4.1 orders, among themselves.
  void Order() {
    const std::span<const AttributeType> types = AttributeTypes();
    size_t last = 0;
    for (size_t i = 0; i < parts_.subject.size(); i++) {
      const AttributeType* type = FindAttributeType(ToCbs(parts_.subject[i].type.contents));
      if (type == nullptr || !IsOrdered(type->oid)) continue;
      const auto place = static_cast<size_t>(type - types.data());
      if (place < last) return Report(is_issued() ? Rule::kAttributeOrderIssued : Rule::kAttributeOrder, i);
      last = place;
    }
  }

  static bool IsOrdered(const Oid& oid) {
    constexpr Oid kOrdered[] = {oid::kDomainComponent,        oid::kCountryName, oid::kStateOrProvinceName,
                                oid::kLocalityName,           oid::kPostalCode,  oid::kStreetAddress,
                                oid::kOrganizationName,       oid::kSurname,     oid::kGivenName,
                                oid::kOrganizationalUnitName, oid::kCommonName};
    return std::ranges::any_of(kOrdered, [&](const Oid& known) { return known.dotted() == oid.dotted(); });
  }

  void Levels() {
    const bool has_place = Has(oid::kStateOrProvinceName) || Has(oid::kLocalityName);
    const bool has_person = Has(oid::kSurname) || Has(oid::kGivenName);
    const auto report = [&](Rule rule) { reporter_.Report(rule, "subject"); };
    switch (context_.level) {
      case ValidationLevel::kIv:
        if (!Has(oid::kCountryName) || !Has(oid::kSurname) || !Has(oid::kGivenName) || !has_place) {
          report(Rule::kIvIncomplete);  // S-07
        }
        break;
      case ValidationLevel::kEv:
        if (!Has(oid::kOrganizationName) || !Has(oid::kBusinessCategory) || !Has(oid::kJurisdictionCountry) ||
            !Has(oid::kSerialNumber) || !Has(oid::kCountryName) || !has_place) {
          report(Rule::kEvIncomplete);  // S-09
        }
        for (const DecodedName& name : names_.names) {
          if (name.kind == "dns" && name.text.starts_with("*.") && !name.text.ends_with(".onion")) {
            reporter_.Report(Rule::kEvWildcard, "san[" + std::to_string(name.index) + "]");  // S-09
          }
        }
        break;
      case ValidationLevel::kOv:
        if (!Has(oid::kCountryName) || !Has(oid::kOrganizationName) || !has_place) report(Rule::kOvIncomplete);  // S-08
        if (has_person) report(Rule::kOvPerson);                                                                 // S-08
        break;
      case ValidationLevel::kDv:
      case ValidationLevel::kUnknown:
        break;
    }
  }

  void CommonName() {
    for (size_t i = 0; i < decoded_.size(); i++) {
      if (decoded_[i].type != "CN") continue;
      Report(Rule::kCommonName, i);                        // S-14
      if (names_.names.empty() && !is_issued()) continue;  // N-01 speaks of it
      const std::string& value = decoded_[i].value;
      const bool is_same = std::ranges::any_of(names_.names, [&](const auto& name) { return name.text == value; });
      if (is_same) continue;
      const bool is_alike =
          std::ranges::any_of(names_.names, [&](const auto& name) { return EqualsIgnoringCase(name.text, value); });
      Report(is_alike && !is_issued() ? Rule::kCommonNameCase : Rule::kCommonNameNotInNames, i);  // S-13
    }
  }

  void Mailboxes() {
    for (size_t i = 0; i < decoded_.size(); i++) {
      const bool is_common_name = decoded_[i].type == "CN";
      if (!is_common_name && decoded_[i].type != "emailAddress") continue;
      const std::string& value = decoded_[i].value;
      const bool is_same = std::ranges::any_of(names_.names, [&](const auto& name) { return name.text == value; });
      if (!is_same) Report(is_common_name ? Rule::kSmimeCommonName : Rule::kMailboxNotInNames, i);  // K-62, K-61
    }
  }

  void CodeSigning() {
    const bool has_place = Has(oid::kStateOrProvinceName) || Has(oid::kLocalityName);
    if (!Has(oid::kCommonName) || !Has(oid::kOrganizationName) || !Has(oid::kCountryName) || !has_place) {
      reporter_.Report(Rule::kCodeSigningSubject, "subject");  // K-52
    }
  }

  const RequestParts& parts_;
  const NamesOfRequest& names_;
  const RequestContext& context_;
  Reporter& reporter_;
  std::set<std::string> types_;  // dotted
  std::vector<DecodedAttribute> decoded_;
};

}  // namespace

std::vector<DecodedAttribute> CheckSubject(const RequestParts& parts, const NamesOfRequest& names,
                                           const RequestContext& context, Reporter& reporter) {
  return SubjectCheck(parts, names, context, reporter).Run();
}

}  // namespace keyseal
