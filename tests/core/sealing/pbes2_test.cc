#include "core/sealing/pbes2.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>
#include <string_view>

#include "core/asn1/der.h"
#include "core/sealing/cbc.h"
#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

constexpr uint64_t kFloorN = uint64_t{1} << 17;

ByteSpan Octets(std::string_view text) { return {reinterpret_cast<const uint8_t*>(text.data()), text.size()}; }

// Nowhere is a passphrase that no derivation could read and go on.
const ByteSpan kNowhere(reinterpret_cast<const uint8_t*>(uintptr_t{1}), 16);

// DER, element by element.
Bytes Element(CBS_ASN1_TAG tag, ByteSpan contents) {
  bssl::ScopedCBB cbb;
  EXPECT_TRUE(CBB_init(cbb.get(), 64) && CBB_add_asn1_element(cbb.get(), tag, contents.data(), contents.size()));
  return *FinishCbb(cbb.get());
}
Bytes operator+(Bytes left, const Bytes& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}
Bytes Sequence(const Bytes& contents) { return Element(CBS_ASN1_SEQUENCE, contents); }
Bytes OctetString(size_t size) { return Element(CBS_ASN1_OCTETSTRING, Bytes(size, 0x5a)); }
Bytes Integer(uint64_t value) {
  bssl::ScopedCBB cbb;
  EXPECT_TRUE(CBB_init(cbb.get(), 16) && CBB_add_asn1_uint64(cbb.get(), value));
  return *FinishCbb(cbb.get());
}
Bytes Identifier(std::string_view dotted) {
  bssl::ScopedCBB cbb;
  EXPECT_TRUE(CBB_init(cbb.get(), 16) && AddOid(cbb.get(), dotted));
  return *FinishCbb(cbb.get());
}
const Bytes kNull = {0x05, 0x00};
const Bytes kNegative = {0x02, 0x01, 0x80};
const Bytes kNotMinimal = {0x02, 0x02, 0x00, 0x01};
const Bytes kTwoToThe64 = {0x02, 0x09, 0x01, 0, 0, 0, 0, 0, 0, 0, 0};

Bytes PrfAlgorithm(std::string_view dotted) { return Sequence(Identifier(dotted) + kNull); }

// Fields of a PBES2 algorithm, each a whole element. Those of PBKDF2 are the default.
struct Fields {
  Bytes scheme = Identifier("1.2.840.113549.1.5.13");
  Bytes kdf = Identifier("1.2.840.113549.1.5.12");
  Bytes salt = OctetString(8);
  Bytes numbers = Integer(1);
  Bytes key_size = {};
  Bytes prf = PrfAlgorithm("1.2.840.113549.2.9");
  Bytes cipher = Identifier("2.16.840.1.101.3.4.1.42");
  Bytes iv = OctetString(16);

  Bytes Join() const {
    return scheme + Sequence(Sequence(kdf + Sequence(salt + numbers + key_size + prf)) + Sequence(cipher + iv));
  }
};

Fields ScryptFields(uint64_t n, uint64_t r, uint64_t p) {
  Fields fields;
  fields.kdf = Identifier("1.3.6.1.4.1.11591.4.11");
  fields.numbers = Integer(n) + Integer(r) + Integer(p);
  fields.prf = {};
  return fields;
}

Result<Pbes2> Parse(const Bytes& algorithm) { return Pbes2::Parse(ToCbs(algorithm)); }
Result<Pbes2> Parse(const Fields& fields) { return Parse(fields.Join()); }

template <typename T>
ErrorCode CodeOf(const Result<T>& result) {
  return result ? ErrorCode::kInternal : result.error().code;
}
constexpr ErrorCode kNone = ErrorCode::kInternal;

ErrorCode CodeOfIterations(const Bytes& iterations) {
  Fields fields;
  fields.numbers = iterations;
  return CodeOf(Parse(fields));
}

