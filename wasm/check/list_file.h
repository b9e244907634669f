// Lists of keys in files, which may be larger than memory. Nothing is mapped: a file that somebody makes shorter while
// it is mapped ends the program with a signal.

#ifndef KEYSEAL_CHECK_LIST_FILE_H_
#define KEYSEAL_CHECK_LIST_FILE_H_

#include <string>
#include <utility>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/blocklists/blocklist_table.h"

namespace keyseal::check {

// kMaxReadSize is the most of a file that ReadWhole takes into memory, in bytes.
inline constexpr size_t kMaxReadSize = size_t{1} << 32;

// ListFile is an open file.
class ListFile final : public RecordFile {
 public:
  // Open fails with kFileUnreadable.
  static Result<ListFile> Open(const std::string& name);

  ListFile(ListFile&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_), is_regular_(other.is_regular_) {}
  ListFile& operator=(ListFile&&) = delete;
  ListFile(const ListFile&) = delete;
  ListFile& operator=(const ListFile&) = delete;
  ~ListFile() override;

  // is_regular returns whether the file can be read more than once and at any place.
  bool is_regular() const { return is_regular_; }

  uint64_t size() const override { return size_; }
  bool Read(uint64_t offset, std::span<uint8_t> into) const override;

  // ReadWhole returns what is in the file. Fails with kFileUnreadable, with kInputTooLarge above |max_size| bytes, and
  // with kBlocklistIncomplete where a regular file's size changed meanwhile.
  Result<Bytes> ReadWhole(size_t max_size) const;

 private:
  ListFile() = default;

  int descriptor_ = -1;
  uint64_t size_ = 0;
  bool is_regular_ = false;
};

// ReadWhole opens |name| and reads all of it, as ListFile does.
Result<Bytes> ReadWhole(const std::string& name, size_t max_size);

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_LIST_FILE_H_
