// Lists and keys put together.

#ifndef KEYSEAL_BLOCKLIST_MERGED_LIST_H_
#define KEYSEAL_BLOCKLIST_MERGED_LIST_H_

#include <string>
#include <vector>

#include "core/blocklists/blocklist.h"

namespace keyseal::blocklist {

// CompactList returns the lists of |set| and |keys| as one file of badkeys' format, with markers of what it covers. A
// key is in it by its SPKI and by its modulus or X coordinate, so that it cannot come back with another exponent.
Result<Bytes> CompactList(const BlocklistSet& set, const std::vector<PublicKey>& keys);

// SpkiList returns |spki_lists|, which BlocklistSet has read as BlocklistKind::kSpki, and |keys| as one list of SPKI
// hashes, in order and without repetitions.
Bytes SpkiList(const std::vector<Bytes>& spki_lists, const std::vector<PublicKey>& keys);

}  // namespace keyseal::blocklist

#endif  // KEYSEAL_BLOCKLIST_MERGED_LIST_H_
