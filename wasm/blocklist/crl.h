// Certificate revocation lists (RFC 5280 5), for the keys that were reported compromised.

#ifndef KEYSEAL_BLOCKLIST_CRL_H_
#define KEYSEAL_BLOCKLIST_CRL_H_

#include <string>
#include <variant>
#include <vector>

#include "core/rules/request_parts.h"

namespace keyseal::blocklist {

// CertificateId is what a CRL knows a certificate by: octets of DER, compared as they are (RFC 5280 4.1.2.4 has an
// authority write its name the same way everywhere).
struct CertificateId {
  std::string issuer;  // SHA-256 of the whole Name, so that a long one is not held for every entry
  std::string serial;  // the INTEGER's contents

  auto operator<=>(const CertificateId&) const = default;
};

struct Crl {
  RequestParts parts;                      // what CheckSignature needs; points into the input
  ByteSpan issuer;                         // the whole Name, in the input
  std::vector<CertificateId> compromised;  // revoked for keyCompromise
};

// CrlFault says what is wrong, and where in the input.
struct CrlFault {
  std::string what;
  size_t offset;
};

// BytesOf returns |bytes| as a CertificateId has them.
inline std::string BytesOf(ByteSpan bytes) { return {bytes.begin(), bytes.end()}; }

// ParseCrl reads |untrusted_der|, which must be strict DER and nothing but the one CRL, and live as long as the result.
// A delta, an indirect one (certificateIssuer) and a part of one are read as any other; a critical extension that is
// not known is a fault, since it may say that an entry means something else.
std::variant<Crl, CrlFault> ParseCrl(ByteSpan untrusted_der);

}  // namespace keyseal::blocklist

#endif  // KEYSEAL_BLOCKLIST_CRL_H_
