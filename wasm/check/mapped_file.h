// Files read in place: a blocklist of a gigabyte costs no memory of its own.

#ifndef KEYSEAL_CHECK_MAPPED_FILE_H_
#define KEYSEAL_CHECK_MAPPED_FILE_H_

#include <string>
#include <utility>

#include "core/secret_bytes.h"
#include "core/status.h"

namespace keyseal::check {

// MappedFile is a whole file in memory, read-only, as long as it lives. What is no regular file is read instead.
class MappedFile {
 public:
  // Open fails with kFileUnreadable.
  static Result<MappedFile> Open(const std::string& name);

  MappedFile(MappedFile&& other) noexcept
      : bytes_(std::exchange(other.bytes_, {})), read_(std::move(other.read_)), is_mapped_(other.is_mapped_) {}
  MappedFile& operator=(MappedFile&&) = delete;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  ByteSpan bytes() const { return bytes_; }

 private:
  MappedFile() = default;

  ByteSpan bytes_;
  Bytes read_;
  bool is_mapped_ = false;
};

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_MAPPED_FILE_H_
