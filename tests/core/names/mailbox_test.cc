#include <gtest/gtest.h>

#include "core/names/names.h"

namespace keyseal {
namespace {

std::string TextOf(std::string_view text) {
  const Result<Mailbox> mailbox = Mailbox::Parse(text);
  return mailbox ? mailbox->text() : ErrorName(mailbox.error().code);
}

void ExpectRefused(std::string_view text) { EXPECT_EQ("email-not-valid", TextOf(text)) << text; }

TEST(MailboxTest, KeepsOrdinaryAddresses) {
  for (const char* text : {"a@example.com", "first.last@example.com", "a+b@example.com", "o'neil@example.com",
                           "!#$%&'*+-/=?^_`{|}~@example.com", "root@localhost", "1@1.example"}) {
    EXPECT_EQ(text, TextOf(text));
  }
}

TEST(MailboxTest, ConvertsTheDomainAndKeepsTheLocalPart) {
  EXPECT_EQ("First.Last@example.com", TextOf("First.Last@EXAMPLE.com"));
  EXPECT_EQ("post@xn--bcher-kva.example", TextOf("post@Bücher.example"));
}

TEST(MailboxTest, RefusesLocalPartsThatAreNoDotString) {
  for (const char* text :
       {"@example.com", ".a@example.com", "a.@example.com", "a..b@example.com", "a b@example.com",
        "\"a b\"@example.com", "a,b@example.com", "a(b)@example.com", "<a@example.com>", "a:b@x.com",
        "müller@example.com", "a\\b@example.com", "a\x7f@example.com", "a\n@example.com", " a@x.com"}) {
    ExpectRefused(text);
  }
  using namespace std::string_view_literals;
  ExpectRefused("a\0b@example.com"sv);
  ExpectRefused("a@example.com\0"sv);
}

TEST(MailboxTest, RefusesDomainsThatAreNoHostNames) {
  for (const char* text : {"", "@", "a", "a@", "a@b@example.com", "a@-b.com", "a@a_b.com", "a@example.com.", "a@.com",
                           "a@*.example.com", "a@[192.0.2.1]", "a@192.0.2.1", "a@exa mple.com", "a@xn--m.com",
                           "a@example.com ", "a@example.com\r\nBcc: b@example.com"}) {
    ExpectRefused(text);
  }
}

TEST(MailboxTest, RefusesLocalPartOf65Octets) {
  EXPECT_EQ(64u + 12, TextOf(std::string(64, 'a') + "@example.com").size());
  ExpectRefused(std::string(65, 'a') + "@example.com");
}

TEST(MailboxTest, RefusesAddressOf255Octets) {
  const std::string label(63, 'b');
  const std::string domain = label + "." + label + "." + label + ".";  // 192
  const std::string local_part(57, 'a');
  EXPECT_EQ(254u, TextOf(local_part + "@" + domain + "1com").size());
  ExpectRefused(local_part + "@" + domain + "12com");
}

bool IsRight(std::string_view text) { return !FindMailboxFault(text, NameScope::kPublic); }
bool IsRightUtf8(std::string_view text) { return !FindUtf8MailboxFault(text, NameScope::kPublic); }

TEST(MailboxTest, ReadsQuotedLocalPartsThatItDoesNotMake) {
  for (const char* text : {R"("a b"@example.com)", R"("a@b"@example.com)", R"("a\"b"@example.com)",
                           R"("a\\"@example.com)", R"(""@example.com)", "a@example.com", "a@EXAMPLE.com"}) {
    EXPECT_TRUE(IsRight(text)) << text;
  }
  for (const char* text : {R"("@example.com)", R"("a"b"@example.com)", R"("a\"@example.com)", R"("a\\"b"@example.com)",
                           R"("a)", "\"a\nb\"@example.com", "\"\xc3\xbc\"@example.com", "a@b\xc3\xbc.example.com"}) {
    EXPECT_FALSE(IsRight(text)) << text;
  }
  EXPECT_TRUE(IsRight('"' + std::string(62, 'a') + "\"@example.com"));
  EXPECT_FALSE(IsRight('"' + std::string(63, 'a') + "\"@example.com"));
}

TEST(MailboxTest, TellsDomainsThatAreNotPublic) {
  for (const char* domain : {"localhost", "mail.local", "home.arpa", "1.10.in-addr.arpa"}) {
    const std::string mailbox = "a@" + std::string(domain);
    EXPECT_EQ(MailboxFault::kNotPublic, FindMailboxFault(mailbox, NameScope::kPublic)) << domain;
    EXPECT_EQ(std::nullopt, FindMailboxFault(mailbox, NameScope::kPrivate)) << domain;
  }
  EXPECT_EQ(std::nullopt, FindMailboxFault("a@co.uk", NameScope::kPublic));
}

TEST(MailboxTest, TakesUtf8OnlyBeforeADomainOfALabels) {
  EXPECT_TRUE(IsRightUtf8("jörg@example.com"));
  EXPECT_TRUE(IsRightUtf8("j.ö@xn--bcher-kva.example.com"));
  for (const char* text : {"jo@example.com", "jörg", "jörg@Example.com", "jörg@bücher.example.com", "jö rg@example.com",
                           "jö..rg@example.com", "\xef\xbb\xbfjörg@example.com", "j\xff@example.com", "jörg@"}) {
    EXPECT_FALSE(IsRightUtf8(text)) << text;
  }
  EXPECT_TRUE(IsRightUtf8("ö" + std::string(62, 'a') + "@example.com"));
  EXPECT_FALSE(IsRightUtf8("ö" + std::string(63, 'a') + "@example.com"));
  EXPECT_EQ(MailboxFault::kNotPublic, FindUtf8MailboxFault("jörg@mail.local", NameScope::kPublic));
}

TEST(MailboxTest, ComparesTheDomainInAnyCaseAndTheLocalPartAsItIs) {
  EXPECT_EQ(ComparableMailbox("Jo@EXAMPLE.com"), ComparableMailbox("Jo@example.COM"));
  EXPECT_NE(ComparableMailbox("Jo@example.com"), ComparableMailbox("jo@example.com"));
  EXPECT_EQ("A", ComparableMailbox("A"));
}

}  // namespace
}  // namespace keyseal
