// What happens when memory ends: the one answer for the whole core. The operation ends, whatever it has found so far is
// thrown away, and its only result is kOutOfMemory. In WebAssembly the module stops in malloc itself, and the worker is
// ended with all that it holds. Natively every destructor runs, which frees and wipes.

#ifndef KEYSEAL_CORE_BASE_OUT_OF_MEMORY_H_
#define KEYSEAL_CORE_BASE_OUT_OF_MEMORY_H_

#include <new>

#include "core/base/status.h"

namespace keyseal {

// OutOfMemory ends the operation: natively it throws what operator new throws, std::bad_alloc.
[[noreturn]] void OutOfMemory();

// Need ends the operation unless |was_done|: for what of BoringSSL fails for want of memory and for nothing else.
inline void Need(bool was_done) {
  if (!was_done) OutOfMemory();
}

#if defined(__cpp_exceptions)
// MemoryWatch knows whether BoringSSL was refused an allocation on this thread since the watch began. BoringSSL answers
// that as it answers bad input, so an answer that was found under it is none. A watch inside another tells that one.
class MemoryWatch {
 public:
  MemoryWatch();
  MemoryWatch(const MemoryWatch&) = delete;
  MemoryWatch& operator=(const MemoryWatch&) = delete;
  ~MemoryWatch();

  bool has_failed() const;
  void Fail();

 private:
  const bool before_;
};
#endif

// OrOutOfMemory returns the Result of |operation|, or kOutOfMemory if any allocation failed in it, whatever it answers
// then. Every public operation runs inside one, and nothing else catches std::bad_alloc.
template <typename Operation>
auto OrOutOfMemory(const Operation& operation) -> decltype(operation()) {
#if defined(__cpp_exceptions)
  MemoryWatch watch;
  try {
    auto result = operation();
    if (!watch.has_failed()) return result;
  } catch (const std::bad_alloc&) {
    watch.Fail();
  }
  return ErrorCode::kOutOfMemory;
#else
  return operation();
#endif
}

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BASE_OUT_OF_MEMORY_H_
