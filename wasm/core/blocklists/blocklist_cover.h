// What a list of Debian weak keys is complete for. A key of any other type or size was not looked at (K-05).

#ifndef KEYSEAL_CORE_BLOCKLISTS_BLOCKLIST_COVER_H_
#define KEYSEAL_CORE_BLOCKLISTS_BLOCKLIST_COVER_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/blocklists/blocklist_table.h"

namespace keyseal {

// KeySize is a type of key and its bits: "rsa-2048", "ec-p256".
struct KeySize {
  bool is_ec = false;
  uint16_t bits = 0;

  bool operator==(const KeySize&) const = default;
};

// Which of the machines that made different weak keys a list has: bits to be ored.
inline constexpr uint8_t kI386 = 1, kX8664 = 2, kPowerPc = 4, kAllMachines = 7;

// Cover is a size, and how much of it is there.
struct Cover {
  KeySize size;
  uint8_t machines = kAllMachines;
};

// ParseCovers reads "rsa-2048", or several with "+" between. Returns nothing for what is not a size.
std::optional<std::vector<Cover>> ParseCovers(std::string_view text);

// CoversOfName returns what lists of this well-known file name are complete for: sha256_modulus_2048.csv,
// sha256_xcoord_secp256r1.csv, blocklist-2048.db, blacklist.RSA-2048. Folders before the name are passed over.
std::vector<Cover> CoversOfName(std::string_view name);

// A marker is a record that is no key: it keeps a Cover inside a merged list. It stands before all records of keys, and
// no search finds it. EncodeMarker and DecodeMarker write and read it; nothing for a record that is none.
BlocklistRecord EncodeMarker(const Cover& cover);
std::optional<Cover> DecodeMarker(const BlocklistRecord& record);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BLOCKLISTS_BLOCKLIST_COVER_H_
