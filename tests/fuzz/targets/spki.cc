// A SubjectPublicKeyInfo: the parts, the numbers, and both written again.

#include "core/rules/key_rules.h"
#include "tests/fuzz/reencode.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  const ByteSpan input(data, size);
  const auto top = DerReader(input, 0).Take();
  if (!top) return 0;
  const std::vector<DerDefect> defects = FindDerDefects(input);
  Reporter reporter(Profile::kPrivatePki);  // takes every kind of key, so that what is left is about the encoding
  const PublicKey key = CheckKey(*top, defects, reporter);
  Require(key.spki_sha256.size() == 64, "every key has a hash");
  Require(IsPrintableAscii(key.description) && !key.description.empty(), "every key can be named");
  Require(!key.fingerprint || key.fingerprint->size() == 64, "a fingerprint is a hash");
  if (reporter.has_error() || !defects.empty()) return 0;

  const std::optional<SpkiParts> parts = ParseSpki(*top);
  Require(parts.has_value(), "a key without an error has parts");
  const std::optional<Bytes> again = ReencodeSpki(*parts);
  Require(again && IsSame(*again, input), "a key's parts are the same bytes again");
  const bool is_compressed = !parts->key.empty() && parts->key[0] != 4 && key.curve;
  const std::optional<Bytes> numbers = ReencodeKey(key);
  Require(!numbers || is_compressed || IsSame(*numbers, input), "a key's numbers are the same bytes again");
  return 0;
}
