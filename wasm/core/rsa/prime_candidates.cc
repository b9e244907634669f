#include "core/rsa/prime_candidates.h"

#include <openssl/mem.h>

#include <cstring>
#include <utility>

namespace keyseal {

namespace {

constexpr size_t kBlockSize = 8192;  // of entropy: a draw of 128 bytes alone would cost seven times as much

}  // namespace

void ShapeCandidate(std::span<uint32_t> words) {
  words.front() |= 1;
  words.back() |= uint32_t{3} << 30;
}

Result<DrawnCandidates> DrawnCandidates::Create(Entropy& entropy) {
  Result<SecretBytes> block = SecretBytes::Create(kBlockSize);
  if (!block) return block.error();
  return DrawnCandidates(entropy, std::move(*block));
}

Result<void> DrawnCandidates::Next(std::span<uint32_t> words) {
  if (block_.size() - used_ < words.size_bytes()) {
    if (Result<void> drawn = entropy_->Fill(block_.RevealMutable()); !drawn) return drawn.error();
    used_ = 0;
  }
  const std::span<uint8_t> drawn = block_.RevealMutable().subspan(used_, words.size_bytes());
  std::memcpy(words.data(), drawn.data(), drawn.size());
  OPENSSL_cleanse(drawn.data(), drawn.size());
  used_ += drawn.size();
  ShapeCandidate(words);
  return {};
}

}  // namespace keyseal
