#include <gtest/gtest.h>

#include "core/names/names.h"

namespace keyseal {
namespace {

using enum ErrorCode;

Result<DnsName> ParsePublic(std::string_view text) { return DnsName::Parse(text, NameScope::kPublic); }
Result<DnsName> ParsePrivate(std::string_view text) { return DnsName::Parse(text, NameScope::kPrivate); }

// The code of the error, or nothing for an accepted name.
std::optional<ErrorCode> CodeOf(const Result<DnsName>& name) {
  return name ? std::nullopt : std::optional<ErrorCode>(name.error().code);
}

void ExpectPublicAndPrivateRefuse(std::string_view text, ErrorCode code) {
  EXPECT_EQ(code, CodeOf(ParsePublic(text))) << text;
  EXPECT_EQ(code, CodeOf(ParsePrivate(text))) << text;
}

void ExpectOnlyPrivateAccepts(std::string_view text, ErrorCode public_code) {
  EXPECT_EQ(public_code, CodeOf(ParsePublic(text))) << text;
  EXPECT_EQ(std::nullopt, CodeOf(ParsePrivate(text))) << text;
}

void ExpectPublicAccepts(std::string_view text) { EXPECT_EQ(std::nullopt, CodeOf(ParsePublic(text))) << text; }

// "aaa…a.aaa…a.….com" of exactly |size| octets, labels within bounds.
std::string NameOfSize(size_t size) {
  std::string name = "com";
  while (name.size() < size) {
    const size_t label_size = std::min<size_t>(size - name.size() - 1, 63);
    // A label needs a letter besides its dot: leave room for one where the rest would be the dot alone.
    const bool leaves_a_dot = size - name.size() - 1 - label_size == 1;
    name = std::string(label_size - (leaves_a_dot ? 1 : 0), 'a') + "." + name;
  }
  return name;
}

TEST(DnsNameTest, KeepsOrdinaryNames) {
  for (const char* text : {"example.com", "www.example.co.uk", "a.de", "x-1.example.org", "3com.com", "1.2.3.de"}) {
    ASSERT_TRUE(ParsePublic(text)) << text;
    EXPECT_EQ(text, ParsePublic(text)->text());
    EXPECT_FALSE(ParsePublic(text)->is_wildcard());
  }
}

TEST(DnsNameTest, N04_RefusesEmptyAndBlankNames) {
  for (const char* text : {"", " ", "exa mple.com", " example.com", "example.com ", "\texample.com", "example.com\n"}) {
    ExpectPublicAndPrivateRefuse(text, kNameNotValid);
  }
}

TEST(DnsNameTest, N04_RefusesControlCharactersAndBrokenUtf8) {
  using namespace std::string_view_literals;
  for (const std::string_view text : {"example.com\0"sv, "example.com\0.evil.com"sv, "exa\x7fmple.com"sv, "a\xff.com"sv,
                                      "a\xc3.com"sv, "\xc0\xae.com"sv, "a\xed\xa0\x80.com"sv}) {
    ExpectPublicAndPrivateRefuse(text, kNameNotValid);
  }
}

TEST(DnsNameTest, N05_RefusesLabelsThatAreNotLdh) {
  for (const char* text : {"a_b.example.com", "_dmarc.example.com", "-a.com", "a-.com", "a.-b.com", "a..com", ".com",
                           ".example.com", "a/b.com", "user@example.com", "https://example.com", "example.com:443",
                           "a,b.com", "a'b.com", "a\\b.com", "[::1]", "2606:4700::1111"}) {
    ExpectPublicAndPrivateRefuse(text, kNameNotValid);
  }
}

TEST(DnsNameTest, N05_RefusesReservedLdhLabelsOtherThanXn) {
  for (const char* text : {"ab--cd.com", "zz--zzau41c.com", "ab--.com", "--ab.com"}) {
    ExpectPublicAndPrivateRefuse(text, kNameNotValid);
  }
  for (const char* text : {"a--b.com", "abc--d.com"}) ExpectPublicAccepts(text);
}

TEST(DnsNameTest, N06_RefusesLabelOf64Octets) {
  ExpectPublicAccepts(std::string(63, 'a') + ".com");
  ExpectPublicAndPrivateRefuse(std::string(64, 'a') + ".com", kNameTooLong);
  ExpectPublicAndPrivateRefuse("www." + std::string(64, 'a'), kNameTooLong);
}

TEST(DnsNameTest, N06_CountsOctetsOfTheALabel) {
  const auto umlauts = [](size_t count) {
    std::string text;
    while (count-- > 0) text += "ü";
    return text + ".com";
  };
  ASSERT_TRUE(ParsePublic(umlauts(57)));
  EXPECT_EQ(63u, ParsePublic(umlauts(57))->text().find('.'));
  ExpectPublicAndPrivateRefuse(umlauts(58), kNameTooLong);
}

TEST(DnsNameTest, N07_RefusesNameOf254Octets) {
  ASSERT_EQ(253u, NameOfSize(253).size());
  ExpectPublicAccepts(NameOfSize(253));
  ASSERT_EQ(254u, NameOfSize(254).size());
  ExpectPublicAndPrivateRefuse(NameOfSize(254), kNameTooLong);
}

TEST(DnsNameTest, N07_CountsTheWildcardToo) {
  ExpectPublicAccepts("*." + NameOfSize(251));
  ExpectPublicAndPrivateRefuse("*." + NameOfSize(252), kNameTooLong);
}

TEST(DnsNameTest, N07_RefusesHugeInputBeforeLookingAtIt) {
  ExpectPublicAndPrivateRefuse(std::string(1'000'000, '.'), kNameTooLong);
}

TEST(DnsNameTest, N08_RefusesTrailingDot) {
  for (const char* text : {"example.com.", "localhost.", ".", "example.com..", "example.com。"}) {
    ExpectPublicAndPrivateRefuse(text, kNameNotValid);
  }
}

TEST(DnsNameTest, N09_K33_RefusesInternalNamesInPublicScope) {
  for (const char* text :
       {"myhost", "localhost", "a.local", "server.local", "a.internal", "printer.lan", "www.corp", "a.example",
        "a.test", "a.invalid", "a.localhost", "a.notatopleveldomain", "*.local", "router.home.arpa", "home.arpa"}) {
    ExpectOnlyPrivateAccepts(text, kNameInternal);
  }
  for (const char* text : {"example.com", "nic.de", "a.museum", "xn--e1afmkfd.xn--p1ai", "a.e164.arpa"}) {
    ExpectPublicAccepts(text);
  }
}

TEST(DnsNameTest, N10_K33_RefusesReverseZonesInPublicScope) {
  for (const char* text : {"1.2.0.192.in-addr.arpa", "in-addr.arpa", "*.in-addr.arpa", "8.b.d.0.1.0.0.2.ip6.arpa",
                           "ip6.arpa", "IN-ADDR.ARPA"}) {
    ExpectOnlyPrivateAccepts(text, kNameInternal);
  }
  for (const char* text : {"in-addr.example.com", "xin-addr.arpa"}) ExpectPublicAccepts(text);
}

TEST(DnsNameTest, N11_AcceptsWildcardOnTheLeft) {
  ASSERT_TRUE(ParsePublic("*.example.com"));
  EXPECT_EQ("*.example.com", ParsePublic("*.example.com")->text());
  EXPECT_TRUE(ParsePublic("*.example.com")->is_wildcard());
  EXPECT_EQ("*.xn--bcher-kva.example", ParsePrivate("*.Bücher.example")->text());
}

TEST(DnsNameTest, N11_RefusesAsterisksAnywhereElse) {
  for (const char* text : {"*", "**", "f*.example.com", "*f.example.com", "a.*.example.com", "*.*.example.com",
                           "**.example.com", "example.*", "*example.com", "a*b.com"}) {
    ExpectPublicAndPrivateRefuse(text, kWildcardMisplaced);
  }
  ExpectPublicAndPrivateRefuse("*.", kNameNotValid);
  ExpectPublicAndPrivateRefuse("＊.example.com", kNameNotValid);  // U+FF0A, which becomes an asterisk
}

TEST(DnsNameTest, N12_RefusesWildcardDirectlyBelowPublicSuffix) {
  for (const char* text : {"*.com", "*.co.uk", "*.xn--p1ai", "*.рф", "*.ck", "*.foo.ck", "*.kobe.jp", "*.x.kobe.jp"}) {
    ExpectOnlyPrivateAccepts(text, kNamePublicSuffix);
  }
  for (const char* text : {"*.example.com", "*.example.co.uk", "*.www.ck", "*.city.kobe.jp", "*.a.foo.ck"}) {
    ExpectPublicAccepts(text);
  }
}

TEST(DnsNameTest, N12_IgnoresThePrivateSection) {
  for (const char* text : {"*.github.io", "github.io", "*.blogspot.com", "*.s3.amazonaws.com"}) {
    ExpectPublicAccepts(text);
  }
}

TEST(DnsNameTest, N13_RefusesPublicSuffixItself) {
  for (const char* text :
       {"com", "co.uk", "CO.UK", "xn--p1ai", "рф", "ck", "foo.ck", "x.kobe.jp", "onion", "*.onion"}) {
    ExpectOnlyPrivateAccepts(text, kNamePublicSuffix);
  }
  for (const char* text : {"www.ck", "a.foo.ck", "city.kobe.jp", "a.x.kobe.jp"}) ExpectPublicAccepts(text);
}

TEST(DnsNameTest, N21_RefusesAddressesWrittenAsNames) {
  for (const char* text : {"192.0.2.1", "8.8.8.8", "1.1", "10", "0x7f.1", "127.0.0.0x1", "a.0x", "a.b.0", "*.1"}) {
    ExpectPublicAndPrivateRefuse(text, kNameNotValid);
  }
  for (const char* text : {"1.2.3.4.de", "8.com", "0x7f.com"}) ExpectPublicAccepts(text);
  EXPECT_TRUE(ParsePrivate("host.0a"));
}

TEST(DnsNameTest, N22_LowersCase) {
  EXPECT_EQ("www.example.com", ParsePublic("WWW.Example.COM")->text());
  EXPECT_EQ("xn--mnich-kva.com", ParsePublic("XN--Mnich-KVA.com")->text());
}

// A name made for this test: the public key is 01 02 … 20.
constexpr std::string_view kOnion = "aebagbafaydqqcikbmga2dqpcaireeyuculbogazdinryhi6d4qcmeqd";

TEST(DnsNameTest, N18_AcceptsVersion3OnionAddresses) {
  for (const char* prefix : {"", "www.", "*.", "*.www.", "a.b.c."}) {
    ExpectPublicAccepts(prefix + std::string(kOnion) + ".onion");
  }
  ExpectPublicAccepts("AEBAGBAFAYDQQCIKBMGA2DQPCAIREEYUCULBOGAZDINRYHI6D4QCMEQD.onion");
}

TEST(DnsNameTest, N18_RefusesOtherOnionAddresses) {
  const std::string checksum_off_by_one = "aebagbafaydqqcikbmga2dqpcaireeyuculbogazdinryhi6d4qcoeqd";
  const std::string version_4 = "aebagbafaydqqcikbmga2dqpcaireeyuculbogazdinryhi6d4qhwlqe";
  const std::string version_byte_4 =
      "aebagbafaydqqcikbmga2dqpcaireeyuculbogazdinryhi6d4qcmeqe";  // all else of version 3
  const std::string version_2 = "expyuzz4wqqyqhjn";
  const std::string key_off_by_one = "abbagbafaydqqcikbmga2dqpcaireeyuculbogazdinryhi6d4qcmeqd";
  const std::string digit_1 = "1ebagbafaydqqcikbmga2dqpcaireeyuculbogazdinryhi6d4qcmeqd";
  for (const std::string& address : {checksum_off_by_one, version_4, version_byte_4, version_2, key_off_by_one, digit_1,
                                     std::string(kOnion.substr(1)), std::string(kOnion) + "a", std::string("foo")}) {
    ExpectOnlyPrivateAccepts(address + ".onion", kNameNotValid);
  }
  // The address stands right before "onion", not somewhere else.
  ExpectOnlyPrivateAccepts(std::string(kOnion) + ".www.onion", kNameNotValid);
  ExpectOnlyPrivateAccepts("*.www.onion", kNameNotValid);
}

}  // namespace
}  // namespace keyseal
