// What the core says of one signature.

#ifndef KEYSEAL_TESTS_FUZZ_SIGNATURE_VERDICT_H_
#define KEYSEAL_TESTS_FUZZ_SIGNATURE_VERDICT_H_

#include <openssl/digest.h>

#include "core/keys/public_key.h"
#include "core/rules/request_parts.h"

namespace keyseal {

enum class SignatureVerdict : uint8_t { kGood, kBad, kUnknown };

// JudgeSignature returns what CheckSignature has to say. A signature algorithm that is not the key's own is bad; wrong
// parameters of the right one leave it open.
SignatureVerdict JudgeSignature(const RequestParts& parts, const PublicKey& key);

// One of the three hashes that signatures are made over.
struct SignedHash {
  const EVP_MD* (*digest)();
  ByteSpan rsa_algorithm;  // AlgorithmIdentifiers (RFC 4055 5, RFC 5758 3.2)
  ByteSpan ecdsa_algorithm;
  ByteSpan digest_info;  // all of a DigestInfo before the digest (RFC 8017 9.2 note 1)
};
const SignedHash& SignedHashOf(size_t choice);

// PartsOf returns a request's parts as far as signatures need them. |algorithm| must be DER.
RequestParts PartsOf(ByteSpan algorithm, ByteSpan message, ByteSpan signature);

Bytes DigestOf(const SignedHash& hash, ByteSpan message);

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_FUZZ_SIGNATURE_VERDICT_H_
