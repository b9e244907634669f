#include "core/rules/request_parts.h"

#include <algorithm>

#include "core/asn1/der.h"
#include "core/asn1/oid_names.h"

namespace keyseal {
namespace {

constexpr Oid kExtensionRequest("1.2.840.113549.1.9.14");
constexpr Oid kMicrosoftExtensions("1.3.6.1.4.1.311.2.1.14");  // szOID_CERT_EXTENSIONS
constexpr Oid kAttestation(kAttestationOid);
constexpr Oid kChallengePassword("1.2.840.113549.1.9.7");
constexpr Oid kStatementOfPossession(kPossessionOid);
constexpr Oid kCaSigningNonce("2.23.140.41");
constexpr Oid kApplicantSigningNonce("2.23.140.42");
constexpr CBS_ASN1_TAG kContext = CBS_ASN1_CONTEXT_SPECIFIC;
constexpr CBS_ASN1_TAG kAttributesTag = kContext | CBS_ASN1_CONSTRUCTED | 0;

bool Is(const DerElement& oid, const Oid& known) { return IsOid(ToCbs(oid.contents), known); }

// DayOf returns the day of a UTCTime or GeneralizedTime (RFC 5280 4.1.2.5), or 0 for what begins like none.
Date DayOf(const DerElement& time) {
  const bool is_utc = time.tag == CBS_ASN1_UTCTIME;
  const size_t digits = is_utc ? 6 : 8;
  if (!is_utc && time.tag != CBS_ASN1_GENERALIZEDTIME) return 0;
  if (time.contents.size() < digits) return 0;
  Date day = 0;
  for (const uint8_t digit : time.contents.first(digits)) {
    if (digit < '0' || digit > '9') return 0;
    day = day * 10 + (digit - '0');
  }
  if (!is_utc) return day;
  return day + (day < 500000 ? 20000000 : 19000000);
}

// IsAgain says whether extensions may have been asked for under another identifier before, and so be the same.
enum class IsAgain : bool { kNo, kYes };

class Parser {
 public:
  explicit Parser(Reporter& reporter) : reporter_(reporter) {}

  // CertificationRequest ::= SEQUENCE { certificationRequestInfo, signatureAlgorithm, signature }  (RFC 2986 4.2)
  std::optional<RequestParts> Request(const DerElement& top) {
    parts_.kind = InputKind::kCsr;
    if (!Envelope(top)) return std::nullopt;
    // CertificationRequestInfo ::= SEQUENCE { version, subject, subjectPKInfo, attributes [0] }  (RFC 2986 4.1)
    DerReader info(parts_.signed_part);
    const auto version = info.Take(CBS_ASN1_INTEGER);
    if (!version) return Broken("no version", info.offset());
    parts_.version = *version;
    if (version->contents.size() != 1 || version->contents[0] != 0)
      reporter_.Report(Rule::kVersion, "version");  // C-01
    if (!Subject(info) || !Spki(info)) return std::nullopt;
    const auto attributes = info.Take(kAttributesTag);
    if (!attributes) {
      reporter_.Report(Rule::kAttributesAbsent, "attributes");  // C-02
    } else {
      Attributes(*attributes);
    }
    if (!info.at_end()) Broken("more than a request has", info.offset());
    return std::move(parts_);
  }

  // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }  (RFC 5280 4.1)
  std::optional<RequestParts> Certificate(const DerElement& top) {
    if (!Envelope(top)) return std::nullopt;
    return Tbs(parts_.signed_part);
  }

