// Internationalised domain names: U-labels to A-labels by UTS #46, non-transitional, with every check that it names
// switched on, and what an A-label must be to be taken as given.

#ifndef KEYSEAL_CORE_NAMES_IDNA_H_
#define KEYSEAL_CORE_NAMES_IDNA_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/status.h"

namespace keyseal {

// ToALabels returns the labels of |untrusted_host| with U-labels as A-labels, in lower case, with dots between. Whoever
// calls still has to hold the result against the rules for ASCII labels: length, letters, hyphens, emptiness. Fails
// with kIdnNotValid, and with kNameNotValid for bytes that are no UTF-8 and for ASCII that no label may have.
Result<std::string> ToALabels(std::string_view untrusted_host);

// What can be wrong with a label that begins with "xn--", whatever version of Unicode or IDNA it was made for (N-16).
enum class ALabelFault : uint8_t {
  kNotPunycode,  // N-14: not the output of Punycode (RFC 3492 6.3), or of ASCII alone
  kNotNfc,       // N-15
};

// FindALabelFault looks into |a_label|, which is lower-case ASCII and begins with "xn--".
std::optional<ALabelFault> FindALabelFault(std::string_view a_label);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_NAMES_IDNA_H_
