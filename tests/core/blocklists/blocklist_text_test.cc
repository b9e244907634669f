#include "core/blocklists/blocklist_text.h"

#include <gtest/gtest.h>

#include "core/blocklists/blocklist_cover.h"
#include "tests/core/support/hashed_lists.h"

namespace keyseal {
namespace {

Result<TextList> Read(const std::string& text, BlocklistKind kind) { return ReadTextList(ToBytes(text), kind, 9); }

std::string Upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(c));
  return text;
}

TEST(BlocklistTextTest, ReadsHashesOneALine) {
  const std::string text = "# comment\n" + HexNumber(1) + "\n\n" + HexNumber(2) + "\r\n" + HexNumber(3);
  for (const BlocklistKind kind : {BlocklistKind::kSpki, BlocklistKind::kNumbers}) {
    const auto list = Read(text, kind);
    ASSERT_TRUE(list);
    ASSERT_EQ(3u, list->records.size());
    for (int i = 0; i < 3; i++) EXPECT_EQ(PrefixNumber(i + 1), list->records[static_cast<size_t>(i)].prefix);
    EXPECT_EQ(9, list->records[0].list);
  }
}

TEST(BlocklistTextTest, ReadsTheFirstColumnOfCsv) {
  for (const std::string& line :
       {HexNumber(1) + ",2048,rnd", HexNumber(1) + ";x", "\"" + HexNumber(1) + "\",\"y\"", Upper(HexNumber(1))}) {
    const auto list = Read(line + "\n", BlocklistKind::kNumbers);
    ASSERT_TRUE(list) << line;
    EXPECT_EQ(PrefixNumber(1), list->records[0].prefix) << line;
    EXPECT_FALSE(Read(line + "\n", BlocklistKind::kSpki)) << line;
  }
}

TEST(BlocklistTextTest, ReadsFingerprintsAsOthersPrintThem) {
  std::string colons;
  for (size_t i = 0; i < 64; i += 2) colons += HexNumber(1).substr(i, 2) + (i < 62 ? ":" : "");
  for (const std::string& line : {colons, Upper(colons)}) {
    EXPECT_EQ(BlocklistKind::kSpki, RecogniseKind(ToBytes(line + "\n")));
    const auto list = Read(line + "\n", BlocklistKind::kSpki);
    ASSERT_TRUE(list);
    EXPECT_EQ(PrefixNumber(1), list->records[0].prefix);
  }
  for (const std::string& line : {colons + ":", colons.substr(1), colons.substr(3), "0" + colons}) {
    EXPECT_FALSE(Read(line + "\n", BlocklistKind::kSpki)) << line;
  }
}

// What editors on Windows put in front.
TEST(BlocklistTextTest, PassesOverAByteOrderMarkAndKnowsNoUtf16) {
  const std::string marked = "\xef\xbb\xbf" + HexNumber(1) + "\r\n" + HexNumber(2) + "\r\n";
  EXPECT_EQ(BlocklistKind::kSpki, RecogniseKind(ToBytes(marked)));
  EXPECT_EQ(2U, Read(marked, BlocklistKind::kSpki)->records.size());
  for (const char* mark : {"\xff\xfe", "\xfe\xff"}) {
    EXPECT_FALSE(RecogniseKind(ToBytes(mark + std::string("1\0", 2))));
  }
}

TEST(BlocklistTextTest, ReadsOpensslBlacklist) {
  const auto halves = Read("# comment\n" + HexNumber(1, 20) + "\n", BlocklistKind::kOpenssl);
  ASSERT_TRUE(halves);
  HashPrefix expected = PrefixNumber(1);
  std::fill(expected.begin() + 10, expected.end(), uint8_t{0});
  EXPECT_EQ(expected, halves->records[0].prefix);
  EXPECT_EQ(kAllMachines, halves->machines);
  // The whole SHA-1, of which the last half counts.
  const auto whole = Read("2048 4711 rnd i386 " + HexNumber(2, 20) + HexNumber(1, 20) + "\n", BlocklistKind::kOpenssl);
  ASSERT_TRUE(whole);
  EXPECT_EQ(expected, whole->records[0].prefix);
  EXPECT_EQ(kI386, whole->machines);
  const auto other =
      Read("1 x86_64 " + HexNumber(1, 40) + "\n2 ppc64 " + HexNumber(2, 40) + "\n", BlocklistKind::kOpenssl);
  ASSERT_TRUE(other);
  EXPECT_EQ(kX8664 | kPowerPc, other->machines);
  EXPECT_EQ(0, Read("1 sparc " + HexNumber(1, 40) + "\n", BlocklistKind::kOpenssl)->machines);
}

