#include "core/blocklists/blocklist_cover.h"

#include <algorithm>

namespace keyseal {
namespace {

std::optional<uint16_t> ParseBits(std::string_view digits) {
  if (digits.empty() || digits.size() > 5 || digits[0] == '0') return std::nullopt;
  uint32_t bits = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    bits = bits * 10 + static_cast<uint32_t>(digit - '0');
  }
  if (bits > 16384) return std::nullopt;
  return static_cast<uint16_t>(bits);
}

bool TakeStart(std::string_view& text, std::string_view start) {
  if (!text.starts_with(start)) return false;
  text.remove_prefix(start.size());
  return true;
}

bool TakeEnd(std::string_view& text, std::string_view end) {
  if (!text.ends_with(end)) return false;
  text.remove_suffix(end.size());
  return true;
}

std::optional<KeySize> ParseSize(std::string_view text) {
  const bool is_ec = TakeStart(text, "ec-p");
  if (!is_ec && !TakeStart(text, "rsa-")) return std::nullopt;
  const std::optional<uint16_t> bits = ParseBits(text);
  if (!bits || (is_ec && *bits != 256 && *bits != 384 && *bits != 521)) return std::nullopt;
  return KeySize{is_ec, *bits};
}

}  // namespace

std::optional<std::vector<Cover>> ParseCovers(std::string_view text) {
  std::vector<Cover> covers;
  while (true) {
    const size_t plus = std::min(text.find('+'), text.size());
    const std::optional<KeySize> size = ParseSize(text.substr(0, plus));
    if (!size) return std::nullopt;
    covers.push_back({*size});
    if (plus == text.size()) return covers;
    text.remove_prefix(plus + 1);
  }
}

std::vector<Cover> CoversOfName(std::string_view name) {
  name = name.substr(name.find_last_of("/\\") + 1);  // npos + 1 is 0
  if (TakeStart(name, "sha256_xcoord_secp") && TakeEnd(name, "r1.csv")) {
    const std::optional<uint16_t> bits = ParseBits(name);
    if (bits == 256 || bits == 384 || bits == 521) return {{{true, *bits}}};
    return {};
  }
  const bool is_known = (TakeStart(name, "sha256_modulus_") && TakeEnd(name, ".csv")) ||
                        (TakeStart(name, "blocklist-") && TakeEnd(name, ".db")) || TakeStart(name, "blacklist.RSA-");
  const std::optional<uint16_t> bits = ParseBits(name);
  if (!is_known || !bits) return {};
  return {{{false, *bits}}};
}

BlocklistRecord EncodeMarker(const Cover& cover) {
  BlocklistRecord record{.list = kMarkerList};
  uint8_t* rest = std::ranges::copy(kMarkerStart, record.prefix.data()).out;
  rest[0] = cover.size.is_ec ? 1 : 0;
  rest[1] = static_cast<uint8_t>(cover.size.bits >> 8);
  rest[2] = static_cast<uint8_t>(cover.size.bits);
  rest[3] = cover.machines;
  return record;
}

std::optional<Cover> DecodeMarker(const BlocklistRecord& record) {
  if (!IsMarker(record)) return std::nullopt;
  const uint8_t* in = record.prefix.data() + kMarkerStart.size();
  return Cover{{in[0] != 0, static_cast<uint16_t>(in[1] << 8 | in[2])}, static_cast<uint8_t>(in[3] & kAllMachines)};
}

}  // namespace keyseal
