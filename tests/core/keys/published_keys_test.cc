#include "core/keys/published_keys.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

TEST(PublishedKeysTest, K03_KnowsEveryKeyOfTheList) {
  const Bytes bytes = ReadVector("../../tools/tables/published-keys.txt");
  std::istringstream lines(std::string(bytes.begin(), bytes.end()));
  std::string source;
  size_t count = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('[')) source = line.substr(1, line.size() - 2);
    if (line.empty() || line.starts_with('#') || line.starts_with('[')) continue;
    EXPECT_EQ(source, FindPublishedKey(line.substr(0, 64))) << line;
    count++;
  }
  EXPECT_LE(100u, count);
}

TEST(PublishedKeysTest, K03_KnowsNoOther) {
  // RFC 6979 A.2.5's fingerprint, and what differs from it at the end, in the middle and at the beginning.
  const std::string known = "10985c901b9bc6c098258f3ae43e4f3f129066efd8335271ec7e07c89bda39c9";
  EXPECT_EQ("RFC 6979 A.2", FindPublishedKey(known));
  for (const size_t at : {0, 7, 15}) {
    std::string other = known;
    other[at] = other[at] == '0' ? '1' : '0';
    EXPECT_FALSE(FindPublishedKey(other)) << at;
  }
  for (const char* text : {"", "10985c901b9bc6c", "zz985c901b9bc6c0", "0000000000000000", "ffffffffffffffff"}) {
    EXPECT_FALSE(FindPublishedKey(text)) << text;
  }
}

}  // namespace
}  // namespace keyseal
