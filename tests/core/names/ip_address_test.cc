#include <gtest/gtest.h>

#include "core/names/names.h"

namespace keyseal {
namespace {

using enum ErrorCode;

std::string TextOf(std::string_view text, NameScope scope = NameScope::kPrivate) {
  const Result<IpAddress> address = IpAddress::Parse(text, scope);
  return address ? address->text() : ErrorName(address.error().code);
}
std::string PublicTextOf(std::string_view text) { return TextOf(text, NameScope::kPublic); }

TEST(IpAddressTest, N19_GivesFourOctetsInNetworkOrder) {
  const Result<IpAddress> address = IpAddress::Parse("1.2.3.4", NameScope::kPublic);
  ASSERT_TRUE(address);
  EXPECT_EQ(Bytes({1, 2, 3, 4}), Bytes(address->bytes().begin(), address->bytes().end()));
}

TEST(IpAddressTest, N19_GivesSixteenOctetsInNetworkOrder) {
  const Result<IpAddress> address = IpAddress::Parse("2606:4700::1.2.3.4", NameScope::kPublic);
  ASSERT_TRUE(address);
  EXPECT_EQ(Bytes({0x26, 0x06, 0x47, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4}),
            Bytes(address->bytes().begin(), address->bytes().end()));
}

TEST(IpAddressTest, ReadsIpv4) {
  for (const char* text : {"0.0.0.0", "8.8.8.8", "255.255.255.255", "10.0.100.1"}) EXPECT_EQ(text, TextOf(text));
}

TEST(IpAddressTest, RefusesIpv4ThatIsNotFourPlainNumbers) {
  for (const char* text :
       {"",         "1",        "1.2.3",     "1.2.3.4.5", "256.1.1.1",  "1.1.1.256",  "01.2.3.4",   "1.2.3.04",
        "00.0.0.0", "1.2.3.",   ".1.2.3",    "1..2.3",    "1.2.3.4.",   " 1.2.3.4",   "1.2.3.4 ",   "1.2.3.4\n",
        "+1.2.3.4", "-1.2.3.4", "0x1.2.3.4", "1.2.3.a",   "1.2.3.1000", "1.2.3.4/24", "1.2.3.4:80", "１.2.3.4"}) {
    EXPECT_EQ("ip-not-valid", TextOf(text)) << text;
  }
  using namespace std::string_view_literals;
  EXPECT_EQ("ip-not-valid", TextOf("1.2.3.4\0"sv));
}

TEST(IpAddressTest, WritesIpv6AsRfc5952Says) {
  const struct {
    const char* text;
    const char* expected;
  } kRows[] = {
      {"2001:0DB8:0000:0000:0008:0800:200C:417A", "2001:db8::8:800:200c:417a"},
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},  // one group of zeros stays
      {"2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
      {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},        // the longest run
      {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},  // the first of two
      {"0:0:0:0:0:0:0:0", "::"},
      {"0:0:0:0:0:0:0:1", "::1"},
      {"1:0:0:0:0:0:0:0", "1::"},
      {"1::", "1::"},
      {"::ffff:1.2.3.4", "::ffff:1.2.3.4"},
      {"::FFFF:102:304", "::ffff:1.2.3.4"},
      {"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"},
      {"::1.2.3.4", "::102:304"},
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
      {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
      {"fe80::a00:0:10", "fe80::a00:0:10"},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.expected, TextOf(row.text)) << row.text;
}

TEST(IpAddressTest, RefusesIpv6ThatIsNot) {
  for (const char* text : {":",
                           ":::",
                           "1",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1::2::3",
                           "::1::",
                           "1:2:3:4:5:6:7:8::",
                           "::1:2:3:4:5:6:7:8",
                           "1:2:3:4::5:6:7:8",
                           ":1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:",
                           "12345::",
                           "g::",
                           "fe80::1%eth0",
                           "fe80::1%25eth0",
                           "[::1]",
                           "::1/128",
                           "::1.2.3",
                           "::1.2.3.04",
                           "1.2.3.4::",
                           "::1.2.3.4:5",
                           "1:2:3:4:5:6:7:1.2.3.4",
                           " ::1",
                           "::1 ",
                           "::-1",
                           "::+1",
                           "::0x1"}) {
    EXPECT_EQ("ip-not-valid", TextOf(text)) << text;
  }
}

TEST(IpAddressTest, N20_AcceptsPublicAddresses) {
  for (const char* text : {"8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::1"}) {
    EXPECT_EQ(text, PublicTextOf(text));
  }
}

struct Edges {
  const char* before;  // the last public address before the block, or nullptr where another block borders
  const char* first;
  const char* last;
  const char* after;
};

TEST(IpAddressTest, N20_K33_RefusesEveryBlockFromItsFirstToItsLastAddress) {
  const Edges kRows[] = {
      {nullptr, "0.0.0.0", "0.255.255.255", "1.0.0.0"},
      {"9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"},
      {"100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"},
      {"126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"},
      {"169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0"},
      {"172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"},
      {"191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0"},
      {"192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0"},
      {"192.31.195.255", "192.31.196.0", "192.31.196.255", "192.31.197.0"},
      {"192.52.192.255", "192.52.193.0", "192.52.193.255", "192.52.194.0"},
      {"192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0"},
      {"192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"},
      {"192.175.47.255", "192.175.48.0", "192.175.48.255", "192.175.49.0"},
      {"198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"},
      {"198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0"},
      {"203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0"},
      {"223.255.255.255", "224.0.0.0", "239.255.255.255", nullptr},
      {nullptr, "240.0.0.0", "255.255.255.255", nullptr},
      {nullptr, "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::"},
      {"2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"},
      {"2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::"},
      {"2620:4f:7fff:ffff:ffff:ffff:ffff:ffff", "2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff",
       "2620:4f:8001::"},
      {"3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::"},
  };
  for (const Edges& row : kRows) {
    if (row.before != nullptr) {
      EXPECT_EQ(row.before, PublicTextOf(row.before));
    }
    EXPECT_EQ("ip-reserved", PublicTextOf(row.first)) << row.first;
    EXPECT_EQ("ip-reserved", PublicTextOf(row.last)) << row.last;
    if (row.after != nullptr) {
      EXPECT_EQ(row.after, PublicTextOf(row.after));
    }
    EXPECT_EQ(row.first, TextOf(row.first)) << "private scope takes it";
  }
}

// Outside 2000::/3 nothing is public, inside a registered block or not.
TEST(IpAddressTest, N20_RefusesIpv6OutsideGlobalUnicast) {
  for (const char* text : {"::", "::1", "::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::808:808", "64:ff9b:1::1", "100::1",
                           "100:0:0:1::1", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::", "5f00::1", "fc00::1",
                           "fd12:3456:789a::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ffff::"}) {
    EXPECT_EQ("ip-reserved", PublicTextOf(text)) << text;
  }
  EXPECT_EQ("2000::", PublicTextOf("2000::"));
}

}  // namespace
}  // namespace keyseal
