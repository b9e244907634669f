#include "core/sealing/sealed_key.h"

#include "core/base/bssl.h"
#include "core/base/out_of_memory.h"

namespace keyseal {
namespace {

// IsPrivateKeyInfo returns whether |plaintext| has the form of one, and not what is in it. (RFC 5958 2)
bool IsPrivateKeyInfo(const SecretBytes& plaintext) {
  CBS der = ToCbs(plaintext.Reveal()), info, algorithm, oid, private_key;
  uint64_t version;
  return CBS_get_asn1(&der, &info, CBS_ASN1_SEQUENCE) && CBS_len(&der) == 0 && CBS_get_asn1_uint64(&info, &version) &&
         version <= 1 &&  // P-01
         CBS_get_asn1(&info, &algorithm, CBS_ASN1_SEQUENCE) && CBS_get_asn1(&algorithm, &oid, CBS_ASN1_OBJECT) &&
         CBS_get_asn1(&info, &private_key, CBS_ASN1_OCTETSTRING);
}

// StartsLikeClearKey returns whether |info| begins like the contents of a PrivateKeyInfo (RFC 5958 2), RSAPrivateKey
// (RFC 8017 A.1.2) or ECPrivateKey (RFC 5915 3): with a version of 0 or 1. A PFX has 3 (RFC 7292 4).
bool StartsLikeClearKey(CBS info) {
  uint64_t version;
  return CBS_get_asn1_uint64(&info, &version) && version <= 1;
}

}  // namespace

Result<Bytes> SealPrivateKeyInfo(const SecretBytes& private_key_info, ByteSpan passphrase, const Kdf& kdf,
                                 Entropy& entropy) {
  Result<Pbes2> pbes2 = Pbes2::Create(kdf, entropy);
  if (!pbes2) return pbes2.error();
  Result<Bytes> ciphertext = pbes2->Encrypt(private_key_info, passphrase);
  if (!ciphertext) return ciphertext;
  // EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm, encryptedData }  (RFC 5958 3)
  bssl::ScopedCBB cbb;
  CBB info;
  if (!CBB_init(cbb.get(), ciphertext->size() + 256) ||                               //
      !CBB_add_asn1(cbb.get(), &info, CBS_ASN1_SEQUENCE) || !pbes2->Encode(&info) ||  //
      !CBB_add_asn1_octet_string(&info, ciphertext->data(), ciphertext->size())) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  return entropy.Checked(FinishCbb(cbb.get()));
}

Result<SecretBytes> OpenPrivateKeyInfo(ByteSpan untrusted_der, ByteSpan passphrase) {
  CBS der = ToCbs(untrusted_der), info, algorithm, ciphertext;
  if (!CBS_get_asn1(&der, &info, CBS_ASN1_SEQUENCE) || CBS_len(&der) != 0) return ErrorCode::kBadSealedKey;
  if (StartsLikeClearKey(info)) return ErrorCode::kKeyNotEncrypted;
  if (!CBS_get_asn1(&info, &algorithm, CBS_ASN1_SEQUENCE) || !CBS_get_asn1(&info, &ciphertext, CBS_ASN1_OCTETSTRING) ||
      CBS_len(&info) != 0) {
    return ErrorCode::kBadSealedKey;
  }
  Result<Pbes2> pbes2 = Pbes2::Parse(algorithm);
  if (!pbes2) return pbes2.error();
  Result<SecretBytes> plaintext = pbes2->Decrypt(ToSpan(ciphertext), passphrase);
  if (!plaintext) return plaintext;
  if (!IsPrivateKeyInfo(*plaintext)) return ErrorCode::kWrongPassphrase;
  return plaintext;
}

Result<Bytes> SealKey(const PrivateKey& key, const Passphrase& passphrase, const Kdf& kdf, Entropy& entropy) {
  return OrOutOfMemory([&]() -> Result<Bytes> {
    if (Result<void> checked = CheckKdf(kdf); !checked) return checked.error();  // before the key is laid bare
    Result<SecretBytes> private_key_info = key.RevealPkcs8();
    if (!private_key_info) return private_key_info.error();
    return SealPrivateKeyInfo(*private_key_info, passphrase.Reveal(), kdf, entropy);
  });
}

Result<PrivateKey> OpenKey(ByteSpan untrusted_der, const Passphrase& passphrase) {
  return OrOutOfMemory([&]() -> Result<PrivateKey> {
    Result<SecretBytes> private_key_info = OpenPrivateKeyInfo(untrusted_der, passphrase.Reveal());
    if (!private_key_info) return private_key_info.error();
    return PrivateKey::ParsePkcs8(*private_key_info);
  });
}

}  // namespace keyseal