  // TBSCertificate ::= SEQUENCE { version [0], serialNumber, signature, issuer, validity, subject, … }  (RFC 5280 4.1)
  std::optional<RequestParts> Tbs(const DerElement& top) {
    parts_.kind = InputKind::kCertificate;
    parts_.signed_part = top;
    DerReader tbs(top);
    tbs.Take(kContext | CBS_ASN1_CONSTRUCTED | 0);  // version
    const auto serial = tbs.Take(CBS_ASN1_INTEGER);
    if (!serial) return Broken("no serial number", tbs.offset());
    parts_.serial = *serial;
    const auto algorithm = tbs.Take(CBS_ASN1_SEQUENCE);
    if (!algorithm) return Broken("no signature algorithm", tbs.offset());
    if (parts_.signature_algorithm.bytes.empty()) parts_.signature_algorithm = *algorithm;
    const auto issuer = tbs.Take(CBS_ASN1_SEQUENCE);
    if (!issuer) return Broken("no issuer", tbs.offset());
    parts_.issuer = *issuer;
    const auto validity = tbs.Take(CBS_ASN1_SEQUENCE);
    if (!validity) return Broken("no validity", tbs.offset());
    parts_.validity = *validity;
    parts_.issued = DayOf(DerReader(*validity).Take().value_or(DerElement{}));
    if (!Subject(tbs) || !Spki(tbs)) return std::nullopt;
    for (const unsigned tag : {1, 2}) {  // issuerUniqueID, subjectUniqueID
      if (const auto id = tbs.Take(kContext | tag)) parts_.unique_id = id->offset;
    }
    if (const auto tagged = tbs.Take(kContext | CBS_ASN1_CONSTRUCTED | 3)) {
      DerReader inside(*tagged);
      const auto list = inside.Take(CBS_ASN1_SEQUENCE);
      if (!list) {
        Broken("no list of extensions", inside.offset());
      } else {
        Extensions(*list, IsAgain::kNo);
        if (!inside.at_end()) Broken("more than one list of extensions", inside.offset());
      }
    }
    if (!tbs.at_end()) Broken("more than a certificate has", tbs.offset());
    return std::move(parts_);
  }

 private:
  std::nullopt_t Broken(const char* what, size_t offset) {
    reporter_.Report(Rule::kStructure, "", std::string(what) + " " + PlaceOf(offset));
    return std::nullopt;
  }

  bool Envelope(const DerElement& top) {
    DerReader fields(top);
    const auto signed_part = fields.Take(CBS_ASN1_SEQUENCE);
    if (!signed_part) {
      Broken("nothing to sign", fields.offset());
      return false;
    }
    parts_.signed_part = *signed_part;
    const auto algorithm = fields.Take(CBS_ASN1_SEQUENCE);
    const auto signature = fields.Take(CBS_ASN1_BITSTRING);
    if (!algorithm || !signature || signature->contents.empty() || signature->contents[0] != 0 || !fields.at_end()) {
      Broken("no signature, or something behind it,", fields.offset());
      return true;  // the rest can be judged
    }
    parts_.signature_algorithm = *algorithm;
    parts_.signature = signature->contents.subspan(1);
    return true;
  }

  bool Subject(DerReader& fields) {
    const auto name = fields.Take(CBS_ASN1_SEQUENCE);
    if (!name) {
      Broken("no subject", fields.offset());
      return false;
    }
    parts_.subject_name = *name;
    NameParts parts = ParseName(*name);
    if (parts.broken) Broken("a subject that is no name, or too long,", *parts.broken);
    parts_.subject = std::move(parts.attributes);
    return true;
  }

  bool Spki(DerReader& fields) {
    const auto spki = fields.Take(CBS_ASN1_SEQUENCE);
    if (!spki) {
      Broken("no public key", fields.offset());
      return false;
    }
    parts_.spki = *spki;
    return true;
  }

