#include "core/keys/key_forms.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/core/support/from_hex.h"

namespace keyseal {
namespace {

// Whole keys stand in tests/vectors/check/read; here are the edges.

TEST(KeyFormsTest, WritesNumbersAsPositiveDer) {
  // n = 0x800001 with a zero in front of it, e = 3.
  const Result<Bytes> spki = SpkiOfJwk(R"({"kty":"RSA","n":"AIAAAQ","e":"Aw"})");
  ASSERT_TRUE(spki);
  EXPECT_EQ(FromHex("301d300d06092a864886f70d0101010500030c00"
                    "300902040080000102"
                    "0103"),
            *spki);
}

TEST(KeyFormsTest, PadsCoordinatesThatLackZeros) {
  const Result<Bytes> spki = SpkiOfJwk(R"({"kty":"EC","crv":"P-256","x":"AQ","y":"Ag"})");
  ASSERT_TRUE(spki);
  ASSERT_EQ(91U, spki->size());
  EXPECT_EQ(4, spki->at(26));
  EXPECT_EQ(1, spki->at(58));
  EXPECT_EQ(2, spki->at(90));
  const std::string long_one(44, 'A');  // 33 octets
  EXPECT_FALSE(SpkiOfJwk(R"({"kty":"EC","crv":"P-256","x":")" + long_one + R"(","y":"Ag"})"));
}

TEST(KeyFormsTest, TakesAValueForNoName) {
  EXPECT_EQ(ErrorCode::kNotCheckable, SpkiOfJwk(R"({"use":"kty","alg":"RSA"})").error().code);
  EXPECT_TRUE(SpkiOfJwk(R"({"use":"d","kty" : "RSA", "n":"AIAAAQ", "e":"Aw"})"));
}

TEST(KeyFormsTest, RefusesPrivateMembersOfEveryType) {
  for (const char* text : {R"({"kty":"RSA","d":"AQ"})", R"({"kty":"EC","d":"AQ"})", R"({"kty":"OKP","d":"AQ"})",
                           R"({"kty":"oct","k":"AQ"})"}) {
    EXPECT_EQ(ErrorCode::kPrivateKeyGiven, SpkiOfJwk(text).error().code) << text;
  }
}

TEST(KeyFormsTest, RefusesWhatIsNoWholeKey) {
  for (const char* text :
       {"", "{", R"({"kty":"RSA"})", R"({"kty":"RSA","n":"AQ"})", R"({"kty":"EC","crv":"P-256","x":"AQ"})",
        R"({"kty":"EC","crv":"secp256k1","x":"AQ","y":"AQ"})", R"({"kty":"OKP","crv":"X25519","x":"AQ"})",
        R"({"kty":"RSA","n":"*","e":"AQ"})", R"({"kty":"RSA","n":"AQ","e":1})", R"({"kty":"RSA","n":"AQ)"}) {
    EXPECT_EQ(ErrorCode::kNotCheckable, SpkiOfJwk(text).error().code) << text;
  }
}

TEST(KeyFormsTest, ReadsALineOfOpenSshToItsEndAndNoFurther) {
  // string "ssh-ed25519", string of one octet
  const std::string blob = "AAAAC3NzaC1lZDI1NTE5AAAAAQE=";
  EXPECT_EQ(FromHex("300b300506032b657003020001"), *SpkiOfSsh("ssh-ed25519 " + blob + " a comment"));
  EXPECT_EQ(ErrorCode::kPemBad, SpkiOfSsh("ssh-rsa " + blob).error().code);  // another type inside
  EXPECT_EQ(ErrorCode::kPemBad, SpkiOfSsh("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAAQEA").error().code);  // one octet more
  EXPECT_EQ(ErrorCode::kPemBad, SpkiOfSsh("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAAg==").error().code);  // one less
  EXPECT_EQ(ErrorCode::kPemBad, SpkiOfSsh("ssh-ed25519").error().code);
  EXPECT_EQ(ErrorCode::kNotCheckable, SpkiOfSsh("ssh-dss AAAAB3NzaC1kc3MAAAABAQ==").error().code);
}

}  // namespace
}  // namespace keyseal
