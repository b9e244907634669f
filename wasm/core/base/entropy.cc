#include "core/base/entropy.h"

#include <openssl/mem.h>
#include <openssl/siphash.h>

#include <algorithm>
#include <cstring>

#include "core/base/bssl_internal.h"

namespace keyseal {

namespace {

// A draw is tested on at least this many bytes; a shorter one is drawn longer and cut.
constexpr size_t kTestedSize = kSeenBlockSize;

// Looks at all of them, and tells the same time of every draw that is not thrown away.
bool AllEqual(ByteSpan bytes) {
  uint32_t difference = 0;
  for (uint8_t byte : bytes) difference |= byte ^ bytes[0];
  return !Declassify(difference);
}

}  // namespace

bool HasRepetition(ByteSpan samples, size_t cutoff) {
  size_t run = 0;
  for (size_t i = 0; i < samples.size(); i++) {
    run = i > 0 && samples[i] == samples[i - 1] ? run + 1 : 1;
    if (run >= cutoff) return true;
  }
  return false;
}

bool HasDisproportion(ByteSpan samples, size_t window, size_t cutoff) {
  for (; samples.size() >= window; samples = samples.subspan(window)) {
    ByteSpan part = samples.first(window);
    if (static_cast<size_t>(std::count(part.begin(), part.end(), part[0])) >= cutoff) return true;
  }
  return false;
}

Result<void> Entropy::Fill(std::span<uint8_t> out) {
  Result<void> filled = failed_ ? Result<void>(*failed_) : StartUp();
  for (auto rest = out; filled && !rest.empty();) {
    auto part = rest.first(std::min(rest.size(), kMaxDraw));
    filled = Draw(part);
    rest = rest.subspan(part.size());
  }
  if (!filled) {
    failed_ = filled.error().code;
    OPENSSL_cleanse(out.data(), out.size());
  }
  return filled;
}

Result<void> Entropy::StartUp() {
  if (started_) return {};
  std::array<uint8_t, kStartUpSize> samples{};
  Result<void> drawn = Draw(samples);
  bool bad = HasRepetition(samples, kRepetitionCutoff) ||
             HasDisproportion(samples, kProportionWindow, kProportionCutoff);
  OPENSSL_cleanse(samples.data(), samples.size());
  if (!drawn) return drawn;
  if (bad) return ErrorCode::kRandomFailed;
  started_ = true;
  return {};
}

Result<void> Entropy::Draw(std::span<uint8_t> out) {
  std::array<uint8_t, kTestedSize> longer{};
  std::span<uint8_t> drawn = out.size() < kTestedSize ? std::span<uint8_t>(longer) : out;
  Result<void> result;
  if (!source_(context_, drawn) || AllEqual(drawn)) {
    result = ErrorCode::kRandomFailed;
  } else {
    if (!started_) std::memcpy(seen_key_.data(), drawn.data(), sizeof(seen_key_));
    if (HasSeen(drawn)) result = ErrorCode::kRandomRepeats;
  }
  if (drawn.data() == longer.data()) {
    std::copy_n(longer.begin(), out.size(), out.begin());
    OPENSSL_cleanse(longer.data(), longer.size());
  }
  return result;
}

// HasSeen returns whether a block of |drawn| was drawn before, and remembers them.
bool Entropy::HasSeen(ByteSpan drawn) {
  for (; drawn.size() >= kSeenBlockSize; drawn = drawn.subspan(kSeenBlockSize)) {
    // Not SHA-256, with which PBKDF2 seals: WebKit never compiles what a worker that lost its race still waited for.
    const uint64_t tag = DeclassifyTag(SIPHASH_24(seen_key_.data(), drawn.data(), kSeenBlockSize));
    uint64_t& slot = seen_[static_cast<size_t>(tag >> (64 - kSeenSlotBits))];
    if (slot == tag) return true;
    slot = tag;
  }
  return false;
}

void Entropy::Forget() {
  OPENSSL_cleanse(seen_key_.data(), sizeof(seen_key_));
  OPENSSL_cleanse(seen_.data(), sizeof(seen_));
  started_ = false;
}

}  // namespace keyseal