  // Attribute ::= SEQUENCE { type, values SET SIZE(1..MAX) OF ANY }  (RFC 2986 4.1)
  void Attributes(const DerElement& attributes) {
    if (!IsSortedSet(attributes.contents)) {  // C-05: an implicitly tagged SET OF
      reporter_.Report(Rule::kDerOrder, "attributes", "a SET out of order " + PlaceOf(attributes.offset));
    }
    bool has_extensions = false;
    std::optional<size_t> microsofts;
    std::vector<DerElement> others;
    DerReader list(attributes);
    while (!list.at_end()) {
      const auto attribute = list.Take(CBS_ASN1_SEQUENCE);
      DerReader fields(attribute.value_or(DerElement{}));
      const auto type = fields.Take(CBS_ASN1_OBJECT);
      const auto set = fields.Take(CBS_ASN1_SET);
      if (!type || !set || !fields.at_end()) {
        Broken("an attribute that is none", list.offset());
        return;
      }
      const bool asks_for_extensions = Is(*type, kExtensionRequest) || Is(*type, kMicrosoftExtensions);
      if (!asks_for_extensions && parts_.attributes.size() < kMaxAttributes) parts_.attributes.push_back(*type);
      DerReader values(*set);
      const auto value = values.Take();
      if (!value) {
        reporter_.Report(Rule::kAttributeEmpty, "attributes", PlaceOf(set->offset), DottedOid(type->contents));  // C-03
      } else if (Is(*type, kExtensionRequest)) {
        if (has_extensions || !values.at_end()) {
          reporter_.Report(Rule::kExtensionRequestRepeated, "attributes", PlaceOf(type->offset));  // C-06
        }
        has_extensions = true;
        for (auto each = value; each; each = values.Take()) ExtensionsOf(*each, IsAgain::kNo);
      } else if (Is(*type, kMicrosoftExtensions)) {
        microsofts = type->offset;
        for (auto each = value; each; each = values.Take()) others.push_back(*each);
      } else if (Is(*type, kStatementOfPossession)) {
        if (parts_.statement || !values.at_end()) {
          reporter_.Report(Rule::kStatementMalformed, "attributes", PlaceOf(type->offset));  // C-13
        }
        Statement(*value);
      } else if (Is(*type, kChallengePassword)) {
        reporter_.Report(Rule::kChallengePassword, "attributes", PlaceOf(type->offset));  // C-08
      } else if (reporter_.profile() == Profile::kTlsServer &&
                 (Is(*type, kCaSigningNonce) || Is(*type, kApplicantSigningNonce))) {
        const bool is_single = value->tag == CBS_ASN1_OCTETSTRING && values.at_end();
        parts_.nonces.push_back({Is(*type, kApplicantSigningNonce), type->offset,
                                 is_single ? std::optional(value->contents.size()) : std::nullopt});
      } else if (Is(*type, kAttestation)) {
        for (const Rule rule : {Rule::kAttestation, Rule::kAttestationWanted}) {  // C-14: each for its profiles
          reporter_.Report(rule, "attributes", PlaceOf(type->offset), kAttestationOid);
        }
      } else {
        reporter_.Report(Rule::kAttributeIgnored, "attributes", PlaceOf(type->offset),
                         DottedOid(type->contents));
      }
    }
    // Whichever identifier an authority reads, what it finds is judged; what stands under both is asked for once.
    for (const DerElement& one : others) ExtensionsOf(one, IsAgain::kYes);
    if (microsofts) {  // C-06, X-09
      reporter_.Report(has_extensions ? Rule::kAttributeIgnored : Rule::kMicrosoftExtensions, "attributes",
                       PlaceOf(*microsofts));
    }
  }

  // PrivateKeyPossessionStatement ::= SEQUENCE { signer IssuerAndSerialNumber, cert Certificate OPTIONAL }  (RFC 9883
  // 3)
  void Statement(const DerElement& value) {
    DerReader fields(value);
    const auto signer = fields.Take(CBS_ASN1_SEQUENCE);
    DerReader inside(signer.value_or(DerElement{}));
    const auto issuer = inside.Take(CBS_ASN1_SEQUENCE);
    const auto serial = inside.Take(CBS_ASN1_INTEGER);
    const auto certificate = fields.Take(CBS_ASN1_SEQUENCE);
    const bool is_one = value.tag == CBS_ASN1_SEQUENCE && issuer && serial && inside.at_end() && fields.at_end();
    if (!is_one) {
      reporter_.Report(Rule::kStatementMalformed, "attributes", PlaceOf(value.offset));  // C-13
    }
    parts_.statement = PossessionStatement{issuer.value_or(DerElement{}), serial.value_or(DerElement{}), certificate};
  }

  void ExtensionsOf(const DerElement& value, IsAgain is_again) {
    if (value.tag == CBS_ASN1_SEQUENCE) return Extensions(value, is_again);
    Broken("extensions that are no list", value.offset);
  }

