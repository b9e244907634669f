#include "core/asn1/oid_names.h"

#include <gtest/gtest.h>
#include <openssl/mem.h>

#include "core/base/bssl.h"
#include "tests/core/support/from_hex.h"

namespace keyseal {
namespace {

TEST(OidNamesTest, WritesContentsOctetsDotted) {
  EXPECT_EQ("2.5.29.15", DottedOid(FromHex("551d0f")));
  EXPECT_EQ("1.2.840.10045.4.3.2", DottedOid(FromHex("2a8648ce3d040302")));
}

TEST(OidNamesTest, WritesHexOfWhatIsNoOid) {
  EXPECT_EQ("#", DottedOid({}));
  EXPECT_EQ("#551d80", DottedOid(FromHex("551d80")));  // ends inside an arc
  EXPECT_EQ("#00ff", HexText(FromHex("00ff")));
}

// Octets of few kinds, so that arcs end, begin with 0x80 and outgrow 64 bits.
TEST(OidNamesTest, WritesWhatBoringSslWrites) {
  constexpr uint8_t kOctets[] = {0x00, 0x01, 0x27, 0x28, 0x4f, 0x50, 0x7f, 0x80, 0x81, 0x82, 0xff, 0xff};
  uint64_t state = 1;
  for (int i = 0; i < 20000; i++) {
    Bytes contents;
    const size_t size = static_cast<size_t>(i) % 14;
    while (contents.size() < size) {
      state = state * 6364136223846793005 + 1442695040888963407;
      contents.push_back(kOctets[(state >> 33) % std::size(kOctets)]);
    }
    const CBS cbs = ToCbs(contents);
    const bssl::UniquePtr<char> text(CBS_asn1_oid_to_text(&cbs));
    EXPECT_EQ(text != nullptr ? text.get() : HexText(contents), DottedOid(contents)) << HexText(contents);
  }
}

TEST(OidNamesTest, KnowsExtensionsAndSignaturesApart) {
  EXPECT_EQ("keyUsage", NameOfExtension("2.5.29.15"));
  EXPECT_EQ("ecdsa-with-SHA256", NameOfSignature("1.2.840.10045.4.3.2"));
  EXPECT_EQ("", NameOfExtension("1.2.840.10045.4.3.2"));
  EXPECT_EQ("", NameOfSignature("2.5.29.15"));
  EXPECT_EQ("", NameOfExtension("2.5.29.1"));
  EXPECT_EQ("challengePassword", NameOfAttribute("1.2.840.113549.1.9.7"));
  EXPECT_EQ("attestation", NameOfAttribute("1.2.840.113549.1.9.16.2.59"));
  EXPECT_EQ("statementOfPossession", NameOfAttribute("1.3.6.1.4.1.22112.2.1"));
  EXPECT_EQ("", NameOfAttribute("2.5.29.15"));
}

}  // namespace
}  // namespace keyseal
