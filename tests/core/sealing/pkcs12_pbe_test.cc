#include "core/sealing/pkcs12_pbe.h"

#include <gtest/gtest.h>

#include <string_view>

#include "core/base/bssl.h"
#include "core/sealing/pbes2.h"
#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/from_hex.h"

namespace keyseal {
namespace {

ByteSpan Octets(std::string_view text) { return {reinterpret_cast<const uint8_t*>(text.data()), text.size()}; }

// AlgorithmIdentifier contents of pbeWithSHAAnd3-KeyTripleDES-CBC, salt of eight octets, with |iterations| as DER.
Bytes Algorithm(std::string_view last_arc, std::string_view iterations) {
  Bytes params = FromHex("04080102030405060708");
  const Bytes count = FromHex(iterations);
  params.insert(params.end(), count.begin(), count.end());
  Bytes algorithm = FromHex("060a2a864886f70d010c01");
  algorithm.push_back(FromHex(last_arc)[0]);
  algorithm.push_back(0x30);
  algorithm.push_back(static_cast<uint8_t>(params.size()));
  algorithm.insert(algorithm.end(), params.begin(), params.end());
  return algorithm;
}

ErrorCode CodeOf(const Bytes& algorithm) {
  const Result<Pkcs12Pbe> pbe = Pkcs12Pbe::Parse(ToCbs(algorithm));
  return pbe ? ErrorCode::kInternal : pbe.error().code;
}
constexpr ErrorCode kNone = ErrorCode::kInternal;

TEST(Pkcs12PbeTest, ReadsWhatItWrites) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  const Result<Pkcs12Pbe> pbe = Pkcs12Pbe::Create(2048, entropy);
  ASSERT_TRUE(pbe.has_value());
  bssl::ScopedCBB cbb;
  ASSERT_TRUE(CBB_init(cbb.get(), 64) && pbe->Encode(cbb.get()));
  const Bytes encoded = *FinishCbb(cbb.get());
  CBS der = ToCbs(encoded), algorithm;
  ASSERT_TRUE(CBS_get_asn1(&der, &algorithm, CBS_ASN1_SEQUENCE));
  const Result<Pkcs12Pbe> read = Pkcs12Pbe::Parse(algorithm);
  ASSERT_TRUE(read.has_value());
  const Result<Bytes> ciphertext = pbe->Encrypt(*SecretBytes::Copy(Octets("secret")), Octets("Beavis"));
  ASSERT_TRUE(ciphertext.has_value());
  const Result<SecretBytes> plaintext = read->Decrypt(*ciphertext, Octets("Beavis"));
  ASSERT_TRUE(plaintext.has_value());
  EXPECT_EQ(6u, plaintext->size());
}

TEST(Pkcs12PbeTest, KnowsTripleDesAndBothOfRc2AndNothingElse) {
  for (const std::string_view arc : {"03", "05", "06"}) EXPECT_EQ(kNone, CodeOf(Algorithm(arc, "02020800"))) << arc;
  for (const std::string_view arc : {"01", "02", "04"}) {  // RC4, and Triple DES with two keys
    EXPECT_EQ(ErrorCode::kCipherNotSupported, CodeOf(Algorithm(arc, "02020800"))) << arc;
  }
}

TEST(Pkcs12PbeTest, HoldsTheCostAgainstItsLimit) {
  EXPECT_EQ(kNone, CodeOf(Algorithm("03", "020400989680")));  // 10,000,000
  static_assert(kMaxPbkdf2Iterations == 10'000'000);
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(Algorithm("03", "020400989681")));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(Algorithm("03", "02050100000000")));
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Algorithm("03", "020100")));
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Algorithm("03", "0201ff")));
}

}  // namespace
}  // namespace keyseal
