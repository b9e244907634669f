// Any bytes as DER: the defects, and each element written again.

#include "core/asn1/der_reader.h"
#include "tests/fuzz/reencode.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  const ByteSpan input(data, size);
  const std::vector<DerDefect> defects = FindDerDefects(input);
  Require(defects.size() <= kMaxDerDefects, "the number of defects has its limit");
  for (size_t i = 0; i < defects.size(); i++) {
    Require(defects[i].offset <= size, "a defect lies inside the input");
    Require(i == 0 || defects[i - 1].offset <= defects[i].offset, "defects come in the order of place");
  }
  const std::optional<Bytes> again = ReencodeElements(input);
  if (defects.empty()) {
    Require(again && IsSame(*again, input), "DER without a defect is the same bytes again");
    CBS rest = ToCbs(input);
    CBS element;
    CBS_ASN1_TAG tag = 0;
    Require(CBS_get_any_asn1_element(&rest, &element, &tag, nullptr) && CBS_len(&rest) == 0,
            "BoringSSL reads DER without a defect");
  }
  return 0;
}