TEST(CheckKdfTest, KeepsPbkdf2BetweenItsLimits) {
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, CodeOf(CheckKdf(Pbkdf2{0})));
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, CodeOf(CheckKdf(Pbkdf2{599'999})));
  EXPECT_EQ(kNone, CodeOf(CheckKdf(Pbkdf2{600'000})));
  EXPECT_EQ(kNone, CodeOf(CheckKdf(Pbkdf2{10'000'000})));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(CheckKdf(Pbkdf2{10'000'001})));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(CheckKdf(Pbkdf2{0xffffffff})));
}

TEST(CheckKdfTest, KeepsScryptBetweenItsLimits) {
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, CodeOf(CheckKdf(Scrypt{kFloorN / 2, 8, 1})));
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, CodeOf(CheckKdf(Scrypt{kFloorN + 1, 8, 1})));  // no power of two
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, CodeOf(CheckKdf(Scrypt{kFloorN, 7, 1})));
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, CodeOf(CheckKdf(Scrypt{kFloorN, 8, 0})));
  EXPECT_EQ(kNone, CodeOf(CheckKdf(Scrypt{kFloorN, 8, 1})));
  EXPECT_EQ(kNone, CodeOf(CheckKdf(Scrypt{kFloorN, 8, 16})));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(CheckKdf(Scrypt{kFloorN, 8, 17})));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(CheckKdf(Scrypt{kFloorN, 9, 1})));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(CheckKdf(Scrypt{2 * kFloorN, 8, 1})));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(CheckKdf(Scrypt{uint64_t{1} << 63, 8, 1})));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(CheckKdf(Scrypt{kFloorN, 1u << 25, 1})));  // 128 * r is 0 in 32 bits
}

TEST(CheckKdfTest, NamesTheFieldOfTheRequest) {
  EXPECT_STREQ("sealing", CheckKdf(Pbkdf2{1}).error().field);
  EXPECT_STREQ("sealing", CheckKdf(Scrypt{kFloorN, 9, 1}).error().field);
}

TEST(KdfTest, MatchesKnownAnswers) {
  const std::map<std::string, Prf> prfs = {{"sha1", Prf::kHmacSha1},
                                           {"sha256", Prf::kHmacSha256},
                                           {"sha384", Prf::kHmacSha384},
                                           {"sha512", Prf::kHmacSha512}};
  const auto unhex = [](const std::string& hex) {
    Bytes bytes;
    for (size_t at = 0; at + 1 < hex.size(); at += 2) {
      bytes.push_back(static_cast<uint8_t>(std::stoul(hex.substr(at, 2), nullptr, 16)));
    }
    return bytes;
  };
  const Bytes text = ReadVector("sealed/kdf.txt");
  std::istringstream lines(std::string(text.begin(), text.end()));
  std::string line, passphrase, salt, expected;
  int answers = 0;
  while (std::getline(lines, line)) {
    if (line.starts_with('#')) continue;
    SCOPED_TRACE(line);
    std::istringstream words(line);
    std::string kdf, prf;
    Scrypt scrypt;
    Pbkdf2 pbkdf2;
    words >> kdf;
    const bool is_scrypt = kdf == "scrypt";
    ASSERT_TRUE(is_scrypt ? words >> scrypt.n >> scrypt.r >> scrypt.p : words >> prf >> pbkdf2.iterations);
    ASSERT_TRUE(words >> passphrase >> salt >> expected);
    const Bytes key = unhex(expected);
    Result<SecretBytes> derived = is_scrypt
                                      ? DeriveScrypt(scrypt, unhex(salt), unhex(passphrase), key.size())
                                      : DerivePbkdf2(prfs.at(prf), pbkdf2, unhex(salt), unhex(passphrase), key.size());
    ASSERT_TRUE(derived.has_value());
    EXPECT_EQ(key, Bytes(derived->Reveal().begin(), derived->Reveal().end()));
    answers++;
  }
  EXPECT_EQ(20, answers);
}

