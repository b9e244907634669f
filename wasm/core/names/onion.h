// Onion services (BR Appendix B): addresses that name their own key.

#ifndef KEYSEAL_CORE_NAMES_ONION_H_
#define KEYSEAL_CORE_NAMES_ONION_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace keyseal {

// IsOnionAddress returns whether |label|, in lower case, is a version 3 address with a right checksum (Tor
// rend-spec-v3 6). Version 2 addresses are none.
bool IsOnionAddress(std::string_view label);

// KeyOfOnionAddress returns the Ed25519 public key that such an address is made of, or nothing for any other label.
std::optional<std::array<uint8_t, 32>> KeyOfOnionAddress(std::string_view label);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_NAMES_ONION_H_
