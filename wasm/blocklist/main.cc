// keyseal-blocklist: builds the lists that keyseal-check refuses keys by.

#include <algorithm>
#include <cstdio>

#include "blocklist/merged_list.h"
#include "blocklist/options.h"
#include "blocklist/output_file.h"
#include "blocklist/proofs.h"
#include "blocklist/revocations.h"
#include "check/blocklists.h"
#include "check/memory_ends.h"
#include "check/terminal_text.h"
#include "core/base/out_of_memory.h"

namespace keyseal::blocklist {
namespace {

// Exit status (kHelp)
constexpr int kWritten = 0;
constexpr int kIncomplete = 1;
constexpr int kUsage = 2;
constexpr int kEnvironment = 3;

constexpr char kNoMemory[] = "keyseal-blocklist: out-of-memory: nothing was written\n";

void Tell(const std::string& line) {
  (void)std::fprintf(stderr, "keyseal-blocklist: %s\n", check::Printable(line).c_str());
}

int TellOfMemory() {
  (void)std::fputs(kNoMemory, stderr);
  return kEnvironment;
}

void TellAll(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) Tell(line);
}

void Append(std::vector<PublicKey>& keys, std::vector<PublicKey> more) {
  std::ranges::move(more, std::back_inserter(keys));
}

class Command {
 public:
  explicit Command(Arguments arguments) : arguments_(std::move(arguments)) {}

  // Run fails only with kOutOfMemory, and only while nothing is written.
  Result<int> Run() {
    // A list that lacks a key for want of memory must not be written.
    const Result<Bytes> bytes = OrOutOfMemory([this] { return MakeList(); });
    if (!bytes && bytes.error().code == ErrorCode::kBlocklistIncomplete) {
      Tell("a list was changed while it was read: nothing was written");
      return kIncomplete;
    }
    if (!bytes) return bytes.error();
    if (bytes->empty()) {
      Tell(is_refused_ ? "nothing was written" : "no key was found: nothing was written");
      return kIncomplete;
    }
    const std::string name = check::Printable(arguments_.out);  // while memory may still be lacking
    const Result<void> written =
        WriteFile(arguments_.out, *bytes, arguments_.may_replace ? IfThere::kReplace : IfThere::kRefuse);
    if (!written) {
      const bool is_there = written.error().code == ErrorCode::kFileExists;
      Tell(arguments_.out + (is_there ? ": is there already; --force replaces it" : ": cannot be written"));
      return is_there ? kUsage : kEnvironment;
    }
    (void)std::printf("%s: written, with %zu new keys\n", name.c_str(), keys_.size());
    return status_;
  }

 private:
  // Nothing where an input is refused.
  Result<Bytes> MakeList() {
    is_refused_ = !LoadLists() || !ReadRevocations();
    if (is_refused_) return Bytes();
    ReadProofFiles();
    return arguments_.format == Format::kSpki ? SpkiList(spki_lists_, keys_) : CompactList(lists_.set(), keys_);
  }

  bool LoadLists() {
    for (BlocklistLabel& label : arguments_.lists) {
      if (arguments_.format == Format::kSpki && !OpenSpkiList(label)) return false;
      const std::optional<check::Complaint> wrong = lists_.Load(label);
      if (!wrong) continue;
      if (wrong->code == ErrorCode::kOutOfMemory) OutOfMemory();
      Tell(std::string(ErrorName(wrong->code)) + ": " + wrong->text);
      return false;
    }
    return true;
  }

  // Other hashes cannot be turned into those of SPKIs, and badkeys' format has no whole ones.
  bool OpenSpkiList(BlocklistLabel& label) {
    Result<Bytes> file = check::ReadWhole(label.name, check::kMaxReadSize);
    if (file && !label.kind) label.kind = RecogniseKind(*file);
    if (!file || label.kind != BlocklistKind::kSpki) {
      Tell(label.name + (file ? ": only lists of kind spki can become one" : ": cannot be read"));
      return false;
    }
    spki_lists_.push_back(std::move(*file));
    return true;
  }

  bool ReadRevocations() {
    Revocations revocations;
    for (const std::string& file : arguments_.crls) {
      const std::string wrong = revocations.AddCrls(file);
      if (wrong.empty()) continue;
      Tell(wrong);
      return false;
    }
    if (arguments_.crls.empty()) return true;
    const std::string wrong = revocations.ReadCertificates(arguments_.certificates);
    if (!wrong.empty()) {
      Tell(wrong);
      return false;
    }
    bool is_wrong = false;
    TellAll(revocations.VerifyCrls(is_wrong));
    if (is_wrong) return false;
    const std::vector<std::string> missing = revocations.Missing();
    TellAll(missing);
    if (!missing.empty()) status_ = kIncomplete;
    Append(keys_, revocations.TakeKeys());
    return true;
  }

  void ReadProofFiles() {
    for (const std::string& file : arguments_.proofs) {
      Proofs proofs = ReadProofs(file);
      TellAll(proofs.refused);
      if (!proofs.refused.empty()) status_ = kIncomplete;
      Append(keys_, std::move(proofs.keys));
    }
  }

  Arguments arguments_;
  check::Blocklists lists_;
  std::vector<Bytes> spki_lists_;
  std::vector<PublicKey> keys_;
  bool is_refused_ = false;
  int status_ = kWritten;
};

Result<int> Main(std::span<const std::string_view> words) {
  auto parsed = ParseArguments(words);
  if (std::holds_alternative<Help>(parsed)) {
    (void)std::fputs(kHelp, stdout);
    return kWritten;
  }
  if (std::holds_alternative<Version>(parsed)) {
    (void)std::puts("keyseal-blocklist " KEYSEAL_VERSION);
    return kWritten;
  }
  if (const auto* usage = std::get_if<Usage>(&parsed)) {
    Tell(usage->text);
    return kUsage;
  }
  return Command(std::move(std::get<Arguments>(parsed))).Run();
}

}  // namespace
}  // namespace keyseal::blocklist

int main(int count, char** words) {
  keyseal::check::ExitWhereMemoryEnds(keyseal::blocklist::kNoMemory, keyseal::blocklist::kEnvironment);
  const keyseal::Result<int> status = keyseal::OrOutOfMemory([&] {
    const std::vector<std::string_view> given(words + (count > 0 ? 1 : 0), words + count);
    return keyseal::blocklist::Main(given);
  });
  return status ? *status : keyseal::blocklist::TellOfMemory();
}
