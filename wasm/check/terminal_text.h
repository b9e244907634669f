// What the native commands say about names that others chose.

#ifndef KEYSEAL_CHECK_TERMINAL_TEXT_H_
#define KEYSEAL_CHECK_TERMINAL_TEXT_H_

#include <string>
#include <string_view>

namespace keyseal::check {

// Printable returns |text| for a terminal: control characters and direction marks as U+001B, as "keyseal" writes them,
// and bytes that are no UTF-8, which a file's name may have, as U+FFFD.
std::string Printable(std::string_view text);

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_TERMINAL_TEXT_H_
