#include "core/sealing/pkcs12_reader.h"

#include <openssl/digest.h>
#include <openssl/hmac.h>
#include <openssl/mem.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/base/out_of_memory.h"
#include "core/sealing/pbes2.h"
#include "core/sealing/pkcs12.h"
#include "core/sealing/pkcs12_kdf.h"
#include "core/sealing/pkcs12_pbe.h"
#include "core/sealing/sealed_key.h"
#include "crypto/bytestring/internal.h"  // BoringSSL turns BER into DER, but has no public header for it

namespace keyseal {
namespace {

constexpr CBS_ASN1_TAG kExplicit0 = CBS_ASN1_CONTEXT_SPECIFIC | CBS_ASN1_CONSTRUCTED | 0;
constexpr CBS_ASN1_TAG kImplicit0 = CBS_ASN1_CONTEXT_SPECIFIC | 0;
constexpr Oid kPbmac1("1.2.840.113549.1.5.14");
constexpr uint64_t kMinMacKeySize = 20;  // bytes (RFC 9879 6, P-12)
constexpr uint64_t kMaxMacKeySize = 64;  // P-13: what no hash is longer than

// Der is one element, turned into DER where it is BER: Windows and old Java write BER, on every level anew. |valid|
// only where it is one element and nothing more.
class Der {
 public:
  explicit Der(CBS untrusted_ber) {
    uint8_t* storage = nullptr;
    is_valid_ = bssl::CBS_asn1_ber_to_der(&untrusted_ber, &der_, &storage) != 0 && CBS_len(&untrusted_ber) == 0;
    storage_.reset(storage);                              // whose free wipes: there may be a key in it
    if (!is_valid_) FailureOfBssl(ErrorCode::kInternal);  // empties the queue
  }

  // TakeSequence takes its contents, if it is a SEQUENCE.
  bool TakeSequence(CBS* contents) { return is_valid_ && CBS_get_asn1(&der_, contents, CBS_ASN1_SEQUENCE) != 0; }

