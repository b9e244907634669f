// Sealed keys: parameters of every kind and cost, sealed here and opened, or any bytes. The first byte chooses. Work is
// done only where it is cheap; where none may be done, the passphrase lies where nothing can be read.

#include <array>
#include <bit>
#include <limits>

#include "core/asn1/der.h"
#include "core/sealing/cbc.h"
#include "core/sealing/sealed_key.h"
#include "tests/core/support/fake_entropy.h"
#include "tests/fuzz/feed.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

constexpr Oid kPbes2("1.2.840.113549.1.5.13");
constexpr Oid kPbkdf2("1.2.840.113549.1.5.12");
constexpr Oid kScrypt("1.3.6.1.4.1.11591.4.11");
constexpr std::array<Oid, 5> kPrfs = {Oid("1.2.840.113549.2.7"), Oid("1.2.840.113549.2.9"), Oid("1.2.840.113549.2.10"),
                                      Oid("1.2.840.113549.2.11"), Oid("1.2.840.113549.2.8")};  // the last: SHA-224
struct Cipher {
  Oid oid;
  size_t key_size;  // bytes
  size_t iv_size;
};
constexpr std::array<Cipher, 5> kCiphers = {{{Oid("2.16.840.1.101.3.4.1.2"), 16, 16},
                                             {Oid("2.16.840.1.101.3.4.1.22"), 24, 16},
                                             {Oid("2.16.840.1.101.3.4.1.42"), 32, 16},
                                             {Oid("1.2.840.113549.3.7"), 24, 8},
                                             {Oid("1.2.840.113549.3.4"), 16, 8}}};  // the last: RC4

// Nowhere is a passphrase that no derivation could read and go on.
const ByteSpan kNowhere(reinterpret_cast<const uint8_t*>(uintptr_t{1}), 16);

// A few rounds, or a cost about a limit of one kind or the other.
uint64_t CostOf(Feed& feed, uint64_t few, uint64_t limit) {
  const uint64_t number = feed.Below(65536);
  switch (feed.Byte() % 6) {
    case 0:
      return limit - 1 + number % 3;
    case 1:
      return (uint64_t{1} << 32) + number;
    case 2:
      return std::numeric_limits<uint64_t>::max() - number;
    case 3:
      return uint64_t{1} << number % 64;
    default:
      return number % (few + 1);
  }
}

struct Parameters {
  bool is_scrypt = false;
  uint64_t iterations = 0, n = 0, r = 0, p = 0;
  std::optional<size_t> prf;  // RFC 8018 A.2: SHA-1 where it is left out
  size_t cipher = 0;
  std::optional<uint64_t> key_size;
  ByteSpan salt, iv;
};

Parameters ChooseParameters(Feed& feed) {
  Parameters chosen;
  chosen.is_scrypt = feed.Byte() % 3 == 0;
  if (chosen.is_scrypt) {
    chosen.n = CostOf(feed, 64, kMaxScryptMemory / 1024);
    if (feed.Byte() % 4 != 0) chosen.n = std::bit_ceil(chosen.n & 0xffffff);
    chosen.r = CostOf(feed, 8, 8);
    chosen.p = CostOf(feed, 2, kMaxScryptP);
  } else {
    chosen.iterations = CostOf(feed, 64, kMaxPbkdf2Iterations);
    const size_t prf = feed.Byte() % (kPrfs.size() + 1);
    if (prf < kPrfs.size()) chosen.prf = prf;
  }
  chosen.cipher = feed.Byte() % kCiphers.size();
  const uint8_t key_size = feed.Byte();
  if (key_size % 4 == 0) chosen.key_size = key_size == 0 ? kCiphers.at(chosen.cipher).key_size : key_size;
  chosen.salt = feed.Take(feed.Byte() == 255 ? kMaxSaltSize + feed.Byte() % 2 : feed.Byte() % 32);
  chosen.iv = feed.Take(kCiphers.at(chosen.cipher).iv_size + (feed.Byte() == 255 ? 1 : 0));
  return chosen;
}

// clang-format off: indented like the ASN.1

