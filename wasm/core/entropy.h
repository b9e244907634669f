// Entropy: the module's only source of randomness, health-tested at start-up and at every draw, and failing closed.
//
// The tests are sanity checks in the manner of SP 800-90B 4.4 on the output of a CSPRNG: they catch a source that is
// dead, stuck, constant or repeating. They cannot catch a seeded generator, and nothing here claims SP 800-90B.

#ifndef KEYSEAL_CORE_ENTROPY_H_
#define KEYSEAL_CORE_ENTROPY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/secret_bytes.h"
#include "core/status.h"

namespace keyseal {

// Assumed min-entropy of one byte: 4 bits. With the false-alarm rate of 2^-20 a sample (SP 800-90B 4.4), a good source
// fails the start-up test less than once in 2^40 starts.
inline constexpr size_t kRepetitionCutoff = 6;   // 1 + ceil(20 / 4)
inline constexpr size_t kProportionCutoff = 62;  // 1 + CRITBINOM(512, 2^-4, 1 - 2^-20)
inline constexpr size_t kProportionWindow = 512;
inline constexpr size_t kStartUpSize = 1024;  // bytes

// kMaxDraw is the most that is asked of the source at once: getRandomValues throws above it.
inline constexpr size_t kMaxDraw = 65536;

// HasRepetition returns whether some byte stands |cutoff| times or more in a row (SP 800-90B 4.4.1).
bool HasRepetition(ByteSpan samples, size_t cutoff);

// HasDisproportion returns whether in some window of |window| samples the first one occurs |cutoff| times or more
// (SP 800-90B 4.4.2). A last, shorter window is not looked at.
bool HasDisproportion(ByteSpan samples, size_t window, size_t cutoff);

class Entropy {
 public:
  // Source fills |out|, of at most kMaxDraw bytes, and returns whether it did.
  using Source = bool (*)(void* context, std::span<uint8_t> out);

  Entropy(Source source, void* context) : source_(source), context_(context) {}
  Entropy(const Entropy&) = delete;
  Entropy& operator=(const Entropy&) = delete;

  // Fill fills |out|. The first call runs the start-up test first. Fails with kRandomFailed or kRandomRepeats; |out| is
  // then all zero, and so does every later call: a source that failed once is never used again.
  Result<void> Fill(std::span<uint8_t> out);

  // failure returns with which code a draw failed before, or nothing.
  std::optional<ErrorCode> failure() const { return failed_; }

 private:
  Result<void> StartUp();
  Result<void> Draw(std::span<uint8_t> out);

  Source source_;
  void* context_;
  bool started_ = false;
  std::optional<ErrorCode> failed_;
  // A hash, since the draw itself may have become a key.
  std::array<uint8_t, 64> previous_hash_{};
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_ENTROPY_H_