TEST(Pbes2Test, WritesWhatTheStandardSays) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  for (const Kdf& kdf : {Kdf(Pbkdf2{600'001}), Kdf(Scrypt{kFloorN, 8, 2})}) {
    Result<Pbes2> pbes2 = Pbes2::Create(kdf, entropy);
    ASSERT_TRUE(pbes2.has_value());
    EXPECT_EQ(16u, pbes2->salt().size());
    EXPECT_EQ(16u, pbes2->iv().size());
    Fields fields = std::holds_alternative<Pbkdf2>(kdf) ? Fields() : ScryptFields(kFloorN, 8, 2);
    if (std::holds_alternative<Pbkdf2>(kdf)) fields.numbers = Integer(600'001);  // no keyLength, a prf with NULL
    fields.salt = Element(CBS_ASN1_OCTETSTRING, pbes2->salt());
    fields.iv = Element(CBS_ASN1_OCTETSTRING, pbes2->iv());
    bssl::ScopedCBB cbb;
    ASSERT_TRUE(CBB_init(cbb.get(), 128) && pbes2->Encode(cbb.get()));
    EXPECT_EQ(Sequence(fields.Join()), *FinishCbb(cbb.get()));
  }
}

TEST(Pbes2Test, LeavesOutOnlyTheDefaultPrf) {
  for (const char* prf : {"1.2.840.113549.2.7", "1.2.840.113549.2.9", "1.2.840.113549.2.11"}) {
    Fields fields;
    fields.prf = PrfAlgorithm(prf);
    Result<Pbes2> pbes2 = Parse(fields);
    ASSERT_TRUE(pbes2.has_value());
    if (pbes2->prf() == Prf::kHmacSha1) fields.prf = {};
    bssl::ScopedCBB cbb;
    ASSERT_TRUE(CBB_init(cbb.get(), 128) && pbes2->Encode(cbb.get()));
    EXPECT_EQ(Sequence(fields.Join()), *FinishCbb(cbb.get()));
  }
}

TEST(Pbes2Test, DrawsSaltAndIvAfreshEachTime) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  Result<Pbes2> first = Pbes2::Create(Pbkdf2(), entropy), second = Pbes2::Create(Pbkdf2(), entropy);
  ASSERT_TRUE(first.has_value() && second.has_value());
  EXPECT_NE(first->salt(), second->salt());
  EXPECT_NE(first->iv(), second->iv());
  EXPECT_NE(first->salt(), first->iv());
}

TEST(Pbes2Test, DrawsNothingForARefusedKdf) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  EXPECT_EQ(ErrorCode::kKdfBelowFloor, CodeOf(Pbes2::Create(Pbkdf2{599'999}, entropy)));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(Pbes2::Create(Scrypt{2 * kFloorN, 8, 1}, entropy)));
  EXPECT_EQ(0u, source.draws());
}

TEST(Pbes2Test, FailsWhereverItsEntropyFails) {
  for (size_t good_draws = 0; good_draws <= 3; good_draws++) {  // the start-up test, the salt, the IV
    size_t draws = 0;
    FakeSource source([&, stream = Stream(1)](std::span<uint8_t> out) { return draws++ < good_draws && stream(out); });
    Entropy entropy = source.MakeEntropy();
    EXPECT_EQ(good_draws < 3 ? ErrorCode::kRandomFailed : kNone, CodeOf(Pbes2::Create(Pbkdf2(), entropy)));
  }
}

TEST(Pbes2Test, ReadsEveryPrf) {
  Fields fields;
  fields.prf = {};
  EXPECT_EQ(Prf::kHmacSha1, Parse(fields)->prf());  // P-05
  fields.prf = PrfAlgorithm("1.2.840.113549.2.7");
  EXPECT_EQ(Prf::kHmacSha1, Parse(fields)->prf());
  fields.prf = PrfAlgorithm("1.2.840.113549.2.9");
  EXPECT_EQ(Prf::kHmacSha256, Parse(fields)->prf());
  fields.prf = PrfAlgorithm("1.2.840.113549.2.10");
  EXPECT_EQ(Prf::kHmacSha384, Parse(fields)->prf());
  fields.prf = PrfAlgorithm("1.2.840.113549.2.11");
  EXPECT_EQ(Prf::kHmacSha512, Parse(fields)->prf());
  fields.prf = PrfAlgorithm("1.2.840.113549.2.8");  // SHA-224
  EXPECT_EQ(ErrorCode::kCipherNotSupported, CodeOf(Parse(fields)));
}

TEST(Pbes2Test, RefusesPrfParametersOtherThanNull) {
  const Bytes oid = Identifier("1.2.840.113549.2.9");
  for (const Bytes& algorithm : {oid, oid + Bytes{0x05, 0x01, 0x00}, oid + kNull + kNull, oid + Sequence({}), kNull}) {
    Fields fields;
    fields.prf = Sequence(algorithm);
    EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(fields)));
  }
}

TEST(Pbes2Test, ReadsAKeyLengthOnlyIfItIsTheCiphers) {  // P-06, P-13
  struct Row {
    const char* oid;
    size_t iv_size;
    uint64_t key_size;
  };
  for (const Row& row : {Row{"2.16.840.1.101.3.4.1.2", 16, 16}, Row{"2.16.840.1.101.3.4.1.22", 16, 24},
                         Row{"2.16.840.1.101.3.4.1.42", 16, 32}, Row{"1.2.840.113549.3.7", 8, 24}}) {
    for (Fields fields : {Fields(), ScryptFields(16, 1, 1)}) {
      SCOPED_TRACE(row.oid);
      fields.cipher = Identifier(row.oid);
      fields.iv = OctetString(row.iv_size);
      EXPECT_EQ(kNone, CodeOf(Parse(fields)));
      fields.key_size = Integer(row.key_size);
      EXPECT_EQ(kNone, CodeOf(Parse(fields)));
      for (uint64_t wrong : {uint64_t{0}, uint64_t{1}, row.key_size - 1, row.key_size + 1, uint64_t{1} << 31,
                             (uint64_t{1} << 32) + row.key_size, ~uint64_t{0}}) {
        fields.key_size = Integer(wrong);
        EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(fields))) << wrong;
      }
      for (const Bytes& wrong : {kNegative, kTwoToThe64, Integer(row.key_size) + Integer(row.key_size)}) {
        fields.key_size = wrong;
        EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(fields)));
      }
    }
  }
}

