#include "core/rules/smime_rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/names/names.h"
#include "core/rules/change_days.h"
#include "core/rules/registration.h"

namespace keyseal {
namespace {

using Attributes = std::span<const DecodedAttribute>;

// The types as bits
constexpr uint8_t kMailbox = 1, kOrganization = 2, kSponsor = 4, kIndividual = 8;
constexpr uint8_t kPerson = kSponsor | kIndividual, kOffice = kOrganization | kSponsor, kNamed = kOffice | kIndividual;

struct Type {
  ValidationLevel level;
  uint8_t bit;
  const char* name;
};
constexpr Type kTypes[] = {
    {ValidationLevel::kMailbox, kMailbox, "mailbox"},
    {ValidationLevel::kOrganization, kOrganization, "organization"},
    {ValidationLevel::kSponsor, kSponsor, "sponsor"},
    {ValidationLevel::kIndividual, kIndividual, "individual"},
};

// Which types may have an attribute (SBR 7.1.4.2.3 to .6). All others may stand only in legacy ones that name somebody.
struct MayStand {
  std::string_view attribute;
  uint8_t types;
  bool in_strict = true;
};
constexpr MayStand kMayStand[] = {
    {"CN", kMailbox | kNamed},
    {"O", kOffice},
    {"OU", kOffice},
    {"organizationIdentifier", kOffice},
    {"GN", kPerson},
    {"SN", kPerson},
    {"pseudonym", kPerson},
    {"serialNumber", kMailbox | kNamed},
    {"emailAddress", kMailbox | kNamed},
    {"title", kPerson},
    {"street", kNamed, false},
    {"L", kNamed},
    {"ST", kNamed},
    {"postalCode", kNamed, false},
    {"C", kNamed},
};

bool MayHave(const Type& type, Generation generation, std::string_view attribute) {
  const auto* known = std::ranges::find(kMayStand, attribute, &MayStand::attribute);
  if (known == std::end(kMayStand)) return generation == Generation::kLegacy && type.bit != kMailbox;
  return (known->types & type.bit) != 0 && (known->in_strict || generation != Generation::kStrict);
}

const char* NameOf(Generation generation) {
  return generation == Generation::kLegacy ? "legacy" : generation == Generation::kStrict ? "strict" : "multipurpose";
}

// A name that is judged: the subject, or a directoryName.
struct JudgedName {
  Attributes attributes;
  std::string field;

  std::string FieldOf(size_t index) const {
    return field == "subject" ? "subject[" + std::to_string(index) + "]" : field;
  }
  const DecodedAttribute* Find(std::string_view type) const {
    const auto found = std::ranges::find(attributes, type, &DecodedAttribute::type);
    return found == attributes.end() ? nullptr : &*found;
  }
  bool Has(std::string_view type) const { return Find(type) != nullptr; }
};

class SmimeCheck {
 public:
  SmimeCheck(const NamesOfRequest& names, const RequestContext& context, Reporter& reporter)
      : names_(names), context_(context), reporter_(reporter) {
    if (context.generation != Generation::kUnknown) {
      generations_ = {context.generation};
    } else {
      generations_ = {Generation::kStrict, Generation::kMultipurpose};
      if (context.issued < kLegacyEnds) generations_.push_back(Generation::kLegacy);
    }
  }

  void Judge(const JudgedName& name) {
    const auto* type = std::ranges::find(kTypes, context_.level, &Type::level);
    if (type != std::end(kTypes)) {
      JudgeAs(*type, name);
    } else {
      TellTypes(name);
    }
    for (size_t i = 0; i < name.attributes.size(); i++) Attribute(name, i);
  }

 private:
  bool is_issued() const { return context_.kind == InputKind::kCertificate; }

  void JudgeAs(const Type& type, const JudgedName& name) {
    for (size_t i = 0; i < name.attributes.size(); i++) {
      const auto may_have = [&](Generation each) { return MayHave(type, each, name.attributes[i].type); };
      if (!std::ranges::any_of(generations_, may_have)) {
        reporter_.Report(Rule::kSmimeAttribute, name.FieldOf(i));  // K-62
      } else if (name.attributes[i].type == "CN" && !IsRightCommonName(type, name, name.attributes[i].value)) {
        reporter_.Report(Rule::kSmimeCommonName, name.FieldOf(i));  // K-62
      }
    }
    std::string missing;
    const auto is_missing = [&](const char* what) { missing += (missing.empty() ? "" : ", ") + std::string(what); };
    if (LacksOrganization(type, name)) is_missing("O");
    if (LacksIdentifier(type, name)) is_missing("organizationIdentifier");
    const auto lacks_person = [&](Generation each) { return LacksPerson(type, each, name); };
    if (std::ranges::all_of(generations_, lacks_person)) is_missing("GN, SN or pseudonym");
    if (!missing.empty()) reporter_.Report(Rule::kSmimeIncomplete, name.field, missing);  // K-62
  }

