// Keys that are examples in public documents (K-03).

#ifndef KEYSEAL_CORE_PUBLISHED_KEYS_H_
#define KEYSEAL_CORE_PUBLISHED_KEYS_H_

#include <optional>
#include <string_view>

namespace keyseal {

// FindPublishedKey returns where the private key is printed, such as "RFC 6979 A.2.5", or nothing. |fingerprint_hex| is
// lower-case hex of a SHA-256: of the modulus or the X coordinate, as unsigned numbers without leading zeros, or of the
// bytes of an Ed25519 key.
std::optional<std::string_view> FindPublishedKey(std::string_view fingerprint_hex);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_PUBLISHED_KEYS_H_