 private:
  bool is_valid_ = false;
  CBS der_{};
  bssl::UniquePtr<uint8_t> storage_;
};

struct DigestRow {
  Oid digest;
  Oid hmac;
  const EVP_MD* (*evp)();
};
constexpr DigestRow kDigests[] = {
    {Oid("2.16.840.1.101.3.4.2.1"), Oid("1.2.840.113549.2.9"), EVP_sha256},
    {Oid("1.3.14.3.2.26"), Oid("1.2.840.113549.2.7"), EVP_sha1},
    {Oid("2.16.840.1.101.3.4.2.2"), Oid("1.2.840.113549.2.10"), EVP_sha384},
    {Oid("2.16.840.1.101.3.4.2.3"), Oid("1.2.840.113549.2.11"), EVP_sha512},
};

const EVP_MD* FindDigest(const CBS& oid, Oid DigestRow::* column) {
  const auto* row = std::ranges::find_if(kDigests, [&](const DigestRow& known) { return IsOid(oid, known.*column); });
  return row == std::end(kDigests) ? nullptr : row->evp();
}

struct MacKey {
  const EVP_MD* digest;
  SecretBytes key;
};

// PBMAC1-params ::= SEQUENCE { keyDerivationFunc, messageAuthScheme }  (RFC 9879 4, RFC 8018 A.5)
Result<MacKey> DerivePbmac1(CBS params, ByteSpan passphrase) {
  CBS kdf_algorithm, scheme, oid;
  if (!CBS_get_asn1(&params, &kdf_algorithm, CBS_ASN1_SEQUENCE) || !CBS_get_asn1(&params, &scheme, CBS_ASN1_SEQUENCE) ||
      CBS_len(&params) != 0 || !CBS_get_asn1(&scheme, &oid, CBS_ASN1_OBJECT)) {
    return ErrorCode::kBadSealedKey;
  }
  const EVP_MD* digest = FindDigest(oid, &DigestRow::hmac);
  if (digest == nullptr) return ErrorCode::kCipherNotSupported;
  const Result<Pbkdf2Params> kdf = ParsePbkdf2Algorithm(kdf_algorithm);
  if (!kdf) return kdf.error();
  // RFC 9879 4: absent is refused, since there is no cipher that would say it
  const uint64_t size = kdf->key_size.value_or(0);
  if (size < kMinMacKeySize || size > kMaxMacKeySize) return ErrorCode::kBadSealedKey;
  Result<SecretBytes> key = DerivePbkdf2(kdf->prf, kdf->kdf, kdf->salt, passphrase, size);
  if (!key) return key.error();
  return MacKey{digest, std::move(*key)};
}

// The salt and iterations of MacData are for the derivation of PKCS#12 alone, not for PBMAC1 (RFC 9879 5).
Result<MacKey> DeriveMacKey(CBS algorithm, CBS salt, uint64_t iterations, ByteSpan passphrase) {
  CBS oid, params;
  if (!CBS_get_asn1(&algorithm, &oid, CBS_ASN1_OBJECT)) return ErrorCode::kBadSealedKey;
  if (IsOid(oid, kPbmac1)) {
    if (!CBS_get_asn1(&algorithm, &params, CBS_ASN1_SEQUENCE)) return ErrorCode::kBadSealedKey;
    return DerivePbmac1(params, passphrase);
  }
  const EVP_MD* digest = FindDigest(oid, &DigestRow::digest);
  if (digest == nullptr) return ErrorCode::kCipherNotSupported;
  if (iterations == 0 || CBS_len(&salt) > kMaxSaltSize) return ErrorCode::kBadSealedKey;
  if (iterations > kMaxPbkdf2Iterations) return ErrorCode::kKdfTooCostly;  // before narrowing
  const Pkcs12Kdf kdf = {.digest = digest,
                         .iterations = static_cast<uint32_t>(iterations),
                         .salt = Bytes(CBS_data(&salt), CBS_data(&salt) + CBS_len(&salt))};
  Result<SecretBytes> key = DerivePkcs12(kdf, Pkcs12Use::kMac, passphrase, EVP_MD_size(digest));
  if (!key) return key.error();
  return MacKey{digest, std::move(*key)};
}

// MacData ::= SEQUENCE { DigestInfo, macSalt, iterations DEFAULT 1 }  (RFC 7292 4)
Result<void> CheckMac(CBS mac_data, ByteSpan message, ByteSpan passphrase) {
  CBS digest_info, algorithm, expected, salt;
  uint64_t iterations = 1;
  if (!CBS_get_asn1(&mac_data, &digest_info, CBS_ASN1_SEQUENCE) ||
      !CBS_get_asn1(&digest_info, &algorithm, CBS_ASN1_SEQUENCE) ||
      !CBS_get_asn1(&digest_info, &expected, CBS_ASN1_OCTETSTRING) ||
      !CBS_get_asn1(&mac_data, &salt, CBS_ASN1_OCTETSTRING) ||
      (CBS_len(&mac_data) != 0 && !CBS_get_asn1_uint64(&mac_data, &iterations)) || CBS_len(&mac_data) != 0) {
    return ErrorCode::kBadSealedKey;
  }
  Result<MacKey> mac_key = DeriveMacKey(algorithm, salt, iterations, passphrase);
  if (!mac_key) return mac_key.error();
  std::array<uint8_t, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  if (HMAC(mac_key->digest, mac_key->key.Reveal().data(), mac_key->key.size(), message.data(), message.size(),
           mac.data(), &size) == nullptr) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  if (CBS_len(&expected) != size || CRYPTO_memcmp(CBS_data(&expected), mac.data(), size) != 0) {
    return ErrorCode::kWrongPassphrase;
  }
  return {};
}

// Decrypt opens |ciphertext| by either of the schemes that PFX files have.
Result<SecretBytes> Decrypt(CBS algorithm, ByteSpan ciphertext, ByteSpan passphrase) {
  const Result<Pkcs12Pbe> old = Pkcs12Pbe::Parse(algorithm);
  if (old) return old->Decrypt(ciphertext, passphrase);
  if (old.error().code != ErrorCode::kCipherNotSupported) return old.error();
  const Result<Pbes2> pbes2 = Pbes2::Parse(algorithm);
  if (!pbes2) return pbes2.error();
  return pbes2->Decrypt(ciphertext, passphrase);
}

enum class Within : uint8_t { kClear, kEncrypted };

class PfxReader {
 public:
  explicit PfxReader(ByteSpan passphrase) : passphrase_(passphrase) {}

