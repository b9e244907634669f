// Public keys in other clothes than a SubjectPublicKeyInfo, dressed anew so that they can be judged.

#ifndef KEYSEAL_CORE_KEYS_KEY_FORMS_H_
#define KEYSEAL_CORE_KEYS_KEY_FORMS_H_

#include <string_view>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

// SpkiOfPkcs1 returns the SubjectPublicKeyInfo of an RSAPublicKey (RFC 8017 A.1.1), whose bytes stand in it as they
// are.
Result<Bytes> SpkiOfPkcs1(ByteSpan untrusted_der);

// IsSshKeyLine returns whether |line| begins as a public key of OpenSSH does.
bool IsSshKeyLine(std::string_view line);

// SpkiOfSsh reads one line of a file such as id_rsa.pub (RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4). Fails with
// kNotCheckable for a type that no certificate can have, and with kPemBad for what is no such key.
Result<Bytes> SpkiOfSsh(std::string_view untrusted_line);

// SpkiOfJwk reads a text with one JSON Web Key (RFC 7517; RSA and EC of RFC 7518 6, Ed25519 of RFC 8037). Fails with
// kPrivateKeyGiven where it has a private member, and with kNotCheckable for all else that it is not.
Result<Bytes> SpkiOfJwk(std::string_view untrusted_text);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_KEY_FORMS_H_
