#include "core/special_purpose.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace keyseal {
namespace {

struct Ipv4Block {
  std::array<uint8_t, 4> prefix;
  size_t prefix_bits;
};

// IANA IPv4 Special-Purpose Address Registry, with the last change of 2021-02. Blocks inside others are left out. BR
// 1.6.1 makes no exception for blocks that are globally reachable.
constexpr Ipv4Block kIpv4Blocks[] = {
    {{0, 0, 0, 0}, 8},        // "this network" (RFC 791 3.2)
    {{10, 0, 0, 0}, 8},       // private use (RFC 1918)
    {{100, 64, 0, 0}, 10},    // shared address space (RFC 6598)
    {{127, 0, 0, 0}, 8},      // loopback (RFC 1122 3.2.1.3)
    {{169, 254, 0, 0}, 16},   // link local (RFC 3927)
    {{172, 16, 0, 0}, 12},    // private use (RFC 1918)
    {{192, 0, 0, 0}, 24},     // IETF protocol assignments (RFC 6890 2.1)
    {{192, 0, 2, 0}, 24},     // documentation (RFC 5737)
    {{192, 31, 196, 0}, 24},  // AS112-v4 (RFC 7535)
    {{192, 52, 193, 0}, 24},  // AMT (RFC 7450)
    {{192, 88, 99, 0}, 24},   // deprecated 6to4 relay anycast (RFC 7526)
    {{192, 168, 0, 0}, 16},   // private use (RFC 1918)
    {{192, 175, 48, 0}, 24},  // direct delegation AS112 service (RFC 7534)
    {{198, 18, 0, 0}, 15},    // benchmarking (RFC 2544)
    {{198, 51, 100, 0}, 24},  // documentation (RFC 5737)
    {{203, 0, 113, 0}, 24},   // documentation (RFC 5737)
    {{224, 0, 0, 0}, 4},      // multicast (RFC 5771): not in that registry, N-20 IMPL
    {{240, 0, 0, 0}, 4},      // reserved (RFC 1112 4), limited broadcast (RFC 919 7)
};

struct Ipv6Block {
  std::array<uint16_t, 8> prefix;
  size_t prefix_bits;
};

// IANA IPv6 Special-Purpose Address Registry, with the last change of 2025-04.
constexpr Ipv6Block kIpv6Blocks[] = {
    {{0, 0, 0, 0, 0, 0, 0, 1}, 128},         // loopback (RFC 4291)
    {{0, 0, 0, 0, 0, 0, 0, 0}, 128},         // unspecified (RFC 4291)
    {{0, 0, 0, 0, 0, 0xffff, 0, 0}, 96},     // IPv4-mapped (RFC 4291)
    {{0x64, 0xff9b, 0, 0, 0, 0, 0, 0}, 96},  // IPv4-IPv6 translation (RFC 6052)
    {{0x64, 0xff9b, 1}, 48},                 // IPv4-IPv6 translation (RFC 8215)
    {{0x100, 0, 0, 0}, 64},                  // discard-only (RFC 6666)
    {{0x100, 0, 0, 1}, 64},                  // dummy prefix (RFC 9780)
    {{0x2001}, 23},                          // IETF protocol assignments (RFC 2928): Teredo, ORCHIDv2 and more
    {{0x2001, 0xdb8}, 32},                   // documentation (RFC 3849)
    {{0x2002}, 16},                          // 6to4 (RFC 3056)
    {{0x2620, 0x4f, 0x8000}, 48},            // direct delegation AS112 service (RFC 7534)
    {{0x3fff}, 20},                          // documentation (RFC 9637)
    {{0x5f00}, 16},                          // segment routing SIDs (RFC 9602)
    {{0xfc00}, 7},                           // unique local (RFC 4193)
    {{0xfe80}, 10},                          // link local (RFC 4291)
    {{0xff00}, 8},                           // multicast (RFC 4291 2.7): not in that registry, N-20 IMPL
};

// All that IANA allocates as global unicast (IPv6 Address Space registry, RFC 4291 2.4). What lies outside is reserved
// by the IETF or deprecated, such as site-local fec0::/10: IMPL, as zlint has it.
constexpr Ipv6Block kGlobalUnicast = {{0x2000}, 3};

bool HasPrefix(ByteSpan address, ByteSpan prefix, size_t prefix_bits) {
  const size_t whole = prefix_bits / 8;
  if (!std::ranges::equal(address.first(whole), prefix.first(whole))) return false;
  const size_t rest_bits = prefix_bits % 8;
  return rest_bits == 0 || (address[whole] ^ prefix[whole]) >> (8 - rest_bits) == 0;
}

bool IsIn(ByteSpan address, const Ipv4Block& block) { return HasPrefix(address, block.prefix, block.prefix_bits); }

bool IsIn(ByteSpan address, const Ipv6Block& block) {
  std::array<uint8_t, 16> prefix;
  for (size_t i = 0; i < block.prefix.size(); ++i) {
    prefix[2 * i] = static_cast<uint8_t>(block.prefix[i] >> 8);
    prefix[2 * i + 1] = static_cast<uint8_t>(block.prefix[i]);
  }
  return HasPrefix(address, prefix, block.prefix_bits);
}

}  // namespace

bool IsSpecialPurpose(ByteSpan address) {
  const auto holds_address = [&](const auto& block) { return IsIn(address, block); };
  if (address.size() == 4) return std::ranges::any_of(kIpv4Blocks, holds_address);
  if (address.size() != 16) std::abort();
  return !IsIn(address, kGlobalUnicast) || std::ranges::any_of(kIpv6Blocks, holds_address);
}

}  // namespace keyseal