  // AuthenticatedSafe ::= SEQUENCE OF ContentInfo  (RFC 7292 4.1)
  Result<void> ReadSafe(CBS safe) {
    Der der(safe);
    CBS infos;
    if (!der.TakeSequence(&infos)) return ErrorCode::kBadSealedKey;
    for (size_t parts = 0; CBS_len(&infos) != 0; parts++) {
      CBS info;
      if (parts == kMaxPfxParts || !CBS_get_asn1(&infos, &info, CBS_ASN1_SEQUENCE)) return ErrorCode::kBadSealedKey;
      if (Result<void> read = ReadContentInfo(info); !read) return read;
    }
    return {};
  }

  Result<OpenedPfx> Take() {
    if (opened_.private_key_info.empty()) return ErrorCode::kBadSealedKey;
    return std::move(opened_);
  }

 private:
  Result<void> ReadContentInfo(CBS info) {
    CBS oid, content;
    if (!CBS_get_asn1(&info, &oid, CBS_ASN1_OBJECT) || !CBS_get_asn1(&info, &content, kExplicit0)) {
      return ErrorCode::kBadSealedKey;
    }
    if (IsOid(oid, oid::kData)) {
      CBS octets;
      if (!CBS_get_asn1(&content, &octets, CBS_ASN1_OCTETSTRING)) return ErrorCode::kBadSealedKey;
      return ReadBags(octets, Within::kClear);
    }
    if (!IsOid(oid, oid::kEncryptedData))
      return ErrorCode::kCipherNotSupported;  // enveloped: for a key, not a passphrase
    CBS encrypted, encrypted_info, algorithm, ciphertext;
    uint64_t version;
    if (!CBS_get_asn1(&content, &encrypted, CBS_ASN1_SEQUENCE) || !CBS_get_asn1_uint64(&encrypted, &version) ||
        !CBS_get_asn1(&encrypted, &encrypted_info, CBS_ASN1_SEQUENCE) ||
        !CBS_get_asn1(&encrypted_info, &oid, CBS_ASN1_OBJECT) ||
        !CBS_get_asn1(&encrypted_info, &algorithm, CBS_ASN1_SEQUENCE) ||
        !CBS_get_asn1(&encrypted_info, &ciphertext, kImplicit0)) {
      return ErrorCode::kBadSealedKey;
    }
    const Result<SecretBytes> bags = Decrypt(algorithm, ToSpan(ciphertext), passphrase_);
    if (!bags) return bags.error();
    Result<void> read = ReadBags(ToCbs(bags->Reveal()), Within::kEncrypted);
    // Behind a good MAC too: the passphrase of the parts may be another one.
    if (!read && read.error().code == ErrorCode::kBadSealedKey) return ErrorCode::kWrongPassphrase;
    return read;
  }

  // SafeContents ::= SEQUENCE OF SafeBag { bagId, [0] value, attributes OPTIONAL }  (RFC 7292 4.2)
  Result<void> ReadBags(CBS contents, Within within) {
    Der der(contents);
    CBS bags;
    if (!der.TakeSequence(&bags)) return ErrorCode::kBadSealedKey;
    while (CBS_len(&bags) != 0) {
      CBS bag, id, value;
      if (!CBS_get_asn1(&bags, &bag, CBS_ASN1_SEQUENCE) || !CBS_get_asn1(&bag, &id, CBS_ASN1_OBJECT) ||
          !CBS_get_asn1(&bag, &value, kExplicit0)) {
        return ErrorCode::kBadSealedKey;
      }
      Result<void> read;
      if (IsOid(id, oid::kShroudedKeyBag)) read = ReadShroudedKey(value);
      if (IsOid(id, oid::kKeyBag)) read = ReadKey(value, within);
      if (IsOid(id, oid::kCertBag)) read = ReadCertificate(value);
      if (!read) return read;  // others, such as revocation lists, are nobody's business here
    }
    return {};
  }

