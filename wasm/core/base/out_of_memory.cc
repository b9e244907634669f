#include "core/base/out_of_memory.h"

#include <cstdint>
#include <cstdlib>

#if defined(__cpp_exceptions)

#include <malloc.h>
#include <openssl/err.h>
#include <string.h>

namespace {

thread_local bool bssl_was_refused = false;

}  // namespace

// BoringSSL's own hooks (crypto/mem.cc), through which all of its memory comes.
extern "C" {

void* OPENSSL_memory_alloc(size_t size) {
  void* block = malloc(size > 0 ? size : 1);
  bssl_was_refused |= block == nullptr;
  return block;
}

void OPENSSL_memory_free(void* block) {
  explicit_bzero(block, malloc_usable_size(block));
  free(block);
}

size_t OPENSSL_memory_get_size(void* block) { return malloc_usable_size(block); }

}  // extern "C"

namespace keyseal {

MemoryWatch::MemoryWatch() : before_(bssl_was_refused) { bssl_was_refused = false; }

MemoryWatch::~MemoryWatch() {
  if (bssl_was_refused) ERR_clear_error();  // what the next operation must not read
  bssl_was_refused |= before_;
}

bool MemoryWatch::has_failed() const { return bssl_was_refused; }

void MemoryWatch::Fail() { bssl_was_refused = true; }

void OutOfMemory() { throw std::bad_alloc(); }

}  // namespace keyseal

#else

namespace keyseal {

// Asks for what nobody has, and so ends as every other allocation that fails.
void OutOfMemory() {
  (void)::operator new(SIZE_MAX / 2);
  std::abort();
}

}  // namespace keyseal

#endif
