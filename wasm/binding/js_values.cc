#include "binding/js_values.h"

#include <emscripten/stack.h>

#include <string>

#include "binding/entropy_import.h"

namespace keyseal {

using emscripten::val;

namespace {

__attribute__((noinline)) void WipeStack() {
#if !defined(KEYSEAL_WITHOUT_WIPING)
  auto* end = reinterpret_cast<volatile uint8_t*>(emscripten_stack_get_end());
  auto* top = reinterpret_cast<volatile uint8_t*>(emscripten_stack_get_current());
  for (volatile uint8_t* at = end; at < top; at++) *at = 0;
#endif
}

}  // namespace

StackWiper::~StackWiper() { WipeStack(); }

val NumberOrNull(std::optional<uint32_t> number) { return number ? val(*number) : val::null(); }

val Describe(const Error& error) {
  val description = val::object();
  description.set("code", std::string(ErrorName(error.code)));
  description.set("field", std::string(error.field));
  description.set("index", NumberOrNull(error.index));
  return description;
}

val Bad(const Error& error) {
  val result = Describe(error);
  result.set("ok", false);
  return result;
}

val Good(const val& value) {
  if (const auto failure = ModuleEntropy().failure()) return Bad({*failure});
  val result = val::object();
  result.set("ok", true);
  result.set("value", value);
  return result;
}

}  // namespace keyseal
