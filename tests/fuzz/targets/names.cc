// Names as text: whatever can be read is in its final form, which reads as itself.

#include <algorithm>

#include "core/names/names.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

void JudgeDnsName(std::string_view text, NameScope scope) {
  const Result<DnsName> name = DnsName::Parse(text, scope);
  if (!name) return;
  const std::string& final_text = name->text();
  Require(!final_text.empty() && final_text.size() <= 253, "a DNS name has its length");
  Require(
      std::ranges::all_of(
          final_text,
          [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '*'; }),
      "a DNS name is of letters, digits and hyphens");
  Require(!FindDnsFault(final_text, scope), "a DNS name that could be read has no fault");
  const Result<DnsName> again = DnsName::Parse(final_text, scope);
  Require(again && again->text() == final_text, "a DNS name reads as itself");
  Require(again->is_wildcard() == name->is_wildcard(), "a wildcard stays one");
  Require(DnsName::Parse(text, NameScope::kPrivate).has_value(), "what is good in public is good in private");
}

void JudgeIpAddress(std::string_view text, NameScope scope) {
  const Result<IpAddress> address = IpAddress::Parse(text, scope);
  if (!address) return;
  Require(address->bytes().size() == 4 || address->bytes().size() == 16, "an address has 4 or 16 octets");
  const Result<IpAddress> of_bytes = IpAddress::FromBytes(address->bytes());
  Require(of_bytes && of_bytes->text() == address->text(), "an address's octets have its text");
  const Result<IpAddress> of_text = IpAddress::Parse(address->text(), scope);
  Require(of_text && IsSame(of_text->bytes(), address->bytes()), "an address's text has its octets");
}

void JudgeOctets(ByteSpan octets) {
  const Result<IpAddress> address = IpAddress::FromBytes(octets);
  Require(address.has_value() == (octets.size() == 4 || octets.size() == 16), "4 or 16 octets are an address");
  if (!address) return;
  const Result<IpAddress> again = IpAddress::Parse(address->text(), NameScope::kPrivate);
  Require(again && IsSame(again->bytes(), octets), "an address's octets come back out of its text");
}

void JudgeMailbox(std::string_view text) {
  const Result<Mailbox> mailbox = Mailbox::Parse(text);
  if (!mailbox) return;
  Require(IsPrintableAscii(mailbox->text()) && mailbox->text().size() <= 254, "a mailbox is short ASCII");
  const Result<Mailbox> again = Mailbox::Parse(mailbox->text());
  Require(again && again->text() == mailbox->text(), "a mailbox reads as itself");
}

void JudgeUri(std::string_view text) {
  const Result<Uri> uri = Uri::Parse(text);
  const Result<Uri> spiffe = Uri::ParseSpiffe(text);
  Require(!uri || (uri->text() == text && IsPrintableAscii(text)), "a URI is kept as it was written, and is ASCII");
  Require(!spiffe || (uri && spiffe->text() == text), "a SPIFFE ID is a URI");
}

}  // namespace
}  // namespace keyseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  const ByteSpan input(data, size);
  const std::string_view text = AsText(input);
  for (const NameScope scope : {NameScope::kPublic, NameScope::kPrivate}) {
    JudgeDnsName(text, scope);
    JudgeIpAddress(text, scope);
  }
  JudgeOctets(input);
  JudgeMailbox(text);
  JudgeUri(text);
  return 0;
}
