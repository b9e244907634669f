#include "core/base/string_table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>

namespace keyseal {
namespace {

#include "core/tables/common_passwords.inc"
#include "core/tables/country_codes.inc"
#include "core/tables/public_suffixes.inc"
#include "core/tables/words.inc"

constexpr uint8_t kFirstTextByte = 0x20;  // what is below begins an entry, and says how much it shares

// EntryReader walks over the entries of one block, from its first, and writes each into |entry|.
class EntryReader {
 public:
  EntryReader(std::span<const uint8_t> block, std::span<char, StringTable::kMaxEntrySize> entry)
      : rest_(block), entry_(entry) {}

  std::string_view Next() {
    size_t size = rest_[0];
    size_t read = 1;
    for (; read < rest_.size() && rest_[read] >= kFirstTextByte; ++read)
      entry_[size++] = static_cast<char>(rest_[read]);
    rest_ = rest_.subspan(read);
    return {entry_.data(), size};
  }

 private:
  std::span<const uint8_t> rest_;
  std::span<char, StringTable::kMaxEntrySize> entry_;
};

}  // namespace

// TailAt returns what the entry at |at| does not share with the one before.
std::string_view StringTable::TailAt(size_t at) const {
  const size_t start = at + 1;
  size_t end = start;
  // Eight bytes at once: a byte below 0x20 is one that lacks its highest bit and borrows when 0x20 is taken off it.
  // What another borrows from is behind it.
  static_assert(kFirstTextByte == 0x20 && std::endian::native == std::endian::little);
  for (uint64_t bytes; end + sizeof(bytes) <= data_.size(); end += sizeof(bytes)) {
    std::memcpy(&bytes, &data_[end], sizeof(bytes));
    const uint64_t ends = (bytes - 0x2020202020202020) & ~bytes & 0x8080808080808080;
    if (ends == 0) continue;
    return {reinterpret_cast<const char*>(&data_[start]),
            end + static_cast<size_t>(std::countr_zero(ends)) / 8 - start};
  }
  while (end < data_.size() && data_[end] >= kFirstTextByte) ++end;
  return {reinterpret_cast<const char*>(&data_[start]), end - start};
}

StringTable::Place StringTable::PlaceOf(std::string_view text) const {
  if (count_ == 0) return {0, 0, 0};
  // Entries from the last block on whose first is not behind |text|.
  const auto after =
      std::ranges::upper_bound(block_offsets_, text, {}, [&](uint16_t offset) { return TailAt(offset); });
  const size_t block = static_cast<size_t>(std::max<ptrdiff_t>(after - block_offsets_.begin(), 1)) - 1;
  size_t matched = 0;  // how much of |text| the entry before begins with
  size_t at = block_offsets_[block];
  for (size_t index = block * block_size_; index < count_; ++index) {
    const size_t shared = data_[at];
    const std::string_view tail = TailAt(at);
    at += 1 + tail.size();
    if (shared > matched) continue;  // it differs from |text| where the one before did
    const std::string_view rest = text.substr(shared);
    const size_t common = static_cast<size_t>(std::ranges::mismatch(tail, rest).in1 - tail.begin());
    matched = shared + common;
    const uint8_t next = common < tail.size() ? static_cast<uint8_t>(tail[common]) : 0;
    if (common == rest.size() || next > static_cast<uint8_t>(rest[common])) return {index, matched, next};
  }
  return {count_, 0, 0};
}

std::optional<size_t> StringTable::Find(std::string_view text) const {
  const Place place = PlaceOf(text);
  if (text.empty() || place.matched < text.size() || place.next != 0) return std::nullopt;
  return place.index;
}

std::optional<char> StringTable::NextBehind(std::string_view prefix) const {
  const Place place = PlaceOf(prefix);
  if (place.index == count_ || place.matched < prefix.size()) return std::nullopt;
  return static_cast<char>(place.next);
}

std::string StringTable::At(size_t index) const {
  std::array<char, kMaxEntrySize> entry;
  const size_t size = CopyAt(index, entry);
  return {entry.data(), size};
}

size_t StringTable::CopyAt(size_t index, std::span<char, kMaxEntrySize> out) const {
  if (index >= count_) std::abort();
  EntryReader reader(data_.subspan(block_offsets_[index / block_size_]), out);
  for (size_t skipped = index % block_size_; skipped > 0; --skipped) reader.Next();
  return reader.Next().size();
}

std::string StringTable::Join() const {
  std::string joined;
  for (size_t index = 0; index < count_; index++) {
    if (index > 0) joined += '\n';
    joined += At(index);
  }
  return joined;
}

StringTable CommonPasswords() {
  return {kCommonPasswordsData, kCommonPasswordsBlocks, kCommonPasswordsBlockSize, kCommonPasswordsCount};
}
StringTable Words() { return {kWordsData, kWordsBlocks, kWordsBlockSize, kWordsCount}; }
StringTable PublicSuffixes() {
  return {kPublicSuffixesData, kPublicSuffixesBlocks, kPublicSuffixesBlockSize, kPublicSuffixesCount};
}
StringTable CountryCodes() {
  return {kCountryCodesData, kCountryCodesBlocks, kCountryCodesBlockSize, kCountryCodesCount};
}

}  // namespace keyseal
