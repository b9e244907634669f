// Reading DER that somebody else wrote. CBS refuses what is not DER; here a defect is found, placed and passed over, so
// that a checker can name it and go on to judge the rest.

#ifndef KEYSEAL_CORE_ASN1_DER_READER_H_
#define KEYSEAL_CORE_ASN1_DER_READER_H_

#include <openssl/bytestring.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/bssl.h"
#include "core/base/limits.h"
#include "core/base/secret_bytes.h"

namespace keyseal {

// DerElement is a tag, a length and contents, and where it begins. It points into the input.
struct DerElement {
  CBS_ASN1_TAG tag = 0;
  ByteSpan contents;
  ByteSpan bytes;              // with tag and length
  size_t offset = 0;           // of |bytes| in the whole input
  size_t contents_offset = 0;  // of |contents|
};

// DerReader reads elements in a row. Lengths may be longer than DER has them (FindDerDefects speaks of that), but not
// indefinite.
class DerReader {
 public:
  DerReader(ByteSpan bytes, size_t offset) : rest_(bytes), offset_(offset) {}
  explicit DerReader(const DerElement& element) : DerReader(element.contents, element.contents_offset) {}

  bool at_end() const { return rest_.empty(); }
  size_t offset() const { return offset_; }
  ByteSpan rest() const { return rest_; }

  // NextIs returns whether an element with this tag comes next.
  bool NextIs(CBS_ASN1_TAG tag) const;

  // Take returns the next element, or nothing at the end and for bytes that are none. The second form returns nothing,
  // and takes nothing, for another tag.
  std::optional<DerElement> Take();
  std::optional<DerElement> Take(CBS_ASN1_TAG tag);

 private:
  std::optional<DerElement> Peek() const;
  void Skip(const DerElement& element);

  ByteSpan rest_;
  size_t offset_;
};

// What a DER defect is.
enum class DerFault : uint8_t {
  kCutOff,       // no tag, a length beyond the end, a tag in a longer form than needed
  kIndefinite,   // X.690 10.1
  kLongLength,   // X.690 10.1: more octets than needed
  kTrailing,     // something behind the one element
  kTooDeep,      // more than kMaxDerDepth levels
  kBoolean,      // X.690 11.1
  kInteger,      // X.690 8.3.2
  kOid,          // X.690 8.19
  kNull,         // X.690 8.8
  kBitString,    // X.690 11.2: unused bits are zero
  kConstructed,  // X.690 10.2: strings are primitive
  kSetOrder,     // X.690 11.6
  kDefault,      // X.690 11.5: a default is left out
};

// FaultText returns words for |fault|, such as "a length in more octets than needed".
const char* FaultText(DerFault fault);

struct DerDefect {
  DerFault fault;
  size_t offset;  // in the whole input
};

// FindDerDefects goes through all elements of |der|, which should be exactly one, and returns what is not DER, in order
// of place, at most kMaxDerDefects. It knows universal types only: a SET must be in order, an implicitly tagged one and
// defaults are for whoever knows the structure. |offset| is where |der| begins in the whole input.
std::vector<DerDefect> FindDerDefects(ByteSpan der, size_t offset = 0);

// IsSortedSet returns whether the elements of |contents| stand in the order of DER's SET OF (X.690 11.6).
bool IsSortedSet(ByteSpan contents);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_ASN1_DER_READER_H_
