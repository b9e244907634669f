#include "core/keys/prime_list.h"

#include <openssl/bytestring.h>
#include <openssl/mem.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/base/out_of_memory.h"

namespace keyseal {
namespace {

using Number = bssl::UniquePtr<BIGNUM>;

constexpr std::string_view kMagic = "KSPRIMES";
constexpr std::string_view kGmpy = "\x01\x01";  // gmpy2.to_binary of an mpz above 0
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Numbers of a text are multiplied with each other until they are so long: each product costs a division of its own,
// and longer ones much time to make.
constexpr unsigned kTextProductBits = 1U << 16;

bool CanBePrimes(const BIGNUM& number) { return BN_is_odd(&number) && BN_num_bits(&number) >= kMinKnownPrimeBits; }

bool IsText(ByteSpan file) {
  return std::ranges::all_of(file,
                             [](uint8_t byte) { return byte >= 0x20 || byte == '\n' || byte == '\r' || byte == '\t'; });
}

Number FromLittleEndian(const uint8_t* bytes, size_t size) {
  Number number(BN_lebin2bn(bytes, size, nullptr));
  Need(number != nullptr);
  return number;
}

Result<PrimeList> ReadOwn(ByteSpan file) {
  PrimeList list;
  CBS rest(file), name;
  uint32_t min_modulus_bits = 0;
  if (!CBS_skip(&rest, kMagic.size()) || !CBS_get_u32le(&rest, &min_modulus_bits) ||
      !CBS_get_u8_length_prefixed(&rest, &name) || CBS_len(&rest) == 0) {
    return ErrorCode::kPrimesIncomplete;
  }
  list.min_modulus_bits = min_modulus_bits;
  list.name.assign(reinterpret_cast<const char*>(CBS_data(&name)), CBS_len(&name));
  while (CBS_len(&rest) > 0) {
    uint32_t modulus_bits = 0, size = 0;
    CBS bytes;
    if (!CBS_get_u32le(&rest, &modulus_bits) || !CBS_get_u32le(&rest, &size) || !CBS_get_bytes(&rest, &bytes, size)) {
      return ErrorCode::kPrimesIncomplete;
    }
    Number product = FromLittleEndian(CBS_data(&bytes), CBS_len(&bytes));
    if (!CanBePrimes(*product)) return ErrorCode::kPrimesBad;
    list.products.push_back({modulus_bits, std::move(product)});
  }
  return list;
}

Result<PrimeList> ReadBadkeys(ByteSpan file) {
  const ByteSpan bytes = file.subspan(kGmpy.size());
  if (bytes.empty()) return ErrorCode::kPrimesIncomplete;
  Number product = FromLittleEndian(bytes.data(), bytes.size());
  if (!CanBePrimes(*product)) return ErrorCode::kPrimesBad;
  PrimeList list;
  list.products.push_back({std::nullopt, std::move(product)});
  return list;
}

std::string_view Trimmed(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const size_t start = line.find_first_not_of(" \t\r");
  if (start == std::string_view::npos) return {};
  return line.substr(start, line.find_last_not_of(" \t\r") + 1 - start);
}

// ReadNumber returns nothing for what is no number. Without "0x" it is hex if a letter says so: of primes in hex one in
// 2^43 has none.
Number ReadNumber(std::string_view word) {
  const bool has_prefix = word.starts_with("0x") || word.starts_with("0X");
  if (has_prefix) word.remove_prefix(2);
  constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";
  if (word.empty() || word.find_first_not_of(kHexDigits) != std::string_view::npos) return nullptr;
  const bool is_hex = has_prefix || word.find_first_not_of("0123456789") != std::string_view::npos;
  if (!is_hex && word.size() > kMaxDecimalDigits) return nullptr;
  const std::string text(word);
  BIGNUM* number = nullptr;
  const int read = is_hex ? BN_hex2bn(&number, text.c_str()) : BN_dec2bn(&number, text.c_str());
  Need(read != 0);
  return Number(number);
}

Result<PrimeList> ReadText(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  Need(ctx != nullptr);
  PrimeList list;
  for (uint32_t line_number = 1; !text.empty(); line_number++) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view word = Trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    Number number = ReadNumber(word);
    if (number == nullptr || !CanBePrimes(*number)) return Error{ErrorCode::kPrimesBad, "", line_number};
    if (list.products.empty() || BN_num_bits(list.products.back().product.get()) >= kTextProductBits) {
      list.products.push_back({std::nullopt, std::move(number)});
    } else {
      BIGNUM* product = list.products.back().product.get();
      Need(BN_mul(product, product, number.get(), ctx.get()));
    }
  }
  if (list.products.empty()) return ErrorCode::kPrimesIncomplete;
  return list;
}

}  // namespace

Result<PrimeList> ReadPrimeList(ByteSpan untrusted_file) {
  if (untrusted_file.empty()) return ErrorCode::kPrimesIncomplete;
  if (untrusted_file.size() > kMaxPrimeListSize) return ErrorCode::kInputTooLarge;
  const std::string_view text(reinterpret_cast<const char*>(untrusted_file.data()), untrusted_file.size());
  if (text.starts_with(kMagic)) return ReadOwn(untrusted_file);
  if (text.starts_with(kGmpy)) return ReadBadkeys(untrusted_file);
  // "*.pem" may have become an argument.
  if (!IsText(untrusted_file) || text.find("-----BEGIN ") != std::string_view::npos) return ErrorCode::kPrimesUnknown;
  return ReadText(text);
}

}  // namespace keyseal
