#include "core/rules/signature_rules.h"

#include <openssl/digest.h>
#include <openssl/mem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>

#include "core/asn1/der.h"
#include "core/base/out_of_memory.h"
#include "core/keys/rsa_weakness.h"

namespace keyseal {
namespace {

constexpr char kField[] = "signature";

enum class Hash : uint8_t { kSha256, kSha384, kSha512, kNone };

struct SignatureAlgorithm {
  Oid oid;
  KeyAlgorithm key;
  Hash hash;
};

// What authorities take (C-09), and what the other profiles sign with.
constexpr SignatureAlgorithm kAlgorithms[] = {
    {Oid("1.2.840.113549.1.1.11"), KeyAlgorithm::kRsa, Hash::kSha256},
    {Oid("1.2.840.113549.1.1.12"), KeyAlgorithm::kRsa, Hash::kSha384},
    {Oid("1.2.840.113549.1.1.13"), KeyAlgorithm::kRsa, Hash::kSha512},
    {Oid("1.2.840.10045.4.3.2"), KeyAlgorithm::kEc, Hash::kSha256},
    {Oid("1.2.840.10045.4.3.3"), KeyAlgorithm::kEc, Hash::kSha384},
    {Oid("1.2.840.10045.4.3.4"), KeyAlgorithm::kEc, Hash::kSha512},
    {Oid("1.3.101.112"), KeyAlgorithm::kEd25519, Hash::kNone},
    {Oid("2.16.840.1.101.3.4.3.17"), KeyAlgorithm::kMlDsa, Hash::kNone},
    {Oid("2.16.840.1.101.3.4.3.18"), KeyAlgorithm::kMlDsa, Hash::kNone},
    {Oid("2.16.840.1.101.3.4.3.19"), KeyAlgorithm::kMlDsa, Hash::kNone},
};

const EVP_MD* DigestOf(Hash hash) {
  switch (hash) {
    case Hash::kSha256:
      return EVP_sha256();
    case Hash::kSha384:
      return EVP_sha384();
    case Hash::kSha512:
      return EVP_sha512();
    case Hash::kNone:
      return nullptr;
  }
  return nullptr;
}

using Verdict = SignatureAnswer;

// EncodeBlock is EMSA-PKCS1-v1_5 (RFC 8017 9.2): 00 01 FF ... FF 00, DigestInfo. It has |size| octets, or more where
// these have no room for eight of FF ("intended encoded message length too short", step 3). Built from front to back.
Bytes EncodeBlock(ByteSpan digest_info, size_t size) {
  Bytes block(10, 0xff);
  block[0] = 0;
  block[1] = 1;
  while (block.size() + 1 + digest_info.size() < size) block.push_back(0xff);
  block.push_back(0);
  block.insert(block.end(), digest_info.begin(), digest_info.end());
  return block;
}

// SetPower sets |power| to |base|^|exponent| modulo |n|, which is odd. BN_mod_exp takes a quarter longer for the usual
// exponent: it prepares for numbers that are secret.
bool SetPower(BIGNUM* power, const BIGNUM& base, const BIGNUM& exponent, const BIGNUM& n, BN_CTX* ctx) {
  if (!BN_is_word(&exponent, 65537)) return BN_mod_exp(power, &base, &exponent, &n, ctx);
  const bssl::UniquePtr<BN_MONT_CTX> mont(BN_MONT_CTX_new_for_modulus(&n, ctx));
  if (mont == nullptr || !BN_to_montgomery(power, &base, mont.get(), ctx)) return false;
  for (int i = 0; i < 16; i++) {
    if (!BN_mod_mul_montgomery(power, power, power, mont.get(), ctx)) return false;
  }
  return BN_mod_mul_montgomery(power, power, &base, mont.get(), ctx);  // and out of Montgomery's form
}

// VerifyRsa is RSASSA-PKCS1-v1_5 with the numbers themselves (RFC 8017 8.2.2): BoringSSL's RSA takes no unusual
// exponents, which are a finding of their own and no reason not to look at the signature.
Verdict VerifyRsa(const PublicKey& key, Hash hash, ByteSpan message, ByteSpan signature) {
  const BIGNUM& n = *key.modulus;
  const uint64_t bits = BN_num_bits(&n);
  if (!BN_is_odd(&n) || bits < 512 || bits > kMaxJudgedModulusBits || BN_cmp(key.exponent.get(), &n) >= 0 ||
      bits * bits * BN_num_bits(key.exponent.get()) > kMaxVerifyWork) {
    return Verdict::kUnknown;
  }
  const bssl::UniquePtr<BIGNUM> number(BN_bin2bn(signature.data(), signature.size(), nullptr));
  Need(number != nullptr);
  const size_t size = BN_num_bytes(&n);
  if (signature.size() != size || BN_cmp(number.get(), &n) >= 0) return Verdict::kBad;
  std::array<uint8_t, EVP_MAX_MD_SIZE> digest{};
  unsigned digest_size = 0;
  EVP_Digest(message.data(), message.size(), digest.data(), &digest_size, DigestOf(hash), nullptr);
  uint8_t* prefixed = nullptr;
  size_t prefixed_size = 0;
  int is_allocated = 0;
  // The digests above all have a prefix.
  Need(RSA_add_pkcs1_prefix(&prefixed, &prefixed_size, &is_allocated, EVP_MD_type(DigestOf(hash)), digest.data(),
                            digest_size));
  const bssl::UniquePtr<uint8_t> owner(is_allocated != 0 ? prefixed : nullptr);
  const Bytes expected = EncodeBlock({prefixed, prefixed_size}, size);
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  const bssl::UniquePtr<BIGNUM> power(BN_new());
  Need(ctx != nullptr && power != nullptr);
  Bytes padded(size);
  if (!SetPower(power.get(), *number, *key.exponent, n, ctx.get()) ||
      !BN_bn2bin_padded(padded.data(), padded.size(), power.get())) {
    FailureOfBssl(ErrorCode::kInternal);
    return Verdict::kUnknown;
  }
  return padded == expected ? Verdict::kGood : Verdict::kBad;
}

Verdict Verify(const PublicKey& key, Hash hash, ByteSpan message, ByteSpan signature) {
  if (key.algorithm == KeyAlgorithm::kRsa) {
    return key.modulus != nullptr ? VerifyRsa(key, hash, message, signature) : Verdict::kUnknown;
  }
  if (key.usable == nullptr) return Verdict::kUnknown;
  bssl::ScopedEVP_MD_CTX ctx;
  const bool is_good =
      EVP_DigestVerifyInit(ctx.get(), nullptr, DigestOf(hash), nullptr, key.usable.get()) == 1 &&
      EVP_DigestVerify(ctx.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
  if (!is_good) FailureOfBssl(ErrorCode::kInternal);  // empties the queue
  return is_good ? Verdict::kGood : Verdict::kBad;
}

const SignatureAlgorithm* FindAlgorithm(const DerElement& type) {
  const auto* found = std::ranges::find_if(
      kAlgorithms, [&](const SignatureAlgorithm& known) { return IsOid(ToCbs(type.contents), known.oid); });
  return found == std::end(kAlgorithms) ? nullptr : found;
}

// IsFor returns whether |algorithm|, of the OID |type|, is one of |key|'s. ML-DSA's OID is also its parameter set's
// (RFC 9881 2): one that names a key must be the key's own.
bool IsFor(const SignatureAlgorithm& algorithm, const DerElement& type, const PublicKey& key) {
  const AlgorithmFacts* named = FindKeyAlgorithm(type.contents);
  return algorithm.key == key.algorithm && (named == nullptr || key.description == named->name);
}

}  // namespace

SignatureAnswer VerifySignature(const DerElement& algorithm, const PublicKey& key, ByteSpan message,
                                ByteSpan signature) {
  const auto type = DerReader(algorithm).Take(CBS_ASN1_OBJECT);
  if (!type) return Verdict::kUnknown;
  const SignatureAlgorithm* known = FindAlgorithm(*type);
  if (known == nullptr) return Verdict::kUnknown;
  if (!IsFor(*known, *type, key)) return Verdict::kBad;
  return Verify(key, known->hash, message, signature);
}

bool CheckSignature(const RequestParts& parts, const PublicKey& key, Reporter& reporter, Rule wrong) {
  if (parts.signature_algorithm.bytes.empty()) return false;  // kStructure has spoken
  DerReader fields(parts.signature_algorithm);
  const auto type = fields.Take(CBS_ASN1_OBJECT);
  const auto parameters = fields.Take();
  if (!type || !fields.at_end()) {
    reporter.Report(Rule::kStructure, kField, "no AlgorithmIdentifier " + PlaceOf(parts.signature_algorithm.offset));
    return false;
  }
  const SignatureAlgorithm* algorithm = FindAlgorithm(*type);
  if (algorithm == nullptr) {
    reporter.Report(Rule::kSignatureAlgorithmRefused, kField);  // C-09
    reporter.Report(Rule::kSignatureAlgorithmOld, kField);
    reporter.Report(Rule::kSignatureNotVerified, kField);
    return false;
  }
  if (!IsFor(*algorithm, *type, key)) {
    reporter.Report(Rule::kSignatureAlgorithmOther, kField);  // C-11
    return false;
  }
  const bool is_null = parameters && parameters->tag == CBS_ASN1_NULL && parameters->contents.empty();
  if (algorithm->key == KeyAlgorithm::kRsa ? !is_null : parameters.has_value()) {
    reporter.Report(Rule::kSignatureParameters, kField);  // C-11
  }
  switch (Verify(key, algorithm->hash, parts.signed_part.bytes, parts.signature)) {
    case Verdict::kGood:
      return true;
    case Verdict::kBad:
      reporter.Report(wrong, kField);  // C-04
      return false;
    case Verdict::kUnknown:
      reporter.Report(Rule::kSignatureNotVerified, kField);
      return false;
  }
  return false;
}

}  // namespace keyseal
