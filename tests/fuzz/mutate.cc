#include "tests/fuzz/mutate.h"

#include <algorithm>
#include <array>

namespace keyseal {
namespace {

constexpr size_t kMaxSize = 1 << 14;

// Xorshift (Marsaglia 2003) with a scramble of the state, so that neighbouring numbers do not begin alike.
class Dice {
 public:
  explicit Dice(uint64_t number) : state_((number + 1) * 0x9e3779b97f4a7c15) {
    for (int i = 0; i < 4; i++) Next();
  }

  // Below returns a number below |limit|, 0 for 0.
  size_t Below(size_t limit) { return limit == 0 ? 0 : Next() % limit; }

 private:
  uint64_t Next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }

  uint64_t state_;
};

// Bytes that mean something to DER, PEM or a name.
constexpr std::array<uint8_t, 24> kTellingBytes = {0x00, 0x01, 0x02, 0x03, 0x05, 0x06, 0x0c, 0x13,
                                                   0x16, 0x1e, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x82,
                                                   0xa0, 0xa3, 0xff, '\n', '-',  '.',  '*',  '='};

auto At(Bytes& bytes, size_t index) { return bytes.begin() + static_cast<ptrdiff_t>(index); }

void Change(Bytes& bytes, Dice& dice) {
  const size_t at = dice.Below(bytes.size());
  switch (dice.Below(4)) {
    case 0:
      bytes[at] ^= static_cast<uint8_t>(1U << dice.Below(8));
      break;
    case 1:
      bytes[at] = static_cast<uint8_t>(dice.Below(256));
      break;
    case 2:
      bytes[at] = kTellingBytes.at(dice.Below(kTellingBytes.size()));
      break;
    default:  // a length that is off by a little
      bytes[at] = static_cast<uint8_t>(bytes[at] + dice.Below(9) - 4);
      break;
  }
}

void Splice(Bytes& bytes, const Bytes& other, Dice& dice) {
  const size_t from = dice.Below(other.size());
  const size_t size = std::min(other.size() - from, 1 + dice.Below(64));
  const size_t at = dice.Below(bytes.size() + 1);
  const auto* part = other.data() + from;
  if (dice.Below(2) == 0) {
    bytes.insert(At(bytes, at), part, part + size);
  } else {
    std::copy_n(part, std::min(size, bytes.size() - at), At(bytes, at));
  }
}

void MutateOnce(Bytes& bytes, std::span<const Bytes> seeds, Dice& dice) {
  if (bytes.empty()) return bytes.push_back(static_cast<uint8_t>(dice.Below(256)));
  const size_t at = dice.Below(bytes.size());
  const size_t size = std::min(bytes.size() - at, 1 + dice.Below(16));
  switch (dice.Below(9)) {
    case 0:
      bytes.erase(At(bytes, at), At(bytes, at + size));
      break;
    case 1: {  // the same stretch twice
      const Bytes part(At(bytes, at), At(bytes, at + size));
      bytes.insert(At(bytes, at), part.begin(), part.end());
      break;
    }
    case 2:
      bytes.insert(At(bytes, at), kTellingBytes.at(dice.Below(kTellingBytes.size())));
      break;
    case 3:
      if (dice.Below(4) == 0) bytes.resize(at);
      break;
    case 4:
      Splice(bytes, seeds[dice.Below(seeds.size())], dice);
      break;
    default:
      Change(bytes, dice);
      break;
  }
}

}  // namespace

Bytes Mutated(std::span<const Bytes> seeds, uint64_t number) {
  Dice dice(number);
  Bytes bytes = seeds[dice.Below(seeds.size())];
  const size_t times = 1 + dice.Below(4);
  for (size_t i = 0; i < times; i++) MutateOnce(bytes, seeds, dice);
  bytes.resize(std::min(bytes.size(), kMaxSize));
  return bytes;
}

}  // namespace keyseal
