// Requests (RFC 2986) and certificates (RFC 5280) taken apart, and the C rules of their structure. Strict where it
// judges, tolerant where it reads on.

#ifndef KEYSEAL_CORE_RULES_REQUEST_PARTS_H_
#define KEYSEAL_CORE_RULES_REQUEST_PARTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/asn1/der_reader.h"
#include "core/base/limits.h"
#include "core/request/subject.h"
#include "core/rules/rule.h"

namespace keyseal {

// Date is a day as a number, 20270315. Numbers of later days are larger.
using Date = uint32_t;

// One attribute of a name.
struct SubjectPart {
  DerElement type;   // OBJECT IDENTIFIER
  DerElement value;  // a string, one hopes
  size_t rdn;        // which RelativeDistinguishedName it stands in
};

// Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }  (RFC 5280 4.1)
struct ExtensionPart {
  DerElement type;
  DerElement value;  // the OCTET STRING
  bool is_critical = false;
};

// OnionNonce is an attribute of a request that proves control of an onion service (BR Appendix B 2.b).
struct OnionNonce {
  bool is_applicants;  // or the authority's
  size_t offset;
  std::optional<size_t> size;  // in bytes, of its value; nothing unless that is a single OCTET STRING
};

// PossessionStatement is the attribute of a request that names the certificate of the key that signed it (RFC 9883 3).
struct PossessionStatement {
  DerElement issuer;                      // Name
  DerElement serial;                      // INTEGER
  std::optional<DerElement> certificate;  // the one that is named, if it says so
};

// RequestParts are what the rules look at. All point into the input.
struct RequestParts {
  InputKind kind = InputKind::kCsr;
  Date issued = 0;         // a certificate's notBefore; 0 where it is no time
  DerElement signed_part;  // certificationRequestInfo, tbsCertificate
  DerElement version;      // of a request
  std::vector<SubjectPart> subject;
  DerElement spki;
  DerElement issuer;  // a certificate's, and so is the serial number
  DerElement serial;
  DerElement validity;      // the same
  DerElement subject_name;  // the Name that |subject| was read from
  std::optional<PossessionStatement> statement;
  std::optional<size_t> unique_id;  // where a certificate has an issuerUniqueID or subjectUniqueID
  std::vector<ExtensionPart> extensions;
  std::vector<DerElement> attributes;  // of a request, those that ask for no extensions: their types
  std::vector<OnionNonce> nonces;      // under Profile::kTlsServer
  DerElement signature_algorithm;      // of a TBSCertificate the one inside it
  ByteSpan signature;
};

// LooksLikeCertificate returns whether |top|, a SEQUENCE, is a Certificate rather than a request, LooksLikeTbs whether
// it is the TBSCertificate alone that an authority is about to sign (BR 4.3.1.2), and LooksLikePublicKey whether it is
// a SubjectPublicKeyInfo, by the types of its first elements.
bool LooksLikeCertificate(const DerElement& top);
bool LooksLikeTbs(const DerElement& top);
bool LooksLikePublicKey(const DerElement& top);

// ParseRequest, ParseCertificate and ParseTbs take |top| apart and report what the C rules have against it (kStructure
// where it cannot be read). Return nothing where there is no key to judge; what else is missing is empty.
std::optional<RequestParts> ParseRequest(const DerElement& top, Reporter& reporter);
std::optional<RequestParts> ParseCertificate(const DerElement& top, Reporter& reporter);
std::optional<RequestParts> ParseTbs(const DerElement& top, Reporter& reporter);

// NameParts is a Name taken apart (RFC 5280 4.1.2.4).
struct NameParts {
  std::vector<SubjectPart> attributes;  // at most kMaxSubjectParts
  std::optional<size_t> broken;         // where it stops being one, or is too long
};
NameParts ParseName(const DerElement& name);

// PlaceOf returns "at byte N", for details.
std::string PlaceOf(size_t offset);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_REQUEST_PARTS_H_
