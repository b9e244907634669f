#include "core/blocklists/blocklist_table.h"

#include <gtest/gtest.h>

#include "tests/core/support/hashed_lists.h"

namespace keyseal {
namespace {

TEST(BlocklistTableTest, FindsWhatIsThereAndNothingElse) {
  std::vector<BlocklistRecord> records;
  for (int i = 0; i < 1000; i++) records.push_back({PrefixNumber(i), kCompromisedList});
  const BlocklistTable table = BlocklistTable::Own(records);
  EXPECT_EQ(1000u, table.records().size());
  for (int i = 0; i < 1000; i++) EXPECT_EQ(1u, table.Find(PrefixNumber(i))->size()) << i;
  for (int i = 1000; i < 2000; i++) EXPECT_TRUE(table.Find(PrefixNumber(i))->empty()) << i;
  HashPrefix nearly = PrefixNumber(500);
  nearly.back() ^= 1;  // all 15 bytes count
  EXPECT_TRUE(table.Find(nearly)->empty());
}

TEST(BlocklistTableTest, OwnSortsAndDropsWhatStandsTwice) {
  const BlocklistTable table =
      BlocklistTable::Own({{PrefixNumber(1), 7}, {PrefixNumber(2), 7}, {PrefixNumber(1), 7}, {PrefixNumber(1), 3}});
  EXPECT_EQ(3u, table.records().size());
  const std::vector<BlocklistRecord> found = *table.Find(PrefixNumber(1));
  ASSERT_EQ(2u, found.size());
  EXPECT_EQ(3, found[0].list);
  EXPECT_EQ(7, found[1].list);
}

TEST(BlocklistTableTest, BorrowSearchesInPlace) {
  const Bytes file = BinaryList(1000);
  const Result<BlocklistTable> table = BlocklistTable::Borrow(file);
  ASSERT_TRUE(table);
  EXPECT_FALSE(table->is_owned());
  EXPECT_EQ(static_cast<const void*>(file.data()), static_cast<const void*>(table->records().data()));
  for (int i = 0; i < 1000; i++) EXPECT_EQ(1u, table->Find(PrefixNumber(i))->size()) << i;
  EXPECT_TRUE(table->Find(PrefixNumber(1000))->empty());
}

TEST(BlocklistTableTest, BorrowRefusesHalvesOfRecords) {
  const Bytes file = BinaryList(10);
  for (const size_t size : {size_t{0}, size_t{1}, size_t{15}, size_t{17}, file.size() - 1}) {
    EXPECT_EQ(ErrorCode::kBlocklistIncomplete, BlocklistTable::Borrow(ByteSpan(file).first(size)).error().code) << size;
  }
}

TEST(BlocklistTableTest, BorrowTellsTheFirstRecordOutOfOrder) {
  Bytes file = BinaryList(10);
  std::swap_ranges(file.begin() + 64, file.begin() + 80, file.begin() + 80);
  const Result<BlocklistTable> swapped = BlocklistTable::Borrow(file);
  ASSERT_FALSE(swapped);
  EXPECT_EQ(ErrorCode::kBlocklistBad, swapped.error().code);
  EXPECT_EQ(80u, swapped.error().index);
  Bytes twice = BinaryList(10);
  std::copy_n(twice.begin() + 32, 16, twice.begin() + 48);
  EXPECT_EQ(48u, BlocklistTable::Borrow(twice).error().index);
}

TEST(BlocklistTableTest, BorrowRefusesWhatWasCutBetweenRecords) {
  const Bytes file = BinaryList(2000);
  ASSERT_TRUE(BlocklistTable::Borrow(file));
  const size_t tenth = file.size() / 10;
  EXPECT_EQ(ErrorCode::kBlocklistIncomplete, BlocklistTable::Borrow(ByteSpan(file).first(9 * tenth)).error().code);
  EXPECT_EQ(ErrorCode::kBlocklistIncomplete, BlocklistTable::Borrow(ByteSpan(file).last(9 * tenth)).error().code);
}

TEST(BlocklistTableTest, ShortListsAreNeverTakenForCutOnes) {
  for (int i = 0; i < 200; i++) {
    const BlocklistTable table = BlocklistTable::Own({{PrefixNumber(i), 1}});
    EXPECT_FALSE(LooksCut(table.records()));
  }
  EXPECT_FALSE(LooksCut({}));
}

// A file in memory, which somebody may change.
class FileInMemory final : public RecordFile {
 public:
  explicit FileInMemory(Bytes bytes) : bytes(std::move(bytes)), size_(this->bytes.size()) {}
  uint64_t size() const override { return size_; }
  bool Read(uint64_t offset, std::span<uint8_t> into) const override {
    if (offset + into.size() > bytes.size()) return false;
    std::copy_n(bytes.begin() + static_cast<ptrdiff_t>(offset), into.size(), into.begin());
    return true;
  }

  Bytes bytes;

