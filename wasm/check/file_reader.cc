#include "check/file_reader.h"

#include <cerrno>
#include <cstdio>

#include "core/base/out_of_memory.h"

namespace keyseal::check {

Result<Bytes> FileReader::Read(const std::string& name) {
  const bool is_input = name == "-";
  std::FILE* file = is_input ? stdin : std::fopen(name.c_str(), "rb");
  if (file == nullptr && errno == ENOMEM) OutOfMemory();
  if (file == nullptr) return ErrorCode::kFileUnreadable;
  const size_t size = std::fread(buffer_.data(), 1, buffer_.size(), file);
  const bool is_good = std::ferror(file) == 0;  // a folder opens and cannot be read
  if (!is_input) (void)std::fclose(file);       // only read
  if (!is_good) return ErrorCode::kFileUnreadable;
  return Bytes(buffer_.begin(), buffer_.begin() + static_cast<ptrdiff_t>(size));
}

}  // namespace keyseal::check