TEST(Pbes2Test, KeepsIterationsBetweenTheirLimits) {
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOfIterations(Integer(0)));  // P-13
  EXPECT_EQ(kNone, CodeOfIterations(Integer(1)));
  EXPECT_EQ(kNone, CodeOfIterations(Integer(10'000'000)));
  for (uint64_t costly : {uint64_t{10'000'001}, uint64_t{1} << 31, (uint64_t{1} << 32) + 1, ~uint64_t{0}}) {
    EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOfIterations(Integer(costly))) << costly;
  }
  for (const Bytes& bad : {kNegative, kNotMinimal, kTwoToThe64, kNull, Bytes()}) {
    EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOfIterations(bad));
  }
}

TEST(Pbes2Test, KeepsScryptBetweenItsLimits) {
  EXPECT_EQ(kNone, CodeOf(Parse(ScryptFields(2, 1, 1))));
  EXPECT_EQ(kNone, CodeOf(Parse(ScryptFields(kFloorN, 8, 1))));
  EXPECT_EQ(kNone, CodeOf(Parse(ScryptFields(kFloorN, 8, 16))));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(Parse(ScryptFields(kFloorN, 8, 17))));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(Parse(ScryptFields(kFloorN, 9, 1))));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(Parse(ScryptFields(2 * kFloorN, 8, 1))));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(Parse(ScryptFields(uint64_t{1} << 63, 8, 1))));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(Parse(ScryptFields(2, uint64_t{1} << 32, 1))));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(Parse(ScryptFields(2, (uint64_t{1} << 32) + 1, 1))));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(Parse(ScryptFields(2, 1, (uint64_t{1} << 32) + 1))));
  EXPECT_EQ(kNone, CodeOf(Parse(ScryptFields(2, 1 << 16, 1))));
  EXPECT_EQ(ErrorCode::kKdfTooCostly, CodeOf(Parse(ScryptFields(2, 1 << 16, 16))));  // 16 of 19 blocks are p
}

TEST(Pbes2Test, RefusesScryptParametersThatRfc7914Excludes) {
  for (uint64_t n : {0, 1, 3, 1025}) EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(ScryptFields(n, 8, 1)))) << n;
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(ScryptFields(1024, 0, 1))));
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(ScryptFields(1024, 8, 0))));
  EXPECT_EQ(kNone, CodeOf(Parse(ScryptFields(1 << 15, 1, 1))));
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(ScryptFields(1 << 16, 1, 1))));  // N < 2^(128 * r / 8)
  Fields fields = ScryptFields(1024, 8, 1);
  fields.prf = PrfAlgorithm("1.2.840.113549.2.9");
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(fields)));
}

TEST(Pbes2Test, ReadsSaltsUpTo1024Bytes) {
  for (Fields fields : {Fields(), ScryptFields(16, 1, 1)}) {
    for (size_t size : {0, 8, 1024}) {
      fields.salt = OctetString(size);
      EXPECT_EQ(kNone, CodeOf(Parse(fields))) << size;
    }
    fields.salt = OctetString(1025);
    EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(fields)));
    fields.salt = Sequence(Identifier("1.2.3"));  // otherSource
    EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(fields)));
  }
}

