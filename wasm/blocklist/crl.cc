#include "blocklist/crl.h"

#include <algorithm>
#include <optional>

#include "core/asn1/der.h"
#include "core/keys/public_key.h"

namespace keyseal::blocklist {
namespace {

constexpr CBS_ASN1_TAG kContext = CBS_ASN1_CONTEXT_SPECIFIC | CBS_ASN1_CONSTRUCTED;
constexpr uint8_t kKeyCompromise = 1;  // RFC 5280 5.3.1

class CrlReader {
 public:
  std::variant<Crl, CrlFault> Read(ByteSpan der) {
    const std::vector<DerDefect> defects = FindDerDefects(der);
    if (!defects.empty()) return CrlFault{FaultText(defects[0].fault), defects[0].offset};
    DerReader outside(der, 0);
    const auto top = outside.Take(CBS_ASN1_SEQUENCE);
    if (!top) return CrlFault{"no CertificateList", 0};
    DerReader fields(*top);
    const auto list = fields.Take(CBS_ASN1_SEQUENCE);
    const auto algorithm = fields.Take(CBS_ASN1_SEQUENCE);
    const auto signature = fields.Take(CBS_ASN1_BITSTRING);
    if (!list || !algorithm || !signature || !fields.at_end() || signature->contents.empty() ||
        signature->contents[0] != 0) {
      return CrlFault{"no CertificateList", fields.offset()};
    }
    crl_.parts.signed_part = *list;
    crl_.parts.signature_algorithm = *algorithm;
    crl_.parts.signature = signature->contents.subspan(1);
    if (!ReadList(*list)) return fault_;
    return std::move(crl_);
  }

 private:
  bool Fail(const char* what, size_t offset) {
    fault_ = {what, offset};
    return false;
  }

  // TBSCertList ::= SEQUENCE { version INTEGER OPTIONAL, signature AlgorithmIdentifier, issuer Name, thisUpdate Time,
  //   nextUpdate Time OPTIONAL, revokedCertificates SEQUENCE OF SEQUENCE { ... } OPTIONAL, [0] Extensions OPTIONAL }
  bool ReadList(const DerElement& list) {
    DerReader fields(list);
    if (const auto version = fields.Take(CBS_ASN1_INTEGER)) {
      if (version->contents.size() != 1 || version->contents[0] != 1)
        return Fail("a version that is not 2", version->offset);
    }
    const auto algorithm = fields.Take(CBS_ASN1_SEQUENCE);
    if (!algorithm || !std::ranges::equal(algorithm->bytes, crl_.parts.signature_algorithm.bytes)) {
      return Fail("another signature algorithm inside than outside", fields.offset());
    }
    const auto issuer = fields.Take(CBS_ASN1_SEQUENCE);
    if (!issuer || issuer->contents.empty()) return Fail("no issuer", fields.offset());
    crl_.issuer = issuer->bytes;
    entry_issuer_ = Sha256Hex(issuer->bytes);
    if (!TakeTime(fields)) return Fail("no time", fields.offset());
    (void)TakeTime(fields);  // nextUpdate
    if (const auto entries = fields.Take(CBS_ASN1_SEQUENCE)) {
      DerReader rest(*entries);
      while (!rest.at_end()) {
        const auto entry = rest.Take(CBS_ASN1_SEQUENCE);
        if (!entry) return Fail("no entry", rest.offset());
        if (!ReadEntry(*entry)) return false;
      }
    }
    if (const auto tagged = fields.Take(kContext | 0)) {
      DerReader inside(*tagged);
      const auto extensions = inside.Take(CBS_ASN1_SEQUENCE);
      if (!extensions || !inside.at_end()) return Fail("no extensions", inside.offset());
      // issuingDistributionPoint and deltaCRLIndicator say which part of all revocations this is.
      constexpr Oid kKnown[] = {Oid("2.5.29.28"), Oid("2.5.29.27")};
      if (!ReadExtensions(*extensions, kKnown, [](const Oid&, const DerElement&) { return true; })) return false;
    }
    if (!fields.at_end()) return Fail("something behind the last part", fields.offset());
    return true;
  }

