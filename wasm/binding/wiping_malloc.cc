// malloc and free that wipe every block before it goes back, whoever had it: std::string, Embind, BoringSSL.
// dlmalloc's own functions stand behind them under emscripten_builtin_ names.

#include <emscripten/heap.h>
#include <malloc.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <algorithm>

namespace {

// OrStop ends the module where there is no block: growing is what it cannot do, and its glue says so with "OOM", which
// the worker knows (stopped.ts). dlmalloc itself comes to that only where its own sum does not overflow.
void* OrStop(void* block) {
  if (block == nullptr) {
    (void)emscripten_resize_heap(SIZE_MAX);
    __builtin_trap();
  }
  return block;
}

}  // namespace

extern "C" {

void* malloc(size_t size) { return OrStop(emscripten_builtin_malloc(size)); }

#if defined(KEYSEAL_WITHOUT_WIPING)
// The heap scan's control build: nothing is wiped, and nothing is used again, so all that was there stays to be found.
void free(void* /*block*/) {}

// BoringSSL wipes what it frees; the control is linked with --wrap for these two.
void __wrap_OPENSSL_free(void* /*block*/) {}
void __wrap_OPENSSL_cleanse(void* /*block*/, size_t /*size*/) {}
#else
void free(void* block) {
  if (block == nullptr) return;
  memset(block, 0, malloc_usable_size(block));
  __asm__ __volatile__("" : : "r"(block) : "memory");  // the block is dead, so the compiler would drop the wipe
  emscripten_builtin_free(block);
}
#endif

void* calloc(size_t count, size_t size) {
  size_t total = 0;
  if (__builtin_mul_overflow(count, size, &total)) total = SIZE_MAX;
  return memset(malloc(total), 0, total);
}

// Always moves, so that what is left behind is wiped by free.
void* realloc(void* block, size_t size) {
  if (block == nullptr) return malloc(size);
  void* moved = malloc(size);
  memcpy(moved, block, std::min(size, malloc_usable_size(block)));
  free(block);
  return moved;
}

void* aligned_alloc(size_t alignment, size_t size) { return OrStop(emscripten_builtin_memalign(alignment, size)); }

}  // extern "C"
