#include "binding/entropy_import.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

extern "C" {

// In imports.js: over a captured crypto.getRandomValues. 0 is success.
int keyseal_random(uint8_t* out, size_t size);

// getentropy is what BoringSSL draws from (crypto/rand/getentropy.cc), and it aborts on failure. This one stands in the
// place of Emscripten's, whose import would have a fallback of its own.
int getentropy(void* buffer, size_t length) {
  if (keyseal::ModuleEntropy().Fill({static_cast<uint8_t*>(buffer), length})) return 0;
  errno = EIO;
  return -1;
}

// BoringSSL calls perror before it aborts; the real one would add imports for a console.
void perror(const char* /*message*/) {}
}

namespace keyseal {

Entropy& ModuleEntropy() {
  static Entropy entropy([](void*, std::span<uint8_t> out) { return keyseal_random(out.data(), out.size()) == 0; },
                         nullptr);
  return entropy;
}

}  // namespace keyseal
