#include "check/record_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace keyseal::check {
namespace {

// Every line begins so, and no other file does by chance.
constexpr std::string_view kStart = R"({"judged":")";

// ReadAt returns what is in the file from |offset| on, at most |size| bytes.
std::string ReadAt(int descriptor, off_t offset, size_t size) {
  std::string text(size, '\0');
  size_t read = 0;
  while (read < size) {
    const ssize_t more = pread(descriptor, text.data() + read, size - read, offset + static_cast<off_t>(read));
    if (more < 0 && errno == EINTR) continue;
    if (more <= 0) break;
    read += static_cast<size_t>(more);
  }
  text.resize(read);
  return text;
}

bool IsStart(std::string_view text) { return kStart.starts_with(text.substr(0, kStart.size())); }

// CutHalfLine takes away what stands behind the last end of a line in a file of |size| bytes, and returns its new size.
Result<off_t> CutHalfLine(int descriptor, off_t size) {
  constexpr off_t kMaxLine = 1 << 20;
  if (size == 0 || ReadAt(descriptor, size - 1, 1) == "\n") return size;
  const off_t from = std::max<off_t>(0, size - kMaxLine);
  const std::string tail = ReadAt(descriptor, from, static_cast<size_t>(size - from));
  const size_t end = tail.rfind('\n');
  if (end == std::string::npos && from != 0) return ErrorCode::kRecordUnknown;
  const size_t kept = end == std::string::npos ? 0 : end + 1;
  if (!IsStart(std::string_view(tail).substr(kept))) return ErrorCode::kRecordUnknown;
  if (ftruncate(descriptor, from + static_cast<off_t>(kept)) != 0) return ErrorCode::kFileNotWritten;
  return from + static_cast<off_t>(kept);
}

}  // namespace

Result<RecordFile> RecordFile::Open(const std::string& name) {
  RecordFile file(open(name.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600));
  struct stat facts{};
  if (file.descriptor_ < 0 || fstat(file.descriptor_, &facts) != 0) return ErrorCode::kFileNotWritten;
  if (S_ISREG(facts.st_mode) && !IsStart(ReadAt(file.descriptor_, 0, kStart.size()))) return ErrorCode::kRecordUnknown;
  return file;
}

RecordFile::~RecordFile() {
  if (descriptor_ >= 0) (void)close(descriptor_);  // Sync has told what there was to tell
}

Result<void> RecordFile::Append(std::string_view line) {
  int locked = 0;
  while ((locked = flock(descriptor_, LOCK_EX)) != 0 && errno == EINTR) continue;
  if (locked != 0) return ErrorCode::kFileNotWritten;
  const Result<void> appended = AppendLocked(line);
  (void)flock(descriptor_, LOCK_UN);  // closing does it too
  return appended;
}

Result<void> RecordFile::AppendLocked(std::string_view line) {
  struct stat facts{};
  if (fstat(descriptor_, &facts) != 0) return ErrorCode::kFileNotWritten;
  const Result<off_t> size = S_ISREG(facts.st_mode) ? CutHalfLine(descriptor_, facts.st_size) : Result<off_t>(off_t{0});
  if (!size) return size.error();
  ssize_t written = 0;
  while ((written = write(descriptor_, line.data(), line.size())) < 0 && errno == EINTR) continue;
  if (written == static_cast<ssize_t>(line.size())) return {};
  if (S_ISREG(facts.st_mode) && written > 0) (void)!ftruncate(descriptor_, *size);  // or the next one does it
  return ErrorCode::kFileNotWritten;
}

Result<void> RecordFile::Sync() {
  if (fsync(descriptor_) == 0 || errno == EINVAL) return {};  // a pipe has no disk
  return ErrorCode::kFileNotWritten;
}

}  // namespace keyseal::check
