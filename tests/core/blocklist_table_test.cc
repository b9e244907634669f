#include "core/blocklist_table.h"

#include <gtest/gtest.h>

#include "tests/core/hashed_lists.h"

namespace keyseal {
namespace {

TEST(BlocklistTableTest, FindsWhatIsThereAndNothingElse) {
  std::vector<BlocklistRecord> records;
  for (int i = 0; i < 1000; i++) records.push_back({PrefixNumber(i), kCompromisedList});
  const BlocklistTable table = BlocklistTable::Own(records);
  EXPECT_EQ(1000u, table.records().size());
  for (int i = 0; i < 1000; i++) EXPECT_EQ(1u, table.Find(PrefixNumber(i)).size()) << i;
  for (int i = 1000; i < 2000; i++) EXPECT_TRUE(table.Find(PrefixNumber(i)).empty()) << i;
  HashPrefix nearly = PrefixNumber(500);
  nearly.back() ^= 1;  // all 15 bytes count
  EXPECT_TRUE(table.Find(nearly).empty());
}

TEST(BlocklistTableTest, OwnSortsAndDropsWhatStandsTwice) {
  const BlocklistTable table =
      BlocklistTable::Own({{PrefixNumber(1), 7}, {PrefixNumber(2), 7}, {PrefixNumber(1), 7}, {PrefixNumber(1), 3}});
  EXPECT_EQ(3u, table.records().size());
  const auto found = table.Find(PrefixNumber(1));
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
  for (int i = 0; i < 1000; i++) EXPECT_EQ(1u, table->Find(PrefixNumber(i)).size()) << i;
  EXPECT_TRUE(table->Find(PrefixNumber(1000)).empty());
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

}  // namespace
}  // namespace keyseal
