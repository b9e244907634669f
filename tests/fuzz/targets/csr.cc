// A request taken apart, and written again.

#include "tests/fuzz/parsed_parts.h"
#include "tests/fuzz/reencode.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  const ByteSpan input(data, size);
  const std::optional<RequestParts> parts = PartsWithoutDefect(input, ParseRequest);
  if (!parts || !parts->nonces.empty() || parts->statement) return 0;  // of some attributes not all is kept
  const std::optional<Bytes> again = ReencodeRequest(*parts);
  Require(again && IsSame(*again, input), "a request's parts are the same bytes again");
  return 0;
}
