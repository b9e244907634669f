// Names of the object identifiers that a request or certificate is likely to show, for people.

#ifndef KEYSEAL_CORE_ASN1_OID_NAMES_H_
#define KEYSEAL_CORE_ASN1_OID_NAMES_H_

#include <string>
#include <string_view>

#include "core/base/secret_bytes.h"

namespace keyseal {

// HexText returns "#" and the bytes in lower-case hex, as RFC 4514 2.4 writes what is no text.
std::string HexText(ByteSpan bytes);

// DottedOid returns the dotted text of an OBJECT IDENTIFIER's contents octets, or HexText for what is none.
std::string DottedOid(ByteSpan untrusted_contents);

// kAttestationOid is id-aa-attestation, of an attribute of requests or, in CRMF, an extension
// (draft-ietf-lamps-csr-attestation).
inline constexpr std::string_view kAttestationOid = "1.2.840.113549.1.9.16.2.59";

// kPossessionOid is id-at-statementOfPossession, of an attribute of requests (RFC 9883 3).
inline constexpr std::string_view kPossessionOid = "1.3.6.1.4.1.22112.2.1";

// NameOfExtension, NameOfAttribute (of a request) and NameOfSignature return the name that a standard gives to
// |dotted|, such as "keyUsage" or "ecdsa-with-SHA256"; empty for all others.
std::string_view NameOfExtension(std::string_view dotted);
std::string_view NameOfAttribute(std::string_view dotted);
std::string_view NameOfSignature(std::string_view dotted);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_ASN1_OID_NAMES_H_