// AlgorithmIdentifier { PBES2-params } (RFC 8018 A.4, RFC 7914 7.1)
Bytes Encode(const Parameters& chosen) {
  bssl::ScopedCBB out;
  CBB algorithm, params, kdf, kdf_params, prf, scheme;
  const bool is_written =
      CBB_init(out.get(), 64) &&
      CBB_add_asn1(out.get(), &algorithm, CBS_ASN1_SEQUENCE) &&
        AddOid(&algorithm, kPbes2) &&
        CBB_add_asn1(&algorithm, &params, CBS_ASN1_SEQUENCE) &&
          CBB_add_asn1(&params, &kdf, CBS_ASN1_SEQUENCE) &&
            AddOid(&kdf, chosen.is_scrypt ? kScrypt : kPbkdf2) &&
            CBB_add_asn1(&kdf, &kdf_params, CBS_ASN1_SEQUENCE) &&
              CBB_add_asn1_octet_string(&kdf_params, chosen.salt.data(), chosen.salt.size()) &&
              (chosen.is_scrypt ? CBB_add_asn1_uint64(&kdf_params, chosen.n) &&
                                  CBB_add_asn1_uint64(&kdf_params, chosen.r) &&
                                  CBB_add_asn1_uint64(&kdf_params, chosen.p)
                                : CBB_add_asn1_uint64(&kdf_params, chosen.iterations)) &&
              (!chosen.key_size || CBB_add_asn1_uint64(&kdf_params, *chosen.key_size)) &&
              (!chosen.prf || (CBB_add_asn1(&kdf_params, &prf, CBS_ASN1_SEQUENCE) &&
                               AddOid(&prf, kPrfs.at(*chosen.prf)) &&
                               AddNull(&prf))) &&
          CBB_add_asn1(&params, &scheme, CBS_ASN1_SEQUENCE) &&
            AddOid(&scheme, kCiphers.at(chosen.cipher).oid) &&
            CBB_add_asn1_octet_string(&scheme, chosen.iv.data(), chosen.iv.size());
  Require(is_written, "there is memory");
  return *FinishCbb(out.get());
}

// clang-format on

// FailureOf returns what reading |chosen| must fail with, worked out anew from the limits of core/sealing/pbes2.h, with
// numbers that do not overflow.
std::optional<ErrorCode> FailureOf(const Parameters& chosen) {
  using Wide = unsigned __int128;
  constexpr uint64_t kMostOf32Bits = 0xffffffff;
  if (chosen.salt.size() > kMaxSaltSize) return ErrorCode::kBadSealedKey;
  if (chosen.is_scrypt) {
    const bool is_power = chosen.n >= 2 && (chosen.n & (chosen.n - 1)) == 0;
    if (!is_power || chosen.r == 0 || chosen.p == 0) return ErrorCode::kBadSealedKey;
    const unsigned log_n = static_cast<unsigned>(std::countr_zero(chosen.n));
    if (Wide{16} * chosen.r <= log_n) return ErrorCode::kBadSealedKey;  // RFC 7914 6
    const Wide memory = Wide{128} * chosen.r * (Wide{chosen.n} + chosen.p + 1);
    if (chosen.r > kMostOf32Bits || chosen.p > kMaxScryptP || memory > kMaxScryptMemory)
      return ErrorCode::kKdfTooCostly;
  } else {
    if (chosen.iterations == 0) return ErrorCode::kBadSealedKey;
    if (chosen.iterations > kMaxPbkdf2Iterations) return ErrorCode::kKdfTooCostly;
    if (chosen.prf == kPrfs.size() - 1) return ErrorCode::kCipherNotSupported;
  }
  const Cipher& cipher = kCiphers.at(chosen.cipher);
  if (chosen.cipher == kCiphers.size() - 1) return ErrorCode::kCipherNotSupported;
  if (chosen.iv.size() != cipher.iv_size || chosen.key_size.value_or(cipher.key_size) != cipher.key_size) {
    return ErrorCode::kBadSealedKey;
  }
  return std::nullopt;
}

bool IsCheap(const Kdf& kdf) {
  constexpr uint64_t kFewIterations = 4096, kLittleMixing = 4096;
  if (const auto* pbkdf2 = std::get_if<Pbkdf2>(&kdf)) return pbkdf2->iterations <= kFewIterations;
  const Scrypt& scrypt = std::get<Scrypt>(kdf);
  return scrypt.n * scrypt.r * scrypt.p <= kLittleMixing;
}

// Contents of an element, wherever it is one.
CBS ContentsOf(ByteSpan der) {
  CBS cbs = ToCbs(der), contents;
  CBS_init(&contents, nullptr, 0);
  static_cast<void>(CBS_get_asn1(&cbs, &contents, CBS_ASN1_SEQUENCE));
  return contents;
}

