#include "blocklist/output_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

namespace keyseal::blocklist {
namespace {

bool WriteAll(int descriptor, ByteSpan bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<size_t>(written));
  }
  // mkstemp makes files for their owner only; a list is for whoever checks.
  const mode_t mask = umask(0);
  (void)umask(mask);
  return fchmod(descriptor, 0666 & ~mask) == 0 && fsync(descriptor) == 0;
}

}  // namespace

Result<void> WriteFile(const std::string& name, ByteSpan bytes, IfThere if_there) {
  std::string temporary = name + ".XXXXXX";
  const int descriptor = mkstemp(temporary.data());
  if (descriptor < 0) return ErrorCode::kFileNotWritten;
  const bool is_written = WriteAll(descriptor, bytes);
  const bool is_good = close(descriptor) == 0 && is_written;
  if (is_good && if_there == IfThere::kReplace && std::rename(temporary.c_str(), name.c_str()) == 0) return {};
  // A link does not replace what came there in the meantime.
  const bool is_linked = is_good && if_there == IfThere::kRefuse && link(temporary.c_str(), name.c_str()) == 0;
  const bool is_there = is_good && if_there == IfThere::kRefuse && !is_linked && errno == EEXIST;
  (void)unlink(temporary.c_str());
  if (is_linked) return {};
  return is_there ? ErrorCode::kFileExists : ErrorCode::kFileNotWritten;
}

}  // namespace keyseal::blocklist
