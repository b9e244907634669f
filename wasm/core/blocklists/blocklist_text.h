// Blocklists that are text: hashes in hex, one a line.

#ifndef KEYSEAL_CORE_BLOCKLISTS_BLOCKLIST_TEXT_H_
#define KEYSEAL_CORE_BLOCKLISTS_BLOCKLIST_TEXT_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "core/blocklists/blocklist_table.h"

namespace keyseal {

enum class BlocklistKind : uint8_t {
  kSpki,     // SHA-256 of the SubjectPublicKeyInfo, 64 digits in lower case
  kNumbers,  // SHA-256 of the modulus or the X coordinate, without leading zeros: 64 digits, or the first column of CSV
  kBadkeys,  // binary: BlocklistTable's records
  kOpenssl,  // openssl-blacklist: SHA-1 of what "openssl rsa -modulus" prints, all 40 digits or the last 20
};

// RecogniseKind looks at the first entry, and returns nothing for what is none of these. Of kSpki and kNumbers, which
// look alike, it is kNumbers that has commas or capitals.
std::optional<BlocklistKind> RecogniseKind(ByteSpan untrusted_file);

struct TextList {
  std::vector<BlocklistRecord> records;  // in the file's order
  uint8_t machines = 0;                  // which ones the lines of kOpenssl name; all where a line names none
};

// ReadTextList reads all lines of a list of any kind but kBadkeys; lines that are empty or begin with "#" are passed
// over. |list| is every record's. Fails with kBlocklistBad and the line, counted from 1, with kBlocklistIncomplete
// where there is no entry or the entries are sorted and LooksCut.
Result<TextList> ReadTextList(ByteSpan untrusted_file, BlocklistKind kind, uint8_t list);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BLOCKLISTS_BLOCKLIST_TEXT_H_
