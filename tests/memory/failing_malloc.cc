#include "tests/memory/failing_malloc.h"

#include <malloc.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace {

keyseal::Shortage shortage;
keyseal::Allocations seen;
std::span<const std::span<const uint8_t>> secrets;
bool is_counting = false;

bool IsRefused() {
  if (!is_counting) return false;
  seen.asked++;
  const bool is_refused =
      shortage.first != 0 &&
      (shortage.lasts == keyseal::Shortage::Lasts::kOnce ? seen.asked == shortage.first : seen.asked >= shortage.first);
  if (is_refused) seen.refused++;
  return is_refused;
}

void* Counted(void* block) {
  if (is_counting && block != nullptr) seen.not_freed++;
  return block;
}

bool HoldsSecret(const void* block) {
  const auto* start = static_cast<const uint8_t*>(block);
  const std::span<const uint8_t> bytes(start, malloc_usable_size(const_cast<void*>(block)));
  return std::ranges::any_of(secrets, [&](const std::span<const uint8_t> secret) {
    return memmem(bytes.data(), bytes.size(), secret.data(), secret.size()) != nullptr;
  });
}

}  // namespace

extern "C" {

void* __real_malloc(size_t size);
void* __real_calloc(size_t count, size_t size);
void* __real_realloc(void* block, size_t size);
void __real_free(void* block);

void* __wrap_malloc(size_t size) { return IsRefused() ? nullptr : Counted(__real_malloc(size)); }

void* __wrap_calloc(size_t count, size_t size) { return IsRefused() ? nullptr : Counted(__real_calloc(count, size)); }

void* __wrap_realloc(void* block, size_t size) {
  if (IsRefused()) return nullptr;
  void* moved = __real_realloc(block, size);
  return block == nullptr ? Counted(moved) : moved;
}

void __wrap_free(void* block) {
  if (is_counting && block != nullptr) {
    seen.not_freed--;
    if (HoldsSecret(block)) seen.secrets_left++;
  }
  __real_free(block);
}

}  // extern "C"

void* operator new(size_t size) {
  void* block = __wrap_malloc(size > 0 ? size : 1);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

void* operator new(size_t size, const std::nothrow_t& /*tag*/) noexcept { return __wrap_malloc(size > 0 ? size : 1); }
void* operator new[](size_t size) { return ::operator new(size); }
void* operator new[](size_t size, const std::nothrow_t& tag) noexcept { return ::operator new(size, tag); }

void operator delete[](void* block) noexcept { __wrap_free(block); }
void operator delete[](void* block, size_t /*size*/) noexcept { __wrap_free(block); }
void operator delete(void* block) noexcept { __wrap_free(block); }
void operator delete(void* block, size_t /*size*/) noexcept { __wrap_free(block); }

namespace keyseal {

void StartCounting(const Shortage& wanted, std::span<const std::span<const uint8_t>> known_secrets) {
  shortage = wanted;
  secrets = known_secrets;
  seen = {};
  is_counting = true;
}

Allocations StopCounting() {
  is_counting = false;
  return seen;
}

}  // namespace keyseal
