#include "check/blocklists.h"

#include <algorithm>

#include "core/base/out_of_memory.h"
#include "core/keys/public_key.h"

namespace keyseal::check {
namespace {

Complaint Explain(const Error& error, const BlocklistLabel& label) {
  return ComplaintOf(error, label.name, label.kind == BlocklistKind::kBadkeys ? "byte" : "line");
}

}  // namespace

std::optional<Complaint> Blocklists::Load(const BlocklistLabel& label, std::vector<ListFacts>* facts) {
  BlocklistLabel seen = label;
  const Result<size_t> added = OrOutOfMemory([&] { return Add(label, seen.kind, facts); });
  if (!added) return Explain(added.error(), seen);
  return std::nullopt;
}

// Add returns the bytes that the set copied, and sets |kind| to what was recognised.
Result<size_t> Blocklists::Add(const BlocklistLabel& label, std::optional<BlocklistKind>& kind,
                               std::vector<ListFacts>* facts) {
  constexpr uint64_t kLooked = 4096;
  Result<ListFile> file = ListFile::Open(label.name);
  if (!file) return file.error();
  if (file->is_regular() && file->size() > 0) {
    Bytes start(static_cast<size_t>(std::min(kLooked, file->size())));
    if (!file->Read(0, start)) return ErrorCode::kFileUnreadable;
    if (IsNoBlocklist(start)) return ErrorCode::kBlocklistUnknown;
    if (!kind) kind = RecogniseKind(start);
    if (kind == BlocklistKind::kBadkeys) {
      BlocklistLabel records = label;
      if (!records.kind && records.covers.empty()) records.covers = CoversOfName(label.name);
      files_.push_back(std::move(*file));
      const Result<void> added = set_.AddRecords(files_.back(), std::move(records));
      if (!added) return added.error();
      if (facts == nullptr) return size_t{0};
      const Result<std::string> sha256 = Sha256OfFile(files_.back());
      if (!sha256) return sha256.error();
      facts->push_back({"blocklist", label.name, *sha256});
      return size_t{0};
    }
  }
  Result<Bytes> bytes = file->ReadWhole(kMaxReadSize);
  if (!bytes) return bytes.error();
  if (!kind) kind = RecogniseKind(*bytes);
  if (facts != nullptr) facts->push_back({"blocklist", label.name, Sha256Hex(*bytes)});
  const Result<size_t> copied = set_.Add(*bytes, label);
  if (copied && *copied == 0) pipes_.push_back(std::move(*bytes));  // moving it does not move what is in it
  return copied;
}

}  // namespace keyseal::check
