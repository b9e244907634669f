#include "core/blocklists/blocklist_cover.h"

#include <gtest/gtest.h>

#include "tests/core/support/hashed_lists.h"

namespace keyseal {
namespace {

TEST(BlocklistCoverTest, ReadsSizes) {
  const auto covers = ParseCovers("rsa-2048+ec-p384+rsa-2056");
  ASSERT_TRUE(covers);
  ASSERT_EQ(3u, covers->size());
  EXPECT_EQ((KeySize{false, 2048}), (*covers)[0].size);
  EXPECT_EQ((KeySize{true, 384}), (*covers)[1].size);
  EXPECT_EQ((KeySize{false, 2056}), (*covers)[2].size);
  EXPECT_EQ(kAllMachines, (*covers)[0].machines);
  for (const char* text : {"", "rsa", "rsa-", "rsa-0", "rsa-02048", "rsa-20480", "rsa-x", "ec-p224", "ec-256", "+",
                           "rsa-2048+", "+rsa-2048", "rsa-2048,rsa-4096", "RSA-2048", "dsa-1024", "rsa--1"}) {
    EXPECT_FALSE(ParseCovers(text)) << text;
  }
}

TEST(BlocklistCoverTest, KnowsTheNamesOfPublishedLists) {
  const struct {
    const char* name;
    KeySize size;
  } rows[] = {
      {"sha256_modulus_2048.csv", {false, 2048}},
      {"lists/sha256_modulus_8192.csv", {false, 8192}},
      {"sha256_xcoord_secp256r1.csv", {true, 256}},
      {"/a/b/sha256_xcoord_secp521r1.csv", {true, 521}},
      {"be32/blocklist-4096.db", {false, 4096}},
      {"/usr/share/openssl-blacklist/blacklist.RSA-1024", {false, 1024}},
      {"C:\\lists\\sha256_modulus_3072.csv", {false, 3072}},
  };
  for (const auto& row : rows) {
    const std::vector<Cover> covers = CoversOfName(row.name);
    ASSERT_EQ(1u, covers.size()) << row.name;
    EXPECT_EQ(row.size, covers[0].size) << row.name;
  }
  for (const char* name : {"", "2048", "sha256_modulus_.csv", "sha256_modulus_2048.csv.bak",
                           "my-sha256_modulus_2048.csv", "sha256_xcoord_secp224r1.csv", "blocklist-2048",
                           "blacklist.DSA-1024", "rsa-2048", "sha256_modulus_2048.csv/other"}) {
    EXPECT_TRUE(CoversOfName(name).empty()) << name;
  }
}

TEST(BlocklistCoverTest, MarkersKeepACoverAndStandBeforeAllKeys) {
  for (const Cover& cover : {Cover{{false, 2048}}, Cover{{true, 521}}, Cover{{false, 16384}, kI386 | kPowerPc}}) {
    const BlocklistRecord marker = EncodeMarker(cover);
    const auto decoded = DecodeMarker(marker);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(cover.size, decoded->size);
    EXPECT_EQ(cover.machines, decoded->machines);
    for (int i = 0; i < 100; i++) EXPECT_LT(marker.prefix, PrefixNumber(i));
  }
  BlocklistRecord key = EncodeMarker({{false, 2048}});
  key.list = kDebianList;
  EXPECT_FALSE(DecodeMarker(key));
  EXPECT_FALSE(DecodeMarker({PrefixNumber(1), kMarkerList}));
}

}  // namespace
}  // namespace keyseal
