// What becomes of the subject and of the alternative names.

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "core/check/issued_list.h"
#include "core/names/names.h"
#include "core/rules/ev_rules.h"
#include "core/rules/smime_rules.h"

namespace keyseal {
namespace {

constexpr char kBoulderNames[] = "Boulder identifier.go (policy)";
constexpr char kBoulderRequest[] = "Boulder csr.go (policy)";
constexpr char kBoulderTemplate[] = "Boulder issuance/cert.go (policy)";
constexpr char kOfCommonNames[] = "BR 7.1.4.3";
constexpr size_t kLongestCommonName = 64;  // RFC 5280 A.1

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return lower;
}

// The text under which two names are the same.
std::string Comparable(const DecodedName& name) {
  const bool is_mail = name.kind == "email";
  return name.kind + ' ' + (is_mail ? ComparableMailbox(name.text) : LowerCase(name.text));
}

// Has returns whether |type| is one of |types|, " C ST L ".
bool Has(std::string_view types, std::string_view type) {
  const size_t at = types.find(type);
  return at != std::string_view::npos && at > 0 && types[at - 1] == ' ' && types[at + type.size()] == ' ';
}

// What a subject must have (BR 7.1.2.7.3, .4, EVG 7.1.4.2, SBR 7.1.4.2.4, .5, CSBR 7.1.4.2.3): "L" where it has no ST.
struct TypeNeeds {
  Profile profile;
  ValidationLevel level;
  const char* clause;
  std::array<std::string_view, 6> attributes;
};
constexpr TypeNeeds kNeeds[] = {
    {Profile::kTlsServer, ValidationLevel::kIv, "BR 7.1.2.7.3", {"C", "SN", "GN", "L"}},
    {Profile::kTlsServer, ValidationLevel::kOv, "BR 7.1.2.7.4", {"C", "O", "L"}},
    {Profile::kTlsServer,
     ValidationLevel::kEv,
     "EVG 7.1.4.2",
     {"O", "businessCategory", "jurisdictionC", "serialNumber", "C", "L"}},
    {Profile::kSmime, ValidationLevel::kOrganization, "SBR 7.1.4.2.4", {"O", "organizationIdentifier"}},
    {Profile::kSmime, ValidationLevel::kSponsor, "SBR 7.1.4.2.5", {"O", "organizationIdentifier"}},
    {Profile::kCodeSigning, ValidationLevel::kUnknown, "CSBR 7.1.4.2.3", {"CN", "O", "C", "L"}},
};

class NamesIssued {
 public:
  NamesIssued(const AskedOf& asked, IssuedList& list) : asked_(asked), list_(list) {
    for (const DecodedName& name : asked.names) names_.insert(Comparable(name));
  }

  void Run() {
    for (size_t i = 0; i < asked_.subject.size(); i++) Attribute(i);
    Missing();
    for (const DecodedName& name : asked_.names) Name(name);
    for (const std::string& name : of_subject_) {
      const bool is_server = asked_.profile == Profile::kTlsServer;
      list_.About("san");
      list_.Add(Fate::kAdded, issued_reason::kNameOfSubject, is_server ? kBoulderNames : "SBR 7.1.4.2.1", name);
    }
  }

 private:
  ValidationLevel level() const { return IsLetsEncrypt(asked_) ? ValidationLevel::kDv : asked_.context.level; }

  void Attribute(size_t index) {
    const auto& [type, value] = asked_.subject[index];
    list_.About("subject", index, value);
    switch (asked_.profile) {
      case Profile::kTlsServer:
        if (type == "CN") return CommonName(index);
        return ServerAttribute(type);
      case Profile::kSmime:
        return MailAttribute(type, value);
      case Profile::kCodeSigning:
        if (type == "DC") return list_.Add(Fate::kDropped, issued_reason::kNotOfType, "CSBR 7.1.4.2.2(c)");
        return list_.Add(Fate::kRewritten, issued_reason::kValidated, "CSBR 7.1.4.2.2");
      default:
        return list_.Add(Fate::kKept, issued_reason::kTemplate, kConstruction);
    }
  }

