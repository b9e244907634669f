#include <algorithm>

#include "core/idna.h"
#include "core/names.h"
#include "core/onion.h"
#include "core/public_suffix.h"

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

Result<void> CheckLabel(std::string_view label) {
  if (label.empty()) return ErrorCode::kNameNotValid;                       // N-05; N-08: nothing behind a last dot
  if (!std::ranges::all_of(label, IsLdh)) return ErrorCode::kNameNotValid;  // N-04, N-05
  if (label.size() > kMaxLabelSize) return ErrorCode::kNameTooLong;         // N-06
  if (label.starts_with('-') || label.ends_with('-')) return ErrorCode::kNameNotValid;  // N-05
  // N-05: of the Reserved LDH Labels only XN-Labels, which ToALabels has looked into
  if (label.substr(0, 4).ends_with("--") && !label.starts_with("xn--")) return ErrorCode::kNameNotValid;
  return {};
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

Result<void> CheckHost(std::string_view host) {
  for (size_t start = 0; start <= host.size();) {
    const size_t end = std::min(host.find('.', start), host.size());
    const Result<void> label = CheckLabel(host.substr(start, end - start));
    if (!label) return label;
    start = end + 1;
  }
  if (EndsInNumber(host)) return ErrorCode::kNameNotValid;  // N-21
  return {};
}

// BR Appendix B: the label before "onion" is the address; further ones may stand before it.
bool IsOnionHost(std::string_view host) {
  host.remove_suffix(std::string_view(".onion").size());
  return IsOnionAddress(host.substr(host.rfind('.') + 1));
}

// CheckPublic judges |name|, in which |host| is all but the wildcard, if there is one. K-33.
Result<void> CheckPublic(std::string_view name, std::string_view host) {
  const std::optional<std::string_view> suffix = PublicSuffixOf(host);
  if (!suffix) return ErrorCode::kNameInternal;  // N-09
  for (const char* zone : {"in-addr.arpa", "ip6.arpa"}) {
    if (IsSubdomainOf(host, zone)) return ErrorCode::kNameInternal;  // N-10
  }
  if (IsSubdomainOf(host, "home.arpa")) return ErrorCode::kNameInternal;          // RFC 8375: for use at home
  if (*suffix == host) return ErrorCode::kNamePublicSuffix;                       // N-12, N-13
  if (PublicSuffixOf(name) == name) return ErrorCode::kNamePublicSuffix;          // N-12: the list's own "*.kobe.jp"
  if (*suffix == "onion" && !IsOnionHost(host)) return ErrorCode::kNameNotValid;  // N-18
  return {};
}

}  // namespace

Result<DnsName> DnsName::Parse(std::string_view untrusted_text, NameScope scope) {
  if (untrusted_text.size() > kMaxInputSize) return ErrorCode::kNameTooLong;
  constexpr std::string_view kWildcard = "*.";
  const bool is_wildcard = untrusted_text.starts_with(kWildcard);
  if (is_wildcard) untrusted_text.remove_prefix(kWildcard.size());
  if (untrusted_text.find('*') != std::string_view::npos) return ErrorCode::kWildcardMisplaced;  // N-11

  const Result<std::string> host = ToALabels(untrusted_text);
  if (!host) return host.error();
  const Result<void> syntax = CheckHost(*host);
  if (!syntax) return syntax.error();
  std::string name = is_wildcard ? std::string(kWildcard) + *host : *host;
  if (name.size() > kMaxNameSize) return ErrorCode::kNameTooLong;  // N-07
  if (scope == NameScope::kPublic) {
    const Result<void> is_public = CheckPublic(name, *host);
    if (!is_public) return is_public.error();
  }
  return DnsName(std::move(name));
}

}  // namespace keyseal
