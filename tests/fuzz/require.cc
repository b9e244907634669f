#include "tests/fuzz/require.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace keyseal {

void Require(bool holds, const char* property) {
  if (holds) return;
  std::fprintf(stderr, "this does not hold: %s\n", property);
  std::abort();
}

bool IsSame(ByteSpan a, ByteSpan b) { return std::ranges::equal(a, b); }

bool IsPrintableAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace keyseal
