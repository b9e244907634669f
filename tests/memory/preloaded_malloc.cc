// Loaded with LD_PRELOAD before a command's malloc: allocation KEYSEAL_FAILS_AT of the process fails, or with
// KEYSEAL_FAILS_ON every one from it on. Writes to descriptor 9, where it is open, that one was refused.

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>

extern "C" {

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);

namespace {

long FailsAt() {
  static const long fails_at = [] {
    const char* text = std::getenv("KEYSEAL_FAILS_AT");
    return text != nullptr ? std::atol(text) : 0;
  }();
  return fails_at;
}

bool IsRefused() {
  static std::atomic<long> asked = 0;
  static const bool lasts = std::getenv("KEYSEAL_FAILS_ON") != nullptr;
  const long number = ++asked;
  const bool is_refused = FailsAt() != 0 && (lasts ? number >= FailsAt() : number == FailsAt());
  if (is_refused) {
    (void)!write(9, "refused\n", 8);
    errno = ENOMEM;
  }
  return is_refused;
}

}  // namespace

void* malloc(size_t size) { return IsRefused() ? nullptr : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return IsRefused() ? nullptr : __libc_calloc(count, size); }
void* realloc(void* block, size_t size) { return IsRefused() ? nullptr : __libc_realloc(block, size); }

}  // extern "C"
