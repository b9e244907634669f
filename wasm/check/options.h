// The arguments of keyseal-check.

#ifndef KEYSEAL_CHECK_OPTIONS_H_
#define KEYSEAL_CHECK_OPTIONS_H_

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/check/check.h"
#include "core/check/report_printer.h"
#include "core/check/report_words.h"

namespace keyseal::check {

enum class Format : uint8_t { kText, kJson };

struct Arguments {
  CheckOptions options;
  Format format = Format::kText;
  const ReportWords* words = nullptr;  // of a text; English without
  Explain explain = Explain::kNo;
  size_t jobs = 1;                                        // threads that judge
  std::string match_file;                                 // empty for none
  std::vector<BlocklistLabel> blocklists;                 // a name is the file's
  std::vector<std::string> primes;                        // lists, which are files
  std::vector<std::string> signers;                       // files with certificates
  std::string reuse_file;                                 // empty for none
  std::string record_file;                                // the same
  std::vector<std::pair<std::string, std::string>> told;  // by what else is judged, name and value as they were given
  std::vector<std::string> files;                         // "-" is standard input, but behind "--" a file
};

// What else can be asked for, and what was wrong: a text for standard error.
struct Help {};
struct Version {};
struct Usage {
  std::string text;
};

// ParseArguments reads what stands behind the command's name. |today| is the date where none is given.
std::variant<Arguments, Help, Version, Usage> ParseArguments(std::span<const std::string_view> words, Date today);

extern const char kHelp[];

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_OPTIONS_H_
