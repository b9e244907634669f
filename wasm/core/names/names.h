// Names of a request: DNS names, IP addresses, mailboxes and URIs. Each is valid and normalised, or does not exist.

#ifndef KEYSEAL_CORE_NAMES_NAMES_H_
#define KEYSEAL_CORE_NAMES_NAMES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

// Whether a name must be one of the public internet.
enum class NameScope : uint8_t { kPublic, kPrivate };

// What can be wrong with a name in its final spelling: A-labels, lower case.
enum class DnsFault : uint8_t {
  kEmptyLabel,      // N-05
  kTrailingDot,     // N-08
  kCharacter,       // N-05
  kLabelTooLong,    // N-06
  kHyphen,          // N-05: at an end of a label
  kReservedLabel,   // N-05: "--" as third and fourth, and no XN-Label
  kNumber,          // N-21: what reads as an address
  kTooLong,         // N-07
  kWildcard,        // N-11: an asterisk elsewhere than alone at the beginning
  kInternal,        // N-09; also home.arpa (RFC 8375)
  kReverseZone,     // N-10
  kSuffix,          // N-13
  kWildcardSuffix,  // N-12
  kOnion,           // N-18
};

// FindDnsFault returns the first thing that is wrong with |name|, or nothing. Does not look into A-labels.
std::optional<DnsFault> FindDnsFault(std::string_view name, NameScope scope);

// DnsName is a host name in A-label form, lower case, perhaps with a wildcard as its first label.
class DnsName {
 public:
  // Parse reads UTF-8 text. U-labels become A-labels by UTS #46, non-transitional, all checks on (N-17); A-labels must
  // be Punycode's own and NFC (N-14, N-15). Fails with kNameNotValid, kNameTooLong, kWildcardMisplaced or kIdnNotValid,
  // and in kPublic also with kNameInternal (N-09, N-10), kNamePublicSuffix (N-12, N-13), or kNameNotValid for an onion
  // name that is no version 3 address (N-18).
  static Result<DnsName> Parse(std::string_view untrusted_text, NameScope scope);

  const std::string& text() const { return text_; }
  bool is_wildcard() const { return text_.starts_with("*."); }

 private:
  explicit DnsName(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// IpAddress is an IPv4 or IPv6 address without a zone.
class IpAddress {
 public:
  // Parse reads dotted decimal (four numbers, no leading zeros) or RFC 4291 text. Fails with kIpNotValid and in kPublic
  // also with kIpReserved (N-20).
  static Result<IpAddress> Parse(std::string_view untrusted_text, NameScope scope);

  // FromBytes takes what a certificate has: 4 or 16 octets, else kIpNotValid (N-19). Any address will do.
  static Result<IpAddress> FromBytes(ByteSpan octets);

  ByteSpan bytes() const { return bytes_; }          // 4 or 16, network order
  const std::string& text() const { return text_; }  // RFC 3986 3.2.2 or RFC 5952

 private:
  IpAddress(Bytes bytes, std::string text) : bytes_(std::move(bytes)), text_(std::move(text)) {}
  Bytes bytes_;
  std::string text_;
};

// Mailbox is an rfc822Name (RFC 5280 4.2.1.6): a dot-string of ASCII, "@", a domain as A-labels (RFC 5321 4.1.2). Fails
// with kEmailNotValid.
class Mailbox {
 public:
  static Result<Mailbox> Parse(std::string_view untrusted_text);
  const std::string& text() const { return text_; }

 private:
  explicit Mailbox(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// What can be wrong with a mailbox that somebody else wrote.
enum class MailboxFault : uint8_t {
  kSyntax,
  kNotPublic,  // its domain is of a local network or a reverse zone
};

// FindMailboxFault judges an rfc822Name (RFC 5280 4.2.1.6), or nothing. It knows quoted local parts too (RFC 5321
// 4.1.2), which Mailbox does not make.
std::optional<MailboxFault> FindMailboxFault(std::string_view untrusted_text, NameScope scope);

// FindUtf8MailboxFault judges a SmtpUTF8Mailbox (RFC 9598 3): a local part beyond ASCII, and a domain of A-labels and
// NR-LDH labels in small letters.
std::optional<MailboxFault> FindUtf8MailboxFault(std::string_view untrusted_text, NameScope scope);

// ComparableMailbox returns what two spellings of one mailbox have in common: the domain's case does not matter, the
// local part's does (RFC 5321 2.4).
std::string ComparableMailbox(std::string_view text);

// Uri is a URI with a scheme and something behind it (RFC 3986 3), ASCII, of at most 2048 bytes, kept as it was
// written. An authority has a host (RFC 5280 4.2.1.6). Fails with kUriNotValid.
class Uri {
 public:
  static Result<Uri> Parse(std::string_view untrusted_text);
  // ParseSpiffe reads the SPIFFE ID of a leaf certificate: spiffe://trust-domain/path, with a path (X509-SVID 3.1).
  static Result<Uri> ParseSpiffe(std::string_view untrusted_text);
  const std::string& text() const { return text_; }

 private:
  explicit Uri(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_NAMES_NAMES_H_
