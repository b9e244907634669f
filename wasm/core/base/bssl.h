// BoringSSL as the core sees it: owning pointers, and the only reader of its error queue.

#ifndef KEYSEAL_CORE_BASE_BSSL_H_
#define KEYSEAL_CORE_BASE_BSSL_H_

#include <openssl/base.h>
#include <openssl/bn.h>
#include <openssl/bytestring.h>
#include <openssl/ec_key.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

// FailureOfBssl empties BoringSSL's error queue and returns kOutOfMemory if an allocation failed, else |otherwise|.
// The queue's texts go nowhere.
ErrorCode FailureOfBssl(ErrorCode otherwise);

// FailureOfParsing does the same for a parser: |unsupported| if the input names another algorithm, else |bad|.
ErrorCode FailureOfParsing(ErrorCode bad, ErrorCode unsupported);

// FinishCbb returns what |cbb| holds. Fails only with kOutOfMemory, the only way in which a CBB can fail here.
Result<Bytes> FinishCbb(CBB* cbb);

// FinishSecretCbb is FinishCbb for secrets: the CBB's own buffer, from OPENSSL_malloc, is wiped.
Result<SecretBytes> FinishSecretCbb(CBB* cbb);

// ToCbs returns |bytes| as a CBS.
inline CBS ToCbs(ByteSpan bytes) {
  CBS cbs;
  CBS_init(&cbs, bytes.data(), bytes.size());
  return cbs;
}

inline ByteSpan ToSpan(const CBS& cbs) { return {CBS_data(&cbs), CBS_len(&cbs)}; }

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BASE_BSSL_H_
