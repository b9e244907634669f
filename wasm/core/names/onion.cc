#include "core/names/onion.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "crypto/fipsmodule/keccak/internal.h"  // BoringSSL has SHA3-256, but no public header for it

namespace keyseal {
namespace {

constexpr size_t kAddressSize = 56;  // characters
constexpr size_t kKeySize = 32;      // bytes, and so below
constexpr size_t kChecksumSize = 2;
constexpr uint8_t kVersion = 3;

using Decoded = std::array<uint8_t, kKeySize + kChecksumSize + 1>;

// 56 characters of 5 bits are 35 bytes: RFC 4648 6 without padding.
std::optional<Decoded> DecodeBase32(std::string_view text) {
  Decoded out;
  size_t size = 0;
  uint32_t bits = 0;
  unsigned bit_count = 0;
  for (const char c : text) {
    const bool is_letter = c >= 'a' && c <= 'z';
    if (!is_letter && (c < '2' || c > '7')) return std::nullopt;
    bits = bits << 5 | static_cast<uint32_t>(is_letter ? c - 'a' : c - '2' + 26);
    bit_count += 5;
    if (bit_count < 8) continue;
    bit_count -= 8;
    out[size++] = static_cast<uint8_t>(bits >> bit_count);
  }
  return out;
}

}  // namespace

bool IsOnionAddress(std::string_view label) { return KeyOfOnionAddress(label).has_value(); }

std::optional<std::array<uint8_t, kKeySize>> KeyOfOnionAddress(std::string_view label) {
  if (label.size() != kAddressSize) return std::nullopt;  // N-18
  // onion_address = base32(PUBKEY | CHECKSUM | VERSION)
  const std::optional<Decoded> address = DecodeBase32(label);
  if (!address || address->back() != kVersion) return std::nullopt;
  // CHECKSUM = H(".onion checksum" | PUBKEY | VERSION)[:2]
  constexpr std::string_view kPrefix = ".onion checksum";
  std::array<uint8_t, kPrefix.size() + kKeySize + 1> hashed;
  const auto hashed_key = std::ranges::copy(kPrefix, hashed.begin()).out;
  std::copy_n(address->begin(), kKeySize, hashed_key);
  hashed.back() = kVersion;
  std::array<uint8_t, 32> digest;
  bssl::BORINGSSL_keccak(digest.data(), digest.size(), hashed.data(), hashed.size(), bssl::boringssl_sha3_256);
  if (!std::equal(digest.begin(), digest.begin() + kChecksumSize, address->begin() + kKeySize)) return std::nullopt;
  std::array<uint8_t, kKeySize> key;
  std::copy_n(address->begin(), kKeySize, key.begin());
  return key;
}

}  // namespace keyseal
