// The only owner of secret bytes. `grep Reveal` over the core is the list of places that see them.

#ifndef KEYSEAL_CORE_BASE_SECRET_BYTES_H_
#define KEYSEAL_CORE_BASE_SECRET_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/status.h"

namespace keyseal {

using Bytes = std::vector<uint8_t>;
using ByteSpan = std::span<const uint8_t>;

// SecretBytes holds a fixed number of secret bytes in memory from OPENSSL_malloc, whose free wipes. It moves, wiping
// its target first and leaving its source empty; it cannot be copied, compared or printed.
class SecretBytes {
 public:
  // Create returns |size| zero bytes. Fails only with kOutOfMemory.
  static Result<SecretBytes> Create(size_t size);

  // Copy returns a copy of |bytes|, whose own memory stays the caller's to wipe. Fails only with kOutOfMemory.
  static Result<SecretBytes> Copy(ByteSpan bytes);

  SecretBytes() = default;
  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;
  bool operator==(const SecretBytes&) const = delete;
  ~SecretBytes();

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // Reveal is the only way to the bytes; the span dies with the object.
  ByteSpan Reveal() const { return {data_, size_}; }
  std::span<uint8_t> RevealMutable() { return {data_, size_}; }

  // Truncate wipes everything behind the first |size| bytes, where |size| is at most size().
  void Truncate(size_t size);

 private:
  void Wipe();

  uint8_t* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BASE_SECRET_BYTES_H_
