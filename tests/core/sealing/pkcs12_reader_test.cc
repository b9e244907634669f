#include "core/sealing/pkcs12_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/core/support/packs.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

ErrorCode CodeOf(const Result<OpenedPfx>& opened) { return opened ? ErrorCode::kInternal : opened.error().code; }

TEST(Pkcs12ReaderTest, ReadsWhatOpenSslWrites) {
  for (const std::string name : {"modern", "legacy", "3des", "nomac"}) {
    const Bytes pfx = ReadVector("packs/openssl-" + name + ".pfx");
    const Result<OpenedPfx> opened = OpenPfx(pfx, PassphraseOf(kPassphraseOfPacks));
    ASSERT_TRUE(opened.has_value()) << name;
    EXPECT_EQ((std::vector<Bytes>{PackDer("leaf.pem"), PackDer("issuing.pem")}), opened->certificates) << name;
    EXPECT_EQ(ErrorCode::kWrongPassphrase, CodeOf(OpenPfx(pfx, PassphraseOf("another")))) << name;
  }
}

TEST(Pkcs12ReaderTest, RefusesAKeyInTheClear) {
  EXPECT_EQ(ErrorCode::kKeyNotEncrypted,
            CodeOf(OpenPfx(ReadVector("packs/openssl-clear.pfx"), PassphraseOf(kPassphraseOfPacks))));
}

// RFC 9879 A: A.1 must be read, A.2 and A.3 should, A.4 to A.6 must not.
TEST(Pkcs12ReaderTest, ReadsPbmac1AsItsRfcAsks) {
  for (const std::string number : {"1", "2", "3"}) {
    EXPECT_TRUE(OpenPfx(ReadVector("packs/rfc9879-a" + number + ".p12"), PassphraseOf("1234")).has_value()) << number;
  }
  for (const std::string number : {"4", "5", "6"}) {
    EXPECT_FALSE(OpenPfx(ReadVector("packs/rfc9879-a" + number + ".p12"), PassphraseOf("1234")).has_value()) << number;
  }
}

// Whatever is cut off or changed, it is a code or a key that the MAC vouches for.
TEST(Pkcs12ReaderTest, RefusesEveryPartOfAPfxAndEveryChange) {
  const Bytes pfx = ReadVector("packs/openssl-3des.pfx");
  for (size_t size = 0; size < pfx.size(); size += 7) {
    EXPECT_FALSE(OpenPfx(ByteSpan(pfx).first(size), PassphraseOf(kPassphraseOfPacks)).has_value()) << size;
  }
  for (size_t at = 0; at < pfx.size(); at += 5) {
    Bytes changed = pfx;
    changed[at] ^= 0x10;
    const Result<OpenedPfx> opened = OpenPfx(changed, PassphraseOf(kPassphraseOfPacks));
    if (!opened) continue;
    EXPECT_EQ(2u, opened->certificates.size()) << at;
  }
}

TEST(Pkcs12ReaderTest, TellsAPfxFromAKey) {
  EXPECT_TRUE(LooksLikePfx(ReadVector("packs/openssl-legacy.pfx")));
  EXPECT_FALSE(LooksLikePfx(ReadVector("sealed/ec.p8.der")));
  EXPECT_FALSE(LooksLikePfx(ReadVector("sealed/ec-hmacWithSHA256-aes-256-cbc.der")));
  EXPECT_FALSE(LooksLikePfx({}));
}

TEST(Pkcs12ReaderTest, RefusesWhatCostsTooMuchBeforeAnyWork) {
  const Bytes pfx = ReadVector("packs/openssl-costly.pfx");  // 10,000,001 iterations, which take seconds
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(OpenPfx(pfx, PassphraseOf(kPassphraseOfPacks))));
  // Nor is the MAC derived, which would tell a wrong passphrase.
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(OpenPfx(pfx, PassphraseOf("another"))));
}

}  // namespace
}  // namespace keyseal