  // BR 7.1.2.7.2 to .5
  void ServerAttribute(std::string_view type) {
    constexpr std::string_view kPerson = " SN GN ", kOfIv = " C ST L SN GN ", kOfOv = " C ST L O DC ";
    switch (level()) {
      case ValidationLevel::kDv:
        if (IsLetsEncrypt(asked_)) return list_.Add(Fate::kDropped, issued_reason::kNotOfType, kBoulderTemplate);
        if (type == "C") return list_.Add(Fate::kDropped, issued_reason::kNotRecommended, "BR 7.1.2.7.2");
        return list_.Add(Fate::kDropped, issued_reason::kNotOfType, "BR 7.1.2.7.2");
      case ValidationLevel::kIv:
        return ByTable("BR 7.1.2.7.3", type == "OU", Has(kOfIv, type));
      case ValidationLevel::kOv:
        return ByTable("BR 7.1.2.7.4", type == "OU" || Has(kPerson, type), Has(kOfOv, type));
      case ValidationLevel::kEv:
        return ByTable("EVG 7.1.4.2", !IsEvAttribute(type), true);
      default:
        if (type == "OU") return list_.Add(Fate::kDropped, issued_reason::kNotOfType, "BR 7.1.2.7.4");
        if (!Has(kOfIv, type) && !Has(kOfOv, type) && !IsEvAttribute(type)) {
          return list_.Add(Fate::kDropped, issued_reason::kNotRecommended, "BR 7.1.2.7.4");
        }
        return list_.Add(Fate::kRewritten, issued_reason::kValidatedOrNone, "BR 7.1.2.7.1");
    }
  }

  void ByTable(const char* clause, bool is_forbidden, bool is_usual) {
    if (is_forbidden) return list_.Add(Fate::kDropped, issued_reason::kNotOfType, clause);
    if (!is_usual) return list_.Add(Fate::kDropped, issued_reason::kNotRecommended, clause);
    list_.Add(Fate::kRewritten, issued_reason::kValidated, clause);
  }

  // The common name of a server's certificate. Of several Boulder reads the last, and a certificate has but one.
  void CommonName(size_t index) {
    const auto is_other = [&](const DecodedAttribute& one) { return one.type == "CN"; };
    const std::span<const DecodedAttribute> subject = asked_.subject;
    const bool is_last = std::ranges::none_of(subject.subspan(index + 1), is_other);
    const bool is_first = std::ranges::none_of(subject.first(index), is_other);
    if (IsLetsEncrypt(asked_) ? !is_last : !is_first)
      return list_.Add(Fate::kDropped, issued_reason::kOnce, "BR 7.1.4.1");
    const std::string& value = subject[index].value;
    const std::string lower = LowerCase(value);
    const Result<IpAddress> address = IpAddress::Parse(value, NameScope::kPrivate);
    const bool is_address = address.has_value();
    const bool is_dns = !is_address && !FindDnsFault(lower, NameScope::kPrivate);
    if (is_dns && !names_.contains("dns " + lower)) of_subject_.push_back(lower);
    if (IsLetsEncrypt(asked_)) {
      if (value.size() > kLongestCommonName) return list_.Add(Fate::kDropped, issued_reason::kTooLong, kBoulderRequest);
      if (is_address || !is_dns) return list_.Add(Fate::kDropped, issued_reason::kRefused, kBoulderRequest);
    }
    const bool is_own_address = is_address && names_.contains("ip " + address->text());
    const std::string_view name = is_dns ? std::string_view(lower) : is_own_address ? address->text() : FirstName();
    if (name.empty()) return list_.Add(Fate::kDropped, issued_reason::kCommonNameOther, kOfCommonNames);
    if (name == value) return list_.Add(Fate::kKept, issued_reason::kCommonName, kOfCommonNames);
    const char* reason = is_dns ? issued_reason::kCommonNameSpelling : issued_reason::kCommonNameOther;
    list_.Add(Fate::kRewritten, reason, kOfCommonNames, name);
  }

  // FirstName returns the first DNS name that is short enough for a common name, or "".
  std::string_view FirstName() {
    for (const DecodedName& name : asked_.names) {
      if (name.kind != "dns" || name.text.size() > kLongestCommonName) continue;
      first_name_ = LowerCase(name.text);
      return first_name_;
    }
    return {};
  }

