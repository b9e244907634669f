#include "core/base/bssl.h"

#include <openssl/err.h>
#include <openssl/evp_errors.h>
#include <openssl/mem.h>

namespace keyseal {

ErrorCode FailureOfBssl(ErrorCode otherwise) { return FailureOfParsing(otherwise, otherwise); }

ErrorCode FailureOfParsing(ErrorCode bad, ErrorCode unsupported) {
  bool out_of_memory = false;
  bool other_algorithm = false;
  while (uint32_t packed = ERR_get_error()) {
    out_of_memory |= ERR_GET_REASON(packed) == ERR_R_MALLOC_FAILURE;
    other_algorithm |= ERR_GET_LIB(packed) == ERR_LIB_EVP && ERR_GET_REASON(packed) == EVP_R_UNSUPPORTED_ALGORITHM;
  }
  return out_of_memory ? ErrorCode::kOutOfMemory : other_algorithm ? unsupported : bad;
}

Result<Bytes> FinishCbb(CBB* cbb) {
  uint8_t* data = nullptr;
  size_t size = 0;
  if (!CBB_finish(cbb, &data, &size)) return FailureOfBssl(ErrorCode::kOutOfMemory);
  const bssl::UniquePtr<uint8_t> owner(data);
  return Bytes(data, data + size);
}

Result<SecretBytes> FinishSecretCbb(CBB* cbb) {
  uint8_t* data = nullptr;
  size_t size = 0;
  if (!CBB_finish(cbb, &data, &size)) return FailureOfBssl(ErrorCode::kOutOfMemory);
  const bssl::UniquePtr<uint8_t> owner(data);
  return SecretBytes::Copy({data, size});
}

}  // namespace keyseal
