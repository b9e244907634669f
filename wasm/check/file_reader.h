// Files as keyseal-check takes them.

#ifndef KEYSEAL_CHECK_FILE_READER_H_
#define KEYSEAL_CHECK_FILE_READER_H_

#include <string>

#include "core/check/check.h"

namespace keyseal::check {

// FileReader reads files into a buffer of its own, again and again: a file's own bytes take no more than they need.
class FileReader {
 public:
  FileReader() : buffer_(kMaxCheckedSize + 1) {}

  // Read reads the file |name|, or standard input for "-": at most one byte more than is allowed, so that CheckDer sees
  // that it is too much. Fails with kFileUnreadable.
  Result<Bytes> Read(const std::string& name);

 private:
  Bytes buffer_;
};

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_FILE_READER_H_
