// The way back: from what the parsers took apart to the bytes that it was. What parses without a defect must be the
// same bytes again, or the parser has passed something over.

#ifndef KEYSEAL_TESTS_FUZZ_REENCODE_H_
#define KEYSEAL_TESTS_FUZZ_REENCODE_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/asn1/pem.h"
#include "core/keys/public_key.h"
#include "core/rules/request_parts.h"

namespace keyseal {

// ReencodeElements writes every element of |der| again, down to the primitive ones. Nothing where an element cannot be
// read.
std::optional<Bytes> ReencodeElements(ByteSpan der);

// ReencodeSpki writes a SubjectPublicKeyInfo.
std::optional<Bytes> ReencodeSpki(const SpkiParts& parts);

// ReencodeKey writes a SubjectPublicKeyInfo of the numbers that were found: of an RSA key or one that is usable, else
// nothing.
std::optional<Bytes> ReencodeKey(const PublicKey& key);

// ReencodeRequest writes a CertificationRequest of version 0 with at most one attribute, the extension request.
std::optional<Bytes> ReencodeRequest(const RequestParts& parts);

// ReencodeCertificate writes a Certificate. The fields that no rule looks at are taken over from the signed part.
std::optional<Bytes> ReencodeCertificate(const RequestParts& parts);

// NormalPem returns |text| with "\n" ends and without the white space behind it: what EncodePem writes.
std::string NormalPem(std::string_view text);

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_FUZZ_REENCODE_H_
