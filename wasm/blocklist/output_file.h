// A file that is there whole, or not at all.

#ifndef KEYSEAL_BLOCKLIST_OUTPUT_FILE_H_
#define KEYSEAL_BLOCKLIST_OUTPUT_FILE_H_

#include <string>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal::blocklist {

enum class IfThere : uint8_t { kRefuse, kReplace };

// WriteFile writes |bytes| under a temporary name beside |name|, then gives them that name. Fails with kFileExists
// (never under kReplace) and kFileNotWritten; the temporary file is gone then.
Result<void> WriteFile(const std::string& name, ByteSpan bytes, IfThere if_there);

}  // namespace keyseal::blocklist

#endif  // KEYSEAL_BLOCKLIST_OUTPUT_FILE_H_
