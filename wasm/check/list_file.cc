#include "check/list_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace keyseal::check {

Result<ListFile> ListFile::Open(const std::string& name) {
  ListFile file;
  file.descriptor_ = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat facts{};
  if (file.descriptor_ < 0 || fstat(file.descriptor_, &facts) != 0) return ErrorCode::kFileUnreadable;
  file.is_regular_ = S_ISREG(facts.st_mode);
  if (file.is_regular_) file.size_ = static_cast<uint64_t>(facts.st_size);
  return file;
}

ListFile::~ListFile() {
  if (descriptor_ >= 0) (void)close(descriptor_);  // only read
}

bool ListFile::Read(uint64_t offset, std::span<uint8_t> into) const {
  while (!into.empty()) {
    const ssize_t size = pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    into = into.subspan(static_cast<size_t>(size));
    offset += static_cast<uint64_t>(size);
  }
  return true;
}

Result<Bytes> ListFile::ReadWhole(size_t max_size) const {
  constexpr size_t kChunk = 65536;
  if (size_ > max_size) return ErrorCode::kInputTooLarge;
  Bytes bytes(static_cast<size_t>(size_) + kChunk);
  size_t size = 0;
  while (true) {
    if (size == bytes.size()) bytes.resize(2 * size);
    const ssize_t more = read(descriptor_, bytes.data() + size, bytes.size() - size);
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return ErrorCode::kFileUnreadable;  // a folder opens and cannot be read
    if (more == 0) break;
    size += static_cast<size_t>(more);
    if (size > max_size) return ErrorCode::kInputTooLarge;
  }
  if (is_regular_ && size != size_) return ErrorCode::kBlocklistIncomplete;
  bytes.resize(size);
  bytes.shrink_to_fit();
  return bytes;
}

Result<Bytes> ReadWhole(const std::string& name, size_t max_size) {
  const Result<ListFile> file = ListFile::Open(name);
  if (!file) return file.error();
  return file->ReadWhole(max_size);
}

}  // namespace keyseal::check
