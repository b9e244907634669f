// PBES2 (RFC 8018 6.2): the scheme that encrypts under a passphrase. A Pbes2 says with which key derivation, salt,
// cipher and IV; encoding and decoding of its AlgorithmIdentifier stand side by side in pbes2.cc.

#ifndef KEYSEAL_CORE_SEALING_PBES2_H_
#define KEYSEAL_CORE_SEALING_PBES2_H_

#include <cstdint>
#include <optional>
#include <variant>

#include "core/base/bssl.h"
#include "core/base/entropy.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

// kMinPbkdf2Iterations is the floor for PBKDF2-HMAC-SHA256 (OWASP Password Storage, 2026-08; P-08). Nothing lowers it.
inline constexpr uint32_t kMinPbkdf2Iterations = 600'000;
inline constexpr uint32_t kMaxPbkdf2Iterations = 10'000'000;  // about 5 s in WebAssembly
inline constexpr uint64_t kMinScryptN = uint64_t{1} << 17;    // P-08, with r = 8 and p = 1
inline constexpr uint32_t kMinScryptR = 8;
inline constexpr uint32_t kMinScryptP = 1;
inline constexpr uint32_t kMaxScryptP = 16;  // each takes as long as the first
// kMaxScryptMemory in bytes covers the floor's 128 MiB; WebAssembly's whole memory is fixed at about 192 MiB.
inline constexpr uint64_t kMaxScryptMemory = uint64_t{129} << 20;
inline constexpr size_t kSaltSize = 16;       // bytes (P-07)
inline constexpr size_t kMaxSaltSize = 1024;  // bytes, of what is read

struct Pbkdf2 {
  uint32_t iterations = kMinPbkdf2Iterations;
};
// Scrypt at its floor is more than the openssl command reads: its limit is 32 MiB (openssl/openssl issue 24650).
// Python's cryptography reads it.
struct Scrypt {
  uint64_t n = kMinScryptN;  // memory is 128 * n * r bytes: 128 MiB
  uint32_t r = kMinScryptR;
  uint32_t p = kMinScryptP;
};
using Kdf = std::variant<Pbkdf2, Scrypt>;

// CheckKdf returns kKdfBelowFloor or kKdfTooCostly, with the field "sealing", before any work is done. An n that is no
// power of two (RFC 7914 2) counts as below the floor.
Result<void> CheckKdf(const Kdf& kdf);

// The pseudorandom functions of PBKDF2 that are read. kHmacSha256 is the only one that is written.
enum class Prf : uint8_t { kHmacSha1, kHmacSha256, kHmacSha384, kHmacSha512 };

// The ciphers that are read. kAes256Cbc is the only one that is written.
enum class SealingCipher : uint8_t { kAes128Cbc, kAes192Cbc, kAes256Cbc, kDesEde3Cbc };

// DerivePbkdf2 and DeriveScrypt return |key_size| bytes (RFC 8018 5.2, RFC 7914 6). They know no floor and, but for
// kMaxScryptMemory, no ceiling: a Pbes2 does. Fail only with kOutOfMemory, and kInternal for impossible parameters.
Result<SecretBytes> DerivePbkdf2(Prf prf, const Pbkdf2& kdf, ByteSpan salt, ByteSpan passphrase, size_t key_size);
Result<SecretBytes> DeriveScrypt(const Scrypt& kdf, ByteSpan salt, ByteSpan passphrase, size_t key_size);

// Pbkdf2Params are PBKDF2-params, read (RFC 8018 A.2).
struct Pbkdf2Params {
  Pbkdf2 kdf;
  Prf prf = Prf::kHmacSha1;  // the DEFAULT (P-05)
  Bytes salt = {};
  std::optional<uint64_t> key_size = {};
};

// ParsePbkdf2Algorithm reads the contents of an AlgorithmIdentifier. Fails with kCipherNotSupported (another KDF or
// PRF), kKdfTooCostly or kBadSealedKey.
Result<Pbkdf2Params> ParsePbkdf2Algorithm(CBS untrusted_algorithm);

struct PrfRow;
struct CipherRow;

// Pbes2 is one use of the scheme. It exists only if its cost is within the limits.
class Pbes2 {
 public:
  // Create checks |kdf| with CheckKdf and draws a fresh salt and IV from |entropy| for AES-256-CBC. Fails as these do.
  static Result<Pbes2> Create(const Kdf& kdf, Entropy& entropy);

  // Parse reads the contents of an AlgorithmIdentifier. It sees no passphrase and derives nothing. Fails with
  // kCipherNotSupported (another scheme, KDF, PRF or cipher), kKdfTooCostly (above CheckKdf's ceilings) or
  // kBadSealedKey.
  static Result<Pbes2> Parse(CBS untrusted_algorithm);

  // Encode appends the AlgorithmIdentifier. Fails only for memory.
  bool Encode(CBB* out) const;

  // Encrypt returns |plaintext|, padded and encrypted. Fails only with kOutOfMemory.
  Result<Bytes> Encrypt(const SecretBytes& plaintext, ByteSpan passphrase) const;

  // Decrypt returns the plaintext. Fails with kBadSealedKey, before deriving anything, for a size that no ciphertext
  // has, with kWrongPassphrase for bad padding, and with kOutOfMemory. Nothing is authenticated: a wrong passphrase
  // passes once in about 256 times, so the caller must look at what comes out.
  Result<SecretBytes> Decrypt(ByteSpan untrusted_ciphertext, ByteSpan passphrase) const;

  const Kdf& kdf() const { return kdf_; }
  Prf prf() const;  // of PBKDF2; means nothing with scrypt
  SealingCipher cipher() const;
  const Bytes& salt() const { return salt_; }
  const Bytes& iv() const { return iv_; }

 private:
  Pbes2() = default;

  Result<SecretBytes> DeriveKey(ByteSpan passphrase) const;

  Kdf kdf_;
  const PrfRow* prf_ = nullptr;
  const CipherRow* cipher_ = nullptr;
  Bytes salt_;
  Bytes iv_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_SEALING_PBES2_H_
