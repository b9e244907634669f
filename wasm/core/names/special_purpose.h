// Addresses that are not for one host on the public internet.

#ifndef KEYSEAL_CORE_NAMES_SPECIAL_PURPOSE_H_
#define KEYSEAL_CORE_NAMES_SPECIAL_PURPOSE_H_

#include "core/base/secret_bytes.h"

namespace keyseal {

// IsSpecialPurpose returns whether |address|, of 4 or 16 bytes, lies in a block of the IANA special-purpose registries
// (N-20), is multicast, or is an IPv6 address that IANA has not made global unicast. Stops the program for other sizes.
bool IsSpecialPurpose(ByteSpan address);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_NAMES_SPECIAL_PURPOSE_H_
