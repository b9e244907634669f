#include "core/sealing/pbes2.h"

#include <openssl/cipher.h>
#include <openssl/digest.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <span>

#include "core/asn1/der.h"
#include "core/sealing/cbc.h"
#include "core/sealing/pbkdf2.h"

namespace keyseal {

struct PrfRow {
  Prf prf;
  Oid oid;
  const EVP_MD* (*digest)();
};

struct CipherRow {
  SealingCipher cipher;
  Oid oid;
  const EVP_CIPHER* (*evp)();
};

namespace {

constexpr Oid kPbes2("1.2.840.113549.1.5.13");    // P-04
constexpr Oid kPbkdf2("1.2.840.113549.1.5.12");   // P-04
constexpr Oid kScrypt("1.3.6.1.4.1.11591.4.11");  // P-09

// RFC 8018 B.1 and B.2. What is written stands by itself, so that a program that only writes links nothing else: SHA-1
// and Triple DES are 20 KB.
constexpr PrfRow kHmacSha256 = {Prf::kHmacSha256, Oid("1.2.840.113549.2.9"), EVP_sha256};
constexpr PrfRow kOtherPrfs[] = {
    {Prf::kHmacSha1, Oid("1.2.840.113549.2.7"), EVP_sha1},
    {Prf::kHmacSha384, Oid("1.2.840.113549.2.10"), EVP_sha384},
    {Prf::kHmacSha512, Oid("1.2.840.113549.2.11"), EVP_sha512},
};
constexpr CipherRow kAes256Cbc = {SealingCipher::kAes256Cbc, Oid("2.16.840.1.101.3.4.1.42"), EVP_aes_256_cbc};
constexpr CipherRow kOtherCiphers[] = {
    {SealingCipher::kAes128Cbc, Oid("2.16.840.1.101.3.4.1.2"), EVP_aes_128_cbc},
    {SealingCipher::kAes192Cbc, Oid("2.16.840.1.101.3.4.1.22"), EVP_aes_192_cbc},
    {SealingCipher::kDesEde3Cbc, Oid("1.2.840.113549.3.7"), EVP_des_ede3_cbc},
};

// Find returns |usual| or one of |others|, by its OID's contents octets, or nullptr.
template <typename Row>
const Row* Find(const CBS& oid, const Row& usual, std::span<const Row> others) {
  if (IsOid(oid, usual.oid)) return &usual;
  const auto found = std::ranges::find_if(others, [&](const Row& row) { return IsOid(oid, row.oid); });
  return found == others.end() ? nullptr : &*found;
}

bool AddOctets(CBB* out, ByteSpan octets) { return CBB_add_asn1_octet_string(out, octets.data(), octets.size()); }

bool IsTooCostly(const Kdf& kdf) {
  if (const auto* pbkdf2 = std::get_if<Pbkdf2>(&kdf)) return pbkdf2->iterations > kMaxPbkdf2Iterations;
  const Scrypt& scrypt = std::get<Scrypt>(kdf);
  if (scrypt.n > kMaxScryptMemory / 128 || scrypt.p > kMaxScryptP) return true;
  return uint64_t{128} * scrypt.r * (scrypt.n + scrypt.p + 1) > kMaxScryptMemory;  // < 2^60: n < 2^21, r < 2^32
}

// clang-format off: indented like the ASN.1

// PBKDF2-params ::= SEQUENCE { salt, iterationCount, keyLength OPTIONAL, prf DEFAULT }  (RFC 8018 A.2)
bool EncodePbkdf2(CBB* out, const Pbkdf2& kdf, const PrfRow& prf, ByteSpan salt) {
  CBB algorithm, params, prf_algorithm;
  return CBB_add_asn1(out, &algorithm, CBS_ASN1_SEQUENCE) &&
           AddOid(&algorithm, kPbkdf2) &&
           CBB_add_asn1(&algorithm, &params, CBS_ASN1_SEQUENCE) &&
             AddOctets(&params, salt) &&
             CBB_add_asn1_uint64(&params, kdf.iterations) &&  // keyLength is left out: the cipher says it (P-06)
             (prf.prf == Prf::kHmacSha1 ||  // the DEFAULT, which DER leaves out; every other one is explicit (P-05)
              (CBB_add_asn1(&params, &prf_algorithm, CBS_ASN1_SEQUENCE) &&
                 AddOid(&prf_algorithm, prf.oid) &&
                 AddNull(&prf_algorithm))) &&
         CBB_flush(out);
}

// scrypt-params ::= SEQUENCE { salt, costParameter, blockSize, parallelizationParameter, keyLength OPTIONAL }
// (RFC 7914 7.1)
bool EncodeScrypt(CBB* out, const Scrypt& kdf, ByteSpan salt) {
  CBB algorithm, params;
  return CBB_add_asn1(out, &algorithm, CBS_ASN1_SEQUENCE) &&
           AddOid(&algorithm, kScrypt) &&
           CBB_add_asn1(&algorithm, &params, CBS_ASN1_SEQUENCE) &&
             AddOctets(&params, salt) &&
             CBB_add_asn1_uint64(&params, kdf.n) &&
             CBB_add_asn1_uint64(&params, kdf.r) &&
             CBB_add_asn1_uint64(&params, kdf.p) &&
         CBB_flush(out);
}

// clang-format on

// KdfParams is what a keyDerivationFunc says.
struct KdfParams {
  Kdf kdf;
  const PrfRow* prf = &kOtherPrfs[0];  // HMAC with SHA-1, the DEFAULT (P-05)
  Bytes salt;
  std::optional<uint64_t> key_size;
};

std::optional<Bytes> ParseSalt(CBS* params) {
  CBS salt;
  if (!CBS_get_asn1(params, &salt, CBS_ASN1_OCTETSTRING) || CBS_len(&salt) > kMaxSaltSize) return std::nullopt;
  return Bytes(CBS_data(&salt), CBS_data(&salt) + CBS_len(&salt));
}

std::optional<uint64_t> ParseNumber(CBS* params) {
  uint64_t number;
  if (!CBS_get_asn1_uint64(params, &number)) return std::nullopt;
  return number;
}

// ParsePrf reads the contents of an AlgorithmIdentifier.
Result<const PrfRow*> ParsePrf(CBS algorithm) {
  CBS oid, null;
  if (!CBS_get_asn1(&algorithm, &oid, CBS_ASN1_OBJECT)) return ErrorCode::kBadSealedKey;
  const PrfRow* row = Find<PrfRow>(oid, kHmacSha256, kOtherPrfs);
  if (row == nullptr) return ErrorCode::kCipherNotSupported;
  if (!CBS_get_asn1(&algorithm, &null, CBS_ASN1_NULL) || CBS_len(&null) != 0 || CBS_len(&algorithm) != 0) {
    return ErrorCode::kBadSealedKey;  // RFC 8018 B.1: the parameters are NULL
  }
  return row;
}

Result<KdfParams> ParsePbkdf2(CBS params) {
  KdfParams parsed;
  std::optional<Bytes> salt = ParseSalt(&params);
  std::optional<uint64_t> iterations = ParseNumber(&params);
  if (!salt || !iterations || *iterations == 0) return ErrorCode::kBadSealedKey;  // RFC 8018 A.2: 1..MAX
  if (*iterations > kMaxPbkdf2Iterations) return ErrorCode::kKdfTooCostly;        // P-13, before narrowing
  parsed.salt = *std::move(salt);
  parsed.kdf = Pbkdf2{static_cast<uint32_t>(*iterations)};
  if (CBS_peek_asn1_tag(&params, CBS_ASN1_INTEGER) && !(parsed.key_size = ParseNumber(&params))) {
    return ErrorCode::kBadSealedKey;
  }
  if (CBS_len(&params) == 0) return parsed;
  CBS prf_algorithm;
  if (!CBS_get_asn1(&params, &prf_algorithm, CBS_ASN1_SEQUENCE) || CBS_len(&params) != 0) {
    return ErrorCode::kBadSealedKey;
  }
  Result<const PrfRow*> prf = ParsePrf(prf_algorithm);
  if (!prf) return prf.error();
  parsed.prf = *prf;
  return parsed;
}

Result<KdfParams> ParseScrypt(CBS params) {
  KdfParams parsed;
  std::optional<Bytes> salt = ParseSalt(&params);
  std::optional<uint64_t> n = ParseNumber(&params), r = ParseNumber(&params), p = ParseNumber(&params);
  if (!salt || !n || !r || !p || *n < 2 || !std::has_single_bit(*n) || *r == 0 || *p == 0) {  // RFC 7914 2 and 6
    return ErrorCode::kBadSealedKey;
  }
  if (*r < 4 && *n >> (16 * *r) != 0) return ErrorCode::kBadSealedKey;  // RFC 7914 6: N < 2^(128 * r / 8)
  constexpr uint64_t kMax = std::numeric_limits<uint32_t>::max();
  if (*r > kMax || *p > kMax) return ErrorCode::kKdfTooCostly;  // before narrowing
  parsed.salt = *std::move(salt);
  parsed.kdf = Scrypt{*n, static_cast<uint32_t>(*r), static_cast<uint32_t>(*p)};
  if (IsTooCostly(parsed.kdf)) return ErrorCode::kKdfTooCostly;
  if (CBS_len(&params) != 0 && (!(parsed.key_size = ParseNumber(&params)) || CBS_len(&params) != 0)) {
    return ErrorCode::kBadSealedKey;
  }
  return parsed;
}

// ParseKdf reads the contents of keyDerivationFunc.
Result<KdfParams> ParseKdf(CBS algorithm) {
  CBS oid, params;
  if (!CBS_get_asn1(&algorithm, &oid, CBS_ASN1_OBJECT)) return ErrorCode::kBadSealedKey;
  const bool is_pbkdf2 = IsOid(oid, kPbkdf2);
  if (!is_pbkdf2 && !IsOid(oid, kScrypt)) return ErrorCode::kCipherNotSupported;
  if (!CBS_get_asn1(&algorithm, &params, CBS_ASN1_SEQUENCE) || CBS_len(&algorithm) != 0) {
    return ErrorCode::kBadSealedKey;
  }
  return is_pbkdf2 ? ParsePbkdf2(params) : ParseScrypt(params);
}

const char* ToChars(ByteSpan bytes) { return reinterpret_cast<const char*>(bytes.data()); }

}  // namespace

Result<Pbkdf2Params> ParsePbkdf2Algorithm(CBS untrusted_algorithm) {
  Result<KdfParams> parsed = ParseKdf(untrusted_algorithm);
  if (!parsed) return parsed.error();
  const auto* pbkdf2 = std::get_if<Pbkdf2>(&parsed->kdf);
  if (pbkdf2 == nullptr) return ErrorCode::kCipherNotSupported;
  return Pbkdf2Params{*pbkdf2, parsed->prf->prf, std::move(parsed->salt), parsed->key_size};
}

Result<void> CheckKdf(const Kdf& kdf) {
  if (const auto* pbkdf2 = std::get_if<Pbkdf2>(&kdf)) {
    if (pbkdf2->iterations < kMinPbkdf2Iterations) return Error{ErrorCode::kKdfBelowFloor, "sealing"};
  } else {
    const Scrypt& scrypt = std::get<Scrypt>(kdf);
    if (scrypt.n < kMinScryptN || !std::has_single_bit(scrypt.n) || scrypt.r < kMinScryptR || scrypt.p < kMinScryptP) {
      return Error{ErrorCode::kKdfBelowFloor, "sealing"};
    }
  }
  if (IsTooCostly(kdf)) return Error{ErrorCode::kKdfTooCostly, "sealing"};
  return {};
}

namespace {

Result<SecretBytes> Derive(const PrfRow& prf, const Pbkdf2& kdf, ByteSpan salt, ByteSpan passphrase, size_t key_size) {
  if (prf.prf == Prf::kHmacSha256) return Pbkdf2HmacSha256(passphrase, salt, kdf.iterations, key_size);
  Result<SecretBytes> key = SecretBytes::Create(key_size);
  if (!key) return key;
  if (!PKCS5_PBKDF2_HMAC(ToChars(passphrase), passphrase.size(), salt.data(), salt.size(), kdf.iterations, prf.digest(),
                         key_size, key->RevealMutable().data())) {
    return FailureOfBssl(ErrorCode::kInternal);
  }
  return key;
}

}  // namespace

Result<SecretBytes> DerivePbkdf2(Prf prf, const Pbkdf2& kdf, ByteSpan salt, ByteSpan passphrase, size_t key_size) {
  const auto* other = std::ranges::find(kOtherPrfs, prf, &PrfRow::prf);
  return Derive(other == std::end(kOtherPrfs) ? kHmacSha256 : *other, kdf, salt, passphrase, key_size);
}

Result<SecretBytes> DeriveScrypt(const Scrypt& kdf, ByteSpan salt, ByteSpan passphrase, size_t key_size) {
  Result<SecretBytes> key = SecretBytes::Create(key_size);
  if (!key) return key;
  if (!EVP_PBE_scrypt(ToChars(passphrase), passphrase.size(), salt.data(), salt.size(), kdf.n, kdf.r, kdf.p,
                      kMaxScryptMemory, key->RevealMutable().data(), key_size)) {
    return FailureOfBssl(ErrorCode::kInternal);
  }
  return key;
}

Prf Pbes2::prf() const { return prf_->prf; }
SealingCipher Pbes2::cipher() const { return cipher_->cipher; }

Result<Pbes2> Pbes2::Create(const Kdf& kdf, Entropy& entropy) {
  if (Result<void> checked = CheckKdf(kdf); !checked) return checked.error();
  Pbes2 pbes2;
  pbes2.kdf_ = kdf;
  pbes2.prf_ = &kHmacSha256;
  pbes2.cipher_ = &kAes256Cbc;
  pbes2.salt_.resize(kSaltSize);
  pbes2.iv_.resize(EVP_CIPHER_iv_length(pbes2.cipher_->evp()));
  if (Result<void> drawn = entropy.Fill(pbes2.salt_); !drawn) return drawn.error();
  if (Result<void> drawn = entropy.Fill(pbes2.iv_); !drawn) return drawn.error();
  return pbes2;
}

// clang-format off: indented like the ASN.1

// PBES2-params ::= SEQUENCE { keyDerivationFunc, encryptionScheme }  (RFC 8018 A.4)
bool Pbes2::Encode(CBB* out) const {
  CBB algorithm, params, scheme;
  const auto* pbkdf2 = std::get_if<Pbkdf2>(&kdf_);
  return CBB_add_asn1(out, &algorithm, CBS_ASN1_SEQUENCE) &&
           AddOid(&algorithm, kPbes2) &&
           CBB_add_asn1(&algorithm, &params, CBS_ASN1_SEQUENCE) &&
             (pbkdf2 ? EncodePbkdf2(&params, *pbkdf2, *prf_, salt_)
                     : EncodeScrypt(&params, std::get<Scrypt>(kdf_), salt_)) &&
             CBB_add_asn1(&params, &scheme, CBS_ASN1_SEQUENCE) &&
               AddOid(&scheme, cipher_->oid) &&
               AddOctets(&scheme, iv_) &&
         CBB_flush(out);
}

// clang-format on

Result<Pbes2> Pbes2::Parse(CBS untrusted_algorithm) {
  CBS oid, params, kdf_algorithm, scheme, scheme_oid, iv;
  if (!CBS_get_asn1(&untrusted_algorithm, &oid, CBS_ASN1_OBJECT)) return ErrorCode::kBadSealedKey;
  if (!IsOid(oid, kPbes2)) return ErrorCode::kCipherNotSupported;  // PBES1 and PKCS#12's own among them (P-04)
  if (!CBS_get_asn1(&untrusted_algorithm, &params, CBS_ASN1_SEQUENCE) || CBS_len(&untrusted_algorithm) != 0 ||
      !CBS_get_asn1(&params, &kdf_algorithm, CBS_ASN1_SEQUENCE) || !CBS_get_asn1(&params, &scheme, CBS_ASN1_SEQUENCE) ||
      CBS_len(&params) != 0 || !CBS_get_asn1(&scheme, &scheme_oid, CBS_ASN1_OBJECT)) {
    return ErrorCode::kBadSealedKey;
  }
  Result<KdfParams> kdf = ParseKdf(kdf_algorithm);
  if (!kdf) return kdf.error();
  const CipherRow* row = Find<CipherRow>(scheme_oid, kAes256Cbc, kOtherCiphers);
  if (row == nullptr) return ErrorCode::kCipherNotSupported;
  if (!CBS_get_asn1(&scheme, &iv, CBS_ASN1_OCTETSTRING) || CBS_len(&scheme) != 0 ||
      CBS_len(&iv) != EVP_CIPHER_iv_length(row->evp())) {
    return ErrorCode::kBadSealedKey;
  }
  if (kdf->key_size.value_or(EVP_CIPHER_key_length(row->evp())) != EVP_CIPHER_key_length(row->evp())) {
    return ErrorCode::kBadSealedKey;  // P-06, P-13: keyLength only repeats what the cipher says
  }
  Pbes2 pbes2;
  pbes2.kdf_ = kdf->kdf;
  pbes2.prf_ = kdf->prf;
  pbes2.salt_ = std::move(kdf->salt);
  pbes2.cipher_ = row;
  pbes2.iv_.assign(CBS_data(&iv), CBS_data(&iv) + CBS_len(&iv));
  return pbes2;
}

Result<SecretBytes> Pbes2::DeriveKey(ByteSpan passphrase) const {
  const size_t key_size = EVP_CIPHER_key_length(cipher_->evp());
  const auto* pbkdf2 = std::get_if<Pbkdf2>(&kdf_);
  return pbkdf2 ? Derive(*prf_, *pbkdf2, salt_, passphrase, key_size)
                : DeriveScrypt(std::get<Scrypt>(kdf_), salt_, passphrase, key_size);
}

Result<Bytes> Pbes2::Encrypt(const SecretBytes& plaintext, ByteSpan passphrase) const {
  Result<SecretBytes> key = DeriveKey(passphrase);
  if (!key) return key.error();
  return EncryptCbc(cipher_->evp(), *key, iv_, plaintext);
}

Result<SecretBytes> Pbes2::Decrypt(ByteSpan untrusted_ciphertext, ByteSpan passphrase) const {
  if (!IsCbcSize(cipher_->evp(), untrusted_ciphertext.size())) return ErrorCode::kBadSealedKey;
  Result<SecretBytes> key = DeriveKey(passphrase);
  if (!key) return key;
  return DecryptCbc(cipher_->evp(), *key, iv_, untrusted_ciphertext);
}

}  // namespace keyseal
