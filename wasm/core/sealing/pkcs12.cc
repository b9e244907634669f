#include "core/sealing/pkcs12.h"

#include <openssl/digest.h>
#include <openssl/hmac.h>
#include <openssl/sha2.h>

#include <array>

#include "core/base/out_of_memory.h"
#include "core/sealing/cbc.h"
#include "core/sealing/pbes2.h"
#include "core/sealing/pkcs12_kdf.h"
#include "core/sealing/pkcs12_pbe.h"

namespace keyseal {
namespace {

constexpr Oid kSha1("1.3.14.3.2.26");
constexpr Oid kSha256("2.16.840.1.101.3.4.2.1");
constexpr CBS_ASN1_TAG kExplicit0 = CBS_ASN1_CONTEXT_SPECIFIC | CBS_ASN1_CONSTRUCTED | 0;
constexpr CBS_ASN1_TAG kImplicit0 = CBS_ASN1_CONTEXT_SPECIFIC | 0;
constexpr size_t kLocalKeyIdSize = 20;    // bytes, as many as all others write
constexpr size_t kMacSaltSize = 8;        // bytes: what Windows and macOS are known to read
constexpr size_t kHeadersSize = 1 << 14;  // bytes, more than everything around the certificates

// The key's own certificate has the same attributes as the key, by which they are found together.
struct BagAttributes {
  std::string_view friendly_name;
  ByteSpan local_key_id;
};

bool AddBytes(CBB* out, ByteSpan bytes) { return CBB_add_bytes(out, bytes.data(), bytes.size()) != 0; }

// clang-format off: indented like the ASN.1

// PKCS12Attribute ::= SEQUENCE { attrId, attrValues SET OF ANY }, two of them in a SET OF  (RFC 7292 4.2)
bool AddAttributes(CBB* out, const BagAttributes& attributes) {
  CBB set, attribute, values, name;
  if (!CBB_add_asn1(out, &set, CBS_ASN1_SET) ||
        !CBB_add_asn1(&set, &attribute, CBS_ASN1_SEQUENCE) ||
          !AddOid(&attribute, oid::kFriendlyName) ||
          !CBB_add_asn1(&attribute, &values, CBS_ASN1_SET) ||
            !CBB_add_asn1(&values, &name, CBS_ASN1_BMPSTRING)) {
    return false;
  }
  for (const char character : attributes.friendly_name) {
    if (!CBB_add_u16(&name, static_cast<unsigned char>(character))) return false;
  }
  return   CBB_add_asn1(&set, &attribute, CBS_ASN1_SEQUENCE) &&
             AddOid(&attribute, oid::kLocalKeyId) &&
             CBB_add_asn1(&attribute, &values, CBS_ASN1_SET) &&
               CBB_add_asn1_octet_string(&values, attributes.local_key_id.data(), attributes.local_key_id.size()) &&
         CBB_flush_asn1_set_of(&set) && CBB_flush(out);
}

// SafeBag ::= SEQUENCE { certBag, [0] SEQUENCE { x509Certificate, [0] OCTET STRING }, attributes }  (RFC 7292 4.2.3)
bool AddCertBag(CBB* out, ByteSpan certificate, const BagAttributes* attributes) {
  CBB bag, value, cert_bag, wrapped;
  return CBB_add_asn1(out, &bag, CBS_ASN1_SEQUENCE) &&
           AddOid(&bag, oid::kCertBag) &&
           CBB_add_asn1(&bag, &value, kExplicit0) &&
             CBB_add_asn1(&value, &cert_bag, CBS_ASN1_SEQUENCE) &&
               AddOid(&cert_bag, oid::kX509Certificate) &&
               CBB_add_asn1(&cert_bag, &wrapped, kExplicit0) &&
                 CBB_add_asn1_octet_string(&wrapped, certificate.data(), certificate.size()) &&
           CBB_flush(&bag) &&
           (attributes == nullptr || AddAttributes(&bag, *attributes)) &&
         CBB_flush(out);
}

// SafeContents ::= SEQUENCE OF SafeBag
Result<SecretBytes> EncodeCertificates(std::span<const Bytes> chain, const BagAttributes& attributes) {
  bssl::ScopedCBB cbb;
  CBB bags;
  if (!CBB_init(cbb.get(), kHeadersSize) || !CBB_add_asn1(cbb.get(), &bags, CBS_ASN1_SEQUENCE)) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  for (const Bytes& certificate : chain) {
    if (!AddCertBag(&bags, certificate, &certificate == chain.data() ? &attributes : nullptr)) {
      return FailureOfBssl(ErrorCode::kOutOfMemory);
    }
  }
  return FinishSecretCbb(cbb.get());
}

// SealedPart is what one of the schemes encrypted, with the AlgorithmIdentifier that says how.
struct SealedPart {
  Bytes algorithm;
  Bytes ciphertext;
};

// ContentInfo ::= SEQUENCE { encryptedData, [0] EncryptedData }  (RFC 5652 8, by RFC 7292 4.1)
bool AddEncrypted(CBB* out, const SealedPart& part) {
  CBB info, content, encrypted, encrypted_info, octets;
  return CBB_add_asn1(out, &info, CBS_ASN1_SEQUENCE) &&
           AddOid(&info, oid::kEncryptedData) &&
           CBB_add_asn1(&info, &content, kExplicit0) &&
             CBB_add_asn1(&content, &encrypted, CBS_ASN1_SEQUENCE) &&
               CBB_add_asn1_uint64(&encrypted, 0) &&
               CBB_add_asn1(&encrypted, &encrypted_info, CBS_ASN1_SEQUENCE) &&
                 AddOid(&encrypted_info, oid::kData) &&
                 AddBytes(&encrypted_info, part.algorithm) &&
                 CBB_add_asn1(&encrypted_info, &octets, kImplicit0) &&
                   AddBytes(&octets, part.ciphertext) &&
         CBB_flush(out);
}

// ContentInfo ::= SEQUENCE { data, [0] OCTET STRING of SafeContents with one PKCS8ShroudedKeyBag }  (RFC 7292 4.2.2)
bool AddShroudedKey(CBB* out, const SealedPart& part, const BagAttributes& attributes) {
  CBB info, content, octets, bags, bag, value, key_info;
  return CBB_add_asn1(out, &info, CBS_ASN1_SEQUENCE) &&
           AddOid(&info, oid::kData) &&
           CBB_add_asn1(&info, &content, kExplicit0) &&
             CBB_add_asn1(&content, &octets, CBS_ASN1_OCTETSTRING) &&
               CBB_add_asn1(&octets, &bags, CBS_ASN1_SEQUENCE) &&
                 CBB_add_asn1(&bags, &bag, CBS_ASN1_SEQUENCE) &&
                   AddOid(&bag, oid::kShroudedKeyBag) &&
                   CBB_add_asn1(&bag, &value, kExplicit0) &&
                     CBB_add_asn1(&value, &key_info, CBS_ASN1_SEQUENCE) &&
                       AddBytes(&key_info, part.algorithm) &&
                       CBB_add_asn1_octet_string(&key_info, part.ciphertext.data(), part.ciphertext.size()) &&
                   CBB_flush(&bag) &&
                   AddAttributes(&bag, attributes) &&
         CBB_flush(out);
}

// MacData ::= SEQUENCE { DigestInfo { AlgorithmIdentifier, OCTET STRING }, macSalt, iterations }  (RFC 7292 4)
bool AddMac(CBB* out, const Oid& digest, const Pkcs12Kdf& kdf, ByteSpan mac) {
  CBB mac_data, digest_info, algorithm;
  return CBB_add_asn1(out, &mac_data, CBS_ASN1_SEQUENCE) &&
           CBB_add_asn1(&mac_data, &digest_info, CBS_ASN1_SEQUENCE) &&
             CBB_add_asn1(&digest_info, &algorithm, CBS_ASN1_SEQUENCE) &&
               AddOid(&algorithm, digest) &&
               AddNull(&algorithm) &&
             CBB_add_asn1_octet_string(&digest_info, mac.data(), mac.size()) &&
           CBB_add_asn1_octet_string(&mac_data, kdf.salt.data(), kdf.salt.size()) &&
           CBB_add_asn1_uint64(&mac_data, kdf.iterations) &&
         CBB_flush(out);
}

// PFX ::= SEQUENCE { version 3, ContentInfo { data, [0] OCTET STRING of AuthenticatedSafe }, MacData }  (RFC 7292 4)
bool AddPfx(CBB* out, ByteSpan authenticated_safe, const Oid& digest, const Pkcs12Kdf& kdf, ByteSpan mac) {
  CBB pfx, info, content;
  return CBB_add_asn1(out, &pfx, CBS_ASN1_SEQUENCE) &&
           CBB_add_asn1_uint64(&pfx, 3) &&  // P-10
           CBB_add_asn1(&pfx, &info, CBS_ASN1_SEQUENCE) &&
             AddOid(&info, oid::kData) &&
             CBB_add_asn1(&info, &content, kExplicit0) &&
               CBB_add_asn1_octet_string(&content, authenticated_safe.data(), authenticated_safe.size()) &&
           CBB_flush(&pfx) &&
           AddMac(&pfx, digest, kdf, mac) &&
         CBB_flush(out);
}

// clang-format on

template <typename Scheme>
Result<SealedPart> SealWith(const Result<Scheme>& scheme, const SecretBytes& plaintext, ByteSpan passphrase) {
  if (!scheme) return scheme.error();
  bssl::ScopedCBB cbb;
  if (!CBB_init(cbb.get(), 128) || !scheme->Encode(cbb.get())) return FailureOfBssl(ErrorCode::kOutOfMemory);
  Result<Bytes> algorithm = FinishCbb(cbb.get());
  if (!algorithm) return algorithm.error();
  Result<Bytes> ciphertext = scheme->Encrypt(plaintext, passphrase);
  if (!ciphertext) return ciphertext.error();
  return SealedPart{std::move(*algorithm), std::move(*ciphertext)};
}

Result<SealedPart> Seal(PfxForm form, const SecretBytes& plaintext, ByteSpan passphrase, Entropy& entropy) {
  return form == PfxForm::kModern ? SealWith(Pbes2::Create(Pbkdf2{kPfxIterations}, entropy), plaintext, passphrase)
                                  : SealWith(Pkcs12Pbe::Create(kPfxIterations, entropy), plaintext, passphrase);
}

// AuthenticatedSafe ::= SEQUENCE OF ContentInfo: the certificates, then the key  (RFC 7292 4.1)
Result<Bytes> EncodeSafe(const PfxContents& contents, ByteSpan passphrase, PfxForm form, Entropy& entropy) {
  std::array<uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(contents.chain.front().data(), contents.chain.front().size(), digest.data());
  // RFC 2985 5.5.2: any octets that are the same twice
  const BagAttributes attributes = {contents.friendly_name, ByteSpan(digest).first<kLocalKeyIdSize>()};
  Result<SecretBytes> certificates = EncodeCertificates(contents.chain, attributes);
  if (!certificates) return certificates.error();
  Result<SealedPart> sealed_certificates = Seal(form, *certificates, passphrase, entropy);
  if (!sealed_certificates) return sealed_certificates.error();
  Result<SealedPart> sealed_key = Seal(form, contents.private_key_info, passphrase, entropy);
  if (!sealed_key) return sealed_key.error();
  bssl::ScopedCBB cbb;
  CBB safe;
  if (!CBB_init(cbb.get(), sealed_certificates->ciphertext.size() + sealed_key->ciphertext.size() + kHeadersSize) ||
      !CBB_add_asn1(cbb.get(), &safe, CBS_ASN1_SEQUENCE) || !AddEncrypted(&safe, *sealed_certificates) ||
      !AddShroudedKey(&safe, *sealed_key, attributes)) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  return FinishCbb(cbb.get());
}

Result<Bytes> Encode(const PfxContents& contents, ByteSpan passphrase, PfxForm form, Entropy& entropy) {
  size_t size = kHeadersSize;
  for (const Bytes& certificate : contents.chain) size += certificate.size();
  if (size > kMaxSealedSize) return Error{ErrorCode::kChainTooLong, "chain"};
  const bool is_modern = form == PfxForm::kModern;
  Result<Bytes> safe = EncodeSafe(contents, passphrase, form, entropy);
  if (!safe) return safe;
  const Oid& digest_oid = is_modern ? kSha256 : kSha1;
  Pkcs12Kdf kdf = {
      .digest = is_modern ? EVP_sha256() : EVP_sha1(), .iterations = kPfxIterations, .salt = Bytes(kMacSaltSize)};
  if (Result<void> drawn = entropy.Fill(kdf.salt); !drawn) return drawn.error();
  Result<SecretBytes> mac_key = DerivePkcs12(kdf, Pkcs12Use::kMac, passphrase, EVP_MD_size(kdf.digest));
  if (!mac_key) return mac_key.error();
  std::array<uint8_t, EVP_MAX_MD_SIZE> mac{};
  unsigned mac_size = 0;
  bssl::ScopedCBB cbb;
  if (HMAC(kdf.digest, mac_key->Reveal().data(), mac_key->size(), safe->data(), safe->size(), mac.data(), &mac_size) ==
          nullptr ||
      !CBB_init(cbb.get(), safe->size() + kHeadersSize) ||
      !AddPfx(cbb.get(), *safe, digest_oid, kdf, {mac.data(), mac_size})) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  return FinishCbb(cbb.get());
}

}  // namespace

Result<Bytes> EncodePfx(const PfxContents& contents, const Passphrase& passphrase, PfxForm form, Entropy& entropy) {
  return entropy.Checked(OrOutOfMemory([&] { return Encode(contents, passphrase.Reveal(), form, entropy); }));
}

}  // namespace keyseal