  static bool TakeTime(DerReader& fields) {
    return fields.Take(CBS_ASN1_UTCTIME) || fields.Take(CBS_ASN1_GENERALIZEDTIME);
  }

  bool ReadEntry(const DerElement& entry) {
    constexpr Oid kReason("2.5.29.21"), kCertificateIssuer("2.5.29.29");
    DerReader fields(entry);
    const auto serial = fields.Take(CBS_ASN1_INTEGER);
    if (!serial || !TakeTime(fields)) return Fail("no serial number with a time", fields.offset());
    bool is_compromised = false;
    if (const auto extensions = fields.Take(CBS_ASN1_SEQUENCE)) {
      const Oid known[] = {kReason, kCertificateIssuer};
      const bool is_read = ReadExtensions(*extensions, known, [&](const Oid& type, const DerElement& value) {
        if (type.dotted() == kCertificateIssuer.dotted()) return ReadIssuer(value);
        DerReader reason(value);
        const auto number = reason.Take(CBS_ASN1_ENUMERATED);
        if (!number || !reason.at_end() || number->contents.size() != 1) return Fail("no reason", value.offset);
        is_compromised = number->contents[0] == kKeyCompromise;
        return true;
      });
      if (!is_read) return false;
    }
    if (!fields.at_end()) return Fail("something behind an entry", fields.offset());
    if (is_compromised) crl_.compromised.push_back({entry_issuer_, BytesOf(serial->contents)});
    return true;
  }

  // GeneralNames with a directoryName, [4]; it holds for all entries that follow (RFC 5280 5.3.3).
  bool ReadIssuer(const DerElement& value) {
    DerReader outside(value);
    const auto names = outside.Take(CBS_ASN1_SEQUENCE);
    if (!names || !outside.at_end()) return Fail("no names of an issuer", value.offset);
    DerReader rest(*names);
    while (const auto name = rest.Take()) {
      if (name->tag != (kContext | 4)) continue;
      entry_issuer_ = Sha256Hex(name->contents);
      return true;
    }
    return Fail("no name of an issuer", value.offset);
  }

  // ReadExtensions calls |handle| for those that are |known|.
  template <typename Handler>
  bool ReadExtensions(const DerElement& extensions, std::span<const Oid> known, Handler handle) {
    DerReader rest(extensions);
    uint32_t seen = 0;  // of |known|, one bit each
    if (rest.at_end()) return Fail("no extension in the list of them", extensions.offset);
    while (!rest.at_end()) {
      const auto extension = rest.Take(CBS_ASN1_SEQUENCE);
      if (!extension) return Fail("no extension", rest.offset());
      DerReader fields(*extension);
      const auto type = fields.Take(CBS_ASN1_OBJECT);
      const auto critical = fields.Take(CBS_ASN1_BOOLEAN);
      const auto value = fields.Take(CBS_ASN1_OCTETSTRING);
      if (!type || !value || !fields.at_end()) return Fail("no extension", extension->offset);
      const bool is_critical = critical && !critical->contents.empty() && critical->contents[0] != 0;
      if (critical && !is_critical) return Fail("a default that is not left out", critical->offset);
      const auto found = std::ranges::find_if(
          known, [&](const Oid& oid) { return std::ranges::equal(oid.contents(), type->contents); });
      if (found == known.end()) {
        if (is_critical) return Fail("a critical extension that is not known", extension->offset);
        continue;
      }
      const uint32_t bit = uint32_t{1} << (found - known.begin());
      if ((seen & bit) != 0) return Fail("an extension that stands twice", extension->offset);  // RFC 5280 4.2
      seen |= bit;
      if (!handle(*found, *value)) return false;
    }
    return true;
  }

  Crl crl_;
  CrlFault fault_{"", 0};
  std::string entry_issuer_;
};

}  // namespace

std::variant<Crl, CrlFault> ParseCrl(ByteSpan untrusted_der) { return CrlReader().Read(untrusted_der); }

}  // namespace keyseal::blocklist
