// PKCS#12's own encryption (RFC 7292 C), for systems that know nothing better, and for files that such systems wrote.

#ifndef KEYSEAL_CORE_SEALING_PKCS12_PBE_H_
#define KEYSEAL_CORE_SEALING_PKCS12_PBE_H_

#include "core/base/bssl.h"
#include "core/base/entropy.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/sealing/pkcs12_kdf.h"

namespace keyseal {

struct Pkcs12CipherRow;

// Pkcs12Pbe is one use of the scheme. It exists only if its cost is within the limits.
class Pkcs12Pbe {
 public:
  // Create draws a fresh salt for Triple DES, the best that the scheme has. Fails as Entropy does.
  static Result<Pkcs12Pbe> Create(uint32_t iterations, Entropy& entropy);

  // Parse reads the contents of an AlgorithmIdentifier: Triple DES, and RC2 of 128 or 40 bits. Sees no passphrase and
  // derives nothing. Fails with kCipherNotSupported for another scheme, kKdfTooCostly or kBadSealedKey.
  static Result<Pkcs12Pbe> Parse(CBS untrusted_algorithm);

  // Encode appends the AlgorithmIdentifier. Fails only for memory.
  bool Encode(CBB* out) const;

  // Encrypt and Decrypt are as those of Pbes2, and fail with kPassphraseNotBmp too.
  Result<Bytes> Encrypt(const SecretBytes& plaintext, ByteSpan passphrase) const;
  Result<SecretBytes> Decrypt(ByteSpan untrusted_ciphertext, ByteSpan passphrase) const;

 private:
  Pkcs12Pbe() = default;

  const Pkcs12CipherRow* cipher_ = nullptr;
  Pkcs12Kdf kdf_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_SEALING_PKCS12_PBE_H_
