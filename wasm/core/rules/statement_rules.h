// C-13: requests for keys that cannot sign, such as ML-KEM's. Another key signs them, whose certificate they name
// (RFC 9883).

#ifndef KEYSEAL_CORE_RULES_STATEMENT_RULES_H_
#define KEYSEAL_CORE_RULES_STATEMENT_RULES_H_

#include <span>

#include "core/base/secret_bytes.h"
#include "core/keys/public_key.h"
#include "core/rules/request_parts.h"
#include "core/rules/rule.h"

namespace keyseal {

// CheckProof judges how |parts|, a request for |key|, proves that who asks has the private key, and returns whether it
// does: by its own signature, or by a statement of possession and the signature of the certificate that it names, if
// that is one of |signers|. Those are certificates in DER whose paths were validated; the one in the statement itself
// is only somebody's word, and can show no more than that the signature is wrong.
bool CheckProof(const RequestParts& parts, const PublicKey& key, std::span<const Bytes> signers, Reporter& reporter);

// IsCertificate returns whether |der| can be one of the signers.
bool IsCertificate(ByteSpan der);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_STATEMENT_RULES_H_
