#include "core/base/string_table.h"

#include <algorithm>
#include <array>
#include <cstdlib>

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

std::optional<size_t> StringTable::Find(std::string_view text) const {
  std::array<char, kMaxEntrySize> entry;
  // The last block whose first entry is not behind |text| is the only one that can hold it.
  const auto after = std::ranges::upper_bound(
      block_offsets_, text, {}, [&](uint16_t offset) { return EntryReader(data_.subspan(offset), entry).Next(); });
  if (after == block_offsets_.begin()) return std::nullopt;
  const size_t block = static_cast<size_t>(after - block_offsets_.begin()) - 1;

  EntryReader reader(data_.subspan(block_offsets_[block]), entry);
  const size_t end = std::min(count_, (block + 1) * kBlockSize);
  for (size_t index = block * kBlockSize; index < end; ++index) {
    if (reader.Next() == text) return index;
  }
  return std::nullopt;
}

std::string StringTable::At(size_t index) const {
  std::array<char, kMaxEntrySize> entry;
  const size_t size = CopyAt(index, entry);
  return {entry.data(), size};
}

size_t StringTable::CopyAt(size_t index, std::span<char, kMaxEntrySize> out) const {
  if (index >= count_) std::abort();
  EntryReader reader(data_.subspan(block_offsets_[index / kBlockSize]), out);
  for (size_t skipped = index % kBlockSize; skipped > 0; --skipped) reader.Next();
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

StringTable CommonPasswords() { return {kCommonPasswordsData, kCommonPasswordsBlocks, kCommonPasswordsCount}; }
StringTable Words() { return {kWordsData, kWordsBlocks, kWordsCount}; }
StringTable PublicSuffixes() { return {kPublicSuffixesData, kPublicSuffixesBlocks, kPublicSuffixesCount}; }
StringTable CountryCodes() { return {kCountryCodesData, kCountryCodesBlocks, kCountryCodesCount}; }

}  // namespace keyseal
