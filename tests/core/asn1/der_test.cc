#include "core/asn1/der.h"

#include <gtest/gtest.h>

#include "core/base/bssl.h"

namespace keyseal {
namespace {

Bytes Written(bool (*write)(CBB*)) {
  bssl::ScopedCBB cbb;
  if (!CBB_init(cbb.get(), 0) || !write(cbb.get())) return {};
  return std::move(FinishCbb(cbb.get())).value();
}

Bytes ToVector(ByteSpan bytes) { return {bytes.begin(), bytes.end()}; }

TEST(DerTest, OidHasItsContentsOctets) {
  EXPECT_EQ((Bytes{0x55, 0x04, 0x03}), ToVector(oid::kCommonName.contents()));
  EXPECT_EQ((Bytes{0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 0x01, 0x19}),
            ToVector(oid::kDomainComponent.contents()));
  EXPECT_EQ((Bytes{0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x3c, 0x02, 0x01, 0x03}),
            ToVector(oid::kJurisdictionCountry.contents()));
}

TEST(DerTest, OidFirstArcTwoAllowsLargeSecondArc) {
  constexpr Oid kExample("2.999.1");  // X.660's example arc
  EXPECT_EQ((Bytes{0x88, 0x37, 0x01}), ToVector(kExample.contents()));
}

TEST(DerTest, OidArcAtGroupLimitsTakesOneByteMore) {
  constexpr Oid kOids("1.2.127.128.16383.16384");
  EXPECT_EQ((Bytes{0x2a, 0x7f, 0x81, 0x00, 0xff, 0x7f, 0x81, 0x80, 0x00}), ToVector(kOids.contents()));
}

TEST(DerTest, OidOfAConstantAndOfTextAreTheSame) {
  const Bytes from_constant = Written([](CBB* out) { return AddOid(out, oid::kEmailAddress); });
  const Bytes from_text = Written([](CBB* out) { return AddOid(out, oid::kEmailAddress.dotted()); });
  EXPECT_EQ(from_constant, from_text);
  EXPECT_EQ((Bytes{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01}), from_constant);
}

TEST(DerTest, RefusesTextThatIsNoOid) {
  for (const char* text : {"", "1", "2", "1.", ".1.2", "1..2", "1.2.", "3.1", "1.40", "0.40", "1.2.03", "01.2", "1.2.x",
                           " 1.2", "1.2 ", "1.2.-3", "1.2.18446744073709551616", "CN"}) {
    EXPECT_FALSE(IsDottedOid(text)) << text;
  }
  for (const char* text : {"0.0", "1.39", "2.40", "2.5.4.3", "1.2.18446744073709551615"}) {
    EXPECT_TRUE(IsDottedOid(text)) << text;
  }
  EXPECT_TRUE(Written([](CBB* out) { return AddOid(out, "1.2.03"); }).empty());
}

TEST(DerTest, IsOidComparesAllBytes) {
  EXPECT_TRUE(IsOid(ToCbs(oid::kSurname.contents()), oid::kSurname));
  EXPECT_FALSE(IsOid(ToCbs(oid::kSurname.contents()), oid::kSerialNumber));
  EXPECT_FALSE(IsOid(ToCbs(oid::kSurname.contents().first(2)), oid::kSurname));
}

TEST(DerTest, WritesSmallElements) {
  EXPECT_EQ((Bytes{0x05, 0x00}), Written(AddNull));
  EXPECT_EQ((Bytes{0x01, 0x01, 0xff}), Written([](CBB* out) { return AddBoolean(out, true); }));
  EXPECT_EQ((Bytes{0x01, 0x01, 0x00}), Written([](CBB* out) { return AddBoolean(out, false); }));
  EXPECT_EQ((Bytes{0x0c, 0x02, 0xc3, 0xa9}),
            Written([](CBB* out) { return AddString(out, CBS_ASN1_UTF8STRING, "é"); }));
}

}  // namespace
}  // namespace keyseal
