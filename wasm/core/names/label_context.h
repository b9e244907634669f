// The rules for labels that look beyond single characters: joiners between the right neighbours (RFC 5892 A.1 and A.2),
// marks (UTS #46 4.1) and right-to-left labels (RFC 5893).
//
// Not Ada's: its check stops at the first joiner that it finds good, looks for joining characters anywhere in the
// label, holds only right-to-left labels against the Bidi rule and not their neighbours, and knows Unicode 13 there.

#ifndef KEYSEAL_CORE_NAMES_LABEL_CONTEXT_H_
#define KEYSEAL_CORE_NAMES_LABEL_CONTEXT_H_

#include <span>
#include <string>
#include <string_view>

namespace keyseal {

// All labels here are characters that UTS #46 maps to themselves.

// HasGoodJoiners returns whether each U+200C and U+200D in |label| stands where ContextJ allows it.
bool HasGoodJoiners(std::u32string_view label);

// BeginsWithMark returns whether |label|, which is not empty, begins with a combining mark (UTS #46 4.1, criterion 6).
bool BeginsWithMark(std::u32string_view label);

// HasGoodDirections returns whether every one of |labels| that is not empty satisfies the Bidi rule (RFC 5893 2), if
// any of them has a right-to-left character.
bool HasGoodDirections(std::span<const std::u32string> labels);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_NAMES_LABEL_CONTEXT_H_