  void MailAttribute(std::string_view type, const std::string& value) {
    constexpr ValidationLevel kTypes[] = {ValidationLevel::kMailbox, ValidationLevel::kOrganization,
                                          ValidationLevel::kSponsor, ValidationLevel::kIndividual};
    constexpr const char* kClauses[] = {"SBR 7.1.4.2.3", "SBR 7.1.4.2.4", "SBR 7.1.4.2.5", "SBR 7.1.4.2.6"};
    const auto* known = std::ranges::find(kTypes, level());
    const bool is_known = known != std::end(kTypes);
    const char* clause = is_known ? kClauses[known - kTypes] : "SBR 7.1.4.2.2";
    const auto may_have = [&](ValidationLevel one) { return MailMayHave(one, asked_.context.generation, type); };
    if (is_known ? !may_have(*known) : std::ranges::none_of(kTypes, may_have)) {
      return list_.Add(Fate::kDropped, issued_reason::kNotOfType, clause);
    }
    const bool is_mailbox = (type == "CN" || type == "emailAddress") && !FindMailboxFault(value, NameScope::kPublic);
    if (!is_mailbox) {
      return list_.Add(Fate::kRewritten, is_known ? issued_reason::kValidated : issued_reason::kValidatedOrNone,
                       clause);
    }
    const bool is_new = names_.insert("email " + ComparableMailbox(value)).second;
    if (is_new) of_subject_.push_back(value);
    list_.Add(Fate::kKept, issued_reason::kName, "SBR 3.2.2");
  }

  // Missing tells what the type of certificate needs of the subject, and the request does not name.
  void Missing() {
    const auto lacks = [&](std::string_view type) {
      return std::ranges::find(asked_.subject, type, &DecodedAttribute::type) == asked_.subject.end();
    };
    if (level() == ValidationLevel::kDv) return CommonNameAdded(lacks("CN"));
    const auto* needs = std::ranges::find_if(
        kNeeds, [&](const TypeNeeds& one) { return one.profile == asked_.profile && one.level == level(); });
    if (needs == std::end(kNeeds)) return;
    std::string missing;
    const bool needs_place = asked_.profile != Profile::kSmime && lacks("ST");
    for (const std::string_view type : needs->attributes) {
      if (type.empty() || !lacks(type) || (type == "L" && !needs_place)) continue;
      if (!missing.empty()) missing += ", ";
      missing += type;
    }
    if (!missing.empty()) AddToSubject(issued_reason::kMissing, needs->clause, missing);
  }

  void AddToSubject(const char* reason, const char* clause, std::string_view becomes) {
    list_.About("subject");
    list_.Add(Fate::kAdded, reason, clause, becomes);
  }

  // Boulder promotes a name where the request has no common name.
  void CommonNameAdded(bool lacks_one) {
    if (!IsLetsEncrypt(asked_) || !lacks_one || FirstName().empty()) return;
    AddToSubject(issued_reason::kCommonNameAdded, kBoulderRequest, FirstName());
  }

  void Name(const DecodedName& name) {
    list_.About("san", name.index, name.text);
    const bool is_mail = asked_.profile == Profile::kSmime;
    if (asked_.profile == Profile::kCodeSigning)
      return list_.Add(Fate::kDropped, issued_reason::kNoReason, "CSBR 7.1.2.4");
    if (!IsPublic(asked_.profile)) return list_.Add(Fate::kKept, issued_reason::kTemplate, kConstruction);
    const bool is_permitted = is_mail ? name.kind == "email" : name.kind == "dns" || name.kind == "ip";
    const char* list_clause = is_mail ? "SBR 7.1.4.2.1" : "BR 7.1.2.7.12";
    if (!is_permitted) {
      const bool is_refused = IsLetsEncrypt(asked_) && name.kind != "other";
      return is_refused ? list_.Add(Fate::kDropped, issued_reason::kRefused, kBoulderRequest)
                        : list_.Add(Fate::kDropped, issued_reason::kNotOfType, list_clause);
    }
    if (!written_.insert(Comparable(name)).second) {
      return list_.Add(Fate::kDropped, issued_reason::kOnce, is_mail ? list_clause : kBoulderNames);
    }
    if (is_mail) return list_.Add(Fate::kKept, issued_reason::kName, "SBR 3.2.2");
    if (name.kind == "ip") return list_.Add(Fate::kKept, issued_reason::kName, "BR 3.2.2.5");
    const std::string lower = LowerCase(name.text);
    if (lower != name.text) return list_.Add(Fate::kRewritten, issued_reason::kSmallLetters, kBoulderNames, lower);
    if (lower.starts_with("*.")) return list_.Add(Fate::kKept, issued_reason::kWildcard, "BR 3.2.2.6");
    list_.Add(Fate::kKept, issued_reason::kName, "BR 3.2.2.4");
  }

  const AskedOf& asked_;
  IssuedList& list_;
  std::set<std::string> names_;    // those of the request
  std::set<std::string> written_;  // those that were told
  std::vector<std::string> of_subject_;
  std::string first_name_;
};

}  // namespace

void AddIssuedNames(const AskedOf& asked, IssuedList& list) { NamesIssued(asked, list).Run(); }

}  // namespace keyseal
