// Entropy for tests: a counter-mode stream that is the same in every run, and sources that fail in chosen ways.

#ifndef KEYSEAL_TESTS_CORE_SUPPORT_FAKE_ENTROPY_H_
#define KEYSEAL_TESTS_CORE_SUPPORT_FAKE_ENTROPY_H_

#include <openssl/sha2.h>

#include <cstring>
#include <functional>

#include "core/base/entropy.h"
#include "core/base/progress.h"

namespace keyseal {

// FakeSource hands each draw to a function.
class FakeSource {
 public:
  using Draw = std::function<bool(std::span<uint8_t>)>;
  explicit FakeSource(Draw draw) : draw_(std::move(draw)) {}

  Entropy MakeEntropy() { return Entropy(&Call, this); }
  size_t draws() const { return draws_; }

 private:
  static bool Call(void* context, std::span<uint8_t> out) {
    auto* self = static_cast<FakeSource*>(context);
    self->draws_++;
    return self->draw_(out);
  }
  Draw draw_;
  size_t draws_ = 0;
};

// Stream returns a draw function over SHA-256(seed, counter): good statistics, same bytes in every run.
inline FakeSource::Draw Stream(uint64_t seed) {
  return [seed, counter = uint64_t{0}](std::span<uint8_t> out) mutable {
    for (size_t at = 0; at < out.size(); at += SHA256_DIGEST_LENGTH) {
      uint64_t block[2] = {seed, counter++};
      uint8_t digest[SHA256_DIGEST_LENGTH];
      SHA256(reinterpret_cast<const uint8_t*>(block), sizeof(block), digest);
      std::memcpy(out.data() + at, digest, std::min(out.size() - at, sizeof(digest)));
    }
    return true;
  };
}

class NoProgress : public ProgressSink {
 public:
  void Report(Phase, uint32_t, uint32_t) override {}
};

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_CORE_SUPPORT_FAKE_ENTROPY_H_
