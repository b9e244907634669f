// N rules, and what K-61 says about names.

#include <algorithm>
#include <set>

#include "core/asn1/oid_names.h"
#include "core/names/idna.h"
#include "core/names/names.h"
#include "core/names/special_purpose.h"
#include "core/rules/change_days.h"
#include "core/rules/request_rules.h"

namespace keyseal {
namespace {

constexpr Oid kSubjectAltName("2.5.29.17");
constexpr Oid kTnAuthList("1.3.6.1.5.5.7.1.26");
// GeneralName's tags (RFC 5280 4.2.1.6)
constexpr CBS_ASN1_TAG kContext = CBS_ASN1_CONTEXT_SPECIFIC;
constexpr CBS_ASN1_TAG kOtherName = kContext | CBS_ASN1_CONSTRUCTED | 0;
constexpr CBS_ASN1_TAG kRfc822Name = kContext | 1;
constexpr CBS_ASN1_TAG kDnsName = kContext | 2;
constexpr CBS_ASN1_TAG kDirectoryName = kContext | CBS_ASN1_CONSTRUCTED | 4;
constexpr CBS_ASN1_TAG kUri = kContext | 6;
constexpr CBS_ASN1_TAG kIp = kContext | 7;

constexpr Oid kSmtpUtf8Mailbox("1.3.6.1.5.5.7.8.9");  // RFC 9598

bool IsSmtpUtf8Mailbox(const DerElement& name) {
  const auto type = DerReader(name).Take(CBS_ASN1_OBJECT);
  return name.tag == kOtherName && type && IsOid(ToCbs(type->contents), kSmtpUtf8Mailbox);
}

bool IsPrintableAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return lower;
}

// Comparable returns what two names have in common that are the same: DNS names in any case, but a mailbox before its
// last "@" (RFC 5321 2.4) and a URI as they are.
std::string Comparable(CBS_ASN1_TAG tag, std::string_view text) {
  if (tag == kUri) return std::string(text);
  if (tag == kDnsName) return LowerCase(text);
  const size_t domain = std::min(text.rfind('@'), text.size());
  return std::string(text.substr(0, domain)) + LowerCase(text.substr(domain));
}

Rule RuleOf(DnsFault fault) {
  switch (fault) {
    case DnsFault::kEmptyLabel:
    case DnsFault::kCharacter:
    case DnsFault::kHyphen:
      return Rule::kLabelCharacters;
    case DnsFault::kTrailingDot:
      return Rule::kTrailingDot;
    case DnsFault::kLabelTooLong:
      return Rule::kLabelTooLong;
    case DnsFault::kReservedLabel:
      return Rule::kLabelReserved;
    case DnsFault::kNumber:
      return Rule::kIpAsDns;
    case DnsFault::kTooLong:
      return Rule::kNameTooLong;
    case DnsFault::kWildcard:
      return Rule::kWildcardMisplaced;
    case DnsFault::kInternal:
      return Rule::kInternalName;
    case DnsFault::kReverseZone:
      return Rule::kReverseZone;
    case DnsFault::kSuffix:
      return Rule::kPublicSuffix;
    case DnsFault::kWildcardSuffix:
      return Rule::kWildcardSuffix;
    case DnsFault::kOnion:
      return Rule::kOnion;
  }
  return Rule::kLabelCharacters;
}

class NameCheck {
 public:
  NameCheck(const RequestParts& parts, const RequestContext& context, Reporter& reporter)
      : parts_(parts), context_(context), reporter_(reporter), rules_(RulesOf(reporter.profile())) {}

  NamesOfRequest Run() {
    if (const ExtensionPart* san = FindExtension(parts_, kSubjectAltName)) {
      names_.has_extension = true;
      names_.is_critical = san->is_critical;
      List(*san);
      const bool must_be_critical = parts_.subject.empty();
      if (san->is_critical != must_be_critical) {
        reporter_.Report(is_issued() ? Rule::kSanCriticalityIssued : Rule::kSanCriticality, "san");  // N-03
      }
    }
    Needs();
    return std::move(names_);
  }

 private:
  bool is_issued() const { return context_.kind == InputKind::kCertificate; }
  void Report(Rule rule) { reporter_.Report(rule, "san[" + std::to_string(index_) + "]"); }

  // GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName
  void List(const ExtensionPart& san) {
    DerReader value(san.value);
    const auto list = value.Take(CBS_ASN1_SEQUENCE);
    if (!list || !value.at_end()) {
      return reporter_.Report(Rule::kExtensionMalformed, "san", PlaceOf(san.value.contents_offset));
    }
    DerReader names(*list);
    for (index_ = 0; !names.at_end(); index_++) {
      if (index_ == kMaxNames) return reporter_.Report(Rule::kTooManyNames, "san");
      const auto name = names.Take();
      if (!name) return reporter_.Report(Rule::kExtensionMalformed, "san", PlaceOf(names.offset()));
      Name(*name);
    }
  }

