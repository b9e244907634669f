// What every call of the binding answers with, and how it leaves the stack.

#ifndef KEYSEAL_BINDING_JS_VALUES_H_
#define KEYSEAL_BINDING_JS_VALUES_H_

#include <emscripten/val.h>

#include <optional>

#include "core/base/status.h"

namespace keyseal {

// A JavaScript value with a name for its type in the TypeScript declarations.
#define KEYSEAL_JS_TYPE(name)                                   \
  struct name : emscripten::val {                               \
    name() : val(emscripten::val::undefined()) {}               \
    explicit name(const emscripten::val& value) : val(value) {} \
  }

// The TypeScript declaration of an outcome whose value is |value|.
#define KEYSEAL_OUTCOME(value) \
  "{ ok: true; value: " value " } | { ok: false; code: string; field: string; index: number | null }"

// StackWiper wipes, in the end, what a call leaves on the stack: it is below the stack pointer, and nobody else's.
struct StackWiper {
  ~StackWiper();
};

emscripten::val NumberOrNull(std::optional<uint32_t> number);

// Describe returns code, field and index of |error|.
emscripten::val Describe(const Error& error);

// Bad and Good are the two outcomes of a call. Good is Bad where the random source failed, whoever drew from it.
emscripten::val Bad(const Error& error);
emscripten::val Good(const emscripten::val& value);

}  // namespace keyseal

#endif  // KEYSEAL_BINDING_JS_VALUES_H_