TEST(BlocklistTextTest, TellsTheLineThatIsWrong) {
  const std::string good = HexNumber(1);
  const struct {
    BlocklistKind kind;
    std::string line;
  } rows[] = {
      {BlocklistKind::kSpki, good.substr(1)},
      {BlocklistKind::kSpki, good + "0"},
      {BlocklistKind::kSpki, " " + good.substr(1)},
      {BlocklistKind::kSpki, Upper(good)},
      {BlocklistKind::kSpki, "g" + good.substr(1)},
      {BlocklistKind::kNumbers, good.substr(1) + ",1"},
      {BlocklistKind::kNumbers, "1," + good},
      {BlocklistKind::kNumbers, "sha256"},
      {BlocklistKind::kNumbers, "\"" + good},
      {BlocklistKind::kNumbers, good + "\""},
      {BlocklistKind::kNumbers, good + "0"},
      {BlocklistKind::kOpenssl, good.substr(0, 19)},
      {BlocklistKind::kOpenssl, good.substr(0, 21)},
      {BlocklistKind::kOpenssl, Upper("abcdefabcdefabcdefab")},
      {BlocklistKind::kOpenssl, "1 " + good.substr(0, 20)},
      {BlocklistKind::kOpenssl, "1 g" + good.substr(0, 39)},
      {BlocklistKind::kOpenssl, "1 2 3 4 5 6 7 8 9 " + good.substr(0, 40)},
  };
  for (const auto& row : rows) {
    const std::string first = row.kind == BlocklistKind::kOpenssl ? HexNumber(2, 20) : HexNumber(2);
    const auto list = Read("# one\n" + first + "\n\n" + row.line + "\n" + first + "\n", row.kind);
    ASSERT_FALSE(list) << row.line;
    EXPECT_EQ(ErrorCode::kBlocklistBad, list.error().code) << row.line;
    EXPECT_EQ(4u, list.error().index) << row.line;
  }
}

TEST(BlocklistTextTest, RefusesListsWithoutEntriesAndSortedOnesThatWereCut) {
  for (const char* text : {"", "\n\n", "# nothing\n"}) {
    EXPECT_EQ(ErrorCode::kBlocklistIncomplete, Read(text, BlocklistKind::kSpki).error().code) << text;
  }
  std::vector<std::string> lines;
  for (int i = 0; i < 1000; i++) lines.push_back(HexNumber(i) + "\n");
  std::string unsorted, sorted;
  for (size_t i = 0; i < 800; i++) unsorted += lines[i];
  std::ranges::sort(lines);
  for (size_t i = 0; i < 800; i++) sorted += lines[i];
  EXPECT_TRUE(Read(unsorted, BlocklistKind::kSpki));
  EXPECT_EQ(ErrorCode::kBlocklistIncomplete, Read(sorted, BlocklistKind::kSpki).error().code);
  for (size_t i = 800; i < 1000; i++) sorted += lines[i];
  EXPECT_TRUE(Read(sorted, BlocklistKind::kSpki));
}

TEST(BlocklistTextTest, RecognisesKinds) {
  EXPECT_EQ(BlocklistKind::kSpki, RecogniseKind(ToBytes("# x\n" + HexNumber(1) + "\n")));
  EXPECT_EQ(BlocklistKind::kNumbers, RecogniseKind(ToBytes(HexNumber(1) + ",1\n")));
  EXPECT_EQ(BlocklistKind::kNumbers, RecogniseKind(ToBytes(Upper(HexNumber(1)))));
  EXPECT_EQ(BlocklistKind::kOpenssl, RecogniseKind(ToBytes(HexNumber(1, 20) + "\n")));
  EXPECT_EQ(BlocklistKind::kOpenssl, RecogniseKind(ToBytes("2048 1 rnd i386 " + HexNumber(1, 40) + "\n")));
  EXPECT_EQ(BlocklistKind::kBadkeys, RecogniseKind(BinaryList(20)));
  for (const char* text : {"hello\n", "-----BEGIN CERTIFICATE-----\n", "deadbeef\n"}) {
    EXPECT_FALSE(RecogniseKind(ToBytes(text))) << text;
  }
}

}  // namespace
}  // namespace keyseal
