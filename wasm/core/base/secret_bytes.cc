#include "core/base/secret_bytes.h"

#include <openssl/mem.h>

#include <algorithm>
#include <utility>

namespace keyseal {

Result<SecretBytes> SecretBytes::Create(size_t size) {
  SecretBytes bytes;
  if (size == 0) return bytes;
  bytes.data_ = static_cast<uint8_t*>(OPENSSL_zalloc(size));
  if (bytes.data_ == nullptr) return ErrorCode::kOutOfMemory;
  bytes.size_ = size;
  return bytes;
}

Result<SecretBytes> SecretBytes::Copy(ByteSpan bytes) {
  Result<SecretBytes> copy = Create(bytes.size());
  if (copy) std::copy(bytes.begin(), bytes.end(), copy->data_);
  return copy;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  if (this != &other) {
    Wipe();
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

SecretBytes::~SecretBytes() { Wipe(); }

void SecretBytes::Truncate(size_t size) {
  if (size >= size_) return;
  OPENSSL_cleanse(data_ + size, size_ - size);
  size_ = size;
}

void SecretBytes::Wipe() {
  OPENSSL_free(data_);  // cleanses the whole allocation, also what Truncate cut off
  data_ = nullptr;
  size_ = 0;
}

}  // namespace keyseal
