#include "core/asn1/pkcs7.h"

#include <gtest/gtest.h>

#include "tests/core/support/from_hex.h"
#include "tests/core/support/tlv.h"

namespace keyseal {
namespace {

const Bytes kSignedDataOid = FromHex("06092a864886f70d010702");
const Bytes kBefore = FromHex(
    "020101"
    "3100"
    "300b06092a864886f70d010701");

Bytes Pkcs7(const Bytes& fields) { return Tlv(0x30, Join({kSignedDataOid, Tlv(0xa0, Tlv(0x30, fields))})); }

TEST(Pkcs7Test, GivesEachCertificateItsOwnBytesAndLeavesOthersOut) {
  // An attribute certificate of version 2 stands between two (RFC 5652 10.2.2).
  const Bytes der = Pkcs7(Join({kBefore,
                                Tlv(0xa0, FromHex("3001ff"
                                                  "a1023000"
                                                  "300101")),
                                FromHex("3100")}));
  const auto certificates = CertificatesOfPkcs7(der);
  ASSERT_TRUE(certificates);
  ASSERT_EQ(2U, certificates->size());
  EXPECT_EQ(FromHex("3001ff"), Bytes(certificates->at(0).begin(), certificates->at(0).end()));
  EXPECT_EQ(FromHex("300101"), Bytes(certificates->at(1).begin(), certificates->at(1).end()));
}

TEST(Pkcs7Test, MayHaveNoCertificates) {
  EXPECT_TRUE(CertificatesOfPkcs7(Pkcs7(Join({kBefore, FromHex("3100")})))->empty());
}

TEST(Pkcs7Test, IsNothingElse) {
  const Bytes good = Pkcs7(kBefore);
  ASSERT_TRUE(CertificatesOfPkcs7(good));
  for (size_t size = 0; size < good.size(); size++) {
    EXPECT_FALSE(CertificatesOfPkcs7({good.data(), size})) << size;
  }
  Bytes data = good;
  data[12] = 1;  // the OID of Data
  EXPECT_FALSE(CertificatesOfPkcs7(data));
  EXPECT_FALSE(CertificatesOfPkcs7(FromHex("3003020101")));
}

}  // namespace
}  // namespace keyseal
