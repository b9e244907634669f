// Several files at once: every block of each is judged, and then all of them together.

#ifndef KEYSEAL_CORE_CHECK_FILES_H_
#define KEYSEAL_CORE_CHECK_FILES_H_

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/check.h"

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
};

// kMaxComparedModuli is how many different RSA keys of one call are compared: two seconds' work.
inline constexpr size_t kMaxComparedModuli = 1000;

// kMaxHeldInputs is how many inputs wait for others, so that any number can be judged in the same memory.
inline constexpr size_t kMaxHeldInputs = 10000;

// JudgeFile judges every block of |file| for itself. Threads may judge files at the same time.
std::vector<CheckedInput> JudgeFile(const NamedFile& file, const CheckOptions& options);

// FilesCheck judges files one after the other. It hands an input out as soon as no later one can change what is said
// of it: that is at once, but from an RSA key on only when kMaxComparedModuli or kMaxHeldInputs are there to compare.
// RSA keys behind those are told as not compared.
class FilesCheck {
 public:
  // |options| must live as long as this.
  explicit FilesCheck(const CheckOptions& options) : options_(options) {}

  // Add judges every block of |file|, AddJudged takes what JudgeFile found in the next file. They and then Finish
  // return what is ready, in the order of the inputs.
  std::vector<CheckedInput> Add(const NamedFile& file) { return AddJudged(JudgeFile(file, options_)); }
  std::vector<CheckedInput> AddJudged(std::vector<CheckedInput> inputs);
  std::vector<CheckedInput> Finish();

 private:
  const CheckOptions& options_;
  std::vector<CheckedInput> held_;
  std::set<Bytes> moduli_;  // of |held_|
  bool is_comparing_ = true;
};

// CheckFiles judges every block of every file, in their order, and looks for RSA keys that have a prime in common.
std::vector<CheckedInput> CheckFiles(std::span<const NamedFile> files, const CheckOptions& options);

// IsAcceptable returns whether every input could be read and is acceptable: exit status 0.
bool IsAcceptable(std::span<const CheckedInput> inputs);

// KeyToMatch returns what CheckOptions.match_spki_sha256 needs: the SHA-256 of the key of |untrusted_file|'s first
// input. Fails as SplitInput and CheckDer do, and with kNotCheckable where that input has no key.
Result<std::string> KeyToMatch(ByteSpan untrusted_file);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_CHECK_FILES_H_
