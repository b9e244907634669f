#include "core/asn1/oid_names.h"

#include <gtest/gtest.h>

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

TEST(OidNamesTest, KnowsExtensionsAndSignaturesApart) {
  EXPECT_EQ("keyUsage", NameOfExtension("2.5.29.15"));
  EXPECT_EQ("ecdsa-with-SHA256", NameOfSignature("1.2.840.10045.4.3.2"));
  EXPECT_EQ("", NameOfExtension("1.2.840.10045.4.3.2"));
  EXPECT_EQ("", NameOfSignature("2.5.29.15"));
  EXPECT_EQ("", NameOfExtension("2.5.29.1"));
}

}  // namespace
}  // namespace keyseal