  void Extensions(const DerElement& list, IsAgain is_again) {
    DerReader extensions(list);
    if (extensions.at_end()) reporter_.Report(Rule::kExtensionsEmpty, "extensions", PlaceOf(list.offset));  // C-06
    while (!extensions.at_end()) {
      const auto extension = extensions.Take(CBS_ASN1_SEQUENCE);
      DerReader fields(extension.value_or(DerElement{}));
      const auto type = fields.Take(CBS_ASN1_OBJECT);
      const auto critical = fields.Take(CBS_ASN1_BOOLEAN);
      const auto value = fields.Take(CBS_ASN1_OCTETSTRING);
      if (!type || !value || !fields.at_end() || parts_.extensions.size() == kMaxExtensions) {
        Broken("an extension that is none, or too many,", extensions.offset());
        return;
      }
      const bool is_critical = critical && !critical->contents.empty() && critical->contents[0] != 0;
      if (critical && !is_critical) {  // C-05: FALSE is the default
        reporter_.Report(Rule::kDerOrder, "extensions",
                         std::string(FaultText(DerFault::kDefault)) + " " + PlaceOf(critical->offset),
                         DottedOid(type->contents));
      }
      const auto known = std::ranges::find_if(parts_.extensions, [&](const ExtensionPart& one) {
        return std::ranges::equal(one.type.contents, type->contents);
      });
      if (known != parts_.extensions.end()) {
        if (is_again == IsAgain::kYes && std::ranges::equal(known->value.contents, value->contents)) continue;
        reporter_.Report(Rule::kExtensionRepeated, "extensions", PlaceOf(type->offset),
                         DottedOid(type->contents));  // C-07
        continue;
      }
      parts_.extensions.push_back({*type, *value, is_critical});
    }
  }

  Reporter& reporter_;
  RequestParts parts_;
};

}  // namespace

// Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }
NameParts ParseName(const DerElement& name) {
  NameParts parts;
  DerReader rdns(name);
  for (size_t rdn = 0; !rdns.at_end(); rdn++) {
    const auto set = rdns.Take(CBS_ASN1_SET);
    DerReader pairs(set.value_or(DerElement{}));
    if (!set || pairs.at_end()) {
      parts.broken = rdns.offset();
      return parts;
    }
    while (!pairs.at_end()) {
      const auto pair = pairs.Take(CBS_ASN1_SEQUENCE);
      DerReader inside(pair.value_or(DerElement{}));
      const auto type = inside.Take(CBS_ASN1_OBJECT);
      const auto value = inside.Take();
      if (!type || !value || !inside.at_end() || parts.attributes.size() == kMaxSubjectParts) {
        parts.broken = pairs.offset();
        return parts;
      }
      parts.attributes.push_back({*type, *value, rdn});
    }
  }
  return parts;
}

std::string PlaceOf(size_t offset) { return "at byte " + std::to_string(offset); }

bool LooksLikeCertificate(const DerElement& top) {
  // tbsCertificate begins with [0] version, or with a serial number and then an AlgorithmIdentifier, where a request
  // has its version and then a Name: both are a SEQUENCE, but a Name holds SETs.
  DerReader outer(top);
  const auto first = outer.Take(CBS_ASN1_SEQUENCE);
  if (!first) return false;
  DerReader inside(*first);
  if (inside.NextIs(kContext | CBS_ASN1_CONSTRUCTED | 0)) return true;
  if (!inside.Take(CBS_ASN1_INTEGER)) return false;
  const auto second = inside.Take(CBS_ASN1_SEQUENCE);
  return second && DerReader(*second).NextIs(CBS_ASN1_OBJECT);
}

bool LooksLikeTbs(const DerElement& top) {
  DerReader fields(top);
  if (fields.Take(kContext | CBS_ASN1_CONSTRUCTED | 0)) return fields.NextIs(CBS_ASN1_INTEGER);
  if (!fields.Take(CBS_ASN1_INTEGER)) return false;
  const auto algorithm = fields.Take(CBS_ASN1_SEQUENCE);
  return algorithm && DerReader(*algorithm).NextIs(CBS_ASN1_OBJECT) && fields.NextIs(CBS_ASN1_SEQUENCE);
}

bool LooksLikePublicKey(const DerElement& top) {
  DerReader outer(top);
  const auto algorithm = outer.Take(CBS_ASN1_SEQUENCE);
  return algorithm && DerReader(*algorithm).NextIs(CBS_ASN1_OBJECT) && outer.NextIs(CBS_ASN1_BITSTRING);
}

std::optional<RequestParts> ParseRequest(const DerElement& top, Reporter& reporter) {
  return Parser(reporter).Request(top);
}

std::optional<RequestParts> ParseCertificate(const DerElement& top, Reporter& reporter) {
  return Parser(reporter).Certificate(top);
}

std::optional<RequestParts> ParseTbs(const DerElement& top, Reporter& reporter) { return Parser(reporter).Tbs(top); }

}  // namespace keyseal
