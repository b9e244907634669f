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

}  // namespace
}  // namespace keyseal
