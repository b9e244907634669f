// What requests and certificates have in common when a fuzzer takes them apart.

#ifndef KEYSEAL_TESTS_FUZZ_PARSED_PARTS_H_
#define KEYSEAL_TESTS_FUZZ_PARSED_PARTS_H_

#include <optional>

#include "core/rules/request_parts.h"

namespace keyseal {

// PartsWithoutDefect takes |input| apart with ParseRequest or ParseCertificate, and requires that what cannot be read
// is an error and that the limits hold. Returns the parts if nothing at all is wrong with the encoding.
std::optional<RequestParts> PartsWithoutDefect(ByteSpan input, decltype(ParseRequest)& parse);

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_FUZZ_PARSED_PARTS_H_
