// Bytes of hexadecimal text, for vectors that stand in a test.

#ifndef KEYSEAL_TESTS_CORE_SUPPORT_FROM_HEX_H_
#define KEYSEAL_TESTS_CORE_SUPPORT_FROM_HEX_H_

#include <string>
#include <string_view>

#include "core/base/secret_bytes.h"

namespace keyseal {

inline Bytes FromHex(std::string_view hex) {
  Bytes bytes;
  for (size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(static_cast<uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_CORE_SUPPORT_FROM_HEX_H_
