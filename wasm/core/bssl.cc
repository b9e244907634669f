#include "core/bssl.h"

#include <openssl/err.h>
#include <openssl/mem.h>

namespace keyseal {

ErrorCode FailureOfBssl(ErrorCode otherwise) {
  bool out_of_memory = false;
  while (uint32_t packed = ERR_get_error()) out_of_memory |= ERR_GET_REASON(packed) == ERR_R_MALLOC_FAILURE;
  return out_of_memory ? ErrorCode::kOutOfMemory : otherwise;
}

Result<Bytes> FinishCbb(CBB* cbb) {
  uint8_t* data = nullptr;
  size_t size = 0;
  if (!CBB_finish(cbb, &data, &size)) return FailureOfBssl(ErrorCode::kOutOfMemory);
  Bytes bytes(data, data + size);
  OPENSSL_free(data);
  return bytes;
}

Result<SecretBytes> FinishSecretCbb(CBB* cbb) {
  uint8_t* data = nullptr;
  size_t size = 0;
  if (!CBB_finish(cbb, &data, &size)) return FailureOfBssl(ErrorCode::kOutOfMemory);
  Result<SecretBytes> secret = SecretBytes::Copy({data, size});
  OPENSSL_free(data);
  return secret;
}

}  // namespace keyseal
