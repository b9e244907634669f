// malloc that fails when a test wants it to: for operator new, BoringSSL and everything else in this program.

#ifndef KEYSEAL_TESTS_MEMORY_FAILING_MALLOC_H_
#define KEYSEAL_TESTS_MEMORY_FAILING_MALLOC_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace keyseal {

// Shortage says which allocations fail, counted from 1: |first| alone, or all from it on. 0 is none.
struct Shortage {
  enum class Lasts : uint8_t { kOnce, kFromThenOn };
  size_t first = 0;
  Lasts lasts = Lasts::kOnce;
};

// What was seen since StartCounting.
struct Allocations {
  size_t asked = 0;
  size_t refused = 0;
  ptrdiff_t not_freed = 0;  // blocks; less than none if blocks from before were freed
  size_t secrets_left = 0;  // freed blocks in which a secret still stood
};

// StartCounting begins a |shortage|, StopCounting ends it. |secrets| are looked for in every block that is freed.
void StartCounting(const Shortage& shortage, std::span<const std::span<const uint8_t>> secrets);
Allocations StopCounting();

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_MEMORY_FAILING_MALLOC_H_