 private:
  uint64_t size_;
};

TEST(BlocklistFileTest, FindsWhatIsThereAndNothingElseOnEveryPage) {
  for (const int count : {1, 2, 255, 256, 257, 511, 512, 513, 2000}) {
    const FileInMemory file(BinaryList(count));
    const Result<BlocklistTable> table = BlocklistTable::Open(file);
    ASSERT_TRUE(table) << count;
    EXPECT_TRUE(table->records().empty());
    for (int i = 0; i < count; i++) EXPECT_EQ(1u, table->Find(PrefixNumber(i))->size()) << count << " " << i;
    for (int i = count; i < count + 100; i++) EXPECT_TRUE(table->Find(PrefixNumber(i))->empty()) << count << " " << i;
    Bytes again;
    EXPECT_TRUE(table->ForEach([&](const BlocklistRecord& record) {
      again.insert(again.end(), record.prefix.begin(), record.prefix.end());
      again.push_back(record.list);
    }));
    EXPECT_EQ(file.bytes, again);
  }
}

TEST(BlocklistFileTest, FindsAllRecordsOfAPrefixAcrossPages) {
  std::vector<BlocklistRecord> records;
  for (int i = 0; i < 1000; i++) records.push_back({PrefixNumber(i), 7});
  for (int list = 0; list < 256; list++) records.push_back({PrefixNumber(1), static_cast<uint8_t>(list)});
  const BlocklistTable owned = BlocklistTable::Own(std::move(records));
  const auto* start = reinterpret_cast<const uint8_t*>(owned.records().data());
  const FileInMemory file(Bytes(start, start + owned.records().size_bytes()));
  const Result<BlocklistTable> table = BlocklistTable::Open(file);
  ASSERT_TRUE(table);
  EXPECT_EQ(256u, table->Find(PrefixNumber(1))->size());
}

TEST(BlocklistFileTest, RefusesWhatBorrowRefuses) {
  const Bytes good = BinaryList(1000);
  std::vector<Bytes> files = {{}, good};
  files[1].pop_back();
  for (const size_t at : {0, 255, 256, 998}) {  // two that stand the other way round, also across pages
    files.push_back(good);
    std::swap_ranges(files.back().begin() + static_cast<ptrdiff_t>(16 * at),
                     files.back().begin() + static_cast<ptrdiff_t>(16 * at + 16),
                     files.back().begin() + static_cast<ptrdiff_t>(16 * at + 16));
  }
  files.emplace_back(good.begin() + 1600, good.end());
  files.emplace_back(good.begin(), good.end() - 1600);
  for (const Bytes& bytes : files) {
    const FileInMemory file(bytes);
    const Result<BlocklistTable> opened = BlocklistTable::Open(file), borrowed = BlocklistTable::Borrow(bytes);
    ASSERT_FALSE(opened);
    ASSERT_FALSE(borrowed);
    EXPECT_EQ(borrowed.error().code, opened.error().code);
    EXPECT_EQ(borrowed.error().index, opened.error().index);
  }
}

TEST(BlocklistFileTest, SaysThatItCannotBeReadWhereItWasCutMeanwhile) {
  for (const size_t size : {size_t{0}, size_t{16}, size_t{4096}, size_t{16 * 999}, size_t{16 * 1000 - 1}}) {
    FileInMemory file(BinaryList(1000));
    const Result<BlocklistTable> table = BlocklistTable::Open(file);
    ASSERT_TRUE(table);
    file.bytes.resize(size);
    size_t failed = 0;
    for (int i = 0; i < 1000; i++) {
      const auto found = table->Find(PrefixNumber(i));
      if (found) {
        EXPECT_EQ(1u, found->size());  // never that it is not there
      } else {
        EXPECT_EQ(ErrorCode::kBlocklistIncomplete, found.error().code);
        failed++;
      }
    }
    EXPECT_GT(failed, 0u) << size;
    EXPECT_FALSE(table->ForEach([](const BlocklistRecord&) {}));
  }
}

TEST(BlocklistFileTest, SaysThatItWasChangedWhereAPageIsAnother) {
  const Bytes good = BinaryList(1000);
  const auto is_found = [&](auto change) {
    FileInMemory file(good);
    const Result<BlocklistTable> table = BlocklistTable::Open(file);
    change(file.bytes);
    for (int i = 0; i < 1000; i++) {
      const auto found = table->Find(PrefixNumber(i));
      if (!found) return false;
      EXPECT_EQ(1u, found->size());
    }
    return true;
  };
  EXPECT_TRUE(is_found([](Bytes&) {}));
  EXPECT_FALSE(is_found([](Bytes& bytes) { bytes[4096 + 14] ^= 1; }));          // the first of a page
  EXPECT_FALSE(is_found([](Bytes& bytes) { bytes[bytes.size() - 16] ^= 1; }));  // the last of all
  EXPECT_FALSE(is_found([](Bytes& bytes) { std::swap_ranges(&bytes[160], &bytes[176], &bytes[176]); }));
  EXPECT_FALSE(is_found([](Bytes& bytes) { std::fill_n(&bytes[4096 - 16], 16, 0xff); }));  // above the next page's
}

}  // namespace
}  // namespace keyseal