// JudgeCost requires that what was read is within the limits, and reads the same again.
void JudgeCost(const Pbes2& pbes2) {
  if (const auto* pbkdf2 = std::get_if<Pbkdf2>(&pbes2.kdf())) {
    Require(pbkdf2->iterations >= 1 && pbkdf2->iterations <= kMaxPbkdf2Iterations, "iterations are within their limit");
  } else {
    const Scrypt& scrypt = std::get<Scrypt>(pbes2.kdf());
    Require(scrypt.p <= kMaxScryptP &&
                static_cast<unsigned __int128>(128) * scrypt.r * (scrypt.n + scrypt.p + 1) <= kMaxScryptMemory,
            "scrypt is within its limits");
  }
  Require(pbes2.salt().size() <= kMaxSaltSize, "a salt is within its limit");
  bssl::ScopedCBB out;
  Require(CBB_init(out.get(), 64) && pbes2.Encode(out.get()), "parameters are written");
  const Bytes written = *FinishCbb(out.get());
  const Result<Pbes2> again = Pbes2::Parse(ContentsOf(written));
  bssl::ScopedCBB out_again;
  Require(again && CBB_init(out_again.get(), 64) && again->Encode(out_again.get()), "what is written is read");
  Require(*FinishCbb(out_again.get()) == written, "parameters are the same again");
}

// JudgeKey reads |info| as a key, which is the same again.
void JudgeKey(const SecretBytes& info) {
  const Result<PrivateKey> key = PrivateKey::ParsePkcs8(info);
  if (!key) {
    const ErrorCode code = key.error().code;
    Require(code == ErrorCode::kBadSealedKey || code == ErrorCode::kKeyTypeUnknown, "what is no key has a code");
    return;
  }
  const Result<SecretBytes> revealed = key->RevealPkcs8();
  Require(revealed.has_value(), "a key is written");
  const Result<PrivateKey> again = PrivateKey::ParsePkcs8(*revealed);
  Require(again && again->type() == key->type() && *again->EncodeSpki() == *key->EncodeSpki(), "a key is itself again");
}

Bytes Join(ByteSpan algorithm, ByteSpan ciphertext) {
  bssl::ScopedCBB out;
  CBB info;
  Require(CBB_init(out.get(), 64) && CBB_add_asn1(out.get(), &info, CBS_ASN1_SEQUENCE) &&
              CBB_add_bytes(&info, algorithm.data(), algorithm.size()) &&
              CBB_add_asn1_octet_string(&info, ciphertext.data(), ciphertext.size()),
          "there is memory");
  return *FinishCbb(out.get());
}

// Open opens |der| where that is cheap. Where its parameters cannot be taken, that must be found without the
// passphrase.
std::optional<Result<SecretBytes>> Open(ByteSpan der, ByteSpan passphrase) {
  CBS info = ContentsOf(der), algorithm, ciphertext;
  const bool has_parts =
      CBS_get_asn1(&info, &algorithm, CBS_ASN1_SEQUENCE) && CBS_get_asn1(&info, &ciphertext, CBS_ASN1_OCTETSTRING);
  if (!has_parts) {
    Result<SecretBytes> opened = OpenPrivateKeyInfo(der, kNowhere);
    Require(!opened, "what has no parts is not opened");
    return opened;
  }
  const Result<Pbes2> pbes2 = Pbes2::Parse(algorithm);
  const size_t block = pbes2 && pbes2->cipher() == SealingCipher::kDesEde3Cbc ? 8 : 16;
  const size_t size = CBS_len(&ciphertext);
  if (!pbes2 || size == 0 || size % block != 0 || size > kMaxSealedSize) {
    Result<SecretBytes> opened = OpenPrivateKeyInfo(der, kNowhere);
    Require(!opened, "what cannot be taken is refused before any work");
    return opened;
  }
  JudgeCost(*pbes2);
  if (!IsCheap(pbes2->kdf())) return std::nullopt;
  return OpenPrivateKeyInfo(der, passphrase);
}

// A key that stays the same, in the form in which it is sealed.
const SecretBytes& FixedKey(KeyType type) {
  static const auto make = [](KeyType made) {
    FakeSource source(Stream(14));
    Entropy entropy = source.MakeEntropy();
    NoProgress progress;
    return *PrivateKey::Generate(made, entropy, progress)->RevealPkcs8();
  };
  static const std::array<SecretBytes, 3> keys = {make(KeyType::kEcdsaP256), make(KeyType::kEd25519),
                                                  make(KeyType::kMlDsa44)};
  return keys.at(type == KeyType::kEcdsaP256 ? 0 : type == KeyType::kEd25519 ? 1 : 2);
}

SecretBytes ChoosePlaintext(Feed& feed) {
  constexpr std::array<KeyType, 3> kTypes = {KeyType::kEcdsaP256, KeyType::kEd25519, KeyType::kMlDsa44};
  const uint8_t choice = feed.Byte() % 5;
  if (choice >= kTypes.size()) return *SecretBytes::Copy(feed.Take(feed.Below(4096)));
  const ByteSpan key = FixedKey(kTypes.at(choice)).Reveal();
  Bytes edited(key.begin(), key.end());
  feed.Edit(edited);
  return *SecretBytes::Copy(edited);
}