TEST(Pbes2Test, ReadsOnlyIvsOfTheCiphersBlock) {
  for (size_t size : {0, 8, 15, 17, 32}) {
    Fields fields;
    fields.iv = OctetString(size);
    EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(fields))) << size;
  }
  for (size_t size : {0, 7, 9, 16}) {
    Fields fields;
    fields.cipher = Identifier("1.2.840.113549.3.7");
    fields.iv = OctetString(size);
    EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(fields))) << size;
  }
}

TEST(Pbes2Test, SaysWhatItDoesNotSupport) {
  Fields scheme, kdf, cipher;
  scheme.scheme = Identifier("1.2.840.113549.1.5.3");  // pbeWithMD5AndDES-CBC
  kdf.kdf = Identifier("1.3.6.1.4.1.11591.4.12");
  cipher.cipher = Identifier("2.16.840.1.101.3.4.1.46");  // AES-256-GCM
  for (const Fields& fields : {scheme, kdf, cipher}) {
    EXPECT_EQ(ErrorCode::kCipherNotSupported, CodeOf(Parse(fields)));
  }
}

TEST(Pbes2Test, RefusesBytesBehindEveryStructure) {
  Fields in_kdf_params, in_cipher;
  in_kdf_params.prf = in_kdf_params.prf + kNull;
  in_cipher.iv = in_cipher.iv + kNull;
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(in_kdf_params)));
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(in_cipher)));

  const Fields f;
  const Bytes kdf = f.kdf + Sequence(f.salt + f.numbers), cipher = Sequence(f.cipher + f.iv);
  EXPECT_EQ(kNone, CodeOf(Parse(f.scheme + Sequence(Sequence(kdf) + cipher))));
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(f.scheme + Sequence(Sequence(kdf + kNull) + cipher))));
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(f.scheme + Sequence(Sequence(kdf) + cipher + kNull))));
  EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(Parse(f.scheme + Sequence(Sequence(kdf) + cipher) + kNull)));
}

TEST(Pbes2Test, DecryptsWhatItEncryptedWithEveryCipher) {
  for (const char* oid :
       {"2.16.840.1.101.3.4.1.2", "2.16.840.1.101.3.4.1.22", "2.16.840.1.101.3.4.1.42", "1.2.840.113549.3.7"}) {
    Fields fields;
    fields.cipher = Identifier(oid);
    const size_t block_size = std::string_view(oid).ends_with("3.7") ? 8 : 16;
    fields.iv = OctetString(block_size);
    Result<Pbes2> pbes2 = Parse(fields);
    ASSERT_TRUE(pbes2.has_value());
    for (size_t size = 0; size <= 33; size++) {
      const Bytes text(size, 0xa5);
      Result<Bytes> ciphertext = pbes2->Encrypt(*SecretBytes::Copy(text), Octets("passphrase"));
      ASSERT_TRUE(ciphertext.has_value());
      EXPECT_EQ((size / block_size + 1) * block_size, ciphertext->size());
      Result<SecretBytes> plaintext = pbes2->Decrypt(*ciphertext, Octets("passphrase"));
      ASSERT_TRUE(plaintext.has_value());
      EXPECT_EQ(text, Bytes(plaintext->Reveal().begin(), plaintext->Reveal().end()));
    }
  }
}

TEST(Pbes2Test, RefusesOddCiphertextsBeforeDerivingAnything) {
  const Result<Pbes2> aes = Parse(Fields());
  for (size_t size : {size_t{0}, size_t{1}, size_t{15}, size_t{17}, kMaxSealedSize + 16}) {
    EXPECT_EQ(ErrorCode::kBadSealedKey, CodeOf(aes->Decrypt(Bytes(size), kNowhere))) << size;
  }
  EXPECT_EQ(ErrorCode::kWrongPassphrase, CodeOf(aes->Decrypt(Bytes(16), Octets("x"))));
  EXPECT_EQ(ErrorCode::kWrongPassphrase, CodeOf(aes->Decrypt(Bytes(kMaxSealedSize), Octets("x"))));
}

}  // namespace
}  // namespace keyseal
