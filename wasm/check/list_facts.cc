#include "check/list_facts.h"

#include <openssl/sha.h>

#include <algorithm>
#include <array>

namespace keyseal::check {

Result<std::string> Sha256OfFile(const ListFile& file) {
  constexpr size_t kChunk = 65536;
  SHA256_CTX hash;
  SHA256_Init(&hash);
  Bytes chunk(kChunk);
  for (uint64_t offset = 0; offset < file.size();) {
    chunk.resize(static_cast<size_t>(std::min<uint64_t>(kChunk, file.size() - offset)));
    if (!file.Read(offset, chunk)) return ErrorCode::kBlocklistIncomplete;
    SHA256_Update(&hash, chunk.data(), chunk.size());
    offset += chunk.size();
  }
  std::array<uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256_Final(digest.data(), &hash);
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const uint8_t byte : digest) (hex += kDigits[byte >> 4]) += kDigits[byte & 15];
  return hex;
}

}  // namespace keyseal::check
