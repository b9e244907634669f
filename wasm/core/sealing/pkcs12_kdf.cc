#include "core/sealing/pkcs12_kdf.h"

#include "crypto/pkcs8/internal.h"  // BoringSSL has the derivation, but no public header for it

namespace keyseal {

Result<SecretBytes> DerivePkcs12(const Pkcs12Kdf& kdf, Pkcs12Use use, ByteSpan passphrase, size_t size) {
  Result<SecretBytes> derived = SecretBytes::Create(size);
  if (!derived) return derived;
  if (!bssl::pkcs12_key_gen(reinterpret_cast<const char*>(passphrase.data()), passphrase.size(), kdf.salt.data(),
                            kdf.salt.size(), static_cast<uint8_t>(use), kdf.iterations, size,
                            derived->RevealMutable().data(), kdf.digest)) {
    return Error{FailureOfBssl(ErrorCode::kPassphraseNotBmp),
                 "passphrase"};  // the only other reason: it is UTF-8 in NFC
  }
  return derived;
}

}  // namespace keyseal
