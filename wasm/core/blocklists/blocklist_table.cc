#include "core/blocklists/blocklist_table.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace keyseal {
namespace {

// The first 8 bytes as a number, which decides nearly every comparison.
uint64_t Head(const HashPrefix& prefix) {
  uint64_t head = 0;
  for (size_t i = 0; i < 8; i++) head = head << 8 | prefix[i];
  return head;
}

int Compare(const BlocklistRecord& a, const BlocklistRecord& b) { return std::memcmp(&a, &b, sizeof(a)); }

std::span<uint8_t> BytesOf(std::span<BlocklistRecord> records) {
  return {reinterpret_cast<uint8_t*>(records.data()), records.size_bytes()};
}

// Whether so much is missing at either end of |size| records from |first| to |last| that chance does not explain it.
bool LooksCut(const BlocklistRecord& first, const BlocklistRecord& last, uint64_t size) {
  // n evenly spread numbers leave a gap of g at an end, of all that there are, once in e^(n g) times.
  constexpr double kWhole = 0x1p64, kImprobable = 64;
  const auto count = static_cast<double>(size);
  const double before = static_cast<double>(Head(first.prefix)) / kWhole;
  const double behind = 1 - static_cast<double>(Head(last.prefix)) / kWhole;
  return count * std::max(before, behind) > kImprobable;
}

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

Result<BlocklistTable> BlocklistTable::Open(const RecordFile& file) {
  if (file.size() == 0 || file.size() % sizeof(BlocklistRecord) != 0) return ErrorCode::kBlocklistIncomplete;
  BlocklistTable table;
  table.file_ = &file;
  const uint64_t count = file.size() / sizeof(BlocklistRecord);
  std::optional<BlocklistRecord> first;  // that is no marker
  std::vector<BlocklistRecord> records;
  for (uint64_t at = 0; at < count; at += kPageRecords) {
    records.resize(static_cast<size_t>(std::min<uint64_t>(kPageRecords, count - at)));
    if (!file.Read(at * sizeof(BlocklistRecord), BytesOf(records))) return ErrorCode::kFileUnreadable;
    for (size_t i = 0; i < records.size(); i++) {
      if (at + i > 0 && !IsBefore(i > 0 ? records[i - 1] : table.last_, records[i])) {
        return Error{ErrorCode::kBlocklistBad, "", static_cast<uint32_t>((at + i) * sizeof(BlocklistRecord))};
      }
    }
    table.pages_.push_back(records[0]);
    table.last_ = records.back();
    const auto key = first ? records.end() : std::ranges::find_if_not(records, IsMarker);
    if (key != records.end()) first = *key;
  }
  if (first && LooksCut(*first, table.last_, count)) return ErrorCode::kBlocklistIncomplete;
  return table;
}

std::optional<std::vector<BlocklistRecord>> BlocklistTable::ReadPage(size_t page) const {
  const uint64_t at = uint64_t{page} * kPageRecords;
  const uint64_t count = std::min<uint64_t>(kPageRecords, file_->size() / sizeof(BlocklistRecord) - at);
  std::vector<BlocklistRecord> records(static_cast<size_t>(count));
  if (!file_->Read(at * sizeof(BlocklistRecord), BytesOf(records))) return std::nullopt;
  // It may have been written to since: what no longer fits what was read first is not searched.
  const bool is_last = page + 1 == pages_.size();
  if (Compare(records[0], pages_[page]) != 0) return std::nullopt;
  if (is_last ? Compare(records.back(), last_) != 0 : !IsBefore(records.back(), pages_[page + 1])) return std::nullopt;
  for (size_t i = 1; i < records.size(); i++) {
    if (!IsBefore(records[i - 1], records[i])) return std::nullopt;
  }
  return records;
}

Result<std::vector<BlocklistRecord>> BlocklistTable::Find(const HashPrefix& prefix) const {
  const auto range = std::ranges::equal_range(records_, prefix, {}, &BlocklistRecord::prefix);
  std::vector<BlocklistRecord> found(range.begin(), range.end());
  // Those of one prefix may begin at the end of the page before the first that begins with it.
  auto page = std::ranges::lower_bound(pages_, prefix, {}, &BlocklistRecord::prefix);
  if (page != pages_.begin()) --page;
  for (; page != pages_.end() && page->prefix <= prefix; ++page) {
    const auto records = ReadPage(static_cast<size_t>(page - pages_.begin()));
    if (!records) return ErrorCode::kBlocklistIncomplete;
    std::ranges::copy(std::ranges::equal_range(*records, prefix, {}, &BlocklistRecord::prefix),
                      std::back_inserter(found));
  }
  return found;
}

bool IsMarker(const BlocklistRecord& record) {
  return record.list == kMarkerList && std::ranges::equal(kMarkerStart, std::span(record.prefix).first<11>());
}

bool LooksCut(std::span<const BlocklistRecord> records) {
  const auto first = std::ranges::find_if_not(records, IsMarker);
  if (first == records.end()) return false;
  return LooksCut(*first, records.back(), static_cast<uint64_t>(records.end() - first));
}

}  // namespace keyseal
