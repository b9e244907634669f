#include "core/sealing/pkcs12_pbe.h"

#include <openssl/cipher.h>
#include <openssl/digest.h>

#include <algorithm>

#include "core/asn1/der.h"
#include "core/sealing/cbc.h"
#include "core/sealing/pbes2.h"

namespace keyseal {

struct Pkcs12CipherRow {
  Oid oid;
  const EVP_CIPHER* (*evp)();
};

namespace {

// RFC 7292 C. The first is the only one that is written.
constexpr Pkcs12CipherRow kCiphers[] = {
    {Oid("1.2.840.113549.1.12.1.3"), EVP_des_ede3_cbc},  // pbeWithSHAAnd3-KeyTripleDES-CBC
    {Oid("1.2.840.113549.1.12.1.5"), EVP_rc2_cbc},       // pbeWithSHAAnd128BitRC2-CBC
    {Oid("1.2.840.113549.1.12.1.6"), EVP_rc2_40_cbc},    // pbeWithSHAAnd40BitRC2-CBC
};
constexpr size_t kPkcs12SaltSize = 8;  // bytes, as every writer of the time has it

struct KeyAndIv {
  SecretBytes key;
  SecretBytes iv;
};

Result<KeyAndIv> Derive(const EVP_CIPHER* cipher, const Pkcs12Kdf& kdf, ByteSpan passphrase) {
  Result<SecretBytes> key = DerivePkcs12(kdf, Pkcs12Use::kKey, passphrase, EVP_CIPHER_key_length(cipher));
  if (!key) return key.error();
  Result<SecretBytes> iv = DerivePkcs12(kdf, Pkcs12Use::kIv, passphrase, EVP_CIPHER_iv_length(cipher));
  if (!iv) return iv.error();
  return KeyAndIv{std::move(*key), std::move(*iv)};
}

}  // namespace

Result<Pkcs12Pbe> Pkcs12Pbe::Create(uint32_t iterations, Entropy& entropy) {
  Pkcs12Pbe pbe;
  pbe.cipher_ = &kCiphers[0];
  pbe.kdf_ = {.digest = EVP_sha1(), .iterations = iterations, .salt = Bytes(kPkcs12SaltSize)};
  if (Result<void> drawn = entropy.Fill(pbe.kdf_.salt); !drawn) return drawn.error();
  return pbe;
}

// pkcs-12PbeParams ::= SEQUENCE { salt OCTET STRING, iterations INTEGER }  (RFC 7292 C)
bool Pkcs12Pbe::Encode(CBB* out) const {
  CBB algorithm, params;
  return CBB_add_asn1(out, &algorithm, CBS_ASN1_SEQUENCE) && AddOid(&algorithm, cipher_->oid) &&
         CBB_add_asn1(&algorithm, &params, CBS_ASN1_SEQUENCE) &&
         CBB_add_asn1_octet_string(&params, kdf_.salt.data(), kdf_.salt.size()) &&
         CBB_add_asn1_uint64(&params, kdf_.iterations) && CBB_flush(out);
}

Result<Pkcs12Pbe> Pkcs12Pbe::Parse(CBS untrusted_algorithm) {
  CBS oid, params, salt;
  uint64_t iterations;
  if (!CBS_get_asn1(&untrusted_algorithm, &oid, CBS_ASN1_OBJECT)) return ErrorCode::kBadSealedKey;
  const auto* row = std::ranges::find_if(kCiphers, [&](const auto& known) { return IsOid(oid, known.oid); });
  if (row == std::end(kCiphers)) return ErrorCode::kCipherNotSupported;
  if (!CBS_get_asn1(&untrusted_algorithm, &params, CBS_ASN1_SEQUENCE) || CBS_len(&untrusted_algorithm) != 0 ||
      !CBS_get_asn1(&params, &salt, CBS_ASN1_OCTETSTRING) || CBS_len(&salt) > kMaxSaltSize ||
      !CBS_get_asn1_uint64(&params, &iterations) || CBS_len(&params) != 0 || iterations == 0) {
    return ErrorCode::kBadSealedKey;
  }
  if (iterations > kMaxPbkdf2Iterations) return ErrorCode::kKdfTooCostly;  // before narrowing
  Pkcs12Pbe pbe;
  pbe.cipher_ = row;
  pbe.kdf_ = {.digest = EVP_sha1(),
              .iterations = static_cast<uint32_t>(iterations),
              .salt = Bytes(CBS_data(&salt), CBS_data(&salt) + CBS_len(&salt))};
  return pbe;
}

Result<Bytes> Pkcs12Pbe::Encrypt(const SecretBytes& plaintext, ByteSpan passphrase) const {
  Result<KeyAndIv> derived = Derive(cipher_->evp(), kdf_, passphrase);
  if (!derived) return derived.error();
  return EncryptCbc(cipher_->evp(), derived->key, derived->iv.Reveal(), plaintext);
}

Result<SecretBytes> Pkcs12Pbe::Decrypt(ByteSpan untrusted_ciphertext, ByteSpan passphrase) const {
  if (!IsCbcSize(cipher_->evp(), untrusted_ciphertext.size())) return ErrorCode::kBadSealedKey;
  Result<KeyAndIv> derived = Derive(cipher_->evp(), kdf_, passphrase);
  if (!derived) return derived.error();
  return DecryptCbc(cipher_->evp(), derived->key, derived->iv.Reveal(), untrusted_ciphertext);
}

}  // namespace keyseal
