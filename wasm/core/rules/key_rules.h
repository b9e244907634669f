// K rules: what can be wrong with a public key.

#ifndef KEYSEAL_CORE_RULES_KEY_RULES_H_
#define KEYSEAL_CORE_RULES_KEY_RULES_H_

#include <vector>

#include "core/asn1/der_reader.h"
#include "core/keys/public_key.h"
#include "core/rules/rule.h"

namespace keyseal {

// kFermatRounds is what BR 6.1.1.3(5.3) asks for, kFermatMargin what a large authority runs, to be told of.
inline constexpr unsigned kFermatRounds = 100;
inline constexpr unsigned kFermatMargin = 110;

// What a key is for: a certificate, or a proof that is signed with an onion service's own key, of which K-19 asks
// nothing.
enum class KeyUse : uint8_t { kCertificate, kOnionProof };

// CheckKey judges a SubjectPublicKeyInfo by every rule that the key alone can break, and returns what it could read.
// |defects| are FindDerDefects' of the whole input, of which those inside |spki| are told here.
PublicKey CheckKey(const DerElement& spki, const std::vector<DerDefect>& defects, Reporter& reporter,
                   KeyUse use = KeyUse::kCertificate);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_KEY_RULES_H_
