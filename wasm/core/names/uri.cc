#include <algorithm>

#include "core/names/names.h"

namespace keyseal {
namespace {

constexpr size_t kMaxUriSize = 2048;         // bytes: what every SPIFFE implementation takes (SPIFFE-ID 2.3)
constexpr size_t kMaxTrustDomainSize = 255;  // bytes, SPIFFE-ID 2.3
constexpr std::string_view kSpiffePrefix = "spiffe://";

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsAlpha(char c) { return IsLower(c) || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHexDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool IsOneOf(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

// unreserved and sub-delims (RFC 3986 2.2, 2.3)
bool IsCommon(char c) { return IsAlpha(c) || IsDigit(c) || IsOneOf(c, "-._~!$&'()*+,;="); }

// HasOnly returns whether |text| is common characters, percent-encodings (RFC 3986 2.1) and those of |more|.
bool HasOnly(std::string_view text, std::string_view more) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (text.size() - i < 3 || !IsHexDigit(text[i + 1]) || !IsHexDigit(text[i + 2])) return false;
      i += 2;
    } else if (!IsCommon(text[i]) && !IsOneOf(text[i], more)) {
      return false;
    }
  }
  return true;
}

// TakeBefore cuts what stands before the first of |ends| off |rest|, which then begins with that character.
std::string_view TakeBefore(std::string_view& rest, std::string_view ends) {
  const size_t end = std::min(rest.find_first_of(ends), rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(end);
  return taken;
}

// scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )
bool IsScheme(std::string_view text) {
  return !text.empty() && IsAlpha(text.front()) &&
         std::ranges::all_of(text, [](char c) { return IsAlpha(c) || IsDigit(c) || IsOneOf(c, "+-."); });
}

// IP-literal, without the future forms that nobody has defined.
bool IsIpLiteral(std::string_view host) {
  if (host.size() < 2 || !host.starts_with('[') || !host.ends_with(']')) return false;
  const Result<IpAddress> address = IpAddress::Parse(host.substr(1, host.size() - 2), NameScope::kPrivate);
  return address && address->bytes().size() == 16;
}

// authority = [ userinfo "@" ] host [ ":" port ]
bool IsAuthority(std::string_view authority) {
  if (const size_t at = authority.find('@'); at != std::string_view::npos) {
    if (!HasOnly(authority.substr(0, at), ":")) return false;
    authority.remove_prefix(at + 1);
  }
  const size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    if (!std::ranges::all_of(authority.substr(colon + 1), IsDigit)) return false;
    authority = authority.substr(0, colon);
  }
  if (authority.starts_with('[')) return IsIpLiteral(authority);
  return !authority.empty() && HasOnly(authority, "");  // RFC 5280 4.2.1.6: an authority has a host
}

bool IsPathSegment(std::string_view segment) {
  return !segment.empty() && segment != "." && segment != ".." &&
         std::ranges::all_of(segment, [](char c) { return IsAlpha(c) || IsDigit(c) || IsOneOf(c, ".-_"); });
}

}  // namespace

Result<Uri> Uri::Parse(std::string_view untrusted_text) {
  if (untrusted_text.size() > kMaxUriSize) return ErrorCode::kUriNotValid;
  // URI = scheme ":" hier-part [ "?" query ] [ "#" fragment ]  (RFC 3986 3)
  std::string_view rest = untrusted_text;
  if (!IsScheme(TakeBefore(rest, ":")) || rest.empty()) return ErrorCode::kUriNotValid;
  rest.remove_prefix(1);
  std::string_view path = TakeBefore(rest, "?#");
  const std::string_view query = TakeBefore(rest, "#");
  if (path.empty()) return ErrorCode::kUriNotValid;  // RFC 5280 4.2.1.6: a scheme and a scheme-specific part
  if (path.starts_with("//")) {
    path.remove_prefix(2);
    if (!IsAuthority(TakeBefore(path, "/"))) return ErrorCode::kUriNotValid;
  }
  if (!HasOnly(path, ":@/")) return ErrorCode::kUriNotValid;
  if (!query.empty() && !HasOnly(query.substr(1), ":@/?")) return ErrorCode::kUriNotValid;
  if (!rest.empty() && !HasOnly(rest.substr(1), ":@/?")) return ErrorCode::kUriNotValid;
  return Uri(std::string(untrusted_text));
}

Result<Uri> Uri::ParseSpiffe(std::string_view untrusted_text) {
  if (untrusted_text.size() > kMaxUriSize) return ErrorCode::kUriNotValid;
  std::string_view rest = untrusted_text;
  if (!rest.starts_with(kSpiffePrefix)) return ErrorCode::kUriNotValid;
  rest.remove_prefix(kSpiffePrefix.size());

  // SPIFFE-ID 2.1: neither user nor port, so neither "@" nor ":".
  const std::string_view trust_domain = TakeBefore(rest, "/");
  if (trust_domain.empty() || trust_domain.size() > kMaxTrustDomainSize) return ErrorCode::kUriNotValid;
  if (!std::ranges::all_of(trust_domain, [](char c) { return IsLower(c) || IsDigit(c) || IsOneOf(c, ".-_"); })) {
    return ErrorCode::kUriNotValid;
  }
  // X509-SVID 3.1: the ID of a leaf certificate has a path. SPIFFE-ID 2.2: no empty segments, so no slash at the end.
  if (rest.empty()) return ErrorCode::kUriNotValid;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    if (!IsPathSegment(TakeBefore(rest, "/"))) return ErrorCode::kUriNotValid;
  }
  return Uri(std::string(untrusted_text));
}

}  // namespace keyseal
