// Public numbers of any length, and how they are written.

#ifndef KEYSEAL_TESTS_CORE_SUPPORT_NUMBER_TEXTS_H_
#define KEYSEAL_TESTS_CORE_SUPPORT_NUMBER_TEXTS_H_

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/mem.h>

#include <string>

#include "core/base/secret_bytes.h"
#include "tests/core/support/numbers.h"

namespace keyseal {

inline Number NumberOfHex(const std::string& hex) {
  BIGNUM* number = nullptr;
  EXPECT_NE(0, BN_hex2bn(&number, hex.c_str())) << hex;
  return Number(number);
}

// HexOf returns hex without leading zeros.
inline std::string HexOf(const BIGNUM& number) {
  const bssl::UniquePtr<char> hex(BN_bn2hex(&number));
  std::string text = hex.get();
  text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
  return text;
}

inline std::string DecimalOf(const BIGNUM& number) {
  const bssl::UniquePtr<char> text(BN_bn2dec(&number));
  return text.get();
}

inline Bytes LittleEndian(const BIGNUM& number) {
  Bytes bytes(BN_num_bytes(&number));
  EXPECT_TRUE(BN_bn2le_padded(bytes.data(), bytes.size(), &number));
  return bytes;
}

// RandomNumbers are the same for the same seed.
class RandomNumbers {
 public:
  explicit RandomNumbers(uint64_t seed) : state_(seed) {}

  // OfBits returns an odd number of exactly |bits|.
  Number OfBits(unsigned bits) {
    Bytes bytes((bits + 7) / 8);
    for (uint8_t& byte : bytes) {
      state_ = state_ * 6364136223846793005 + 1442695040888963407;
      byte = static_cast<uint8_t>(state_ >> 56);
    }
    Number number(BN_lebin2bn(bytes.data(), bytes.size(), nullptr));
    EXPECT_TRUE(BN_mask_bits(number.get(), static_cast<int>(bits)) || BN_num_bits(number.get()) < bits);
    EXPECT_TRUE(BN_set_bit(number.get(), 0) && BN_set_bit(number.get(), static_cast<int>(bits) - 1));
    return number;
  }

 private:
  uint64_t state_;
};

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_CORE_SUPPORT_NUMBER_TEXTS_H_
