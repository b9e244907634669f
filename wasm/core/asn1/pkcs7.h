// Certificates out of PKCS#7, the form in which some authorities hand them out (.p7b).

#ifndef KEYSEAL_CORE_ASN1_PKCS7_H_
#define KEYSEAL_CORE_ASN1_PKCS7_H_

#include <optional>
#include <vector>

#include "core/base/secret_bytes.h"

namespace keyseal {

// CertificatesOfPkcs7 returns the certificates of a SignedData (RFC 5652 5.1) in their order, each with its own bytes,
// or nothing where |untrusted_der| is none that can be read. Nothing that is signed is looked at.
std::optional<std::vector<ByteSpan>> CertificatesOfPkcs7(ByteSpan untrusted_der);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_ASN1_PKCS7_H_
