// TNAuthList: the telephone numbers and service provider codes of a STIR/SHAKEN request (RFC 8226 9).

#ifndef KEYSEAL_CORE_NAMES_TN_AUTH_LIST_H_
#define KEYSEAL_CORE_NAMES_TN_AUTH_LIST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

// TnEntry is one entry as a user gives it: a service provider code, or a telephone number with a count of 1, or the
// first number of a range with the count of its numbers.
struct TnEntry {
  enum class Kind : uint8_t { kServiceProviderCode, kNumber, kRange };
  Kind kind = Kind::kNumber;
  std::string text;
  uint32_t count = 1;
};

// CheckTnEntry returns kTnNotValid for an entry that EncodeTnAuthList would refuse.
Result<void> CheckTnEntry(const TnEntry& entry);

// IsShakenCode returns whether |code| has digits and capital letters alone (ATIS-1000080 6.4.1).
bool IsShakenCode(std::string_view code);

// EncodeTnAuthList returns the DER of the TNAuthorizationList. Fails with kTnNotValid; Error.index is the entry's.
Result<Bytes> EncodeTnAuthList(const std::vector<TnEntry>& entries);

// ParseTnAuthList reads the DER of somebody else's TNAuthorizationList, whose codes may have any characters. Returns
// nothing for what is none.
std::optional<std::vector<TnEntry>> ParseTnAuthList(ByteSpan untrusted_der);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_NAMES_TN_AUTH_LIST_H_
