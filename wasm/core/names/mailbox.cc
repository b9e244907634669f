#include <algorithm>

#include "core/names/names.h"

namespace keyseal {
namespace {

constexpr size_t kMaxLocalPartSize = 64;  // octets, RFC 5321 4.5.3.1.1
constexpr size_t kMaxMailboxSize = 254;   // octets: a path has 256 with its angle brackets (RFC 5321 4.5.3.1.3)

// atext (RFC 5322 3.2.3)
bool IsAtomCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

// Dot-string = Atom *("." Atom) (RFC 5321 4.1.2). Quoted strings are left out: nobody has such an address.
bool IsDotString(std::string_view local_part) {
  return !local_part.empty() && !local_part.starts_with('.') && !local_part.ends_with('.') &&
         local_part.find("..") == std::string_view::npos &&
         std::ranges::all_of(local_part, [](char c) { return c == '.' || IsAtomCharacter(c); });
}

}  // namespace

Result<Mailbox> Mailbox::Parse(std::string_view untrusted_text) {
  const size_t at = untrusted_text.find('@');
  if (at == std::string_view::npos) return ErrorCode::kEmailNotValid;
  const std::string_view local_part = untrusted_text.substr(0, at);
  if (local_part.size() > kMaxLocalPartSize || !IsDotString(local_part)) return ErrorCode::kEmailNotValid;
  const Result<DnsName> domain = DnsName::Parse(untrusted_text.substr(at + 1), NameScope::kPrivate);
  if (!domain || domain->is_wildcard()) return ErrorCode::kEmailNotValid;
  // The local part keeps its case: only its own domain knows whether that matters (RFC 5321 2.4).
  std::string text = std::string(local_part) + '@' + domain->text();
  if (text.size() > kMaxMailboxSize) return ErrorCode::kEmailNotValid;
  return Mailbox(std::move(text));
}

}  // namespace keyseal
