// What the input says at the place of a finding, for a person to recognise.

#ifndef KEYSEAL_CORE_CHECK_FINDING_VALUES_H_
#define KEYSEAL_CORE_CHECK_FINDING_VALUES_H_

#include <string>
#include <string_view>

#include "core/base/finding.h"
#include "core/base/limits.h"
#include "core/check/decoded.h"

namespace keyseal {

// ShownValue returns |untrusted_text| so that it can stand in any line of text: control characters, marks that change
// the direction of writing and U+FFFD are written out, "\u{202e}", a backslash is doubled, what is no UTF-8 becomes
// "\u{fffd}", and behind kMaxShownValue characters come three dots.
std::string ShownValue(std::string_view untrusted_text);

// FillValues gives each of |findings| without a value the one that stands in its field of |decoded|, if any.
void FillValues(const Decoded& decoded, Findings& findings);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_CHECK_FINDING_VALUES_H_
