#include "tests/fuzz/parsed_parts.h"

#include "tests/fuzz/require.h"

namespace keyseal {

std::optional<RequestParts> PartsWithoutDefect(ByteSpan input, decltype(ParseRequest)& parse) {
  const auto top = DerReader(input, 0).Take(CBS_ASN1_SEQUENCE);
  if (!top) return std::nullopt;
  Reporter reporter(Profile::kTlsServer);
  std::optional<RequestParts> parts = parse(*top, reporter);
  Require(parts || reporter.has_error(), "what cannot be read is an error");
  if (!parts) return std::nullopt;
  Require(parts->subject.size() <= kMaxSubjectParts, "the subject has its limit");
  Require(parts->extensions.size() <= kMaxExtensions, "the extensions have their limit");
  if (!reporter.findings().empty() || !FindDerDefects(input).empty()) return std::nullopt;
  return parts;
}

}  // namespace keyseal
