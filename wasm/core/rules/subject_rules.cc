// S rules, and K-52 and K-62, which are about the subject too.

#include <algorithm>
#include <set>

#include "core/asn1/oid_names.h"
#include "core/base/string_table.h"
#include "core/base/utf8.h"
#include "core/request/subject.h"
#include "core/rules/caller_rules.h"
#include "core/rules/change_days.h"
#include "core/rules/ev_rules.h"
#include "core/rules/request_rules.h"
#include "core/rules/smime_rules.h"

namespace keyseal {
namespace {

constexpr char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, ToLower, ToLower);
}

// IsUnusualForServers follows BR 7.1.2.7.4: domain components may be there, addresses are not recommended.
bool IsUnusualForServers(const AttributeType* type) {
  if (type == nullptr) return true;
  const std::string_view oid = type->oid.dotted();
  if (oid == oid::kDomainComponent.dotted()) return false;
  return (type->uses & kInTlsServer) == 0 || oid == oid::kStreetAddress.dotted() || oid == oid::kPostalCode.dotted();
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
    if (reporter_.profile() == Profile::kSmime) CheckSmimeSubject(decoded_, names_, context_, reporter_);
    if (reporter_.profile() == Profile::kCodeSigning) CodeSigning();
    if (reporter_.profile() == Profile::kStirShaken) CheckCaller(parts_, decoded_, context_, reporter_);
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
    // S-02. Of mail certificates only the one mailbox of emailAddress is written somewhere.
    const bool is_bound = reporter_.profile() != Profile::kSmime || oid == oid::kEmailAddress.dotted();
    if (!types_.insert(oid).second && !may_repeat && is_bound) Report(Rule::kAttributeRepeated, index);

    const std::optional<std::string> text = TextOf(part.value);
    decoded_.push_back(DecodeAttribute(part));
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
    if (IsToolDefault(text)) Report(Rule::kToolDefault, index);
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
    if (oid == oid::kDomainComponent.dotted()) Report(Rule::kCodeSigningDomain, index);  // K-52
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
    // S-05. RFC 5280 A.1, which is SBR's, gives the names of people room that no list of ours reaches.
    const bool is_person = oid == oid::kSurname.dotted() || oid == oid::kGivenName.dotted();
    const bool is_bound = reporter_.profile() != Profile::kSmime || !is_person;
    if (type.max_characters && characters > type.max_characters && is_bound) Report(Rule::kAttributeTooLong, index);
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
        if (reporter_.profile() == Profile::kTlsServer) CheckEv(parts_, decoded_, names_, context_, reporter_);
        break;
      case ValidationLevel::kOv:
        if (!Has(oid::kCountryName) || !Has(oid::kOrganizationName) || !has_place) report(Rule::kOvIncomplete);  // S-08
        if (has_person) report(Rule::kOvPerson);                                                                 // S-08
        break;
      default:
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

  void CodeSigning() {
    const auto report = [&](Rule rule) { reporter_.Report(rule, "subject"); };
    const bool has_place = Has(oid::kStateOrProvinceName) || Has(oid::kLocalityName);
    if (!Has(oid::kCommonName)) report(Rule::kCodeSigningName);  // K-52
    if (!Has(oid::kOrganizationName) || !Has(oid::kCountryName) || !has_place)
      report(Rule::kCodeSigningSubject);  // K-52
    const bool is_ev_complete =
        Has(oid::kBusinessCategory) && Has(oid::kJurisdictionCountry) && Has(oid::kSerialNumber);
    if (context_.level == ValidationLevel::kEv && !is_ev_complete) report(Rule::kCodeSigningEv);  // K-52
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
