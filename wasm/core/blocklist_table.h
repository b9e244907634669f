// Sorted tables of hashes, in badkeys' record format: the first 15 bytes of a hash, then a number that says which list
// the key was on. (badkeys, docs/BLOCKLISTFORMAT.md)

#ifndef KEYSEAL_CORE_BLOCKLIST_TABLE_H_
#define KEYSEAL_CORE_BLOCKLIST_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/secret_bytes.h"
#include "core/status.h"

namespace keyseal {

// HashPrefix is what is kept of a hash; a shorter one has zeros behind it.
using HashPrefix = std::array<uint8_t, 15>;

struct BlocklistRecord {
  HashPrefix prefix{};
  uint8_t list = 0;
};
static_assert(sizeof(BlocklistRecord) == 16);  // read in place from files

// Which list a key was on. All other numbers are of keys that are known to be compromised.
inline constexpr uint8_t kDebianList = 1;          // badkeys' "debianssl"
inline constexpr uint8_t kCompromisedList = 0xf0;  // what Keyseal writes where the source has no number
inline constexpr uint8_t kMarkerList = 0xff;       // no key: blocklist_marker.h

// BlocklistTable holds records in ascending order.
class BlocklistTable {
 public:
  // Own sorts |records| and drops those that stand twice.
  static BlocklistTable Own(std::vector<BlocklistRecord> records);

  // Borrow looks into |bytes|, which must live as long, without a copy. Fails with kBlocklistIncomplete where it is
  // empty, has no whole records or LooksCut, and with kBlocklistBad and the offset in bytes of the first record
  // that is not above the one before it.
  static Result<BlocklistTable> Borrow(ByteSpan bytes);

  BlocklistTable(BlocklistTable&&) noexcept = default;
  BlocklistTable& operator=(BlocklistTable&&) noexcept = default;

  std::span<const BlocklistRecord> records() const { return records_; }
  bool is_owned() const { return !owned_.empty(); }

  // Find returns all records with this prefix.
  std::span<const BlocklistRecord> Find(const HashPrefix& prefix) const;

 private:
  BlocklistTable() = default;

  std::vector<BlocklistRecord> owned_;
  std::span<const BlocklistRecord> records_;
};

// LooksCut returns whether so much is missing at either end of these sorted records that chance explains it once in
// e^64 times: hashes are spread evenly, so that the first and the last of many are near the ends.
bool LooksCut(std::span<const BlocklistRecord> records);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BLOCKLIST_TABLE_H_
