#include "core/keys/published_keys.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

namespace keyseal {
namespace {

#include "core/tables/published_keys.inc"

}  // namespace

std::optional<std::string_view> FindPublishedKey(std::string_view fingerprint_hex) {
  constexpr size_t kDigits = 16;
  const std::string_view digits = fingerprint_hex.substr(0, kDigits);
  uint64_t prefix = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), prefix, 16).ptr != digits.data() + kDigits) {
    return std::nullopt;
  }
  const auto* found = std::ranges::lower_bound(kPrefixes, prefix);
  if (found == std::end(kPrefixes) || *found != prefix) return std::nullopt;
  return kSources[kSourceOfKey[found - kPrefixes]];
}

}  // namespace keyseal
