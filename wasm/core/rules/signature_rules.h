// C-04, C-09 and C-11: who signed a request, and how.

#ifndef KEYSEAL_CORE_RULES_SIGNATURE_RULES_H_
#define KEYSEAL_CORE_RULES_SIGNATURE_RULES_H_

#include "core/keys/public_key.h"
#include "core/rules/request_parts.h"
#include "core/rules/rule.h"

namespace keyseal {

// CheckSignature judges the signature of a request, which must be |key|'s own, and returns whether it is. |wrong|
// is what is told otherwise. A certificate's is its issuer's and is not for here.
bool CheckSignature(const RequestParts& parts, const PublicKey& key, Reporter& reporter,
                    Rule wrong = Rule::kSignatureWrong);

// SignatureAnswer is kUnknown where key or algorithm cannot be used.
enum class SignatureAnswer : uint8_t { kGood, kBad, kUnknown };

// VerifySignature returns whether |signature| over |message| is |key|'s by |algorithm|, an AlgorithmIdentifier. It
// knows the algorithms that authorities sign with today: SHA-1 and RSASSA-PSS are unknown, and what another kind of key
// makes is bad.
SignatureAnswer VerifySignature(const DerElement& algorithm, const PublicKey& key, ByteSpan message,
                                ByteSpan signature);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_SIGNATURE_RULES_H_