// JudgeSealed seals under chosen parameters and opens again.
void JudgeSealed(Feed& feed) {
  const Parameters chosen = ChooseParameters(feed);
  const Bytes algorithm = Encode(chosen);
  const Result<Pbes2> pbes2 = Pbes2::Parse(ContentsOf(algorithm));
  const std::optional<ErrorCode> failure = FailureOf(chosen);
  Require(pbes2 ? !failure : failure == pbes2.error().code, "parameters are taken within the limits and only there");
  if (!pbes2) {
    const Bytes block(16, 1);
    const Result<SecretBytes> opened = OpenPrivateKeyInfo(Join(algorithm, block), kNowhere);
    Require(!opened && opened.error().code == *failure, "costly work is refused before it is done");
    return;
  }
  JudgeCost(*pbes2);
  if (!IsCheap(pbes2->kdf())) return;
  const ByteSpan passphrase = feed.Take(feed.Byte() % 100);
  const SecretBytes plaintext = ChoosePlaintext(feed);
  const Result<Bytes> encrypted = pbes2->Encrypt(plaintext, passphrase);
  Require(encrypted.has_value(), "what is short enough is encrypted");
  const Bytes sealed = Join(algorithm, *encrypted);
  const auto opened = Open(sealed, passphrase);
  Require(opened.has_value(), "what is cheap is opened");
  if (*opened) {
    Require(IsSame((*opened)->Reveal(), plaintext.Reveal()), "what was sealed comes out");
    JudgeKey(**opened);
  } else {
    Require(opened->error().code == ErrorCode::kWrongPassphrase,
            "what is no PrivateKeyInfo looks like a wrong passphrase");
  }
  Bytes edited = sealed;
  feed.Edit(edited);
  const auto of_edited = Open(edited, passphrase);
  if (of_edited && *of_edited) JudgeKey(**of_edited);
  Bytes other(passphrase.begin(), passphrase.end());
  other.push_back('!');
  const auto of_other = Open(sealed, other);
  Require(!*of_other || !IsSame((*of_other)->Reveal(), plaintext.Reveal()), "another passphrase does not open it");
  const ByteSpan ciphertext = *encrypted;
  static_cast<void>(Open(Join(algorithm, ciphertext.first(feed.Below(65536) % ciphertext.size())), passphrase));
}

// JudgeLimits holds the gate for sealing against the limits for opening.
void JudgeLimits(Feed& feed) {
  Pbkdf2 pbkdf2{static_cast<uint32_t>(CostOf(feed, 64, kMaxPbkdf2Iterations))};
  if (feed.Byte() % 2 == 0) pbkdf2.iterations = kMinPbkdf2Iterations - 1 + feed.Byte() % 3;
  const bool is_taken = pbkdf2.iterations >= kMinPbkdf2Iterations && pbkdf2.iterations <= kMaxPbkdf2Iterations;
  Require(CheckKdf(pbkdf2).has_value() == is_taken, "PBKDF2 has a floor and a ceiling");
  const Scrypt scrypt{uint64_t{1} << feed.Byte() % 64, static_cast<uint32_t>(CostOf(feed, 32, 8)),
                      static_cast<uint32_t>(CostOf(feed, 32, kMaxScryptP))};
  const auto memory =
      static_cast<unsigned __int128>(128) * scrypt.r * (static_cast<unsigned __int128>(scrypt.n) + scrypt.p + 1);
  const bool is_scrypt_taken = scrypt.n >= kMinScryptN && scrypt.r >= kMinScryptR && scrypt.p >= kMinScryptP &&
                               scrypt.p <= kMaxScryptP && memory <= kMaxScryptMemory;
  Require(CheckKdf(scrypt).has_value() == is_scrypt_taken, "scrypt has a floor and a ceiling");
}

}  // namespace
}  // namespace keyseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  Feed feed({data, size});
  switch (feed.Byte() % 4) {
    case 0:
      JudgeLimits(feed);
      break;
    case 1: {
      constexpr char kPassphrase[] = "correct horse battery staple";  // of tests/vectors/sealed
      const auto opened = Open(feed.rest(), {reinterpret_cast<const uint8_t*>(kPassphrase), sizeof(kPassphrase) - 1});
      if (opened && *opened) JudgeKey(**opened);
      break;
    }
    default:
      JudgeSealed(feed);
      break;
  }
  return 0;
}
