// Sorted, immutable tables of byte strings, front-coded into a few bytes an entry. tools/tables/front-coding.mjs writes
// the format and describes it.

#ifndef KEYSEAL_CORE_BASE_STRING_TABLE_H_
#define KEYSEAL_CORE_BASE_STRING_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace keyseal {

// StringTable looks into bytes that the build made. It owns nothing and is cheap to copy.
class StringTable {
 public:
  static constexpr size_t kMaxEntrySize = 64;  // bytes

  // All come from tools/tables and are trusted. |block_size| is in entries.
  constexpr StringTable(std::span<const uint8_t> data, std::span<const uint16_t> block_offsets, size_t block_size,
                        size_t count)
      : data_(data), block_offsets_(block_offsets), block_size_(block_size), count_(count) {}

  size_t size() const { return count_; }

  // Find returns the position of |text| in the table's order, or nothing. Strings are compared, not hashes: what is in
  // the table is found, and nothing else.
  std::optional<size_t> Find(std::string_view text) const;
  bool Contains(std::string_view text) const { return Find(text).has_value(); }

  // NextBehind returns the character behind |prefix| in the first entry that begins with it: 0 where that is |prefix|
  // itself, and nothing where there is none.
  std::optional<char> NextBehind(std::string_view prefix) const;

  // At returns the entry at |index|, counted from 0 in byte order. Stops the program unless |index| < size().
  std::string At(size_t index) const;

  // CopyAt is At for callers that must own the memory, since which word was drawn is secret: it writes the entry to the
  // beginning of |out| and returns its size.
  size_t CopyAt(size_t index, std::span<char, kMaxEntrySize> out) const;

  // Join returns all entries in their order, with a newline between two.
  std::string Join() const;

 private:
  // Place is the first entry that is not before a text: where it stands, how much of the text it begins with, and the
  // byte behind that, or 0 where it ends.
  struct Place {
    size_t index;
    size_t matched;
    uint8_t next;
  };
  Place PlaceOf(std::string_view text) const;
  std::string_view TailAt(size_t at) const;

  std::span<const uint8_t> data_;
  std::span<const uint16_t> block_offsets_;
  size_t block_size_;
  size_t count_;
};

// CommonPasswords returns 7,000 passwords that attackers try first, in lower case.
StringTable CommonPasswords();

// Words returns the 7,776 words of the EFF's long list, of 3 to 9 letters, in byte order.
StringTable Words();

// PublicSuffixes returns the rules of the Public Suffix List's ICANN section and all top-level domains, as A-labels in
// reverse order: "uk.co", "ck.*" and, for an exception, "ck.!www".
StringTable PublicSuffixes();

// CountryCodes returns the assigned alpha-2 codes of ISO 3166-1, in upper case.
StringTable CountryCodes();

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BASE_STRING_TABLE_H_
