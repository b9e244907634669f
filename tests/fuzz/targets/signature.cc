// Signatures with keys of every kind: made here and changed a little, or a whole request's. The first byte chooses.

#include <openssl/curve25519.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/sha2.h>
#include <openssl/x509.h>

#include <array>

#include "core/rules/key_rules.h"
#include "tests/fuzz/feed.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/rsa_signatures.h"
#include "tests/fuzz/signature_verdict.h"

namespace keyseal {
namespace {

using Number = bssl::UniquePtr<BIGNUM>;

PublicKey KeyOf(ByteSpan spki) {
  const auto element = DerReader(spki, 0).Take();
  Require(element.has_value(), "BoringSSL writes DER");
  Reporter reporter(Profile::kPrivatePki);
  return CheckKey(*element, {}, reporter);
}

Bytes SpkiOf(EVP_PKEY* key) {
  bssl::ScopedCBB out;
  Require(CBB_init(out.get(), 128) && EVP_marshal_public_key(out.get(), key), "a key is written");
  return *FinishCbb(out.get());
}

// What is done to an ECDSA signature's numbers, and whether it is as good as before.
enum class NumberEdit : uint8_t { kNone, kNegateS, kAddToS, kAddToR, kSwap, kZeroR, kZeroS, kOrderAsS };

void EditNumbers(NumberEdit edit, BIGNUM& r, BIGNUM& s, const BIGNUM& order) {
  bool is_done = true;
  switch (edit) {
    case NumberEdit::kNone:
      break;
    case NumberEdit::kNegateS:  // the other square root: ECDSA takes both (SEC 1 4.1.4)
      is_done = BN_sub(&s, &order, &s) == 1;
      break;
    case NumberEdit::kAddToS:
      is_done = BN_add(&s, &s, &order) == 1;
      break;
    case NumberEdit::kAddToR:
      is_done = BN_add(&r, &r, &order) == 1;
      break;
    case NumberEdit::kSwap: {
      const Number old(BN_dup(&r));
      is_done = old != nullptr && BN_copy(&r, &s) && BN_copy(&s, old.get());
      break;
    }
    case NumberEdit::kZeroR:
      BN_zero(&r);
      break;
    case NumberEdit::kZeroS:
      BN_zero(&s);
      break;
    case NumberEdit::kOrderAsS:
      is_done = BN_copy(&s, &order) != nullptr;
      break;
  }
  Require(is_done, "there is memory");
}

// ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }  (RFC 3279 2.2.3)
Bytes EncodeNumbers(const BIGNUM& r, const BIGNUM& s) {
  bssl::ScopedCBB out;
  CBB sequence;
  Require(CBB_init(out.get(), 160) && CBB_add_asn1(out.get(), &sequence, CBS_ASN1_SEQUENCE) &&
              BN_marshal_asn1(&sequence, &r) && BN_marshal_asn1(&sequence, &s),
          "there is memory");
  return *FinishCbb(out.get());
}

void JudgeEcdsa(Feed& feed) {
  const std::array<const EC_GROUP*, 3> groups = {EC_group_p256(), EC_group_p384(), EC_group_p521()};
  const EC_GROUP* group = groups.at(feed.Byte() % groups.size());
  const uint8_t choice = feed.Byte();
  const SignedHash& hash = SignedHashOf(choice);
  const SignedHash& told = SignedHashOf(feed.Byte() == 1 ? choice + 1 : choice);
  const auto edit = static_cast<NumberEdit>(feed.Byte() % 8);
  const ByteSpan secret = feed.Take(16), message = feed.Take(feed.Byte() % 64);
  const Bytes seed(16, 7);
  const bssl::UniquePtr<EC_KEY> ec(EC_KEY_derive_from_secret(group, secret.empty() ? seed.data() : secret.data(),
                                                             secret.empty() ? seed.size() : secret.size()));
  const bssl::UniquePtr<EVP_PKEY> pkey(EVP_PKEY_new());
  Require(ec != nullptr && EVP_PKEY_set1_EC_KEY(pkey.get(), ec.get()), "a key is derived");
  const Bytes digest = DigestOf(hash, message);
  const BIGNUM* order = EC_GROUP_get0_order(group);
  Bytes nonce(BN_num_bytes(order));  // the same for the same input: only then does libFuzzer learn
  SHA256(digest.data(), digest.size(), nonce.data() + nonce.size() - SHA256_DIGEST_LENGTH);
  if (nonce.size() == SHA256_DIGEST_LENGTH) nonce[0] &= 0x7f;
  const bssl::UniquePtr<ECDSA_SIG> made(ECDSA_sign_with_nonce_and_leak_private_key_for_testing(
      digest.data(), digest.size(), ec.get(), nonce.data(), nonce.size()));
  Require(made != nullptr, "a message is signed");
  const Number r(BN_dup(ECDSA_SIG_get0_r(made.get()))), s(BN_dup(ECDSA_SIG_get0_s(made.get())));
  EditNumbers(edit, *r, *s, *order);
  const Bytes written = EncodeNumbers(*r, *s);
  Bytes signature = written;
  feed.Edit(signature);

  const SignatureVerdict verdict =
      JudgeSignature(PartsOf(told.ecdsa_algorithm, message, signature), KeyOf(SpkiOf(pkey.get())));
  const bool is_good =
      (edit == NumberEdit::kNone || edit == NumberEdit::kNegateS) && signature == written && told.digest == hash.digest;
  Require(verdict == (is_good ? SignatureVerdict::kGood : SignatureVerdict::kBad),
          "an ECDSA signature is good until it is changed");
}

// The order of Ed25519's group (RFC 8032 5.1), little-endian.
constexpr std::array<uint8_t, 32> kEdwardsOrder = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                                   0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                                   0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

void JudgeEd25519(Feed& feed) {
  constexpr auto kAlgorithm = std::to_array<uint8_t>({0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70});
  std::array<uint8_t, 32> seed{}, public_key{};
  std::array<uint8_t, 64> private_key{};
  std::ranges::copy(feed.Take(16), seed.begin());
  ED25519_keypair_from_seed(public_key.data(), private_key.data(), seed.data());
  const bool adds_order = feed.Byte() == 1;
  const ByteSpan message = feed.Take(feed.Byte() % 64);
  Bytes signature(64);
  Require(ED25519_sign(signature.data(), message.data(), message.size(), private_key.data()) == 1, "it is signed");
  const Bytes written = signature;
  unsigned carry = 0;
  for (size_t i = 0; adds_order && i < kEdwardsOrder.size(); i++) {
    carry += signature[32 + i] + kEdwardsOrder.at(i);
    signature[32 + i] = static_cast<uint8_t>(carry);
    carry >>= 8;
  }
  feed.Edit(signature);
  const bssl::UniquePtr<EVP_PKEY> pkey(
      EVP_PKEY_from_raw_public_key(EVP_pkey_ed25519(), public_key.data(), public_key.size()));
  const SignatureVerdict verdict = JudgeSignature(PartsOf(kAlgorithm, message, signature), KeyOf(SpkiOf(pkey.get())));
  Require(verdict == (signature == written ? SignatureVerdict::kGood : SignatureVerdict::kBad),
          "an Ed25519 signature is good until it is changed");
}

// A whole request, which BoringSSL's X.509 reads and verifies for itself.
void JudgeRequest(ByteSpan der) {
  const auto top = DerReader(der, 0).Take(CBS_ASN1_SEQUENCE);
  if (!top) return;
  Reporter reporter(Profile::kPrivatePki);
  const std::optional<RequestParts> parts = ParseRequest(*top, reporter);
  if (!parts || reporter.has_error() || parts->signature_algorithm.bytes.empty()) return;
  const PublicKey key = CheckKey(parts->spki, {}, reporter);
  if (key.modulus != nullptr && BN_num_bits(key.modulus.get()) > 4096) return;  // seconds
  const SignatureVerdict verdict = JudgeSignature(*parts, key);
  const uint8_t* at = der.data();
  const bssl::UniquePtr<X509_REQ> request(d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())));
  const bssl::UniquePtr<EVP_PKEY> pkey(request != nullptr ? X509_REQ_get_pubkey(request.get()) : nullptr);
  if (pkey != nullptr) {
    const bool is_good = X509_REQ_verify(request.get(), pkey.get()) == 1;
    Require(is_good || verdict != SignatureVerdict::kGood, "what is good to the core is good to BoringSSL's X.509");
    Require(!is_good || verdict != SignatureVerdict::kBad, "what is good to BoringSSL's X.509 is not bad to the core");
  }
  FailureOfBssl(ErrorCode::kInternal);  // empties the queue
}

}  // namespace
}  // namespace keyseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  Feed feed({data, size});
  switch (feed.Byte() % 4) {
    case 0:
      JudgeRsaSignature(feed);
      break;
    case 1:
      JudgeEcdsa(feed);
      break;
    case 2:
      JudgeEd25519(feed);
      break;
    default:
      JudgeRequest(feed.rest());
      break;
  }
  return 0;
}
