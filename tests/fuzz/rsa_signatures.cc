#include "tests/fuzz/rsa_signatures.h"

#include <openssl/nid.h>
#include <openssl/rsa.h>

#include <array>

#include "tests/fuzz/require.h"
#include "tests/fuzz/signature_verdict.h"

namespace keyseal {
namespace {

using Number = bssl::UniquePtr<BIGNUM>;

// 2^bits - less is prime, so that whoever knows it can sign: RSA's arithmetic asks for no second prime. None is 1
// modulo 3, 5 or 65537. Around 512, 616 and 752 bits lie the least moduli that hold a DigestInfo and its padding.
struct PrimeModulus {
  unsigned bits;
  unsigned less;
};
constexpr auto kPrimeModuli = std::to_array<PrimeModulus>(
    {{256, 587},  {384, 317},  {487, 339},  {488, 17},   {489, 195},  {495, 831},  {496, 257},   {497, 1809},
     {504, 503},  {505, 759},  {511, 339},  {512, 569},  {513, 879},  {520, 383},  {521, 489},   {528, 683},
     {552, 503},  {576, 947},  {600, 149},  {616, 1193}, {617, 213},  {624, 1019}, {632, 3053},  {640, 503},
     {648, 2363}, {656, 143},  {664, 17},   {680, 1337}, {712, 683},  {735, 789},  {736, 509},   {744, 173},
     {745, 225},  {752, 4643}, {753, 1125}, {760, 173},  {768, 2069}, {1024, 179}, {1536, 7769}, {2048, 2543}});
constexpr auto kExponents = std::to_array<BN_ULONG>({65537, 3, 5, 1});
constexpr unsigned kLeastBits = 256;
constexpr unsigned kMostBits = 16384;

Number NewNumber() {
  Number number(BN_new());
  Require(number != nullptr, "there is memory");
  return number;
}

Number ToNumber(ByteSpan bytes) {
  Number number(BN_bin2bn(bytes.data(), bytes.size(), nullptr));
  Require(number != nullptr, "there is memory");
  return number;
}

Bytes ToOctets(const BIGNUM& number, size_t size) {
  Bytes octets(size);
  Require(BN_bn2bin_padded(octets.data(), octets.size(), &number) == 1, "a number fits");
  return octets;
}

// PowerOf returns base^exponent mod n by squaring, one bit at a time: not the way of the core.
Number PowerOf(const BIGNUM& base, const BIGNUM& exponent, const BIGNUM& n) {
  bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  Number power = NewNumber();
  bool is_done = BN_set_word(power.get(), 1) && BN_nnmod(power.get(), power.get(), &n, ctx.get());
  for (unsigned bit = BN_num_bits(&exponent); bit-- > 0;) {
    is_done = is_done && BN_mod_mul(power.get(), power.get(), power.get(), &n, ctx.get());
    if (BN_is_bit_set(&exponent, static_cast<int>(bit)) == 0) continue;
    is_done = is_done && BN_mod_mul(power.get(), power.get(), &base, &n, ctx.get());
  }
  Require(is_done, "numbers are multiplied");
  return power;
}

struct RsaCase {
  Number n, e;
  bool is_prime = false;  // so that there is a private exponent
};

// Any modulus: its bits, then octets from the input, which are used again and again.
Number AnyModulus(Feed& feed) {
  const unsigned bits = kLeastBits + static_cast<unsigned>(feed.Below(kMostBits - kLeastBits + 16));
  const ByteSpan pattern = feed.Take(1 + feed.Byte() % 64);
  Bytes octets((bits + 7) / 8, 0xff);
  for (size_t at = 0; !pattern.empty() && at < octets.size(); at++) octets[at] = pattern[at % pattern.size()];
  Number n = ToNumber(octets);
  Require(BN_mask_bits(n.get(), static_cast<int>(bits - 1)) >= 0, "a number is cut");
  Require(BN_set_bit(n.get(), static_cast<int>(bits - 1)) == 1, "a number has its highest bit");
  if (feed.Byte() != 0) Require(BN_set_bit(n.get(), 0) == 1, "a number is odd");
  return n;
}

Number AnyExponent(const BIGNUM& n, Feed& feed) {
  Number e = NewNumber();
  const uint8_t kind = feed.Byte() % 8;
  if (kind < kExponents.size()) {
    Require(BN_set_word(e.get(), kExponents.at(kind)) == 1, "there is memory");
  } else if (kind == 4) {  // about the modulus
    Require(BN_copy(e.get(), &n) && BN_add_word(e.get(), 2) && BN_sub_word(e.get(), feed.Byte() % 5), "it is counted");
  } else {
    e = ToNumber(feed.Take(feed.Below(kMostBits / 8 + 8)));
  }
  return e;
}

RsaCase MakeCase(Feed& feed) {
  RsaCase made;
  made.is_prime = feed.Byte() % 3 != 0;
  if (!made.is_prime) {
    made.n = AnyModulus(feed);
    made.e = AnyExponent(*made.n, feed);
    return made;
  }
  const PrimeModulus& row = kPrimeModuli.at(feed.Byte() % kPrimeModuli.size());
  made.n = NewNumber();
  made.e = NewNumber();
  Require(BN_set_bit(made.n.get(), static_cast<int>(row.bits)) && BN_sub_word(made.n.get(), row.less) &&
              BN_set_word(made.e.get(), kExponents.at(feed.Byte() % 3)),
          "there is memory");
  return made;
}

// EncodeEmsa is EMSA-PKCS1-v1_5 (RFC 8017 9.2), and where the modulus is too short for it, its last octets.
Bytes EncodeEmsa(size_t size, const SignedHash& hash, ByteSpan digest) {
  Bytes encoded = {0, 1};
  const size_t info = hash.digest_info.size() + digest.size();
  encoded.resize(size >= info + 11 ? size - info - 1 : 10, 0xff);
  encoded.push_back(0);
  encoded.insert(encoded.end(), hash.digest_info.begin(), hash.digest_info.end());
  encoded.insert(encoded.end(), digest.begin(), digest.end());
  if (encoded.size() > size) encoded.erase(encoded.begin(), encoded.end() - static_cast<ptrdiff_t>(size));
  return encoded;
}

// IsEmsa reads |encoded| from left to right.
bool IsEmsa(ByteSpan encoded, const SignedHash& hash, ByteSpan digest) {
  if (encoded.size() < 11 || encoded[0] != 0 || encoded[1] != 1) return false;
  size_t at = 2;
  while (at < encoded.size() && encoded[at] == 0xff) at++;
  if (at < 2 + 8 || at == encoded.size() || encoded[at] != 0) return false;
  const ByteSpan info = encoded.subspan(at + 1);
  return info.size() == hash.digest_info.size() + digest.size() &&
         IsSame(info.first(hash.digest_info.size()), hash.digest_info) &&
         IsSame(info.subspan(hash.digest_info.size()), digest);
}

Bytes Sign(const RsaCase& made, const Bytes& encoded) {
  if (!made.is_prime) return encoded;  // which is the signature, too, where the exponent is 1
  bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  Number d = NewNumber(), phi(BN_dup(made.n.get()));
  Require(BN_sub_word(phi.get(), 1) && BN_mod_inverse(d.get(), made.e.get(), phi.get(), ctx.get()) != nullptr,
          "a prime modulus has a private exponent");
  Number power = NewNumber(), number = ToNumber(encoded);
  Require(BN_nnmod(number.get(), number.get(), made.n.get(), ctx.get()) &&
              BN_mod_exp(power.get(), number.get(), d.get(), made.n.get(), ctx.get()),
          "numbers are raised");
  return ToOctets(*power, BN_num_bytes(made.n.get()));
}

// AddModulus adds the modulus to |signature| where that fits into its octets.
void AddModulus(Bytes& signature, const BIGNUM& n) {
  Number sum = ToNumber(signature);
  Require(BN_add(sum.get(), sum.get(), &n) == 1, "numbers are added");
  if (BN_num_bytes(sum.get()) <= signature.size()) signature = ToOctets(*sum, signature.size());
}

// ReadBackwards is RSASSA-PKCS1-v1_5's verification with the encoding read rather than made again.
bool ReadBackwards(const RsaCase& made, const SignedHash& hash, ByteSpan message, ByteSpan signature) {
  const size_t size = BN_num_bytes(made.n.get());
  const Number number = ToNumber(signature);
  if (signature.size() != size || BN_cmp(number.get(), made.n.get()) >= 0) return false;
  const Number power = PowerOf(*number, *made.e, *made.n);
  return IsEmsa(ToOctets(*power, size), hash, DigestOf(hash, message));
}

// AskBoringssl compares the verdict with BoringSSL's, where that takes the key: of 512 bits and more, with an odd
// exponent from 3 on. It has no limit of work as the core has: seconds for the longest of both.
void AskBoringssl(const RsaCase& made, const SignedHash& hash, ByteSpan message, ByteSpan signature,
                  SignatureVerdict verdict) {
  if (BN_num_bits(made.n.get()) > 4096 && BN_num_bits(made.e.get()) > 256) return;
  const bssl::UniquePtr<RSA> rsa(RSA_new_public_key_large_e(made.n.get(), made.e.get()));
  if (rsa != nullptr) {
    const Bytes digest = DigestOf(hash, message);
    const bool is_good = RSA_verify(EVP_MD_type(hash.digest()), digest.data(), digest.size(), signature.data(),
                                    signature.size(), rsa.get()) == 1;
    Require(is_good ? verdict != SignatureVerdict::kBad : verdict != SignatureVerdict::kGood,
            "BoringSSL agrees on an RSA signature");
  }
  FailureOfBssl(ErrorCode::kInternal);  // empties the queue
}

}  // namespace

void JudgeRsaSignature(Feed& feed) {
  constexpr unsigned kMaxOracleBits = 64;  // of the exponent, for the slow way
  const SignedHash& hash = SignedHashOf(feed.Byte());
  RsaCase made = MakeCase(feed);
  const size_t size = BN_num_bytes(made.n.get());
  const ByteSpan message = feed.Take(feed.Byte() % 32);
  Bytes encoded = EncodeEmsa(size, hash, DigestOf(hash, message));
  feed.Edit(encoded);
  Bytes signature = Sign(made, encoded);
  feed.Edit(signature);
  if (feed.Byte() == 1) AddModulus(signature, *made.n);

  PublicKey key;
  key.algorithm = KeyAlgorithm::kRsa;
  key.modulus.reset(BN_dup(made.n.get()));
  key.exponent.reset(BN_dup(made.e.get()));
  const SignatureVerdict verdict = JudgeSignature(PartsOf(hash.rsa_algorithm, message, signature), key);
  if (verdict != SignatureVerdict::kUnknown && BN_num_bits(made.e.get()) <= kMaxOracleBits) {
    Require(ReadBackwards(made, hash, message, signature) == (verdict == SignatureVerdict::kGood),
            "an RSA signature is good where RFC 8017 has it so");
  }
  const unsigned bits = BN_num_bits(made.n.get());
  const bool is_usual =
      BN_is_odd(made.n.get()) && bits >= 1024 && bits <= 4096 && BN_num_bits(made.e.get()) <= kMaxOracleBits;
  Require(verdict != SignatureVerdict::kUnknown || !is_usual, "a signature of a usual key is verified");
  AskBoringssl(made, hash, message, signature, verdict);
}

}  // namespace keyseal
