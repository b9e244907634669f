// Unicode's canonical composition, the one place that asks Ada for it.

#ifndef KEYSEAL_CORE_BASE_NFC_H_
#define KEYSEAL_CORE_BASE_NFC_H_

#include <string>

namespace keyseal {

// ToNfc brings |text| into Normalization Form C (UAX #15) in place, and returns whether it could: Ada fails where it
// cannot unpack its tables. Needs room for one more character, and for the decomposition, to leave |text|'s block.
[[nodiscard]] bool ToNfc(std::u32string& text);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BASE_NFC_H_
