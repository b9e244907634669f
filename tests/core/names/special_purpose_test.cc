#include "core/names/special_purpose.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <string>
#include <vector>

#include "core/names/names.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

// Block is one of IANA's, with its first and last address.
struct Block {
  std::string text;
  Bytes first;
  Bytes last;
};

Block ToBlock(const std::string& text) {
  const size_t slash = text.find('/');
  const Result<IpAddress> address = IpAddress::Parse(text.substr(0, slash), NameScope::kPrivate);
  if (!address) {
    ADD_FAILURE() << text;
    return {};
  }
  Block block{text, Bytes(address->bytes().begin(), address->bytes().end()), {}};
  block.last = block.first;
  for (size_t bit = std::stoul(text.substr(slash + 1)); bit < 8 * block.last.size(); bit++) {
    block.last[bit / 8] |= static_cast<uint8_t>(0x80 >> bit % 8);
  }
  return block;
}

// The blocks of the first column: "192.0.0.0/24 [2]", or two in quotes.
std::vector<Block> BlocksOf(const std::string& file) {
  const Bytes bytes = ReadVector("../../tools/tables/iana/" + file);
  std::istringstream lines(std::string(bytes.begin(), bytes.end()));
  std::vector<Block> blocks;
  for (std::string line; std::getline(lines, line);) {
    const size_t end = line.starts_with('"') ? line.find('"', 1) : line.find(',');
    std::istringstream cell(line.substr(0, end));
    for (std::string text; cell >> text;) {
      std::erase_if(text, [](char c) { return c == '"' || c == ','; });
      if (text.find('/') != std::string::npos) blocks.push_back(ToBlock(text));
    }
  }
  return blocks;
}

std::vector<Block> AllBlocks() {
  std::vector<Block> blocks;
  for (const char* file : {"iana-ipv4-special-registry-1.csv", "iana-ipv6-special-registry-1.csv", "more-blocks.csv"}) {
    const std::vector<Block> some = BlocksOf(file);
    EXPECT_FALSE(some.empty()) << file;
    blocks.insert(blocks.end(), some.begin(), some.end());
  }
  return blocks;
}

bool IsListed(const Bytes& address, const std::vector<Block>& blocks) {
  if (address.size() == 16 && address[0] >> 5 != 1) return true;  // outside 2000::/3
  return std::ranges::any_of(blocks, [&](const Block& block) {
    if (block.first.size() != address.size()) return false;
    for (size_t i = 0; i < address.size(); i++) {
      if (address[i] < block.first[i] || address[i] > block.last[i]) return false;  // of a block, octet by octet
    }
    return true;
  });
}

// The address before or behind |address|; nothing at the ends of all addresses.
Bytes Neighbour(Bytes address, bool is_behind) {
  for (size_t i = address.size(); i-- > 0;) {
    address[i] = static_cast<uint8_t>(address[i] + (is_behind ? 1 : -1));
    if (address[i] != (is_behind ? 0 : 0xff)) return address;
  }
  return {};
}

TEST(SpecialPurposeTest, N20_HoldsEveryBlockOfTheRegistriesAndNotWhatBorders) {
  const std::vector<Block> blocks = AllBlocks();
  EXPECT_EQ(53u, blocks.size());
  for (const Block& block : blocks) {
    EXPECT_TRUE(IsSpecialPurpose(block.first)) << block.text;
    EXPECT_TRUE(IsSpecialPurpose(block.last)) << block.text;
    for (const Bytes& near : {Neighbour(block.first, false), Neighbour(block.last, true)}) {
      if (near.empty()) continue;
      EXPECT_EQ(IsListed(near, blocks), IsSpecialPurpose(near)) << "beside " << block.text;
    }
  }
}

TEST(SpecialPurposeTest, N20_LeavesPublicAddressesAlone) {
  for (const Bytes& address : {Bytes{8, 8, 8, 8}, Bytes{223, 255, 255, 255}, Bytes{1, 0, 0, 0},
                               Bytes{0x26, 6, 0x47, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x11}}) {
    EXPECT_FALSE(IsSpecialPurpose(address));
  }
}

TEST(SpecialPurposeTest, N19_StopsTheProgramForOtherSizes) {
  for (const size_t size : {0, 3, 5, 8, 15, 17, 32}) EXPECT_DEATH(IsSpecialPurpose(Bytes(size)), "");
}

}  // namespace
}  // namespace keyseal
