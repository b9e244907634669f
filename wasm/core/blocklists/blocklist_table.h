// Sorted tables of hashes, in badkeys' record format: the first 15 bytes of a hash, then a number that says which list
// the key was on. (badkeys, docs/BLOCKLISTFORMAT.md)

#ifndef KEYSEAL_CORE_BLOCKLISTS_BLOCKLIST_TABLE_H_
#define KEYSEAL_CORE_BLOCKLISTS_BLOCKLIST_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"

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
inline constexpr uint8_t kMarkerList = 0xff;       // of markers; badkeys may have a list of this number too

// A marker is no key but says what its list covers (blocklist_cover.h). It begins with eight zeros, which no hash of a
// key does, and a name.
inline constexpr std::array<uint8_t, 11> kMarkerStart = {0, 0, 0, 0, 0, 0, 0, 0, 'k', 's', 'b'};
bool IsMarker(const BlocklistRecord& record);

// RecordFile is where the records of a list are that is not in memory.
class RecordFile {
 public:
  virtual ~RecordFile() = default;

  // size is in bytes, as it was when the file was opened.
  virtual uint64_t size() const = 0;

  // Read fills |into| from |offset| on, or returns false: somebody has made the file shorter, or it cannot be read.
  // Threads may read at the same time.
  virtual bool Read(uint64_t offset, std::span<uint8_t> into) const = 0;
};

// BlocklistTable holds records in ascending order, or reads them from a file as they are asked for.
class BlocklistTable {
 public:
  // Own sorts |records| and drops those that stand twice.
  static BlocklistTable Own(std::vector<BlocklistRecord> records);

  // Borrow looks into |bytes|, which must live as long, without a copy. Fails with kBlocklistIncomplete where it is
  // empty, has no whole records or LooksCut, and with kBlocklistBad and the offset in bytes of the first record
  // that is not above the one before it.
  static Result<BlocklistTable> Borrow(ByteSpan bytes);

  // Open goes through |file|, which must live as long, keeps the first record of each page, and reads a page for each
  // Find. Fails as Borrow, and with kFileUnreadable.
  static Result<BlocklistTable> Open(const RecordFile& file);

  BlocklistTable(BlocklistTable&&) noexcept = default;
  BlocklistTable& operator=(BlocklistTable&&) noexcept = default;

  // records are those in memory: none of a file's.
  std::span<const BlocklistRecord> records() const { return records_; }
  bool is_owned() const { return !owned_.empty(); }

  // Find returns all records with this prefix. Of a file, fails with kBlocklistIncomplete where it was changed since it
  // was opened, so that what stood there cannot be told.
  Result<std::vector<BlocklistRecord>> Find(const HashPrefix& prefix) const;

  // ForEach calls |visit| with each record, in their order. Returns false as Find fails.
  template <typename Visit>
  bool ForEach(Visit visit) const {
    for (const BlocklistRecord& record : records_) visit(record);
    for (size_t page = 0; page < pages_.size(); page++) {
      const auto records = ReadPage(page);
      if (!records) return false;
      for (const BlocklistRecord& record : *records) visit(record);
    }
    return true;
  }

 private:
  static constexpr size_t kPageRecords = 256;

  BlocklistTable() = default;
  std::optional<std::vector<BlocklistRecord>> ReadPage(size_t page) const;

  std::vector<BlocklistRecord> owned_;
  std::span<const BlocklistRecord> records_;
  const RecordFile* file_ = nullptr;
  std::vector<BlocklistRecord> pages_;  // the first record of each
  BlocklistRecord last_;                // of the file
};

// LooksCut returns whether so much is missing at either end of these sorted records that chance explains it once in
// e^64 times: hashes are spread evenly, so that the first and the last of many are near the ends.
bool LooksCut(std::span<const BlocklistRecord> records);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BLOCKLISTS_BLOCKLIST_TABLE_H_
