#include "check/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace keyseal::check {

Result<MappedFile> MappedFile::Open(const std::string& name) {
  const int descriptor = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return ErrorCode::kFileUnreadable;
  struct stat facts{};
  MappedFile file;
  bool is_good = fstat(descriptor, &facts) == 0;
  if (is_good && S_ISREG(facts.st_mode) && facts.st_size > 0) {
    const auto size = static_cast<size_t>(facts.st_size);
    void* start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    is_good = start != MAP_FAILED;
    if (is_good) {
      file.bytes_ = {static_cast<const uint8_t*>(start), size};
      file.is_mapped_ = true;
    }
  } else if (is_good) {
    std::array<uint8_t, 65536> chunk{};
    ssize_t size = 0;
    while ((size = read(descriptor, chunk.data(), chunk.size())) > 0) {
      file.read_.insert(file.read_.end(), chunk.begin(), chunk.begin() + size);
    }
    is_good = size == 0;  // a folder opens and cannot be read
    file.bytes_ = file.read_;
  }
  (void)close(descriptor);  // only read; a map outlives it
  if (!is_good) return ErrorCode::kFileUnreadable;
  return file;
}

MappedFile::~MappedFile() {
  if (is_mapped_ && !bytes_.empty()) munmap(const_cast<uint8_t*>(bytes_.data()), bytes_.size());
}

}  // namespace keyseal::check
