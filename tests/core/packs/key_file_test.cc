#include "core/packs/key_file.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/core/support/packs.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

Result<OpenedKey> Open(const Bytes& file) { return OpenKeyFile(file, PassphraseOf(kPassphraseOfPacks)); }
Bytes BytesOf(const std::string& text) { return Bytes(text.begin(), text.end()); }

TEST(KeyFileTest, OpensTheSameKeyFromEveryForm) {
  const std::string pem = ReadTextVector("packs/key.pem");
  const Result<OpenedKey> plain = Open(BytesOf(pem));
  ASSERT_TRUE(plain.has_value());
  EXPECT_TRUE(plain->is_ours);
  const Bytes spki = *plain->key.EncodeSpki();
  std::string quoted = "Hello,\n\n> ";
  for (const char c : pem) quoted += c == '\n' ? std::string("\r\n> ") : std::string(1, c);
  quoted += ReadTextVector("packs/leaf.pem");
  for (const Bytes& file : {PackDer("key.pem"), BytesOf(quoted), ReadVector("packs/key-old.pem"),
                            ReadVector("packs/openssl-modern.pfx"), ReadVector("packs/openssl-legacy.pfx")}) {
    const Result<OpenedKey> opened = Open(file);
    ASSERT_TRUE(opened.has_value()) << file.size();
    EXPECT_EQ(spki, *opened->key.EncodeSpki());
  }
}

TEST(KeyFileTest, KnowsItsOwnSealingByEveryPartOfIt) {
  EXPECT_FALSE(Open(ReadVector("packs/key-old.pem"))->is_ours);         // Triple DES
  EXPECT_FALSE(Open(ReadVector("packs/openssl-modern.pfx"))->is_ours);  // in another form
  for (const std::string other : {"hmacWithSHA256-aes-256-cbc" /* few rounds */, "hmacWithSHA512-aes-256-cbc",
                                  "hmacWithSHA256-aes-128-cbc", "scrypt-aes-256-cbc"}) {
    const Result<OpenedKey> opened = Open(ReadVector("sealed/ec-" + other + ".der"));
    ASSERT_TRUE(opened.has_value()) << other;
    EXPECT_FALSE(opened->is_ours) << other;
  }
}

TEST(KeyFileTest, BringsTheCertificatesOfAPfx) {
  EXPECT_EQ(2u, Open(ReadVector("packs/openssl-modern.pfx"))->certificates.size());
  EXPECT_TRUE(Open(ReadVector("packs/key.pem"))->certificates.empty());
}

TEST(KeyFileTest, RefusesTwoKeysAndNone) {
  const std::string pem = ReadTextVector("packs/key.pem");
  for (const std::string& file : {pem + pem, ReadTextVector("packs/leaf.pem"), std::string()}) {
    const Result<OpenedKey> opened = Open(BytesOf(file));
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(ErrorCode::kBadSealedKey, opened.error().code);
    EXPECT_STREQ("key", opened.error().field);
  }
}

}  // namespace
}  // namespace keyseal
