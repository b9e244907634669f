#include "core/blocklist_table.h"

#include <algorithm>
#include <cstring>

namespace keyseal {
namespace {

// The first 8 bytes as a number, which decides nearly every comparison.
uint64_t Head(const HashPrefix& prefix) {
  uint64_t head = 0;
  for (size_t i = 0; i < 8; i++) head = head << 8 | prefix[i];
  return head;
}

int Compare(const BlocklistRecord& a, const BlocklistRecord& b) { return std::memcmp(&a, &b, sizeof(a)); }

bool IsBefore(const BlocklistRecord& a, const BlocklistRecord& b) {
  const uint64_t left = Head(a.prefix), right = Head(b.prefix);
  return left != right ? left < right : Compare(a, b) < 0;
}

}  // namespace

BlocklistTable BlocklistTable::Own(std::vector<BlocklistRecord> records) {
  if (!std::ranges::is_sorted(records, IsBefore)) std::ranges::sort(records, IsBefore);
  const auto repeated = std::ranges::unique(records, [](const auto& a, const auto& b) { return Compare(a, b) == 0; });
  records.erase(repeated.begin(), repeated.end());
  BlocklistTable table;
  table.owned_ = std::move(records);
  table.records_ = table.owned_;
  return table;
}

Result<BlocklistTable> BlocklistTable::Borrow(ByteSpan bytes) {
  if (bytes.empty() || bytes.size() % sizeof(BlocklistRecord) != 0) return ErrorCode::kBlocklistIncomplete;
  BlocklistTable table;
  // Records are bytes only: no alignment, no padding, no order of bytes.
  table.records_ = {reinterpret_cast<const BlocklistRecord*>(bytes.data()), bytes.size() / sizeof(BlocklistRecord)};
  for (size_t i = 1; i < table.records_.size(); i++) {
    if (!IsBefore(table.records_[i - 1], table.records_[i])) {
      return Error{ErrorCode::kBlocklistBad, "", static_cast<uint32_t>(i * sizeof(BlocklistRecord))};
    }
  }
  if (LooksCut(table.records_)) return ErrorCode::kBlocklistIncomplete;
  return table;
}

std::span<const BlocklistRecord> BlocklistTable::Find(const HashPrefix& prefix) const {
  const auto range = std::ranges::equal_range(records_, prefix, {}, &BlocklistRecord::prefix);
  return {range.begin(), range.end()};
}

bool LooksCut(std::span<const BlocklistRecord> records) {
  while (!records.empty() && records.front().list == kMarkerList) records = records.subspan(1);
  if (records.empty()) return false;
  // n evenly spread numbers leave a gap of g at an end, of all that there are, once in e^(n g) times.
  constexpr double kWhole = 0x1p64, kImprobable = 64;
  const auto count = static_cast<double>(records.size());
  const double before = static_cast<double>(Head(records.front().prefix)) / kWhole;
  const double behind = 1 - static_cast<double>(Head(records.back().prefix)) / kWhole;
  return count * std::max(before, behind) > kImprobable;
}

}  // namespace keyseal
