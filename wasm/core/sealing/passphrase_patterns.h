// What a passphrase must not be: few characters, one piece again and again, keys in a row, or a name that everybody
// sees. Letters are compared without regard to case. Nothing here copies the text, so nothing here has to wipe it.

#ifndef KEYSEAL_CORE_SEALING_PASSPHRASE_PATTERNS_H_
#define KEYSEAL_CORE_SEALING_PASSPHRASE_PATTERNS_H_

#include <cstddef>
#include <string_view>

namespace keyseal {

// kMinRun is how many neighbours make a run: "qwe" is one, as in "123qweasdzxc123".
inline constexpr size_t kMinRun = 3;

// kMaxAffix is how many characters may stand on each side of a name that is still taken for the name.
inline constexpr size_t kMaxAffix = 4;

// HasDifferent returns whether |text| has |count| different characters, upper and lower case being two.
bool HasDifferent(std::u32string_view text, size_t count);

// IsRepeatedUnit returns whether |text| is one piece of at most half its length, again and again; the last time may be
// cut short.
bool IsRepeatedUnit(std::u32string_view text);

// IsMadeOfRuns returns whether |text| falls into runs of kMinRun or more and nothing else: along the alphabet, the
// digits or a row of a QWERTY, QWERTZ or AZERTY keyboard, forwards or backwards, or one key again and again.
bool IsMadeOfRuns(std::u32string_view text);

// IsNameWithAffix returns whether |text| is |public_name|, or a domain above it, forwards or backwards, in A-labels or
// U-labels, with at most kMaxAffix characters on each side. Separators such as dots and hyphens do not count.
bool IsNameWithAffix(std::u32string_view text, std::string_view public_name);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_SEALING_PASSPHRASE_PATTERNS_H_
