#include "core/sealing/pbkdf2.h"

#include <openssl/mem.h>
#include <openssl/sha2.h>

#include <algorithm>
#include <array>

namespace keyseal {

namespace {

constexpr size_t kWords = SHA256_DIGEST_LENGTH / 4;

using Block = std::array<uint8_t, SHA256_CBLOCK>;
using State = std::array<uint32_t, kWords>;

// Everything secret of a derivation, wiped at its end.
struct Derivation {
  Derivation() = default;
  Derivation(const Derivation&) = delete;
  Derivation& operator=(const Derivation&) = delete;
  ~Derivation() { OPENSSL_cleanse(this, sizeof(*this)); }

  Block pad{};
  SHA256_CTX inner{};  // behind the inner pad
  SHA256_CTX outer{};
  SHA256_CTX salted{};
  State hash{};
  State sum{};  // U_1 ^ U_2 ^ ... so far
  // A digest as the second and last block of its hash: behind it a 1 bit, zeros, and the length (FIPS 180-4 5.1.1).
  Block message{};
};

// RFC 2104 2: the pads are the key, with zeros up to a block, and 0x36 or 0x5c added to every byte.
void HashPad(Derivation& derivation, uint8_t byte, SHA256_CTX& out) {
  for (uint8_t& each : derivation.pad) each ^= byte;
  SHA256_Init(&out);
  SHA256_Update(&out, derivation.pad.data(), derivation.pad.size());
  for (uint8_t& each : derivation.pad) each ^= byte;
}

void SetKey(Derivation& derivation, ByteSpan key) {
  if (key.size() > derivation.pad.size()) {
    SHA256(key.data(), key.size(), derivation.pad.data());  // RFC 2104 2: a key that is longer than a block
  } else {
    std::ranges::copy(key, derivation.pad.begin());
  }
  HashPad(derivation, 0x36, derivation.inner);
  HashPad(derivation, 0x5c, derivation.outer);
  constexpr uint16_t kBits = 8 * (SHA256_CBLOCK + SHA256_DIGEST_LENGTH);
  derivation.message[SHA256_DIGEST_LENGTH] = 0x80;
  derivation.message[SHA256_CBLOCK - 2] = kBits >> 8;
  derivation.message[SHA256_CBLOCK - 1] = kBits & 0xff;
}

void StoreBigEndian(const State& state, uint8_t* out) {
  for (const uint32_t word : state) {
    for (int shift = 24; shift >= 0; shift -= 8) *out++ = static_cast<uint8_t>(word >> shift);
  }
}

// HashMessage leaves in |hash| the hash of a pad and the digest in |message|, and in |message| that hash as a digest.
void HashMessage(Derivation& derivation, const SHA256_CTX& behind_pad) {
  std::ranges::copy(behind_pad.h, derivation.hash.begin());
  SHA256_TransformBlocks(derivation.hash.data(), derivation.message.data(), 1);
  StoreBigEndian(derivation.hash, derivation.message.data());
}

// T_index = U_1 ^ ... ^ U_c with U_1 = HMAC(passphrase, salt || INT(index)) and U_j = HMAC(passphrase, U_(j-1)) (RFC
// 8018 5.2).
void SumOf(Derivation& derivation, ByteSpan salt, uint32_t iterations, uint32_t index, uint8_t* out) {
  const uint8_t number[] = {static_cast<uint8_t>(index >> 24), static_cast<uint8_t>(index >> 16),
                            static_cast<uint8_t>(index >> 8), static_cast<uint8_t>(index)};
  derivation.salted = derivation.inner;
  SHA256_Update(&derivation.salted, salt.data(), salt.size());
  SHA256_Update(&derivation.salted, number, sizeof(number));
  SHA256_Final(derivation.message.data(), &derivation.salted);
  HashMessage(derivation, derivation.outer);
  derivation.sum = derivation.hash;
  for (uint32_t j = 2; j <= iterations; j++) {
    HashMessage(derivation, derivation.inner);
    HashMessage(derivation, derivation.outer);
    for (size_t i = 0; i < kWords; i++) derivation.sum[i] ^= derivation.hash[i];
  }
  StoreBigEndian(derivation.sum, out);
}

}  // namespace

Result<SecretBytes> Pbkdf2HmacSha256(ByteSpan passphrase, ByteSpan salt, uint32_t iterations, size_t key_size) {
  const size_t digests = (key_size + SHA256_DIGEST_LENGTH - 1) / SHA256_DIGEST_LENGTH;
  Result<SecretBytes> key = SecretBytes::Create(digests * SHA256_DIGEST_LENGTH);
  if (!key) return key;
  Derivation derivation;
  SetKey(derivation, passphrase);
  uint8_t* out = key->RevealMutable().data();
  for (uint32_t index = 1; index <= digests; index++, out += SHA256_DIGEST_LENGTH) {
    SumOf(derivation, salt, iterations, index, out);
  }
  key->Truncate(key_size);
  return key;
}

}  // namespace keyseal
