// Public suffixes: below which names people register. ICANN section of the Public Suffix List only (BR 3.2.2.6).

#ifndef KEYSEAL_CORE_NAMES_PUBLIC_SUFFIX_H_
#define KEYSEAL_CORE_NAMES_PUBLIC_SUFFIX_H_

#include <optional>
#include <string_view>

namespace keyseal {

// PublicSuffixOf returns the part of |host| that is a public suffix, by the list's algorithm (publicsuffix.org/list),
// wildcard and exception rules included. Returns nothing if the top-level domain is not in the list: then it is not in
// the public DNS. |host| is lower-case labels with dots between, without a wildcard. The result points into |host|.
std::optional<std::string_view> PublicSuffixOf(std::string_view host);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_NAMES_PUBLIC_SUFFIX_H_
