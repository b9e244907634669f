// PEM: strict RFC 7468 text encoding of one block.

#ifndef KEYSEAL_CORE_ASN1_PEM_H_
#define KEYSEAL_CORE_ASN1_PEM_H_

#include <string>
#include <string_view>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

inline constexpr const char kCsrLabel[] = "CERTIFICATE REQUEST";
inline constexpr const char kTbsLabel[] = "TBS CERTIFICATE";  // Keyseal's own: RFC 7468 has none
inline constexpr const char kSealedKeyLabel[] = "ENCRYPTED PRIVATE KEY";

// EncodePem returns the block with lines of 64 characters and "\n" ends (RFC 7468 2). For public or sealed bytes only.
std::string EncodePem(std::string_view label, ByteSpan der);

struct PemBlock {
  std::string label;
  Bytes der;
};

// ParsePem reads exactly one block, strictly (RFC 7468 3): no text around it, no headers, lines of 64 characters but
// the last, canonical base64, at least one byte; "\n" or "\r\n" ends; white space behind the end line is allowed. Fails
// with kPemIncomplete where the end line is missing or cut off, else with kPemBad; Error.index is the line, from 1.
Result<PemBlock> ParsePem(std::string_view untrusted_text);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_ASN1_PEM_H_
