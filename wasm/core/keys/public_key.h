// Public keys as somebody else's SubjectPublicKeyInfo has them, sound or not.

#ifndef KEYSEAL_CORE_KEYS_PUBLIC_KEY_H_
#define KEYSEAL_CORE_KEYS_PUBLIC_KEY_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/asn1/der.h"
#include "core/asn1/der_reader.h"
#include "core/base/bssl.h"

namespace keyseal {

enum class KeyAlgorithm : uint8_t { kRsa, kRsaPss, kEc, kEd25519, kEd448, kMlDsa, kMlKem, kOther };

// The three curves of public trust.
enum class Curve : uint8_t { kP256, kP384, kP521 };

// CurveFacts says how keys on a curve are written.
struct CurveFacts {
  Curve curve;
  std::string_view name;  // "P-256"
  Oid oid;
  ByteSpan algorithm_identifier;  // the only right bytes (BR 7.1.3.1.2)
  const EC_GROUP* (*group)();
  size_t coordinate_size;  // bytes
};
const CurveFacts& FactsOf(Curve curve);

// SpkiParts is a SubjectPublicKeyInfo taken apart (RFC 5280 4.1). It points into the input.
struct SpkiParts {
  DerElement algorithm_identifier;
  DerElement algorithm;                  // the OBJECT IDENTIFIER
  std::optional<DerElement> parameters;  // ANY
  bool has_more = false;                 // something behind the parameters, or what is none
  ByteSpan key;                          // of the BIT STRING, without the count of unused bits
  size_t key_offset = 0;
};

// ParseSpki takes |spki| apart. Returns nothing unless it is SEQUENCE { SEQUENCE { OID, ANY OPTIONAL, ... }, BIT STRING
// of whole octets }; lengths may be long.
std::optional<SpkiParts> ParseSpki(const DerElement& spki);

struct AlgorithmFacts {
  KeyAlgorithm algorithm;
  Oid oid;
  std::optional<size_t> key_size;  // bytes, where it is always the same
  const char* name;                // "Ed25519", "ML-DSA-44"
};

// FindKeyAlgorithm returns what is known of an algorithm by its OID's contents octets, or nullptr.
const AlgorithmFacts* FindKeyAlgorithm(ByteSpan oid_contents);

// FindCurve returns the curve of a named-curve OID's contents octets, or nothing for all others.
std::optional<Curve> FindCurve(ByteSpan oid_contents);

// PublicKey is what was found of a key. Numbers are there where they could be read, |usable| where signatures can be
// verified: EC keys have a valid point then.
struct PublicKey {
  KeyAlgorithm algorithm = KeyAlgorithm::kOther;
  std::string description;  // "RSA 2048", "ECDSA P-256", "ML-DSA-44", or the dotted OID
  std::optional<Curve> curve;
  bssl::UniquePtr<BIGNUM> modulus;         // RSA
  bssl::UniquePtr<BIGNUM> exponent;        // RSA
  bssl::UniquePtr<EVP_PKEY> usable;        // null for RSA, whose numbers are enough
  std::string spki_sha256;                 // lower-case hex
  std::optional<std::string> fingerprint;  // lower-case hex SHA-256 of the modulus, of X or of the raw key
};

// Sha256Hex returns lower-case hex of the SHA-256 of |bytes|.
std::string Sha256Hex(ByteSpan bytes);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_PUBLIC_KEY_H_
