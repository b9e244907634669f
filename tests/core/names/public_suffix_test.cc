#include "core/names/public_suffix.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <vector>

#include "core/base/string_table.h"

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

// The list's algorithm word by word (publicsuffix.org/list): of the rules that match a name an exception prevails, less
// its leftmost label, and else the one with most labels.
std::optional<std::string> PlainSuffix(const std::set<std::string>& rules, const std::vector<std::string>& labels) {
  std::optional<size_t> longest;
  std::string reversed;
  for (size_t count = 1; count <= labels.size(); count++) {
    const std::string before = count == 1 ? "" : reversed + ".";
    const std::string& label = labels[labels.size() - count];
    reversed = before + label;
    if (count > 1 && rules.contains(before + "!" + label)) {
      longest = count - 1;
      break;
    }
    if (rules.contains(reversed) || (count > 1 && rules.contains(before + "*"))) longest = count;
    if (count == 1 && !longest) return std::nullopt;
  }
  std::string suffix;
  for (size_t i = labels.size() - *longest; i < labels.size(); i++) suffix += (suffix.empty() ? "" : ".") + labels[i];
  return suffix;
}

TEST(PublicSuffixTest, FollowsEveryRuleOfTheList) {
  std::set<std::string> rules;
  const StringTable table = PublicSuffixes();
  for (size_t i = 0; i < table.size(); i++) rules.insert(table.At(i));
  for (const std::string& rule : rules) {
    std::vector<std::string> labels;
    std::istringstream words(rule);
    for (std::string label; std::getline(words, label, '.');) {
      if (label == "*") label = "any";
      labels.insert(labels.begin(), label.starts_with('!') ? label.substr(1) : label);
    }
    for (int more = 0; more < 3; more++) {
      std::string host;
      for (const std::string& label : labels) host += (host.empty() ? "" : ".") + label;
      const auto suffix = PublicSuffixOf(host);
      ASSERT_EQ(PlainSuffix(rules, labels), suffix ? std::optional(std::string(*suffix)) : std::nullopt) << host;
      labels.insert(labels.begin(), more == 0 ? "www" : "a-b");
    }
  }
}

TEST(PublicSuffixTest, PointsIntoItsArgument) {
  const std::string host = "www.example.co.uk";
  EXPECT_EQ(host.data() + 12, PublicSuffixOf(host)->data());
}

}  // namespace
}  // namespace keyseal
