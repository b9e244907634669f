// Private keys: made, parsed, used to sign, and encoded for sealing. All cryptography is BoringSSL's.

#ifndef KEYSEAL_CORE_KEYS_PRIVATE_KEY_H_
#define KEYSEAL_CORE_KEYS_PRIVATE_KEY_H_

#include <optional>
#include <string_view>

#include "core/base/bssl.h"
#include "core/base/entropy.h"
#include "core/base/progress.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

enum class KeyType : uint8_t {
  kEcdsaP256,
  kEcdsaP384,
  kEcdsaP521,
  kRsa2048,
  kRsa3072,
  kRsa4096,
  kEd25519,
  kMlDsa44,
  kMlDsa65,
  kMlDsa87,
};

// ParseKeyType reads a command-line name: "ecdsa-p256", "rsa-3072", "ml-dsa-65".
std::optional<KeyType> ParseKeyType(std::string_view name);
const char* KeyTypeName(KeyType type);

// RsaModulusBits returns 2048, 3072 or 4096, and nothing for other types.
std::optional<unsigned> RsaModulusBits(KeyType type);

// PrivateKey is a valid key pair of one of the types above.
class PrivateKey {
 public:
  // Generate makes a fresh key, RSA by G-01 to G-07. Its pairwise test (G-09) is its first signature's. Secrets come
  // from |entropy|. Fails with kRandomFailed, kRandomRepeats, kSelfTestFailed or kOutOfMemory; nothing of the key
  // is left then.
  static Result<PrivateKey> Generate(KeyType type, Entropy& entropy, ProgressSink& progress);

  // ParsePkcs8 reads a decrypted PrivateKeyInfo (RFC 5958) of one of the types above, RSA of exactly these sizes,
  // ML-DSA in seed form only (RFC 9881). Fails with kBadSealedKey, for ML-DSA's other forms too, and with
  // kKeyTypeUnknown for a well-formed key of another type.
  static Result<PrivateKey> ParsePkcs8(const SecretBytes& private_key_info);

  KeyType type() const { return type_; }

  // EncodeSpki returns the DER of the SubjectPublicKeyInfo (RFC 5280 4.1).
  Result<Bytes> EncodeSpki() const;

  // AddSignatureAlgorithm appends the AlgorithmIdentifier that Sign's signatures have.
  bool AddSignatureAlgorithm(CBB* out) const;

  // Sign returns a signature over |message| with the key's own hash: ECDSA with the curve's, RSA PKCS#1 v1.5 with
  // SHA-256, Ed25519 and ML-DSA with none. It has been verified with the public key that EncodeSpki returns (G-09).
  // Fails with kSelfTestFailed if the key's halves do not belong together, and with kOutOfMemory.
  Result<Bytes> Sign(ByteSpan message) const;

  // RevealPkcs8 returns the PrivateKeyInfo (RFC 5958 2), ready to be encrypted: EC as ECPrivateKey with the public key
  // inside (RFC 5915), Ed25519 by RFC 8410, ML-DSA in seed form (RFC 9881).
  Result<SecretBytes> RevealPkcs8() const;

 private:
  PrivateKey(KeyType type, bssl::UniquePtr<EVP_PKEY> key) : type_(type), key_(std::move(key)) {}

  friend struct PrivateKeyPeer;  // tests damage a key through it

  KeyType type_;
  bssl::UniquePtr<EVP_PKEY> key_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_PRIVATE_KEY_H_
