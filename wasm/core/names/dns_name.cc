#include <algorithm>

#include "core/names/idna.h"
#include "core/names/names.h"
#include "core/names/onion.h"
#include "core/names/public_suffix.h"

namespace keyseal {
namespace {

constexpr size_t kMaxLabelSize = 63;  // RFC 1034 3.1: octets, after A-label conversion
constexpr size_t kMaxNameSize = 253;
// UTF-8 may take more room than the A-label. A bound on the work, not a rule.
constexpr size_t kMaxInputSize = 4 * kMaxNameSize;

bool IsLdh(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

bool IsSubdomainOf(std::string_view host, std::string_view domain) {
  return host.ends_with(domain) && (host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.');
}

std::optional<DnsFault> FindLabelFault(std::string_view label) {
  if (label.empty()) return DnsFault::kEmptyLabel;                               // N-05
  if (!std::ranges::all_of(label, IsLdh)) return DnsFault::kCharacter;           // N-04, N-05
  if (label.size() > kMaxLabelSize) return DnsFault::kLabelTooLong;              // N-06
  if (label.starts_with('-') || label.ends_with('-')) return DnsFault::kHyphen;  // N-05
  // N-05: of the Reserved LDH Labels only XN-Labels, which are looked into elsewhere
  if (label.substr(0, 4).ends_with("--") && !label.starts_with("xn--")) return DnsFault::kReservedLabel;
  return std::nullopt;
}

// N-21: what inet_aton would take for an address ends in a number. No top-level domain does.
bool EndsInNumber(std::string_view host) {
  std::string_view last = host.substr(host.rfind('.') + 1);
  if (last.starts_with("0x")) {
    last.remove_prefix(2);
    return std::ranges::all_of(last, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  }
  return std::ranges::all_of(last, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<DnsFault> FindHostFault(std::string_view host) {
  if (host.size() > 1 && host.ends_with('.')) return DnsFault::kTrailingDot;  // N-08
  for (size_t start = 0; start <= host.size();) {
    const size_t end = std::min(host.find('.', start), host.size());
    if (const auto fault = FindLabelFault(host.substr(start, end - start))) return fault;
    start = end + 1;
  }
  if (EndsInNumber(host)) return DnsFault::kNumber;  // N-21
  return std::nullopt;
}

// BR Appendix B: the label before "onion" is the address; further ones may stand before it.
bool IsOnionHost(std::string_view host) {
  host.remove_suffix(std::string_view(".onion").size());
  return IsOnionAddress(host.substr(host.rfind('.') + 1));
}

// FindPublicFault judges |name|, in which |host| is all but the wildcard, if there is one. K-33.
std::optional<DnsFault> FindPublicFault(std::string_view name, std::string_view host) {
  const std::optional<std::string_view> suffix = PublicSuffixOf(host);
  if (!suffix) return DnsFault::kInternal;  // N-09
  for (const char* zone : {"in-addr.arpa", "ip6.arpa"}) {
    if (IsSubdomainOf(host, zone)) return DnsFault::kReverseZone;  // N-10
  }
  if (IsSubdomainOf(host, "home.arpa")) return DnsFault::kInternal;  // RFC 8375: for use at home
  const bool is_wildcard = name.size() != host.size();
  if (*suffix == host) return is_wildcard ? DnsFault::kWildcardSuffix : DnsFault::kSuffix;  // N-12, N-13
  if (is_wildcard && PublicSuffixOf(name) == name) return DnsFault::kWildcardSuffix;  // the list's own "*.kobe.jp"
  if (*suffix == "onion" && !IsOnionHost(host)) return DnsFault::kOnion;              // N-18
  return std::nullopt;
}

ErrorCode CodeOf(DnsFault fault) {
  switch (fault) {
    case DnsFault::kLabelTooLong:
    case DnsFault::kTooLong:
      return ErrorCode::kNameTooLong;
    case DnsFault::kWildcard:
      return ErrorCode::kWildcardMisplaced;
    case DnsFault::kInternal:
    case DnsFault::kReverseZone:
      return ErrorCode::kNameInternal;
    case DnsFault::kSuffix:
    case DnsFault::kWildcardSuffix:
      return ErrorCode::kNamePublicSuffix;
    default:
      return ErrorCode::kNameNotValid;
  }
}

constexpr std::string_view kWildcard = "*.";

}  // namespace

std::optional<DnsFault> FindDnsFault(std::string_view name, NameScope scope) {
  const bool is_wildcard = name.starts_with(kWildcard);
  const std::string_view host = name.substr(is_wildcard ? kWildcard.size() : 0);
  if (host.find('*') != std::string_view::npos) return DnsFault::kWildcard;  // N-11
  if (const auto fault = FindHostFault(host)) return fault;
  if (name.size() > kMaxNameSize) return DnsFault::kTooLong;  // N-07
  return scope == NameScope::kPublic ? FindPublicFault(name, host) : std::nullopt;
}

Result<DnsName> DnsName::Parse(std::string_view untrusted_text, NameScope scope) {
  if (untrusted_text.size() > kMaxInputSize) return ErrorCode::kNameTooLong;
  const bool is_wildcard = untrusted_text.starts_with(kWildcard);
  if (is_wildcard) untrusted_text.remove_prefix(kWildcard.size());
  if (untrusted_text.find('*') != std::string_view::npos) return ErrorCode::kWildcardMisplaced;  // N-11

  const Result<std::string> host = ToALabels(untrusted_text);
  if (!host) return host.error();
  if (host->find('*') != std::string::npos) return ErrorCode::kNameNotValid;  // N-11: of another character
  std::string name = is_wildcard ? std::string(kWildcard) + *host : *host;
  if (const std::optional<DnsFault> fault = FindDnsFault(name, scope)) return CodeOf(*fault);
  return DnsName(std::move(name));
}

}  // namespace keyseal
