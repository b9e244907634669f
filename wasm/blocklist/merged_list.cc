#include "blocklist/merged_list.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace keyseal::blocklist {
namespace {

constexpr size_t kDigits = 64;

}  // namespace

Result<Bytes> CompactList(const BlocklistSet& set, const std::vector<PublicKey>& keys) {
  std::vector<BlocklistRecord> records;
  std::vector<Cover> covers;
  for (const BlocklistSet::List& list : set.lists()) {
    const bool is_read = list.table.ForEach([&](const BlocklistRecord& record) {
      if (!IsMarker(record)) records.push_back(record);
    });
    if (!is_read) return ErrorCode::kBlocklistIncomplete;
    for (const Cover& cover : list.covers) {
      const auto same = std::ranges::find(covers, cover.size, &Cover::size);
      if (same == covers.end()) {
        covers.push_back(cover);
      } else {
        same->machines |= cover.machines;
      }
    }
  }
  for (const Cover& cover : covers) records.push_back(EncodeMarker(cover));
  for (const PublicKey& key : keys) {
    records.push_back({PrefixOfHex(key.spki_sha256), kCompromisedList});
    if (key.fingerprint) records.push_back({PrefixOfHex(*key.fingerprint), kCompromisedList});
  }
  const BlocklistTable table = BlocklistTable::Own(std::move(records));
  const auto* start = reinterpret_cast<const uint8_t*>(table.records().data());
  return Bytes(start, start + table.records().size_bytes());
}

Bytes SpkiList(const std::vector<Bytes>& spki_lists, const std::vector<PublicKey>& keys) {
  using Digits = std::array<char, kDigits>;
  std::vector<Digits> hashes;
  const auto add = [&](std::string_view digits) { std::ranges::copy(digits, hashes.emplace_back().begin()); };
  for (const Bytes& list : spki_lists) {
    std::string_view rest(reinterpret_cast<const char*>(list.data()), list.size());
    while (!rest.empty()) {
      const size_t end = std::min(rest.find('\n'), rest.size());
      if (end >= kDigits && rest[0] != '#') add(rest.substr(0, kDigits));  // all other lines are empty
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  for (const PublicKey& key : keys) add(key.spki_sha256);
  std::ranges::sort(hashes);
  const auto repeated = std::ranges::unique(hashes);
  Bytes text;
  text.reserve(hashes.size() * (kDigits + 1));
  for (auto hash = hashes.begin(); hash != repeated.begin(); ++hash) {
    text.insert(text.end(), hash->begin(), hash->end());
    text.push_back('\n');
  }
  return text;
}

}  // namespace keyseal::blocklist
