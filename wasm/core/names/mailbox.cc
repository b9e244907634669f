#include <algorithm>

#include "core/base/utf8.h"
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

// Dot-string = Atom *("." Atom) (RFC 5321 4.1.2). Mailbox leaves quoted strings out: nobody has such an address.
bool IsDotString(std::string_view local_part) {
  return !local_part.empty() && !local_part.starts_with('.') && !local_part.ends_with('.') &&
         local_part.find("..") == std::string_view::npos &&
         std::ranges::all_of(local_part, [](char c) { return c == '.' || IsAtomCharacter(c); });
}

// Quoted-string = DQUOTE *(qtextSMTP / quoted-pairSMTP) DQUOTE (RFC 5321 4.1.2)
bool IsQuotedString(std::string_view local_part) {
  if (local_part.size() < 2 || local_part.front() != '"' || local_part.back() != '"') return false;
  const std::string_view inside = local_part.substr(1, local_part.size() - 2);
  for (size_t i = 0; i < inside.size(); i++) {
    const bool is_quoted = inside[i] == '\\';
    if (is_quoted && ++i == inside.size()) return false;  // what it quotes would be the end
    if (inside[i] < ' ' || inside[i] > '~' || (inside[i] == '"' && !is_quoted)) return false;
  }
  return true;
}

// IsUtf8DotString returns whether |local_part| has characters beyond ASCII, and is a Dot-string otherwise (RFC 6531
// 3.3). A byte order mark is none of its characters (RFC 9598 3).
bool IsUtf8DotString(std::string_view local_part) {
  constexpr char32_t kByteOrderMark = 0xfeff;
  std::string as_ascii;
  bool has_more = false;
  for (ByteSpan rest = ToBytes(local_part); !rest.empty();) {
    const std::optional<char32_t> c = TakeCodePoint(rest);
    if (!c || IsControl(*c) || *c == kByteOrderMark) return false;
    has_more = has_more || *c >= 0x80;
    as_ascii += *c < 0x80 ? static_cast<char>(*c) : 'x';
  }
  return has_more && IsDotString(as_ascii);
}

// FindDomainFault asks the same of both kinds of mailboxes. |mailbox_size| is in octets.
std::optional<MailboxFault> FindDomainFault(const Result<DnsName>& domain, size_t mailbox_size, NameScope scope) {
  if (!domain || domain->is_wildcard() || mailbox_size > kMaxMailboxSize) return MailboxFault::kSyntax;
  if (scope == NameScope::kPrivate) return std::nullopt;
  const auto fault = FindDnsFault(domain->text(), NameScope::kPublic);
  const bool is_local = fault == DnsFault::kInternal || fault == DnsFault::kReverseZone;
  return is_local ? std::optional(MailboxFault::kNotPublic) : std::nullopt;
}

}  // namespace

std::optional<MailboxFault> FindMailboxFault(std::string_view untrusted_text, NameScope scope) {
  const size_t at = untrusted_text.rfind('@');
  if (at == std::string_view::npos) return MailboxFault::kSyntax;
  const std::string_view local_part = untrusted_text.substr(0, at);
  if (local_part.size() > kMaxLocalPartSize) return MailboxFault::kSyntax;
  if (!IsDotString(local_part) && !IsQuotedString(local_part)) return MailboxFault::kSyntax;
  if (!std::ranges::all_of(untrusted_text, [](char c) { return (c & 0x80) == 0; })) return MailboxFault::kSyntax;
  const auto domain = DnsName::Parse(untrusted_text.substr(at + 1), NameScope::kPrivate);
  return FindDomainFault(domain, untrusted_text.size(), scope);
}

std::optional<MailboxFault> FindUtf8MailboxFault(std::string_view untrusted_text, NameScope scope) {
  const size_t at = untrusted_text.rfind('@');
  if (at == std::string_view::npos) return MailboxFault::kSyntax;
  const std::string_view local_part = untrusted_text.substr(0, at);
  if (local_part.size() > kMaxLocalPartSize || !IsUtf8DotString(local_part)) return MailboxFault::kSyntax;
  const auto domain = DnsName::Parse(untrusted_text.substr(at + 1), NameScope::kPrivate);
  if (domain && domain->text() != untrusted_text.substr(at + 1)) return MailboxFault::kSyntax;
  return FindDomainFault(domain, untrusted_text.size(), scope);
}

std::string ComparableMailbox(std::string_view text) {
  const size_t domain = std::min(text.rfind('@'), text.size());
  std::string comparable(text);
  for (size_t i = domain; i < comparable.size(); i++) {
    if (comparable[i] >= 'A' && comparable[i] <= 'Z') comparable[i] += 'a' - 'A';
  }
  return comparable;
}

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
