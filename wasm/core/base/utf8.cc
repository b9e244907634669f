#include "core/base/utf8.h"

#include "core/base/bssl.h"

namespace keyseal {

std::optional<char32_t> TakeCodePoint(ByteSpan& rest) {
  if (!rest.empty() && rest[0] < 0x80) {
    const char32_t ascii = rest[0];
    rest = rest.subspan(1);
    return ascii;
  }
  CBS cbs = ToCbs(rest);
  uint32_t code_point = 0;
  if (!CBS_get_utf8(&cbs, &code_point)) return std::nullopt;
  rest = ToSpan(cbs);
  return code_point;
}

std::optional<size_t> CountCodePoints(std::string_view untrusted_text) {
  size_t count = 0;
  for (ByteSpan rest = ToBytes(untrusted_text); !rest.empty(); count++) {
    if (!TakeCodePoint(rest)) return std::nullopt;
  }
  return count;
}

}  // namespace keyseal
