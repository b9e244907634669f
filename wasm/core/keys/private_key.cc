#include "core/keys/private_key.h"

#include <openssl/digest.h>
#include <openssl/ec.h>
#include <openssl/mem.h>
#include <openssl/nid.h>

#include <algorithm>
#include <array>

#include "core/rsa/rsa_key.h"

namespace keyseal {

namespace {

enum class Family : uint8_t { kEcdsa, kRsa, kEd25519, kMlDsa };

// What a type is, in the order of KeyType.
struct TypeRow {
  KeyType type;
  const char* name;
  Family family;
  const EVP_PKEY_ALG* (*algorithm)();
  unsigned bits;              // EC: of the order; RSA: of the modulus
  const EVP_MD* (*digest)();  // nullptr: the algorithm hashes for itself
  ByteSpan signature_oid;     // contents of the OBJECT IDENTIFIER
  bool null_parameters;       // RSA has NULL (RFC 4055 5), the others nothing (RFC 5758 3.2, RFC 8410 3, RFC 9881 2)
};

constexpr uint8_t kEcdsaWithSha256[] = {0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02};
constexpr uint8_t kEcdsaWithSha384[] = {0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03};
constexpr uint8_t kEcdsaWithSha512[] = {0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04};
constexpr uint8_t kRsaWithSha256[] = {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b};
constexpr uint8_t kEd25519[] = {0x2b, 0x65, 0x70};
constexpr uint8_t kMlDsa44[] = {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x11};
constexpr uint8_t kMlDsa65[] = {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x12};
constexpr uint8_t kMlDsa87[] = {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x13};

constexpr std::array<TypeRow, 10> kTypes = {{
    {KeyType::kEcdsaP256, "ecdsa-p256", Family::kEcdsa, EVP_pkey_ec_p256, 256, EVP_sha256, kEcdsaWithSha256, false},
    {KeyType::kEcdsaP384, "ecdsa-p384", Family::kEcdsa, EVP_pkey_ec_p384, 384, EVP_sha384, kEcdsaWithSha384, false},
    {KeyType::kEcdsaP521, "ecdsa-p521", Family::kEcdsa, EVP_pkey_ec_p521, 521, EVP_sha512, kEcdsaWithSha512, false},
    {KeyType::kRsa2048, "rsa-2048", Family::kRsa, EVP_pkey_rsa, 2048, EVP_sha256, kRsaWithSha256, true},
    {KeyType::kRsa3072, "rsa-3072", Family::kRsa, EVP_pkey_rsa, 3072, EVP_sha256, kRsaWithSha256, true},
    {KeyType::kRsa4096, "rsa-4096", Family::kRsa, EVP_pkey_rsa, 4096, EVP_sha256, kRsaWithSha256, true},
    {KeyType::kEd25519, "ed25519", Family::kEd25519, EVP_pkey_ed25519, 256, nullptr, kEd25519, false},
    {KeyType::kMlDsa44, "ml-dsa-44", Family::kMlDsa, EVP_pkey_ml_dsa_44, 0, nullptr, kMlDsa44, false},
    {KeyType::kMlDsa65, "ml-dsa-65", Family::kMlDsa, EVP_pkey_ml_dsa_65, 0, nullptr, kMlDsa65, false},
    {KeyType::kMlDsa87, "ml-dsa-87", Family::kMlDsa, EVP_pkey_ml_dsa_87, 0, nullptr, kMlDsa87, false},
}};

const TypeRow& RowOf(KeyType type) { return kTypes[static_cast<size_t>(type)]; }

const EC_GROUP* GroupOf(KeyType type) {
  return type == KeyType::kEcdsaP256   ? EC_group_p256()
         : type == KeyType::kEcdsaP384 ? EC_group_p384()
                                       : EC_group_p521();
}

// FIPS 186-5 A.2.2: candidates as long as the order, until one lies in [1, n-1] (G-08). EC_KEY_oct2priv refuses the
// rest.
Result<bssl::UniquePtr<EVP_PKEY>> GenerateEcdsa(KeyType type, Entropy& entropy) {
  constexpr int kMaxTries = 64;  // a P-256 candidate is refused with a chance of 2^-32
  const unsigned order_bits = RowOf(type).bits;
  const EC_GROUP* group = GroupOf(type);
  bssl::UniquePtr<EC_KEY> key(EC_KEY_new());
  Result<SecretBytes> scalar = SecretBytes::Create((order_bits + 7) / 8);
  if (!scalar) return scalar.error();
  if (key == nullptr || !EC_KEY_set_group(key.get(), group)) return FailureOfBssl(ErrorCode::kOutOfMemory);
  bool found = false;
  for (int tries = 0; tries < kMaxTries && !found; tries++) {
    if (Result<void> drawn = entropy.Fill(scalar->RevealMutable()); !drawn) return drawn.error();
    if (order_bits % 8 != 0) scalar->RevealMutable()[0] &= (1U << (order_bits % 8)) - 1;
    found = EC_KEY_oct2priv(key.get(), scalar->Reveal().data(), scalar->size()) == 1;
    if (!found) (void)FailureOfBssl(ErrorCode::kInternal);
  }
  if (!found) return ErrorCode::kRandomFailed;

  bssl::UniquePtr<EC_POINT> point(EC_POINT_new(group));
  bssl::UniquePtr<EVP_PKEY> pkey(EVP_PKEY_new());
  if (point == nullptr || pkey == nullptr ||
      !EC_POINT_mul(group, point.get(), EC_KEY_get0_private_key(key.get()), nullptr, nullptr, nullptr) ||
      !EC_KEY_set_public_key(key.get(), point.get()) || !EVP_PKEY_set1_EC_KEY(pkey.get(), key.get())) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  if (!EC_KEY_check_key(key.get())) return ErrorCode::kSelfTestFailed;
  return pkey;
}

Result<bssl::UniquePtr<EVP_PKEY>> GenerateRsa(unsigned modulus_bits, Entropy& entropy, ProgressSink& progress) {
  Result<bssl::UniquePtr<RSA>> rsa = GenerateRsaKey(modulus_bits, entropy, progress);
  if (!rsa) return rsa.error();
  bssl::UniquePtr<EVP_PKEY> pkey(EVP_PKEY_new());
  if (pkey == nullptr || !EVP_PKEY_set1_RSA(pkey.get(), rsa->get())) return FailureOfBssl(ErrorCode::kOutOfMemory);
  return pkey;
}

// Ed25519 (RFC 8032 5.1.5) and ML-DSA (FIPS 204 algorithm 1) keys are 32 bytes of entropy.
Result<bssl::UniquePtr<EVP_PKEY>> GenerateFromSeed(const TypeRow& row, Entropy& entropy) {
  constexpr size_t kSeedSize = 32;
  Result<SecretBytes> seed = SecretBytes::Create(kSeedSize);
  if (!seed) return seed.error();
  if (Result<void> drawn = entropy.Fill(seed->RevealMutable()); !drawn) return drawn.error();
  auto* make = row.family == Family::kEd25519 ? EVP_PKEY_from_raw_private_key : EVP_PKEY_from_private_seed;
  bssl::UniquePtr<EVP_PKEY> pkey(make(row.algorithm(), seed->Reveal().data(), seed->size()));
  if (pkey == nullptr) return FailureOfBssl(ErrorCode::kOutOfMemory);
  return pkey;
}

}  // namespace

std::optional<KeyType> ParseKeyType(std::string_view name) {
  for (const TypeRow& row : kTypes) {
    if (name == row.name) return row.type;
  }
  return std::nullopt;
}

const char* KeyTypeName(KeyType type) { return RowOf(type).name; }

std::optional<unsigned> RsaModulusBits(KeyType type) {
  const TypeRow& row = RowOf(type);
  return row.family == Family::kRsa ? std::optional<unsigned>(row.bits) : std::nullopt;
}

Result<PrivateKey> PrivateKey::Generate(KeyType type, Entropy& entropy, ProgressSink& progress) {
  // BoringSSL draws ECDSA nonces for itself; a source that is bad must be found before that.
  std::array<uint8_t, 16> probe{};
  if (Result<void> healthy = entropy.Fill(probe); !healthy) return healthy.error();
  OPENSSL_cleanse(probe.data(), probe.size());

  const TypeRow& row = RowOf(type);
  progress.Report(Phase::kKey, 0, 0);
  Result<bssl::UniquePtr<EVP_PKEY>> made = row.family == Family::kEcdsa ? GenerateEcdsa(type, entropy)
                                           : row.family == Family::kRsa ? GenerateRsa(row.bits, entropy, progress)
                                                                        : GenerateFromSeed(row, entropy);
  if (!made) return made.error();
  return entropy.Checked<PrivateKey>(PrivateKey(type, std::move(*made)));
}

Result<PrivateKey> PrivateKey::ParsePkcs8(const SecretBytes& private_key_info) {
  ErrorCode failure = ErrorCode::kKeyTypeUnknown;
  for (const TypeRow& row : kTypes) {
    const EVP_PKEY_ALG* algorithm = row.algorithm();
    bssl::UniquePtr<EVP_PKEY> pkey(
        EVP_PKEY_from_private_key_info(private_key_info.Reveal().data(), private_key_info.size(), &algorithm, 1));
    if (pkey == nullptr) {
      // Of this algorithm but broken, or of another one: only the first is worth telling.
      const ErrorCode found = FailureOfParsing(ErrorCode::kBadSealedKey, ErrorCode::kKeyTypeUnknown);
      if (found != ErrorCode::kKeyTypeUnknown) failure = found;
    } else if (row.family != Family::kRsa || EVP_PKEY_bits(pkey.get()) == static_cast<int>(row.bits)) {
      return PrivateKey(row.type, std::move(pkey));
    }
  }
  return failure;
}

Result<Bytes> PrivateKey::EncodeSpki() const {
  bssl::ScopedCBB cbb;
  if (!CBB_init(cbb.get(), 128) || !EVP_marshal_public_key(cbb.get(), key_.get())) {
    return FailureOfBssl(ErrorCode::kInternal);
  }
  return FinishCbb(cbb.get());
}

bool PrivateKey::AddSignatureAlgorithm(CBB* out) const {
  // AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL }  (RFC 5280 4.1.1.2)
  const TypeRow& row = RowOf(type_);
  CBB algorithm;
  CBB null;
  return CBB_add_asn1(out, &algorithm, CBS_ASN1_SEQUENCE) &&
         CBB_add_asn1_element(&algorithm, CBS_ASN1_OBJECT, row.signature_oid.data(), row.signature_oid.size()) &&
         (!row.null_parameters || CBB_add_asn1(&algorithm, &null, CBS_ASN1_NULL)) && CBB_flush(out);
}

// The pairwise consistency test (FIPS 140-3 IG 10.3.A; G-09) is part of every signature, so that nothing that a key
// signed can go out without it.
Result<Bytes> PrivateKey::Sign(ByteSpan message) const {
  const TypeRow& row = RowOf(type_);
  const EVP_MD* digest = row.digest == nullptr ? nullptr : row.digest();
  bssl::ScopedEVP_MD_CTX ctx;
  size_t size = 0;
  if (!EVP_DigestSignInit(ctx.get(), nullptr, digest, nullptr, key_.get()) ||
      !EVP_DigestSign(ctx.get(), nullptr, &size, message.data(), message.size())) {
    return FailureOfBssl(ErrorCode::kSelfTestFailed);
  }
  Bytes signature(size);
  if (!EVP_DigestSign(ctx.get(), signature.data(), &size, message.data(), message.size())) {
    return FailureOfBssl(ErrorCode::kSelfTestFailed);
  }
  signature.resize(size);

  Result<Bytes> spki = EncodeSpki();
  if (!spki) return spki.error();
  const EVP_PKEY_ALG* algorithm = row.algorithm();
  bssl::UniquePtr<EVP_PKEY> published(EVP_PKEY_from_subject_public_key_info(spki->data(), spki->size(), &algorithm, 1));
  bssl::ScopedEVP_MD_CTX verifying;
  if (published == nullptr || !EVP_DigestVerifyInit(verifying.get(), nullptr, digest, nullptr, published.get()) ||
      !EVP_DigestVerify(verifying.get(), signature.data(), signature.size(), message.data(), message.size())) {
    return FailureOfBssl(ErrorCode::kSelfTestFailed);
  }
  return signature;
}

Result<SecretBytes> PrivateKey::RevealPkcs8() const {
  bssl::ScopedCBB cbb;
  if (!CBB_init(cbb.get(), 256) || !EVP_marshal_private_key(cbb.get(), key_.get())) {
    return FailureOfBssl(ErrorCode::kInternal);
  }
  return FinishSecretCbb(cbb.get());
}

}  // namespace keyseal
