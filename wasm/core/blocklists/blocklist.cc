#include "core/blocklists/blocklist.h"

#include <openssl/mem.h>
#include <openssl/sha.h>

#include <algorithm>

#include "core/base/out_of_memory.h"

namespace keyseal {
namespace {

std::optional<BlocklistKind> ParseKind(std::string_view kind) {
  if (kind == "spki") return BlocklistKind::kSpki;
  if (kind == "numbers") return BlocklistKind::kNumbers;
  if (kind == "badkeys") return BlocklistKind::kBadkeys;
  if (kind == "openssl") return BlocklistKind::kOpenssl;
  return std::nullopt;
}

// The last half of SHA-1 of "Modulus=C0FFEE\n", as BN_print writes numbers: in capitals, without leading zeros.
HashPrefix OpensslPrefix(const BIGNUM& modulus) {
  const bssl::UniquePtr<char> hex(BN_bn2hex(&modulus));
  Need(hex != nullptr);
  std::string text(hex.get());
  text.erase(0, text.find_first_not_of('0'));
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  text = "Modulus=" + text + "\n";
  std::array<uint8_t, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const uint8_t*>(text.data()), text.size(), digest.data());
  HashPrefix prefix{};
  std::copy(digest.begin() + SHA_DIGEST_LENGTH / 2, digest.end(), prefix.begin());
  return prefix;
}

}  // namespace

HashPrefix PrefixOfHex(std::string_view hex) {
  HashPrefix prefix{};
  const auto value = [](char c) { return static_cast<uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10); };
  for (size_t i = 0; i < prefix.size() && 2 * i + 1 < hex.size(); i++) {
    prefix[i] = static_cast<uint8_t>(value(hex[2 * i]) << 4 | value(hex[2 * i + 1]));
  }
  return prefix;
}

Result<BlocklistLabel> ParseBlocklistLabel(std::string_view kind, std::string_view covers, std::string_view name) {
  BlocklistLabel label{.name = std::string(name)};
  label.kind = ParseKind(kind);
  if (!kind.empty() && !label.kind) return ErrorCode::kBlocklistUnknown;
  if (covers.empty()) return label;
  const auto parsed = ParseCovers(covers);
  if (!parsed || label.kind == BlocklistKind::kSpki) return ErrorCode::kBlocklistUnknown;
  label.covers = *parsed;
  return label;
}

Result<BlocklistLabel> ParseBlocklistArgument(std::string_view argument) {
  const size_t equals = argument.find('=');
  if (equals == std::string_view::npos || argument.substr(0, equals).find_first_of("./\\") != std::string_view::npos) {
    return ParseBlocklistLabel("", "", argument);
  }
  const std::string_view words = argument.substr(0, equals);
  const std::string_view kind = words.substr(0, words.find(':'));
  const bool has_covers = kind.size() < words.size();
  const std::string_view covers = has_covers ? words.substr(kind.size() + 1) : "";
  if (kind.empty() || (has_covers && covers.empty())) return ErrorCode::kBlocklistUnknown;
  return ParseBlocklistLabel(kind, covers, argument.substr(equals + 1));
}

Result<size_t> BlocklistSet::Add(ByteSpan untrusted_file, BlocklistLabel label) {
  return OrOutOfMemory([&] { return Read(untrusted_file, std::move(label)); });
}

