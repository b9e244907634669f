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

// Utf8MailboxOf returns the text of OtherName ::= SEQUENCE { type-id, value [0] EXPLICIT UTF8String }, or nothing.
std::optional<std::string> Utf8MailboxOf(const DerElement& name) {
  DerReader fields(name);
  fields.Take(CBS_ASN1_OBJECT);
  const auto tagged = fields.Take(kContext | CBS_ASN1_CONSTRUCTED | 0);
  DerReader inside(tagged.value_or(DerElement{}));
  const auto text = inside.Take(CBS_ASN1_UTF8STRING);
  if (!text || !inside.at_end() || !fields.at_end()) return std::nullopt;
  return TextOf(*text);
}

// A quoted local part of a mailbox may have blanks (RFC 5321 4.1.2), but is not blank.
bool IsPrintableAscii(std::string_view text, CBS_ASN1_TAG tag) {
  const char first = tag == kRfc822Name ? ' ' : '!';
  return std::ranges::all_of(text, [&](char c) { return c >= first && c <= '~'; }) &&
         text.find_first_not_of(' ') != std::string_view::npos;
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return lower;
}

// Comparable returns what two names have in common that are the same: DNS names in any case, but a URI as it is.
std::string Comparable(CBS_ASN1_TAG tag, std::string_view text) {
  if (tag == kUri) return std::string(text);
  return tag == kDnsName ? LowerCase(text) : ComparableMailbox(text);
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
      if (san->is_critical != parts_.subject.empty()) Criticality(*san);                                // N-03
      if (!san->is_critical && parts_.subject.empty()) reporter_.Report(Rule::kSanNotCritical, "san");  // N-03
    }
    Needs();
    return std::move(names_);
  }

 private:
  bool is_issued() const { return context_.kind == InputKind::kCertificate; }
  void Report(Rule rule) { reporter_.Report(rule, "san[" + std::to_string(index_) + "]"); }

  void Criticality(const ExtensionPart& san) {
    const bool is_smime = reporter_.profile() == Profile::kSmime;  // which SHOULD NOT where TLS MUST NOT
    reporter_.Report(!is_issued()                  ? Rule::kSanCriticality
                     : san.is_critical && is_smime ? Rule::kSanCriticalNeedlessly
                                                   : Rule::kSanCriticalityIssued,
                     "san");
  }

  // GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName
  void List(const ExtensionPart& san) {
    DerReader value(san.value);
    const auto list = value.Take(CBS_ASN1_SEQUENCE);
    if (!list || !value.at_end()) {
      return reporter_.Report(Rule::kExtensionMalformed, "san", PlaceOf(san.value.contents_offset));
    }
    DerReader names(*list);
    if (names.at_end()) reporter_.Report(Rule::kSanEmpty, "san");  // N-01
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
    if (!is_text && reporter_.profile() == Profile::kSmime) return MailsOther(name);
    if (!is_text) {
      names_.names.push_back({"other", HexText(name.bytes), index_});
      return Report(Rule::kNameKind);  // N-02
    }
    const char* kind = name.tag == kRfc822Name ? "email" : name.tag == kDnsName ? "dns" : "uri";
    const bool is_ascii = IsPrintableAscii(text, name.tag);
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

  // MailsOther judges what a mail certificate has beside rfc822Names (SBR 7.1.4.2.1).
  void MailsOther(const DerElement& name) {
    if (IsSmtpUtf8Mailbox(name)) {
      const std::optional<std::string> text = Utf8MailboxOf(name);
      if (!text) names_.names.push_back({"other", HexText(name.bytes), index_});
      if (!text) return Report(Rule::kUtf8Mailbox);  // K-61
      has_mailbox_ = true;
      names_.names.push_back({"email", *text, index_});
      if (!seen_.insert("email" + ComparableMailbox(*text)).second) Report(Rule::kNameRepeated);  // N-22
      const auto fault = FindUtf8MailboxFault(*text, NameScope::kPublic);
      if (fault) Report(*fault == MailboxFault::kNotPublic ? Rule::kMailboxLocal : Rule::kUtf8Mailbox);  // K-61
      if (HasUnseen(*text)) Report(Rule::kTextUnseen);                                                   // S-15
      return;
    }
    names_.names.push_back({"other", HexText(name.bytes), index_});
    if (name.tag == kDirectoryName) {
      const auto inside = DerReader(name).Take(CBS_ASN1_SEQUENCE);
      const NameParts parts = ParseName(inside.value_or(DerElement{}));
      if (!inside || parts.broken) return Report(Rule::kNameKind);
      names_.directory_names.push_back({DecodeAttributes(parts.attributes), index_});
      return;
    }
    const bool is_strict = context_.generation == Generation::kStrict;
    if (name.tag != kOtherName || is_strict) Report(Rule::kNameKind);  // N-02
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
    const NameScope scope = rules_.public_names ? NameScope::kPublic : NameScope::kPrivate;
    const auto fault = FindMailboxFault(text, scope);
    if (fault) Report(*fault == MailboxFault::kNotPublic ? Rule::kMailboxLocal : Rule::kMailbox);  // K-61
  }

  void Needs() {
    switch (reporter_.profile()) {
      case Profile::kTlsServer:
        if (has_dns_or_ip_) break;
        reporter_.Report(!is_issued() && HasCommonName() ? Rule::kNamesInCommonName : Rule::kNoNames, "san");  // N-01
        break;
      case Profile::kSmime:
        if (has_mailbox_) break;
        reporter_.Report(!is_issued() && HasMailboxInSubject() ? Rule::kMailboxInSubject : Rule::kNoMailbox, "san");
        break;
      case Profile::kSpiffe:
        if (!has_spiffe_id_ || uris_ != 1) reporter_.Report(Rule::kNoSpiffeId, "san");
        break;
      case Profile::kStirShaken:
        if (FindExtension(parts_, kTnAuthList) == nullptr) reporter_.Report(Rule::kNoTnAuthList, "extensions");
        break;
      case Profile::kTlsClient:
      case Profile::kPrivatePki:
        if (parts_.subject.empty() && names_.names.empty()) reporter_.Report(Rule::kNobodyNamed, "subject");  // N-01
        break;
      case Profile::kCodeSigning:
        break;
    }
  }

  bool HasCommonName() const {
    return std::ranges::any_of(
        parts_.subject, [](const SubjectPart& part) { return IsOid(ToCbs(part.type.contents), oid::kCommonName); });
  }

  bool HasMailboxInSubject() const {
    return std::ranges::any_of(parts_.subject, [](const SubjectPart& part) {
      const bool may_be_one =
          IsOid(ToCbs(part.type.contents), oid::kCommonName) || IsOid(ToCbs(part.type.contents), oid::kEmailAddress);
      return may_be_one && !FindMailboxFault(TextOf(part.value).value_or(""), NameScope::kPublic);
    });
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
