// DER put together by hand, for inputs that no encoder of ours would write.

#ifndef KEYSEAL_TESTS_CORE_SUPPORT_TLV_H_
#define KEYSEAL_TESTS_CORE_SUPPORT_TLV_H_

#include <cstdint>
#include <vector>

#include "core/base/secret_bytes.h"

namespace keyseal {

// Tlv returns an element of less than 16 MiB.
inline Bytes Tlv(uint8_t tag, const Bytes& contents) {
  Bytes size;
  for (size_t rest = contents.size(); rest > 0; rest >>= 8) size.insert(size.begin(), static_cast<uint8_t>(rest));
  Bytes der = {tag};
  if (contents.size() >= 0x80) der.push_back(static_cast<uint8_t>(0x80 | size.size()));
  if (contents.empty()) der.push_back(0);
  der.insert(der.end(), size.begin(), size.end());
  der.insert(der.end(), contents.begin(), contents.end());
  return der;
}

inline Bytes Join(const std::vector<Bytes>& parts) {
  Bytes all;
  for (const Bytes& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_CORE_SUPPORT_TLV_H_
