// Names of a request: DNS names, IP addresses, mailboxes and URIs. Each is valid and normalised, or does not exist.

#ifndef KEYSEAL_CORE_NAMES_H_
#define KEYSEAL_CORE_NAMES_H_

#include <string>
#include <string_view>

#include "core/secret_bytes.h"
#include "core/status.h"

namespace keyseal {

// Whether a name must be one of the public internet.
enum class NameScope : uint8_t { kPublic, kPrivate };

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

#endif  // KEYSEAL_CORE_NAMES_H_
