// Keys whose private half is printed in a standard or lies in a source tree that many copy (K-03).

#ifndef KEYSEAL_CORE_KEYS_PUBLISHED_KEYS_H_
#define KEYSEAL_CORE_KEYS_PUBLISHED_KEYS_H_

#include <optional>
#include <string_view>

namespace keyseal {

// FindPublishedKey returns where the private key lies open, such as "RFC 6979 A.2", or nothing. |fingerprint_hex| is
// lower-case hex of a SHA-256: of the modulus or the X coordinate, as unsigned numbers without leading zeros, or of the
// bytes of any other key. Its first eight bytes are compared: of 2^57 other keys one is found too.
std::optional<std::string_view> FindPublishedKey(std::string_view fingerprint_hex);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_PUBLISHED_KEYS_H_
