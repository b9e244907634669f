#include "core/asn1/pem_reader.h"

#include <gtest/gtest.h>
#include <openssl/base64.h>

#include "core/asn1/pem.h"

namespace keyseal {
namespace {

std::string Told(const FoundBlock& block) {
  if (block.der) return block.label + ": " + std::string(block.der->begin(), block.der->end());
  return block.label + ": " + ErrorName(block.der.error().code) + " " + std::to_string(*block.der.error().index);
}

std::string FirstIn(std::string_view text) {
  const std::vector<FoundBlock> blocks = FindPemBlocks(text, 10);
  return blocks.empty() ? "" : Told(blocks[0]);
}

TEST(PemReaderTest, ReadsWhatEncodePemWrites) {
  for (size_t size = 1; size < 200; size++) {
    const Bytes der(size, static_cast<uint8_t>(size));
    const std::vector<FoundBlock> blocks = FindPemBlocks(EncodePem("A B", der), 1);
    ASSERT_EQ(1U, blocks.size());
    EXPECT_EQ("A B", blocks[0].label);
    EXPECT_EQ(der, *blocks[0].der);
  }
}

// Digits of every kind, padding where it belongs and where it does not, and bits behind the last byte.
TEST(PemReaderTest, DecodesWhatBoringSslDecodes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  uint64_t state = 1;
  for (int i = 0; i < 20000; i++) {
    std::string text;
    for (int size = i % 23; size > 0; size--) {
      state = state * 6364136223846793005 + 1442695040888963407;
      text += kDigits[state >> 58];
    }
    if (i % 3 != 0) text.append(static_cast<size_t>(i / 3 % 4), '=');
    const auto* const digits = reinterpret_cast<const uint8_t*>(text.data());
    Bytes bytes(text.size());
    size_t size = 0;
    const bool is_decoded = EVP_DecodeBase64(bytes.data(), &size, bytes.size(), digits, text.size()) && size > 0;
    bytes.resize(size);
    std::string again(4 * ((size + 2) / 3) + 1, '\0');
    again.resize(EVP_EncodeBlock(reinterpret_cast<uint8_t*>(again.data()), bytes.data(), bytes.size()));
    const Result<Bytes> decoded = DecodeBase64Lines(text, 1);
    ASSERT_EQ(is_decoded && again == text, decoded.has_value()) << text;
    if (decoded) {
      ASSERT_EQ(bytes, *decoded) << text;
    }
  }
}

TEST(PemReaderTest, KnowsABoundaryByItsVerbAndItsHyphens) {
  EXPECT_EQ("A: x", FirstIn("--BEGIN A--eA==--END A--"));
  EXPECT_EQ("A: x", FirstIn("----- BEGIN  A -----\neA==\n----- END A -----"));
  EXPECT_EQ("A: x", FirstIn("-----BEGIN A\neA==\n-----END A"));
  EXPECT_EQ("", FirstIn("-BEGIN A-\neA==\n-END A-"));
  EXPECT_EQ("", FirstIn("-- BEGIN A\neA==\n-- END A"));  // prose
  EXPECT_EQ("", FirstIn("-----BEGINA-----\neA==\n-----END A-----"));
  EXPECT_EQ("", FirstIn("-----BEGIN -----\neA==\n-----END -----"));
}

TEST(PemReaderTest, HasALimitForLabels) {
  const std::string label(64, 'A');
  EXPECT_EQ(label + ": x", FirstIn("-----BEGIN " + label + "-----\neA==\n-----END " + label + "-----"));
  EXPECT_EQ("", FirstIn("-----BEGIN A" + label + "-----\neA==\n-----END A" + label + "-----"));
}

TEST(PemReaderTest, TellsTheLineThatLostSomething) {
  EXPECT_EQ("A: pem-bad 3", FirstIn("-----BEGIN A-----\neHh4\neHh\neHh4\n-----END A-----"));
  EXPECT_EQ("A: pem-bad 4", FirstIn("-----BEGIN A-----\neHh4\neHh4\neHh\n-----END A-----"));
  EXPECT_EQ("A: pem-bad 2", FirstIn("-----BEGIN A-----\neA=a\n-----END A-----"));
  EXPECT_EQ("A: pem-bad 2", FirstIn("-----BEGIN A-----\neB==\n-----END A-----"));  // RFC 4648 3.5
  EXPECT_EQ("A: pem-bad 3", FirstIn("-----BEGIN A-----\neA==\n-----END B-----"));
  EXPECT_EQ("A: pem-incomplete 2", FirstIn("-----BEGIN A-----\neA==\n\n-----BEGIN B-----"));
  EXPECT_EQ("A: pem-incomplete 1", FirstIn("-----BEGIN A-----"));
  EXPECT_EQ("ABC: pem-incomplete 3", FirstIn("-----BEGIN ABC-----\neA==\n-----END AB"));
  EXPECT_EQ("ABC: pem-bad 3", FirstIn("-----BEGIN ABC-----\neA==\n-----END AB-----\n"));
}

TEST(PemReaderTest, ReadsAsManyBlocksAsItMayAndSaysOnceThatThereAreMore) {
  const std::string block = "-----BEGIN A-----\neA==\n-----END A-----\n";
  EXPECT_TRUE(FindPemBlocks(block + block, 2).back().der);
  const std::vector<FoundBlock> blocks = FindPemBlocks(block + block + block + block, 2);
  ASSERT_EQ(3U, blocks.size());
  EXPECT_EQ(ErrorCode::kInputTooLarge, blocks[2].der.error().code);
}

}  // namespace
}  // namespace keyseal
