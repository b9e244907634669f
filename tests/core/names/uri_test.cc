#include <gtest/gtest.h>

#include "core/names/names.h"

namespace keyseal {
namespace {

using namespace std::string_view_literals;

std::string TextOf(std::string_view text) {
  const Result<Uri> uri = Uri::Parse(text);
  return uri ? uri->text() : ErrorName(uri.error().code);
}
std::string SpiffeTextOf(std::string_view text) {
  const Result<Uri> uri = Uri::ParseSpiffe(text);
  return uri ? uri->text() : ErrorName(uri.error().code);
}

void ExpectRefused(std::string_view text) { EXPECT_EQ("uri-not-valid", TextOf(text)) << text; }
void ExpectSpiffeRefused(std::string_view text) { EXPECT_EQ("uri-not-valid", SpiffeTextOf(text)) << text; }

TEST(UriTest, KeepsAbsoluteUris) {
  for (const char* text : {"https://example.com",
                           "https://example.com/",
                           "https://user:pw@example.com:8443/a/b?c=d#e",
                           "http://[2606:4700::1111]/",
                           "http://[::1]:80",
                           "http://192.0.2.1",
                           "ldap://[2001:db8::7]/c=GB?o",
                           "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                           "mailto:John.Doe@example.com",
                           "tel:+1-816-555-1212",
                           "sip:a@example.com;transport=tcp",
                           "a:b",
                           "a+b-c.1:x",
                           "http://a:/",
                           "https://example.com/%C3%BC?q=%20#%7e",
                           "https://example.com//a",
                           "spiffe://td/a",
                           "x:/",
                           "https://example.com?x",
                           "https://example.com#x",
                           "HTTP://Example.com"}) {
    EXPECT_EQ(text, TextOf(text));
  }
}

TEST(UriTest, RefusesWhatIsNotAbsolute) {
  for (const char* text : {"", "example.com", "/a/b", "//example.com/a", "?q", "#f", "a", ":", ":a", "http",
                           "http:", "1http://a", "-a:b", "h ttp://a", "ht_tp://a", "ü:b", "a:?b", "a:#b"}) {
    ExpectRefused(text);
  }
}

TEST(UriTest, RefusesCharactersThatNoUriHas) {
  for (const char* text :
       {"http://exa mple.com", "http://example.com/a b", "http://example.com/ü", "http://example.com/\"",
        "http://example.com/<a>", "http://example.com/a\\b", "http://example.com/^", "http://a/`", "http://a/{b}",
        "http://a/|", "http://a/\n", "http://a/\x7f", " http://a", "http://a ", "http://a/[b]", "http://a/?[b]",
        "http://a/#[b]", "http://a/#b#c", "urn:[a]"}) {
    ExpectRefused(text);
  }
  ExpectRefused("http://a/\0"sv);
}

TEST(UriTest, RefusesBrokenPercentEncodings) {
  for (const char* text : {"http://a/%", "http://a/%4", "http://a/%4g", "http://a/%g4", "http://a/%%41", "http://a%4/",
                           "http://a/?%", "http://a/#%1", "http://u%@a/"}) {
    ExpectRefused(text);
  }
}

TEST(UriTest, LooksForPercentEncodingsInsideItsArgumentOnly) { ExpectRefused("http://a/%41"sv.substr(0, 11)); }

TEST(UriTest, RefusesBadAuthorities) {
  for (const char* text : {"http://", "http:///a", "http://:80", "http://user@", "http://a:b/", "http://a:80x/",
                           "http://a:-1", "http://a:1:2/", "http://[::1", "http://::1]/", "http://[::1]x/",
                           "http://[1.2.3.4]/", "http://[]/", "http://[v1.a]/", "http://[fe80::1%25eth0]/",
                           "http://a@b@c/", "http://a[::1]/", "http://[::1]]/", "file:///etc/passwd"}) {
    ExpectRefused(text);
  }
}

TEST(UriTest, RefusesUriOf2049Bytes) {
  const std::string start = "urn:";
  EXPECT_EQ(2048u, TextOf(start + std::string(2044, 'a')).size());
  ExpectRefused(start + std::string(2045, 'a'));
}

TEST(SpiffeTest, KeepsSpiffeIds) {
  for (const char* text :
       {"spiffe://example.com/a", "spiffe://staging.example.com/payments/web-fe", "spiffe://td_1/ns/a.b/_",
        "spiffe://1.2.3.4/x", "spiffe://td/A-Z_0.9", "spiffe://td/...", "spiffe://td/.a"}) {
    EXPECT_EQ(text, SpiffeTextOf(text));
  }
}

TEST(SpiffeTest, RefusesOtherSchemes) {
  for (const char* text : {"", "spiffe", "spiffe:", "spiffe:/td/a", "spiffe:td/a", "SPIFFE://td/a", "Spiffe://td/a",
                           "https://td/a", " spiffe://td/a", "spiffes://td/a"}) {
    ExpectSpiffeRefused(text);
  }
}

TEST(SpiffeTest, RefusesOtherTrustDomains) {
  for (const char* text :
       {"spiffe://", "spiffe:///a", "spiffe://TD/a", "spiffe://td:80/a", "spiffe://td:/a", "spiffe://u@td/a",
        "spiffe://@td/a", "spiffe://t%64/a", "spiffe://[::1]/a", "spiffe://t d/a", "spiffe://tü/a", "spiffe://td!/a"}) {
    ExpectSpiffeRefused(text);
  }
  ExpectSpiffeRefused("spiffe://t\0d/a"sv);
}

TEST(SpiffeTest, RefusesOtherPaths) {
  for (const char* text : {"spiffe://td", "spiffe://td/", "spiffe://td/a/", "spiffe://td//a", "spiffe://td/a//b",
                           "spiffe://td/.", "spiffe://td/..", "spiffe://td/a/./b", "spiffe://td/a/../b",
                           "spiffe://td/a/..", "spiffe://td/%61", "spiffe://td/a b", "spiffe://td/ü", "spiffe://td/a:b",
                           "spiffe://td/a~b", "spiffe://td/a@b", "spiffe://td/a\n"}) {
    ExpectSpiffeRefused(text);
  }
}

TEST(SpiffeTest, RefusesQueryAndFragment) {
  for (const char* text :
       {"spiffe://td/a?", "spiffe://td/a?b", "spiffe://td/a#", "spiffe://td/a#b", "spiffe://td?b", "spiffe://td#b"}) {
    ExpectSpiffeRefused(text);
  }
}

TEST(SpiffeTest, RefusesTrustDomainOf256Bytes) {
  EXPECT_NE("uri-not-valid", SpiffeTextOf("spiffe://" + std::string(255, 'a') + "/b"));
  ExpectSpiffeRefused("spiffe://" + std::string(256, 'a') + "/b");
}

TEST(SpiffeTest, RefusesIdOf2049Bytes) {
  const std::string start = "spiffe://td/";
  EXPECT_EQ(2048u, SpiffeTextOf(start + std::string(2048 - start.size(), 'a')).size());
  ExpectSpiffeRefused(start + std::string(2049 - start.size(), 'a'));
}

}  // namespace
}  // namespace keyseal
