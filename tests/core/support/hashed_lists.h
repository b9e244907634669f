// Hashes as real lists have them: spread evenly.

#ifndef KEYSEAL_TESTS_CORE_SUPPORT_HASHED_LISTS_H_
#define KEYSEAL_TESTS_CORE_SUPPORT_HASHED_LISTS_H_

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/blocklists/blocklist_table.h"

namespace keyseal {

inline std::array<uint8_t, SHA256_DIGEST_LENGTH> HashNumber(int number) {
  const std::string text = std::to_string(number);
  std::array<uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const uint8_t*>(text.data()), text.size(), digest.data());
  return digest;
}

inline HashPrefix PrefixNumber(int number) {
  HashPrefix prefix{};
  std::ranges::copy_n(HashNumber(number).begin(), prefix.size(), prefix.begin());
  return prefix;
}

// HexNumber returns the first |digits| digits.
inline std::string HexNumber(int number, size_t digits = 64) {
  std::string hex;
  for (const uint8_t byte : HashNumber(number)) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex.substr(0, digits);
}

// BinaryList returns a sorted list of the first |count| hashes, all of badkeys' list 7.
inline Bytes BinaryList(int count) {
  std::vector<BlocklistRecord> records;
  for (int i = 0; i < count; i++) records.push_back({PrefixNumber(i), 7});
  const BlocklistTable table = BlocklistTable::Own(std::move(records));
  const auto* start = reinterpret_cast<const uint8_t*>(table.records().data());
  return Bytes(start, start + table.records().size_bytes());
}

// ToBytes returns the bytes of a text.
inline Bytes ToBytes(const std::string& text) { return Bytes(text.begin(), text.end()); }

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_CORE_SUPPORT_HASHED_LISTS_H_