  // TellTypes names every type whose certificate could have this subject, and what the authority then adds.
  void TellTypes(const JudgedName& name) {
    std::string fitting;
    for (const Type& type : kTypes) {
      const auto fits = [&](Generation generation) { return Fits(type, generation, name); };
      const auto generation = std::ranges::find_if(generations_, fits);
      if (generation == generations_.end()) continue;
      std::string remark = generation == generations_.begin() ? "" : NameOf(*generation);
      if (LacksIdentifier(type, name))
        remark += std::string(remark.empty() ? "" : "; ") + "lacks organizationIdentifier";
      fitting += (fitting.empty() ? "" : ", ") + std::string(type.name) + (remark.empty() ? "" : " (" + remark + ")");
    }
    if (fitting.empty()) return reporter_.Report(Rule::kSmimeNoType, name.field);  // K-62
    if (!is_issued()) reporter_.Report(Rule::kSmimeTypes, name.field, fitting);    // K-62
  }

  // Fits leaves it to the authority to add the number of an organization to what is asked for.
  bool Fits(const Type& type, Generation generation, const JudgedName& name) const {
    if (LacksOrganization(type, name) || LacksPerson(type, generation, name)) return false;
    if (is_issued() && LacksIdentifier(type, name)) return false;
    return std::ranges::all_of(name.attributes, [&](const DecodedAttribute& attribute) {
      return MayHave(type, generation, attribute.type) &&
             (attribute.type != "CN" || IsRightCommonName(type, name, attribute.value));
    });
  }

  static bool LacksOrganization(const Type& type, const JudgedName& name) {
    return (type.bit & kOffice) != 0 && !name.Has("O");
  }
  static bool LacksIdentifier(const Type& type, const JudgedName& name) {
    return (type.bit & kOffice) != 0 && !name.Has("organizationIdentifier");
  }
  // A legacy certificate may have the common name alone (SBR 7.1.4.2.5 and .6, note 1).
  static bool LacksPerson(const Type& type, Generation generation, const JudgedName& name) {
    const bool is_named = name.Has("GN") || name.Has("SN") || name.Has("pseudonym");
    return (type.bit & kPerson) != 0 && !is_named && !(generation == Generation::kLegacy && name.Has("CN"));
  }

  // SBR 7.1.4.2.2(a)
  bool IsRightCommonName(const Type& type, const JudgedName& name, std::string_view value) const {
    if (IsMailbox(value)) return IsInNames(value);
    if (type.bit == kMailbox) return false;
    if (type.bit == kOrganization) {
      const DecodedAttribute* organization = name.Find("O");
      return organization != nullptr && organization->value == value;
    }
    const DecodedAttribute* pseudonym = name.Find("pseudonym");
    return pseudonym == nullptr || value.find(pseudonym->value) != std::string_view::npos;
  }

  static bool IsMailbox(std::string_view value) {
    return !FindMailboxFault(value, NameScope::kPrivate) || !FindUtf8MailboxFault(value, NameScope::kPrivate);
  }

  // Where no mailbox stands in the SAN of a request, the authority puts those of the subject there: N-01 speaks of it.
  bool IsInNames(std::string_view mailbox) const {
    const auto is_email = [](const DecodedName& one) { return one.kind == "email"; };
    if (!is_issued() && std::ranges::none_of(names_.names, is_email)) return true;
    const std::string wanted = ComparableMailbox(mailbox);
    return std::ranges::any_of(
        names_.names, [&](const DecodedName& one) { return is_email(one) && ComparableMailbox(one.text) == wanted; });
  }

  // Attribute judges what does not depend on the type (SBR 7.1.4.2.1, 7.1.4.2.2).
  void Attribute(const JudgedName& name, size_t index) {
    const auto& [type, value] = name.attributes[index];
    const auto report = [&](Rule rule, std::string_view detail = {}) {
      reporter_.Report(rule, name.FieldOf(index), detail);
    };
    if (type == "emailAddress" && !IsInNames(value)) report(Rule::kMailboxNotInNames);  // K-61
    if (type == "pseudonym" && (name.Has("GN") || name.Has("SN"))) report(Rule::kSmimePseudonym);
    const bool has_place = name.Has("L") || name.Has("ST");
    const bool needs_country = type == "L" || type == "ST" || type == "postalCode";
    if ((type == "street" && !has_place) || (needs_country && !name.Has("C"))) report(Rule::kSmimePlace);
    if (type == "organizationIdentifier") {
      const DecodedAttribute* country = name.Find("C");
      const char* fault = FindRegistrationFault(value, country != nullptr ? country->value : "", Profile::kSmime);
      if (fault != nullptr) report(Rule::kRegistration, fault);
    }
  }

  const NamesOfRequest& names_;
  const RequestContext& context_;
  Reporter& reporter_;
  std::vector<Generation> generations_;  // that come into question, the strictest first
};

}  // namespace

void CheckSmimeSubject(Attributes subject, const NamesOfRequest& names, const RequestContext& context,
                       Reporter& reporter) {
  SmimeCheck check(names, context, reporter);
  check.Judge({subject, "subject"});
  for (const DirectoryName& name : names.directory_names) {
    check.Judge({name.attributes, "san[" + std::to_string(name.index) + "]"});
  }
}

bool MailMayHave(ValidationLevel level, Generation generation, std::string_view attribute) {
  const auto* type = std::ranges::find(kTypes, level, &Type::level);
  const bool is_known = generation != Generation::kUnknown;
  return type != std::end(kTypes) && MayHave(*type, is_known ? generation : Generation::kMultipurpose, attribute);
}

}  // namespace keyseal
