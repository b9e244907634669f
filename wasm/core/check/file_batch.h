// Several files at once: every block of each is judged, and then all of them together.

#ifndef KEYSEAL_CORE_CHECK_FILE_BATCH_H_
#define KEYSEAL_CORE_CHECK_FILE_BATCH_H_

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/check/check.h"

namespace keyseal {

// NamedFile is a file by the name that reports shall have, with what is in it, or why it could not be read.
struct NamedFile {
  std::string name;
  Result<Bytes> bytes;
};

// CheckedInput is one input: a file, or one block of a file that has several.
struct CheckedInput {
  std::string file;
  std::optional<size_t> block;  // from 1
  Result<CheckReport> report;   // fails as SplitInput and CheckDer do, and with NamedFile's own error
  Bytes der = {};               // what was judged, if CheckOptions.keeps_input
};

// JudgeFile judges every block of |file| for itself. Threads may judge files at the same time.
std::vector<CheckedInput> JudgeFile(const NamedFile& file, const CheckOptions& options);

// IsCompared says whether the keys of a call's first files are to be compared, or have been in a call before.
enum class IsCompared : bool { kNo, kYes };

// FilesCheck judges files one after the other. It hands an input out as soon as no later one can change what is said
// of it: that is at once, but from an RSA key on only when there is as much to compare as limits.h allows. RSA keys
// behind that are told as not compared.
class FilesCheck {
 public:
  // |options| must live as long as this.
  explicit FilesCheck(const CheckOptions& options, IsCompared compared = IsCompared::kYes)
      : options_(options), is_comparing_(compared == IsCompared::kYes) {}

  // Add judges every block of |file|, AddJudged takes what JudgeFile found in the next file of |file_size| bytes, 0 if
  // it could not be read. They and then Finish return what is ready, in the order of the inputs.
  std::vector<CheckedInput> Add(const NamedFile& file) {
    return AddJudged(JudgeFile(file, options_), file.bytes ? file.bytes->size() : 0);
  }
  std::vector<CheckedInput> AddJudged(std::vector<CheckedInput> inputs, size_t file_size);
  std::vector<CheckedInput> Finish();

 private:
  const CheckOptions& options_;
  std::vector<CheckedInput> held_;
  std::set<Bytes> moduli_;  // of |held_|
  size_t modulus_bits_ = 0;
  size_t held_bytes_ = 0;
  size_t file_bytes_ = 0;
  bool is_comparing_;
};

// CheckFiles judges every block of every file, in their order, and looks for RSA keys that have a prime in common.
std::vector<CheckedInput> CheckFiles(std::span<const NamedFile> files, const CheckOptions& options);

// IsAcceptable returns whether every input could be read and is acceptable: exit status 0.
bool IsAcceptable(std::span<const CheckedInput> inputs);

// KeyToMatch returns what CheckOptions.match_spki_sha256 needs: the SHA-256 of the key of |untrusted_file|'s first
// input. Fails as SplitInput and CheckDer do, and with kNotCheckable where that input has no key.
Result<std::string> KeyToMatch(ByteSpan untrusted_file);

// SignersIn returns the certificates of |untrusted_file| for CheckOptions.signers. Fails as SplitInput does, and with
// kNotCheckable unless there are certificates alone.
Result<std::vector<Bytes>> SignersIn(ByteSpan untrusted_file);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_CHECK_FILE_BATCH_H_