Result<size_t> BlocklistSet::Read(ByteSpan untrusted_file, BlocklistLabel label) {
  if (untrusted_file.empty()) return ErrorCode::kBlocklistIncomplete;
  if (IsNoBlocklist(untrusted_file)) return ErrorCode::kBlocklistUnknown;
  if (!label.kind) {
    if (label.covers.empty()) label.covers = CoversOfName(label.name);
    label.kind = RecogniseKind(untrusted_file);
    if (label.kind == BlocklistKind::kSpki && !label.covers.empty()) label.kind = BlocklistKind::kNumbers;
  }
  if (!label.kind) return ErrorCode::kBlocklistUnknown;
  if (label.kind == BlocklistKind::kBadkeys) {
    const Result<void> added = AddTable(BlocklistTable::Borrow(untrusted_file), std::move(label));
    if (!added) return added.error();
    return size_t{0};
  }
  const bool is_debian = !label.covers.empty();
  Result<TextList> text = ReadTextList(untrusted_file, *label.kind, is_debian ? kDebianList : kCompromisedList);
  if (!text) return text.error();
  if (label.kind == BlocklistKind::kOpenssl) {
    for (Cover& cover : label.covers) cover.machines = text->machines;
  }
  BlocklistTable table = BlocklistTable::Own(std::move(text->records));
  const size_t size = table.records().size_bytes();
  lists_.push_back({std::move(label.name), std::move(table), std::move(label.covers), !is_debian});
  return size;
}

Result<void> BlocklistSet::AddRecords(const RecordFile& untrusted_file, BlocklistLabel label) {
  return OrOutOfMemory([&] { return AddTable(BlocklistTable::Open(untrusted_file), std::move(label)); });
}

Result<void> BlocklistSet::AddTable(Result<BlocklistTable> table, BlocklistLabel label) {
  if (!table) return table.error();
  bool has_compromised = false;
  const bool is_read = table->ForEach([&](const BlocklistRecord& record) {
    if (const std::optional<Cover> cover = DecodeMarker(record)) {
      label.covers.push_back(*cover);  // of a merged list
    } else if (record.list != kDebianList) {
      has_compromised = true;
    }
  });
  if (!is_read) return ErrorCode::kBlocklistIncomplete;
  lists_.push_back({std::move(label.name), std::move(*table), std::move(label.covers), has_compromised});
  return {};
}

bool IsNoBlocklist(ByteSpan untrusted_start) {
  constexpr size_t kLooked = 4096;
  constexpr std::string_view kBegin = "-----BEGIN ";
  return !std::ranges::search(untrusted_start.first(std::min(kLooked, untrusted_start.size())), kBegin).empty();
}

Result<std::vector<BlockedAs>> BlocklistSet::Find(const PublicKey& key) const {
  if (lists_.empty()) return std::vector<BlockedAs>();
  std::vector<HashPrefix> prefixes = {PrefixOfHex(key.spki_sha256)};
  if (key.fingerprint) prefixes.push_back(PrefixOfHex(*key.fingerprint));
  if (key.modulus != nullptr) prefixes.push_back(OpensslPrefix(*key.modulus));
  std::vector<BlockedAs> found;
  for (const List& list : lists_) {
    for (const HashPrefix& prefix : prefixes) {
      const Result<std::vector<BlocklistRecord>> records = list.table.Find(prefix);
      if (!records) return records.error();
      for (const BlocklistRecord& record : *records) {
        if (IsMarker(record)) continue;
        const bool has_number = !list.table.is_owned() && record.list != kCompromisedList;
        BlockedAs blocked{record.list == kDebianList,
                          has_number ? list.name + ", list " + std::to_string(record.list) : list.name};
        if (std::ranges::find(found, blocked) == found.end()) found.push_back(std::move(blocked));
      }
    }
  }
  return found;
}

bool BlocklistSet::has_compromised() const { return std::ranges::any_of(lists_, &List::has_compromised); }

bool BlocklistSet::Covers(const KeySize& size) const {
  uint8_t machines = 0;
  for (const List& list : lists_) {
    for (const Cover& cover : list.covers) {
      if (cover.size == size) machines |= cover.machines;
    }
  }
  return machines == kAllMachines;
}

std::optional<KeySize> SizeOf(const PublicKey& key) {
  if (key.modulus != nullptr) {
    const unsigned bits = BN_num_bits(key.modulus.get());
    if (bits > UINT16_MAX) return std::nullopt;
    return KeySize{false, static_cast<uint16_t>(bits)};
  }
  if (!key.curve) return std::nullopt;
  constexpr uint16_t kBits[] = {256, 384, 521};
  return KeySize{true, kBits[static_cast<size_t>(*key.curve)]};
}

}  // namespace keyseal
