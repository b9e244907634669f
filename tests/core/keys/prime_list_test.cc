#include "core/keys/prime_list.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/core/support/number_texts.h"

namespace keyseal {
namespace {

Bytes ToBytes(const std::string& text) { return Bytes(text.begin(), text.end()); }

Number Some(unsigned bits = 512) { return RandomNumbers(bits).OfBits(bits); }

std::string Capitals(std::string hex) {
  for (char& c : hex) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  return hex;
}

// OnlyProduct reads a list of one product, for moduli of any size, and returns it in hex.
std::string OnlyProduct(const Bytes& file) {
  const Result<PrimeList> list = ReadPrimeList(file);
  if (!list) return ErrorName(list.error().code);
  EXPECT_EQ(1U, list->products.size());
  EXPECT_FALSE(list->products[0].modulus_bits);
  EXPECT_EQ(0U, list->min_modulus_bits);
  EXPECT_EQ("", list->name);
  return HexOf(*list->products[0].product);
}

ErrorCode CodeOf(const Bytes& file) {
  const Result<PrimeList> list = ReadPrimeList(file);
  EXPECT_FALSE(list);
  return list ? ErrorCode::kInternal : list.error().code;
}

Bytes Word(uint32_t value) {
  return {static_cast<uint8_t>(value), static_cast<uint8_t>(value >> 8), static_cast<uint8_t>(value >> 16),
          static_cast<uint8_t>(value >> 24)};
}

Bytes Joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

TEST(PrimeListTest, ReadsHexInEitherCaseAndDecimal) {
  const Number number = Some();
  const std::string hex = HexOf(*number);
  for (const std::string& text : {hex, Capitals(hex), "0x" + hex, "0X" + hex, DecimalOf(*number)}) {
    for (const char* end : {"", "\n", "\r\n", "\n\n# the end"}) EXPECT_EQ(hex, OnlyProduct(ToBytes(text + end)));
  }
}

TEST(PrimeListTest, DigitsAloneAreDecimalAndWithAPrefixHex) {
  const std::string digits(100, '1');
  EXPECT_EQ(digits, OnlyProduct(ToBytes("0x" + digits)));
  EXPECT_EQ(digits, DecimalOf(*NumberOfHex(OnlyProduct(ToBytes(digits)))));
}

TEST(PrimeListTest, PassesOverCommentsBlanksEmptyLinesAndAByteOrderMark) {
  const Number a = Some(300), b = Some(400);
  const std::string text = "\xef\xbb\xbf# primes, of P\xc3\xa4ul\r\n\n \t\r\n\t " + HexOf(*a) + " \r\n0x" + HexOf(*b) +
                           " # of a router\n#" + HexOf(*a);
  EXPECT_EQ(HexOf(*Times(a, b)), OnlyProduct(ToBytes(text)));
}

TEST(PrimeListTest, MultipliesManyNumbersToSeveralProducts) {
  RandomNumbers random(1);
  Number all = NumberOfHex("1");
  std::string text;
  for (unsigned i = 0; i < 300; i++) {
    const Number number = random.OfBits(512);
    all = Times(all, number);
    text += HexOf(*number) + "\n";
  }
  const Result<PrimeList> list = ReadPrimeList(ToBytes(text));
  ASSERT_TRUE(list);
  EXPECT_LT(1U, list->products.size());
  Number product = NumberOfHex("1");
  for (const PrimeProduct& one : list->products) product = Times(product, Number(BN_dup(one.product.get())));
  EXPECT_EQ(HexOf(*all), HexOf(*product));
}

TEST(PrimeListTest, ReadsWhatBadkeysHas) {
  const Number number = Some();
  EXPECT_EQ(HexOf(*number), OnlyProduct(Joined({{1, 1}, LittleEndian(*number)})));
  EXPECT_EQ(ErrorCode::kPrimesUnknown, CodeOf(Joined({{1, 2}, LittleEndian(*number)})));  // a number below 0
  EXPECT_EQ(ErrorCode::kPrimesIncomplete, CodeOf({1, 1}));
}

TEST(PrimeListTest, ReadsItsOwnForm) {
  const Number a = Some(512), b = Some(1024);
  const Bytes start = ToBytes("KSPRIMES"), name = ToBytes(
                                               "\x05"
                                               "a bit");
  const Bytes file =
      Joined({start, Word(512), name, Word(1024), Word(64), LittleEndian(*a), Word(2048), Word(128), LittleEndian(*b)});
  const Result<PrimeList> list = ReadPrimeList(file);
  ASSERT_TRUE(list);
  EXPECT_EQ("a bit", list->name);
  EXPECT_EQ(512U, list->min_modulus_bits);
  ASSERT_EQ(2U, list->products.size());
  EXPECT_EQ(1024U, list->products[0].modulus_bits);
  EXPECT_EQ(HexOf(*a), HexOf(*list->products[0].product));
  EXPECT_EQ(2048U, list->products[1].modulus_bits);
  EXPECT_EQ(HexOf(*b), HexOf(*list->products[1].product));
}

TEST(PrimeListTest, ItsOwnFormIsWholeOrNothing) {
  const Number number = Some(512);
  const Bytes start = Joined({ToBytes("KSPRIMES"), Word(512), {0}});
  const Bytes record = Joined({Word(1024), Word(64), LittleEndian(*number)});
  const Bytes file = Joined({start, record, record});
  ASSERT_TRUE(ReadPrimeList(file));
  for (size_t size = 8; size < file.size(); size++) {
    const Bytes cut(file.begin(), file.begin() + static_cast<ptrdiff_t>(size));
    if (size == start.size() + record.size()) {
      EXPECT_TRUE(ReadPrimeList(cut));  // a list too
    } else {
      EXPECT_EQ(ErrorCode::kPrimesIncomplete, CodeOf(cut)) << size;
    }
  }
  EXPECT_EQ(ErrorCode::kPrimesBad, CodeOf(Joined({start, Word(1024), Word(64), Bytes(64, 0)})));
  EXPECT_EQ(ErrorCode::kPrimesBad, CodeOf(Joined({start, Word(1024), Word(0)})));
}

TEST(PrimeListTest, RefusesNumbersThatAreShortOrEven) {
  const std::string least = "0x8" + std::string(62, '0') + "1";  // 256 bits
  EXPECT_TRUE(ReadPrimeList(ToBytes(least)));
  const std::string shorter = "0x7" + std::string(62, 'f') + "f";
  const std::string even = "0x8" + std::string(63, '0');
  for (const std::string& bad : {shorter, even, std::string("0"), std::string("1"), std::string("0x1")}) {
    const Result<PrimeList> list = ReadPrimeList(ToBytes(least + "\n# a comment\n" + bad + "\n" + least));
    ASSERT_FALSE(list) << bad;
    EXPECT_EQ(ErrorCode::kPrimesBad, list.error().code);
    EXPECT_EQ(3U, list.error().index);
  }
  EXPECT_EQ(ErrorCode::kPrimesBad, CodeOf(Joined({{1, 1}, LittleEndian(*NumberOfHex(even.substr(2)))})));
  EXPECT_EQ(ErrorCode::kPrimesBad, CodeOf(Joined({{1, 1}, LittleEndian(*NumberOfHex(shorter.substr(2)))})));
}

TEST(PrimeListTest, RefusesLinesThatAreNoNumber) {
  const std::string hex = HexOf(*Some());
  for (const std::string& bad : {hex + ",", "-" + hex, hex + " " + hex, "00:" + hex, std::string("0x"), "x" + hex,
                                 "\xc2\xa0" + hex, "0x0x" + hex, std::string("primes")}) {
    const Result<PrimeList> list = ReadPrimeList(ToBytes(hex + "\n" + bad));
    ASSERT_FALSE(list) << bad;
    EXPECT_EQ(ErrorCode::kPrimesBad, list.error().code) << bad;
    EXPECT_EQ(2U, list.error().index) << bad;
  }
}

TEST(PrimeListTest, RefusesWhatIsNoList) {
  EXPECT_EQ(ErrorCode::kPrimesIncomplete, CodeOf({}));
  for (const char* empty : {"\n", "# nothing\n", "\xef\xbb\xbf", " "}) {
    EXPECT_EQ(ErrorCode::kPrimesIncomplete, CodeOf(ToBytes(empty)));
  }
  EXPECT_EQ(ErrorCode::kPrimesUnknown, CodeOf(ToBytes("-----BEGIN PUBLIC KEY-----\n")));
  EXPECT_EQ(ErrorCode::kPrimesUnknown, CodeOf({0xff, 0xfe, '1', 0}));  // UTF-16
  EXPECT_EQ(ErrorCode::kPrimesUnknown, CodeOf({0x30, 0x82, 1, 0}));
}

TEST(PrimeListTest, TakesSoManyBytesAndDigitsAndNoMore) {
  const std::string hex = HexOf(*Some()) + "\n";
  const std::string most = hex + std::string(kMaxPrimeListSize - hex.size(), '#');
  EXPECT_TRUE(ReadPrimeList(ToBytes(most)));
  EXPECT_EQ(ErrorCode::kInputTooLarge, CodeOf(ToBytes(most + "#")));
  EXPECT_TRUE(ReadPrimeList(ToBytes(std::string(kMaxDecimalDigits, '1'))));
  EXPECT_EQ(ErrorCode::kPrimesBad, CodeOf(ToBytes(std::string(kMaxDecimalDigits + 1, '1'))));
  EXPECT_TRUE(ReadPrimeList(ToBytes("0x" + std::string(kMaxDecimalDigits + 1, '1'))));
}

}  // namespace
}  // namespace keyseal
