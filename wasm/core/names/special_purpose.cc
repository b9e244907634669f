#include "core/names/special_purpose.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace keyseal {
namespace {

struct AddressBlock {
  uint64_t prefix;  // the first 64 bits, of IPv4 the upper 32
  unsigned prefix_bits;
};

#include "core/tables/special_purpose_blocks.inc"

// All that IANA allocates as global unicast (IPv6 Address Space registry, RFC 4291 2.4). What lies outside is reserved
// by the IETF or deprecated, such as site-local fec0::/10: IMPL, as zlint has it.
constexpr AddressBlock kGlobalUnicast = {0x2000000000000000, 3};

bool IsIn(uint64_t address, const AddressBlock& block) {
  return (address ^ block.prefix) >> (64 - block.prefix_bits) == 0;
}

}  // namespace

bool IsSpecialPurpose(ByteSpan address) {
  if (address.size() != 4 && address.size() != 16) std::abort();
  uint64_t bits = 0;
  for (size_t i = 0; i < 8; i++) bits = bits << 8 | (i < address.size() ? address[i] : 0);
  const auto holds_address = [&](const AddressBlock& block) { return IsIn(bits, block); };
  if (address.size() == 4) return std::ranges::any_of(kIpv4Blocks, holds_address);
  return !IsIn(bits, kGlobalUnicast) || std::ranges::any_of(kIpv6Blocks, holds_address);
}

}  // namespace keyseal
