// A certificate taken apart, and written again.

#include "tests/fuzz/parsed_parts.h"
#include "tests/fuzz/reencode.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  const ByteSpan input(data, size);
  const std::optional<RequestParts> parts = PartsWithoutDefect(input, ParseCertificate);
  if (!parts) return 0;
  const std::optional<Bytes> again = ReencodeCertificate(*parts);
  Require(again && IsSame(*again, input), "a certificate's parts are the same bytes again");
  return 0;
}
