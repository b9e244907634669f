#include "core/base/string_table.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <ostream>
#include <set>

#include "core/base/secret_bytes.h"

namespace keyseal {
namespace {

struct NamedTable {
  const char* name;
  StringTable table;
};

// Prints the name alone: GoogleTest would dump pointers, which differ from run to run.
void PrintTo(const NamedTable& named, std::ostream* out) { *out << named.name; }

class CompiledTableTest : public testing::TestWithParam<NamedTable> {};

TEST_P(CompiledTableTest, FindsEveryEntryWhereItStands) {
  const StringTable table = GetParam().table;
  for (size_t i = 0; i < table.size(); ++i) {
    EXPECT_EQ(std::optional<size_t>(i), table.Find(table.At(i)));
  }
}

TEST_P(CompiledTableTest, StandsInByteOrderWithoutTwins) {
  const StringTable table = GetParam().table;
  for (size_t i = 1; i < table.size(); ++i) EXPECT_LT(table.At(i - 1), table.At(i));
}

TEST_P(CompiledTableTest, FindsNoNeighbourOfAnEntry) {
  const StringTable table = GetParam().table;
  std::set<std::string> entries;
  for (size_t i = 0; i < table.size(); ++i) entries.insert(table.At(i));
  for (const std::string& entry : entries) {
    for (std::string near : {entry + '\0', entry + "a", entry.substr(0, entry.size() - 1), "\x01" + entry}) {
      EXPECT_EQ(entries.contains(near), table.Contains(near));
    }
  }
}

TEST_P(CompiledTableTest, KnowsWhatStandsBehindTheBeginningOfAnEntry) {
  const StringTable table = GetParam().table;
  std::map<std::string, char> behind;  // of every beginning, in the first entry that has it
  for (size_t i = 0; i < table.size(); ++i) {
    const std::string entry = table.At(i);
    for (size_t size = 0; size <= entry.size(); size++) behind.try_emplace(entry.substr(0, size), entry.c_str()[size]);
  }
  for (const auto& [prefix, next] : behind) {
    ASSERT_EQ(std::optional(next), table.NextBehind(prefix)) << prefix;
    for (const std::string& near : {prefix + "\x01", prefix + "~", prefix + "m"}) {
      const auto found = behind.find(near);
      ASSERT_EQ(found == behind.end() ? std::nullopt : std::optional(found->second), table.NextBehind(near)) << near;
    }
  }
}

TEST_P(CompiledTableTest, FindsNothingBeforeItsFirstAndBehindItsLast) {
  const StringTable table = GetParam().table;
  EXPECT_FALSE(table.Contains(""));
  EXPECT_FALSE(table.Contains(std::string_view("\0", 1)));
  EXPECT_FALSE(table.Contains("\xff\xff\xff"));
  EXPECT_FALSE(table.Contains(std::string(1000, 'z')));
}

TEST_P(CompiledTableTest, JoinsEveryEntryInItsOrder) {
  const StringTable table = GetParam().table;
  std::string expected;
  for (size_t i = 0; i < table.size(); ++i) expected += table.At(i) + "\n";
  EXPECT_EQ(expected, table.Join() + "\n");
}

TEST_P(CompiledTableTest, StopsTheProgramBehindItsEnd) {
  const StringTable table = GetParam().table;
  EXPECT_DEATH(table.At(table.size()), "");
}

INSTANTIATE_TEST_SUITE_P(All, CompiledTableTest,
                         testing::Values(NamedTable{"CommonPasswords", CommonPasswords()},
                                         NamedTable{"PublicSuffixes", PublicSuffixes()}, NamedTable{"Words", Words()},
                                         NamedTable{"CountryCodes", CountryCodes()}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(CommonPasswordsTest, HoldsNoNewline) {  // which Join puts between
  for (size_t i = 0; i < CommonPasswords().size(); ++i) {
    EXPECT_EQ(std::string::npos, CommonPasswords().At(i).find('\n')) << i;
  }
}

TEST(CommonPasswordsTest, HoldsWhatAttackersTryFirst) {
  EXPECT_LE(5'000u, CommonPasswords().size());
  for (const char* password : {"123456", "password", "qwerty", "iloveyou", "passwordpassword", "1qaz2wsx3edc4rfv"}) {
    EXPECT_TRUE(CommonPasswords().Contains(password)) << password;
  }
  EXPECT_FALSE(CommonPasswords().Contains("123456 is no password"));
}

TEST(WordsTest, HoldsTheWholeListForFiveDice) {
  EXPECT_EQ(6u * 6 * 6 * 6 * 6, Words().size());
  EXPECT_EQ("abacus", Words().At(0));
  EXPECT_EQ("zoom", Words().At(Words().size() - 1));
  for (const char* word : {"applause", "zodiac", "unfold"}) EXPECT_TRUE(Words().Contains(word)) << word;
}

TEST(WordsTest, CopiesIntoTheCallersMemory) {
  std::array<char, StringTable::kMaxEntrySize> word;
  EXPECT_EQ("zoom", std::string_view(word.data(), Words().CopyAt(7775, word)));
}

TEST(CountryCodesTest, HoldsAssignedCodesOnly) {
  EXPECT_EQ(249u, CountryCodes().size());
  for (const char* code : {"DE", "GB", "US", "AX"}) EXPECT_TRUE(CountryCodes().Contains(code)) << code;
  for (const char* code : {"UK", "EU", "XX", "XK", "de", "D", "DEU"})
    EXPECT_FALSE(CountryCodes().Contains(code)) << code;
}

// Made by hand: the format, apart from the program that writes it.
TEST(StringTableTest, ReadsWhatAnEntrySharesWithTheOneBefore) {
  static constexpr uint8_t kData[] = {0, 'a', 'b', 'c', ' ', '~', 3, 'c', 0x80, 0xff, 6, 'x', 0, 'b'};
  static constexpr uint16_t kBlocks[] = {0};
  const StringTable table(kData, kBlocks, 128, 4);
  EXPECT_EQ("abc ~", table.At(0));
  EXPECT_EQ("abcc\x80\xff", table.At(1));
  EXPECT_EQ("abcc\x80\xffx", table.At(2));
  EXPECT_EQ("b", table.At(3));
}

TEST(StringTableTest, SharesUpTo31Bytes) {
  Bytes data = {0};
  data.insert(data.end(), 32, 'a');
  data.insert(data.end(), {31, 'b'});
  static constexpr uint16_t kBlocks[] = {0};
  const StringTable table(data, kBlocks, 128, 2);
  EXPECT_EQ(std::string(31, 'a') + "b", table.At(1));
}

TEST(StringTableTest, BeginsANewBlockAfter128Entries) {
  Bytes data;
  for (int i = 0; i < 128; i++)
    data.insert(data.end(), {0, static_cast<uint8_t>(0x40 + i / 32), static_cast<uint8_t>(0x40 + i % 32)});
  const std::array<uint16_t, 2> blocks = {0, static_cast<uint16_t>(data.size())};
  data.insert(data.end(), {0, 'z'});
  const StringTable table(data, blocks, 128, 129);
  EXPECT_EQ("C_", table.At(127));
  EXPECT_EQ("z", table.At(128));
  EXPECT_EQ(std::optional<size_t>(127), table.Find("C_"));
  EXPECT_EQ(std::optional<size_t>(128), table.Find("z"));
}

TEST(StringTableTest, IsEmptyWithoutEntries) {
  const StringTable table({}, {}, 128, 0);
  EXPECT_EQ(0u, table.size());
  EXPECT_FALSE(table.Contains("a"));
}

}  // namespace
}  // namespace keyseal
