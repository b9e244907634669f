// Blocklists of every kind: what is read of each line stands in it, and binary records are the file's own bytes.

#include <algorithm>

#include "core/blocklists/blocklist.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

constexpr BlocklistKind kTextKinds[] = {BlocklistKind::kSpki, BlocklistKind::kNumbers, BlocklistKind::kOpenssl};

std::string HexOf(const BlocklistRecord& record, size_t bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (size_t i = 0; i < bytes; i++) hex.append({kDigits[record.prefix[i] >> 4], kDigits[record.prefix[i] & 15]});
  return hex;
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return lower;
}

void JudgeText(ByteSpan file, BlocklistKind kind) {
  const Result<TextList> list = ReadTextList(file, kind, kDebianList);
  if (!list) return;
  const std::string text = LowerCase(AsText(file));
  const size_t bytes = kind == BlocklistKind::kOpenssl ? 10 : 15;  // of SHA-1 only the last half is kept
  size_t at = 0;
  for (const BlocklistRecord& record : list->records) {
    Require(record.list == kDebianList, "every record has the list's number");
    at = text.find(HexOf(record, bytes), at);
    Require(at != std::string::npos, "a record is the digits of its line, in the file's order");
    at = std::min(text.find('\n', at), text.size());
  }
  Require(!list->records.empty(), "a list has entries");
}

void JudgeTable(const BlocklistTable& table) {
  const auto records = table.records();
  const auto less = [](const BlocklistRecord& a, const BlocklistRecord& b) {
    return a.prefix != b.prefix ? a.prefix < b.prefix : a.list < b.list;
  };
  Require(std::ranges::is_sorted(records, less), "a table is sorted");
  for (const BlocklistRecord& record : records) {
    const auto found = table.Find(record.prefix);
    Require(found && std::ranges::any_of(*found, [&](const auto& each) { return each.list == record.list; }),
            "a table finds what it holds");
    if (const std::optional<Cover> cover = DecodeMarker(record)) {
      const BlocklistRecord again = EncodeMarker(*cover);
      const std::optional<Cover> decoded = DecodeMarker(again);
      Require(decoded && decoded->size == cover->size && decoded->machines == cover->machines,
              "a marker is the same again");
    }
  }
}

void JudgeBinary(ByteSpan file) {
  const Result<BlocklistTable> table = BlocklistTable::Borrow(file);
  if (!table) return;
  const auto bytes = std::as_bytes(table->records());
  Require(IsSame({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}, file),
          "a table's records are the same bytes again");
  JudgeTable(*table);
  const auto records = table->records();
  const BlocklistTable owned = BlocklistTable::Own({records.begin(), records.end()});
  Require(owned.records().size() <= records.size(), "a table that is sorted again has not grown");
  JudgeTable(owned);
}

}  // namespace
}  // namespace keyseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  const ByteSpan file(data, size);
  for (const BlocklistKind kind : kTextKinds) JudgeText(file, kind);
  JudgeBinary(file);
  BlocklistSet set;
  const Result<size_t> copied = set.Add(file, {});
  if (copied) Require(set.lists().size() == 1, "a list that was read is in the set");
  const std::string_view text = AsText(file);
  static_cast<void>(ParseCovers(text));
  static_cast<void>(CoversOfName(text));
  static_cast<void>(ParseBlocklistArgument(text));
  return 0;
}
