// What the fuzzers ask of the core, and how they say that it does not hold.

#ifndef KEYSEAL_TESTS_FUZZ_REQUIRE_H_
#define KEYSEAL_TESTS_FUZZ_REQUIRE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/secret_bytes.h"

// libFuzzer's name for the one function that every target has.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace keyseal {

// Require stops the program where |holds| is false: that is a crash to libFuzzer, which keeps the input.
void Require(bool holds, const char* property);

// IsSame returns whether both are the same bytes.
bool IsSame(ByteSpan a, ByteSpan b);

// AsText returns |bytes| as text, whatever they are.
inline std::string_view AsText(ByteSpan bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

// IsPrintableAscii returns whether |text| is nothing but printable ASCII, with spaces.
bool IsPrintableAscii(std::string_view text);

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_FUZZ_REQUIRE_H_