  void Name(const DerElement& name) {
    const std::string_view text(reinterpret_cast<const char*>(name.contents.data()), name.contents.size());
    const bool is_text = name.tag == kRfc822Name || name.tag == kDnsName || name.tag == kUri;
    if (name.tag == kIp) return Ip(name);
    if (!is_text) {
      const bool is_mail = IsSmtpUtf8Mailbox(name);
      has_mailbox_ = has_mailbox_ || is_mail;
      names_.names.push_back({"other", HexText(name.bytes), index_});
      if (reporter_.profile() == Profile::kSmime && (is_mail || name.tag == kDirectoryName)) return;  // K-61
      return Report(Rule::kNameKind);                                                                 // N-02
    }
    const char* kind = name.tag == kRfc822Name ? "email" : name.tag == kDnsName ? "dns" : "uri";
    const bool is_ascii = !text.empty() && IsPrintableAscii(text);
    names_.names.push_back({kind, is_ascii ? std::string(text) : HexText(name.contents), index_});
    const bool is_allowed = name.tag == kRfc822Name ? rules_.allows_email
                            : name.tag == kDnsName  ? rules_.allows_dns
                                                    : rules_.allows_uri;
    if (!is_allowed) Report(Rule::kNameKind);                 // N-02
    has_dns_or_ip_ = has_dns_or_ip_ || name.tag == kDnsName;  // a bad name is a finding of its own
    has_mailbox_ = has_mailbox_ || name.tag == kRfc822Name;
    if (!is_ascii) return Report(Rule::kNameText);                                                          // N-04
    if (!seen_.insert(std::string(kind) + Comparable(name.tag, text)).second) Report(Rule::kNameRepeated);  // N-22
    if (!is_allowed) return;
    if (name.tag == kDnsName) return Dns(text);
    if (name.tag == kRfc822Name) return Email(text);
    uris_++;
    has_spiffe_id_ = has_spiffe_id_ || Uri::ParseSpiffe(text).has_value();
  }

  void Dns(std::string_view text) {
    const std::string lower = LowerCase(text);
    if (lower != text) Report(Rule::kNameCapitals);  // N-22
    const auto fault = FindDnsFault(lower, rules_.public_names ? NameScope::kPublic : NameScope::kPrivate);
    const bool is_early = fault == DnsFault::kReverseZone && context_.date < kReverseZonesEnd;
    if (fault && !is_early) return Report(RuleOf(*fault));
    for (size_t start = 0; start < lower.size();) {
      const size_t end = std::min(lower.find('.', start), lower.size());
      const std::string_view label = std::string_view(lower).substr(start, end - start);
      if (label.starts_with("xn--")) {
        if (const auto a_label = FindALabelFault(label)) {
          return Report(*a_label == ALabelFault::kNotNfc ? Rule::kNotNfc : Rule::kPunycode);  // N-14, N-15
        }
      }
      start = end + 1;
    }
  }

  void Ip(const DerElement& name) {
    has_dns_or_ip_ = true;
    const Result<IpAddress> address = IpAddress::FromBytes(name.contents);
    names_.names.push_back({"ip", address ? address->text() : HexText(name.contents), index_});
    if (!rules_.allows_ip) Report(Rule::kNameKind);  // N-02
    if (!address) return Report(Rule::kIpSize);      // N-19
    if (!seen_.insert("ip" + address->text()).second) Report(Rule::kNameRepeated);
    if (rules_.public_names && IsSpecialPurpose(address->bytes())) Report(Rule::kIpReserved);  // N-20
  }

  void Email(std::string_view text) {
    if (!Mailbox::Parse(text)) Report(Rule::kMailbox);
  }

  void Needs() {
    switch (reporter_.profile()) {
      case Profile::kTlsServer:
        if (has_dns_or_ip_) break;
        reporter_.Report(!is_issued() && HasCommonName() ? Rule::kNamesInCommonName : Rule::kNoNames, "san");  // N-01
        break;
      case Profile::kSmime:
        if (!has_mailbox_) reporter_.Report(Rule::kNoMailbox, "san");  // K-61
        break;
      case Profile::kSpiffe:
        if (!has_spiffe_id_ || uris_ != 1) reporter_.Report(Rule::kNoSpiffeId, "san");
        break;
      case Profile::kStirShaken:
        if (FindExtension(parts_, kTnAuthList) == nullptr) reporter_.Report(Rule::kNoTnAuthList, "extensions");
        break;
      default:
        break;
    }
  }

  bool HasCommonName() const {
    return std::ranges::any_of(
        parts_.subject, [](const SubjectPart& part) { return IsOid(ToCbs(part.type.contents), oid::kCommonName); });
  }

  const RequestParts& parts_;
  const RequestContext& context_;
  Reporter& reporter_;
  const ProfileRules& rules_;
  NamesOfRequest names_;
  std::set<std::string> seen_;
  size_t index_ = 0;
  size_t uris_ = 0;
  bool has_dns_or_ip_ = false;
  bool has_mailbox_ = false;
  bool has_spiffe_id_ = false;
};

}  // namespace

NamesOfRequest CheckNames(const RequestParts& parts, const RequestContext& context, Reporter& reporter) {
  return NameCheck(parts, context, reporter).Run();
}

}  // namespace keyseal
