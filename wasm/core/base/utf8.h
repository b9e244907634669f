// Strict UTF-8, code point by code point, and which code points no text of ours may hold.

#ifndef KEYSEAL_CORE_BASE_UTF8_H_
#define KEYSEAL_CORE_BASE_UTF8_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/base/secret_bytes.h"

namespace keyseal {

// TakeCodePoint takes one code point from the beginning of |rest|. Returns nothing, and leaves |rest| undefined, at the
// end and where the bytes are no UTF-8 (Unicode 3.9, table 3-7): cut off, overlong, surrogates, above U+10FFFF. The 66
// noncharacters are refused too (Unicode 23.7: not for interchange).
std::optional<char32_t> TakeCodePoint(ByteSpan& rest);

// CountCodePoints returns how many code points |untrusted_text| has, or nothing where TakeCodePoint would stop early.
std::optional<size_t> CountCodePoints(std::string_view untrusted_text);

// IsControl returns whether |code_point| is a control character (C0, DEL, C1) or one of the two Unicode line ends.
constexpr bool IsControl(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point <= 0x9f) || code_point == 0x2028 ||
         code_point == 0x2029;
}

// IsBidiControl returns whether |code_point| changes the order in which others are shown (UAX #9, table 4): it can make
// a name look like another one.
constexpr bool IsBidiControl(char32_t code_point) {
  return code_point == 0x061c || code_point == 0x200e || code_point == 0x200f ||
         (code_point >= 0x202a && code_point <= 0x202e) || (code_point >= 0x2066 && code_point <= 0x2069);
}

// IsSpace returns whether |code_point| is a space (Unicode's category Zs).
constexpr bool IsSpace(char32_t code_point) {
  return code_point == 0x20 || code_point == 0xa0 || code_point == 0x1680 ||
         (code_point >= 0x2000 && code_point <= 0x200a) || code_point == 0x202f || code_point == 0x205f ||
         code_point == 0x3000;
}

inline constexpr char32_t kReplacementCharacter = 0xfffd;  // what a decoder leaves of bytes that it did not understand

// ToBytes returns the bytes of |text|.
inline ByteSpan ToBytes(std::string_view text) { return {reinterpret_cast<const uint8_t*>(text.data()), text.size()}; }

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BASE_UTF8_H_
