// Entropy: the module's only source of randomness, health-tested at start-up and at every draw, and failing closed.
//
// The tests are sanity checks in the manner of SP 800-90B 4.4 on the output of a CSPRNG: they catch a source that is
// dead, stuck or constant, and one that gives in one call what it gave before in it. That is looked for in blocks of 16
// bytes, counted from the beginning of each draw: a source that begins anew at a draw is caught with its first block,
// and one whose output has a period of n bytes when lcm(n, 16) bytes more were drawn at once, or in draws of whole
// blocks. Not caught: what repeats in the next call only, or after more than the 2^18 blocks (4 MiB) of which enough is
// remembered, ten times what an RSA key of 4096 bits draws; single bytes or blocks at other places; the last bytes of a
// draw that fill no block; and a generator that is seeded badly. Nothing here claims SP 800-90B.

#ifndef KEYSEAL_CORE_BASE_ENTROPY_H_
#define KEYSEAL_CORE_BASE_ENTROPY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"

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

// kSeenSlots is how many blocks are remembered, each in the slot that its tag says, where it takes the place of
// another: 256 KiB, whatever is drawn. Of a source with a period of 2^18 blocks, the chance to see none again is below
// 2^-100. A good source is refused by mistake where two tags of 64 bits are equal: for the 23,000 blocks of an RSA key
// of 4096 bits with a chance of 2^-36, for other keys below 2^-40.
inline constexpr size_t kSeenBlockSize = 16;  // bytes
inline constexpr unsigned kSeenSlotBits = 15;
inline constexpr size_t kSeenSlots = size_t{1} << kSeenSlotBits;

// Entropy is one for each call of the core, or is asked to Finish each.
class Entropy {
 public:
  // Source fills |out|, of at most kMaxDraw bytes, and returns whether it did.
  using Source = bool (*)(void* context, std::span<uint8_t> out);

  Entropy(Source source, void* context) : source_(source), context_(context) {}
  Entropy(const Entropy&) = delete;
  Entropy& operator=(const Entropy&) = delete;
  ~Entropy() { Forget(); }

  // Fill fills |out|. The first call runs the start-up test first. Fails with kRandomFailed or kRandomRepeats; |out| is
  // then all zero, and so does every later call: a source that failed once is never used again.
  Result<void> Fill(std::span<uint8_t> out);

  // failure returns with which code a draw failed before, or nothing.
  std::optional<ErrorCode> failure() const { return failed_; }

  // Checked returns |made|, but nothing of it if any draw failed so far, whether or not somebody looked: BoringSSL
  // draws too. Whatever was made with this entropy goes through it.
  template <typename T>
  Result<T> Checked(Result<T> made) const {
    if (failed_) return *failed_;
    return made;
  }

  // Finish is Checked, for the last step of a call: what is remembered of its draws is wiped.
  template <typename T>
  Result<T> Finish(Result<T> made) {
    Forget();
    return Checked(std::move(made));
  }

 private:
  Result<void> StartUp();
  Result<void> Draw(std::span<uint8_t> out);
  bool HasSeen(ByteSpan drawn);
  void Forget();

  Source source_;
  void* context_;
  bool started_ = false;
  std::optional<ErrorCode> failed_;
  // Tags of blocks, not blocks, which may have become keys; under a key that is drawn with the start-up test, so that
  // where a tag is put tells nothing of its block.
  std::array<uint64_t, 2> seen_key_{};
  std::array<uint64_t, kSeenSlots> seen_{};
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BASE_ENTROPY_H_
