// A certificate taken apart, and written again.

#include "tests/fuzz/reencode.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  const ByteSpan input(data, size);
  const auto top = DerReader(input, 0).Take(CBS_ASN1_SEQUENCE);
  if (!top) return 0;
  Reporter reporter(Profile::kTlsServer);
  const std::optional<RequestParts> parts = ParseCertificate(*top, reporter);
  Require(parts || reporter.has_error(), "what cannot be read is an error");
  if (!parts) return 0;
  Require(parts->subject.size() <= kMaxSubjectParts, "the subject has its limit");
  Require(parts->extensions.size() <= kMaxExtensions, "the extensions have their limit");
  if (!reporter.findings().empty() || !FindDerDefects(input).empty()) return 0;
  const std::optional<Bytes> again = ReencodeCertificate(*parts);
  Require(again && IsSame(*again, input), "a certificate's parts are the same bytes again");
  return 0;
}
