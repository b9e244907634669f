// DER beyond what BoringSSL's CBB has: object identifiers that know their bytes, and elements in one call. Everything
// that returns bool fails only as a CBB does: with no memory, which FinishCbb turns into kOutOfMemory.

#ifndef KEYSEAL_CORE_ASN1_DER_H_
#define KEYSEAL_CORE_ASN1_DER_H_

#include <openssl/bytestring.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/base/secret_bytes.h"

namespace keyseal {

// Oid is an object identifier that is known when we compile: dotted text, and the contents octets made of it (X.690
// 8.19). Text that is no OID does not compile.
class Oid {
 public:
  consteval explicit Oid(std::string_view dotted) : dotted_(dotted) {
    const uint64_t first = TakeArc(dotted);
    const uint64_t second = TakeArc(dotted);
    if (first > 2 || (first < 2 && second > 39)) std::abort();
    AppendArc(first * 40 + second);  // X.690 8.19.4: the first two share a number
    while (!dotted.empty()) AppendArc(TakeArc(dotted));
  }

  // dotted returns the only spelling: no leading zeros.
  constexpr std::string_view dotted() const { return dotted_; }
  constexpr ByteSpan contents() const { return {contents_.data(), size_}; }

 private:
  static constexpr uint64_t TakeArc(std::string_view& rest) {
    const std::string_view arc = rest.substr(0, rest.find('.'));
    rest.remove_prefix(arc.size() < rest.size() ? arc.size() + 1 : arc.size());
    if (arc.empty() || (arc.size() > 1 && arc[0] == '0')) std::abort();
    uint64_t value = 0;
    for (const char digit : arc) {
      if (digit < '0' || digit > '9') std::abort();
      value = value * 10 + static_cast<uint64_t>(digit - '0');
    }
    return value;
  }

  constexpr void AppendArc(uint64_t arc) {
    int groups = 1;  // of 7 bits
    while (groups < 9 && arc >> (7 * groups) != 0) groups++;
    while (groups-- > 0) {
      const auto more = static_cast<uint8_t>(groups > 0 ? 0x80 : 0);
      contents_.at(size_++) = static_cast<uint8_t>(more | ((arc >> (7 * groups)) & 0x7f));
    }
  }

  std::string_view dotted_;
  std::array<uint8_t, 16> contents_{};
  size_t size_ = 0;
};

// AddOid appends an OBJECT IDENTIFIER. Of |dotted| text it also fails where that is no OID with arcs below 2^64.
bool AddOid(CBB* out, const Oid& oid);
bool AddOid(CBB* out, std::string_view dotted);

// IsOid returns whether |contents|, the contents octets of an OBJECT IDENTIFIER, are |oid|.
bool IsOid(const CBS& contents, const Oid& oid);

// IsDottedOid returns whether |untrusted_text| spells an OID: digits and dots, no leading zeros, arcs below 2^64.
bool IsDottedOid(std::string_view untrusted_text);

bool AddNull(CBB* out);
bool AddBoolean(CBB* out, bool value);

// AddString appends |value| as it stands under |tag|, such as CBS_ASN1_UTF8STRING. The caller knows that it fits.
bool AddString(CBB* out, CBS_ASN1_TAG tag, std::string_view value);

namespace oid {

// Attributes of names (X.520, RFC 4519, RFC 2985, EVG 7.1.4.2)
inline constexpr Oid kCommonName("2.5.4.3");
inline constexpr Oid kSurname("2.5.4.4");
inline constexpr Oid kSerialNumber("2.5.4.5");
inline constexpr Oid kCountryName("2.5.4.6");
inline constexpr Oid kLocalityName("2.5.4.7");
inline constexpr Oid kStateOrProvinceName("2.5.4.8");
inline constexpr Oid kStreetAddress("2.5.4.9");
inline constexpr Oid kOrganizationName("2.5.4.10");
inline constexpr Oid kOrganizationalUnitName("2.5.4.11");
inline constexpr Oid kTitle("2.5.4.12");
inline constexpr Oid kBusinessCategory("2.5.4.15");
inline constexpr Oid kPostalCode("2.5.4.17");
inline constexpr Oid kGivenName("2.5.4.42");
inline constexpr Oid kPseudonym("2.5.4.65");
inline constexpr Oid kOrganizationIdentifier("2.5.4.97");
inline constexpr Oid kUserId("0.9.2342.19200300.100.1.1");
inline constexpr Oid kDomainComponent("0.9.2342.19200300.100.1.25");
inline constexpr Oid kEmailAddress("1.2.840.113549.1.9.1");
inline constexpr Oid kJurisdictionLocality("1.3.6.1.4.1.311.60.2.1.1");
inline constexpr Oid kJurisdictionStateOrProvince("1.3.6.1.4.1.311.60.2.1.2");
inline constexpr Oid kJurisdictionCountry("1.3.6.1.4.1.311.60.2.1.3");

}  // namespace oid

}  // namespace keyseal

#endif  // KEYSEAL_CORE_ASN1_DER_H_
