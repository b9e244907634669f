#include "check/terminal_text.h"

#include <array>
#include <cstdio>

#include "core/base/utf8.h"

namespace keyseal::check {

std::string Printable(std::string_view text) {
  std::string printable;
  for (ByteSpan rest = ToBytes(text); !rest.empty();) {
    const ByteSpan before = rest;
    const std::optional<char32_t> c = TakeCodePoint(rest);
    if (!c) {
      printable += "\xef\xbf\xbd";
      rest = before.subspan(1);
    } else if (IsControl(*c) || IsBidiControl(*c)) {
      std::array<char, 16> number{};
      (void)std::snprintf(number.data(), number.size(), "U+%04X", static_cast<unsigned>(*c));
      printable += number.data();
    } else {
      printable.append(reinterpret_cast<const char*>(before.data()), before.size() - rest.size());
    }
  }
  return printable;
}

}  // namespace keyseal::check
