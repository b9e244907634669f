// Both sides of the checker's limits that no vector stands for.

#include <gtest/gtest.h>

#include <algorithm>

#include "core/asn1/pem.h"
#include "core/check/check.h"
#include "core/rules/request_parts.h"
#include "tests/core/support/from_hex.h"
#include "tests/core/support/tlv.h"
#include "tests/core/support/vectors_of_rules.h"

namespace keyseal {
namespace {

// An RDN of one attribute whose value is |count| letters.
Bytes Rdn(const char* oid_hex, uint8_t tag, size_t count) {
  const Bytes pair = Join({Tlv(0x06, FromHex(oid_hex)), Tlv(tag, Bytes(count, 'x'))});
  return Tlv(0x31, Tlv(0x30, pair));
}

// The rules that a request with this subject and these attributes breaks. Its signature is none.
std::set<std::string> FoundIn(const std::vector<Bytes>& rdns, const Bytes& attributes = {}) {
  const Bytes text = ReadVector("check/key/ec-p256.pem");
  const Bytes spki = ParsePem(std::string(text.begin(), text.end()))->der;
  const Bytes info = Tlv(0x30, Join({FromHex("020100"), Tlv(0x30, Join(rdns)), spki, Tlv(0xa0, attributes)}));
  const Bytes csr = Tlv(0x30, Join({info, FromHex("300a06082a8648ce3d040302"), FromHex("030100")}));
  const Result<CheckReport> report = CheckDer(csr, {.date = 20261121});
  std::set<std::string> found;
  if (!report) {
    ADD_FAILURE() << ErrorName(report.error().code);
    return found;
  }
  for (const Finding& finding : report->findings) found.insert(SymbolOf(finding, Profile::kTlsServer));
  return found;
}

TEST(CheckLimitsTest, S05_EveryAttributeMayHaveItsMostCharactersAndNoMore) {
  constexpr uint8_t kUtf8 = 0x0c, kPrintable = 0x13, kIa5 = 0x16;
  const struct {
    const char* oid;
    uint8_t tag;
    size_t most;
  } rows[] = {
      {"0992268993f22c640119", kIa5, 63},      // DC
      {"550408", kUtf8, 128},                  // ST
      {"550407", kUtf8, 128},                  // L
      {"550411", kUtf8, 40},                   // postalCode
      {"550409", kUtf8, 128},                  // street
      {"55040a", kUtf8, 64},                   // O
      {"550404", kUtf8, 64},                   // SN
      {"55042a", kUtf8, 64},                   // GN
      {"55040b", kUtf8, 64},                   // OU
      {"550403", kUtf8, 64},                   // CN
      {"55040f", kUtf8, 128},                  // businessCategory
      {"2b0601040182373c020102", kUtf8, 128},  // jurisdiction ST
      {"2b0601040182373c020101", kUtf8, 128},  // jurisdiction L
      {"550405", kPrintable, 64},              // serialNumber
  };
  for (const auto& row : rows) {
    EXPECT_FALSE(FoundIn({Rdn(row.oid, row.tag, row.most)}).contains("kAttributeTooLong")) << row.oid;
    EXPECT_TRUE(FoundIn({Rdn(row.oid, row.tag, row.most + 1)}).contains("kAttributeTooLong")) << row.oid;
  }
}

TEST(CheckLimitsTest, ASubjectHasOneHundredAttributesAndNoMore) {
  std::vector<Bytes> rdns(kMaxSubjectParts, Rdn("550409", 0x0c, 1));
  EXPECT_FALSE(FoundIn(rdns).contains("kStructure"));
  rdns.push_back(rdns[0]);
  EXPECT_TRUE(FoundIn(rdns).contains("kStructure"));
}

TEST(CheckLimitsTest, ARequestHasOneHundredExtensionsAndNoMore) {
  const auto request = [](size_t count) {
    std::vector<Bytes> extensions;
    for (size_t i = 0; i < count; i++) {
      const Bytes oid = {0x2a, 0x03, static_cast<uint8_t>(i < 100 ? i : 27), static_cast<uint8_t>(i < 100 ? 0 : 1)};
      extensions.push_back(Tlv(0x30, Join({Tlv(0x06, oid), FromHex("04020500")})));
    }
    const Bytes set = Tlv(0x31, Tlv(0x30, Join(extensions)));
    return Tlv(0x30, Join({FromHex("06092a864886f70d01090e"), set}));
  };
  EXPECT_FALSE(FoundIn({}, request(kMaxExtensions)).contains("kExtensionRepeated"));
  const auto at_most = FoundIn({}, request(kMaxExtensions)), beyond = FoundIn({}, request(kMaxExtensions + 1));
  EXPECT_FALSE(at_most.contains("kStructure"));
  EXPECT_TRUE(beyond.contains("kStructure"));
}

}  // namespace
}  // namespace keyseal
