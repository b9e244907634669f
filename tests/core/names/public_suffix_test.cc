#include "core/names/public_suffix.h"

#include <gtest/gtest.h>

namespace keyseal {
namespace {

// What the list's own test vectors (test_psl.txt) say of its ICANN section: the suffix is what is registered less one
// label.
TEST(PublicSuffixTest, FollowsTheListsAlgorithm) {
  const struct {
    const char* host;
    std::optional<std::string_view> suffix;
  } kRows[] = {
      {"com", "com"},
      {"a.example.com", "com"},
      {"biz", "biz"},
      {"b.domain.biz", "biz"},
      {"uk.com", "com"},  // in the private section only
      {"example.uk.com", "com"},
      {"b.c.kobe.jp", "c.kobe.jp"},  // *.kobe.jp
      {"c.kobe.jp", "c.kobe.jp"},
      {"kobe.jp", "jp"},
      {"city.kobe.jp", "kobe.jp"},  // !city.kobe.jp
      {"www.city.kobe.jp", "kobe.jp"},
      {"test.ck", "test.ck"},  // *.ck
      {"b.test.ck", "test.ck"},
      {"www.ck", "ck"},  // !www.ck
      {"www.www.ck", "ck"},
      {"us", "us"},
      {"a.test.k12.ak.us", "k12.ak.us"},
      {"xn--85x722f.xn--55qx5d.cn", "xn--55qx5d.cn"},
      {"shishi.xn--fiqs8s", "xn--fiqs8s"},
      {"github.io", "io"},
      {"localhost", std::nullopt},
      {"a.b.example", std::nullopt},
      {"a.local", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.suffix, PublicSuffixOf(row.host)) << row.host;
}

TEST(PublicSuffixTest, PointsIntoItsArgument) {
  const std::string host = "www.example.co.uk";
  EXPECT_EQ(host.data() + 12, PublicSuffixOf(host)->data());
}

}  // namespace
}  // namespace keyseal