  Result<void> ReadShroudedKey(CBS value) {
    CBS info, algorithm, ciphertext;
    if (!CBS_get_asn1(&value, &info, CBS_ASN1_SEQUENCE) || !CBS_get_asn1(&info, &algorithm, CBS_ASN1_SEQUENCE) ||
        !CBS_get_asn1(&info, &ciphertext, CBS_ASN1_OCTETSTRING)) {
      return ErrorCode::kBadSealedKey;
    }
    Result<SecretBytes> key = Decrypt(algorithm, ToSpan(ciphertext), passphrase_);
    if (!key) return key.error();
    return KeepKey(std::move(*key));
  }

  Result<void> ReadKey(CBS value, Within within) {
    if (within == Within::kClear) return ErrorCode::kKeyNotEncrypted;
    Result<SecretBytes> key = SecretBytes::Copy(ToSpan(value));
    if (!key) return key.error();
    return KeepKey(std::move(*key));
  }

  Result<void> KeepKey(SecretBytes key) {
    if (!opened_.private_key_info.empty()) return ErrorCode::kBadSealedKey;
    opened_.private_key_info = std::move(key);
    return {};
  }

  // CertBag ::= SEQUENCE { certId, [0] OCTET STRING }  (RFC 7292 4.2.3)
  Result<void> ReadCertificate(CBS value) {
    CBS bag, id, wrapped, certificate;
    if (!CBS_get_asn1(&value, &bag, CBS_ASN1_SEQUENCE) || !CBS_get_asn1(&bag, &id, CBS_ASN1_OBJECT) ||
        !CBS_get_asn1(&bag, &wrapped, kExplicit0) || opened_.certificates.size() == kMaxPfxCertificates) {
      return ErrorCode::kBadSealedKey;
    }
    if (!IsOid(id, oid::kX509Certificate)) return {};  // an SDSI certificate
    if (!CBS_get_asn1(&wrapped, &certificate, CBS_ASN1_OCTETSTRING)) return ErrorCode::kBadSealedKey;
    const ByteSpan der = ToSpan(certificate);
    opened_.certificates.emplace_back(der.begin(), der.end());
    return {};
  }

  ByteSpan passphrase_;
  OpenedPfx opened_;
};

Result<OpenedPfx> Open(ByteSpan untrusted_file, ByteSpan passphrase) {
  Der der(ToCbs(untrusted_file));
  CBS pfx, info, oid, content, safe, mac_data;
  uint64_t version;
  int has_mac = 0;
  if (!der.TakeSequence(&pfx) || !CBS_get_asn1_uint64(&pfx, &version) || version != 3 ||
      !CBS_get_asn1(&pfx, &info, CBS_ASN1_SEQUENCE) || !CBS_get_asn1(&info, &oid, CBS_ASN1_OBJECT)) {
    return ErrorCode::kBadSealedKey;
  }
  if (!IsOid(oid, oid::kData)) return ErrorCode::kCipherNotSupported;  // signed with a key, not with a passphrase
  if (!CBS_get_asn1(&info, &content, kExplicit0) || !CBS_get_asn1(&content, &safe, CBS_ASN1_OCTETSTRING) ||
      !CBS_get_optional_asn1(&pfx, &mac_data, &has_mac, CBS_ASN1_SEQUENCE) || CBS_len(&pfx) != 0) {
    return ErrorCode::kBadSealedKey;
  }
  if (has_mac != 0) {
    if (Result<void> checked = CheckMac(mac_data, ToSpan(safe), passphrase); !checked) return checked.error();
  }
  PfxReader reader(passphrase);
  if (Result<void> read = reader.ReadSafe(safe); !read) return read.error();
  return reader.Take();
}

}  // namespace

bool LooksLikePfx(ByteSpan untrusted_file) {
  Der der(ToCbs(untrusted_file));
  CBS pfx;
  uint64_t version = 0;
  return der.TakeSequence(&pfx) && CBS_get_asn1_uint64(&pfx, &version) && version == 3 &&
         CBS_peek_asn1_tag(&pfx, CBS_ASN1_SEQUENCE);
}

Result<OpenedPfx> OpenPfx(ByteSpan untrusted_file, const Passphrase& passphrase) {
  return OrOutOfMemory([&] { return Open(untrusted_file, passphrase.Reveal()); });
}

}  // namespace keyseal
