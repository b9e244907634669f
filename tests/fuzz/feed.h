// A fuzzer's input as a row of choices: numbers and stretches of bytes, and zeros when it is used up.

#ifndef KEYSEAL_TESTS_FUZZ_FEED_H_
#define KEYSEAL_TESTS_FUZZ_FEED_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/base/secret_bytes.h"

namespace keyseal {

class Feed {
 public:
  explicit Feed(ByteSpan input) : rest_(input) {}

  uint8_t Byte() {
    if (rest_.empty()) return 0;
    const uint8_t byte = rest_[0];
    rest_ = rest_.subspan(1);
    return byte;
  }

  // Below returns a number below |limit|, which is at most 65536, of two bytes.
  size_t Below(size_t limit) {
    const size_t high = Byte();
    return (high << 8 | Byte()) % limit;
  }

  // Take returns |size| bytes, or what is left of them.
  ByteSpan Take(size_t size) {
    const ByteSpan taken = rest_.first(std::min(size, rest_.size()));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }

  ByteSpan rest() const { return rest_; }

  // Edit changes |bytes| a few times or not at all: a byte, an end, a length.
  void Edit(Bytes& bytes) {
    for (size_t times = Byte() % 4; times > 0; times--) EditOnce(bytes);
  }

 private:
  void EditOnce(Bytes& bytes) {
    const uint8_t kind = Byte() % 6;
    const size_t at = Below(65536);
    const uint8_t value = Byte();
    if (kind == 0) return bytes.push_back(value);
    if (kind == 1) return void(bytes.insert(bytes.begin(), value));
    if (bytes.empty()) return;
    if (kind == 2) return bytes.pop_back();
    if (kind == 3) return void(bytes.erase(bytes.begin()));
    bytes[at % bytes.size()] = kind == 4 ? value : static_cast<uint8_t>(bytes[at % bytes.size()] ^ (1 << value % 8));
  }

  ByteSpan rest_;
};

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_FUZZ_FEED_H_
