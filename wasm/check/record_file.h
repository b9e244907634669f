// The file of --record: a line for each judgement, which an authority keeps for its auditors (BR 5.4.1).

#ifndef KEYSEAL_CHECK_RECORD_FILE_H_
#define KEYSEAL_CHECK_RECORD_FILE_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "check/list_facts.h"
#include "check/options.h"
#include "core/check/file_batch.h"

namespace keyseal::check {

// RecordFile only ever grows, by whole lines, also where several processes append to it at once.
class RecordFile {
 public:
  // Open opens the file |name|, which is made, for its owner alone, if it is not there. Fails with kFileNotWritten, and
  // with kRecordUnknown for a file that is none of --record.
  static Result<RecordFile> Open(const std::string& name);

  RecordFile(RecordFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  RecordFile& operator=(RecordFile&&) = delete;
  RecordFile(const RecordFile&) = delete;
  RecordFile& operator=(const RecordFile&) = delete;
  ~RecordFile();

  // Append writes |line|, as JudgementLine makes it, at once and whole or not at all. Half a line that a process left
  // which was killed is taken away. Fails as Open does.
  Result<void> Append(std::string_view line);

  // Sync returns when what was appended is on the disk. Fails with kFileNotWritten.
  Result<void> Sync();

 private:
  explicit RecordFile(int descriptor) : descriptor_(descriptor) {}

  Result<void> AppendLocked(std::string_view line);

  int descriptor_;
};

// FactsOfRun returns what all lines of a run have: tool, rules by their hash, options and lists.
std::string FactsOfRun(const Arguments& arguments, std::span<const ListFacts> lists);

// JudgementLine returns one line of JSON about |input|, judged at |now|, in seconds since 1970.
std::string JudgementLine(const CheckedInput& input, std::string_view facts_of_run, int64_t now);

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_RECORD_FILE_H_
