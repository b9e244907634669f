// keyseal-check: the checker for pipelines. Findings, JSON and exit status are those of "keyseal check".

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>

#include "check/blocklists.h"
#include "check/file_reader.h"
#include "check/judging_threads.h"
#include "check/memory_ends.h"
#include "check/options.h"
#include "check/prime_lists.h"
#include "check/terminal_text.h"
#include "core/base/out_of_memory.h"
#include "core/check/report_printer.h"

namespace keyseal::check {
namespace {

// Exit status (api.md)
constexpr int kAcceptable = 0;
constexpr int kNotAcceptable = 1;
constexpr int kUsage = 2;
constexpr int kEnvironment = 3;

constexpr char kNoMemory[] = "keyseal: out-of-memory: Not enough memory.\n";

int Complain(ErrorCode code, std::string_view text) {
  if (code == ErrorCode::kOutOfMemory) OutOfMemory();  // main's to say
  (void)std::fprintf(stderr, "keyseal: %s: %s\n", ErrorName(code), Printable(text).c_str());
  if (code == ErrorCode::kUsage || code == ErrorCode::kFileUnreadable) return kUsage;
  return code == ErrorCode::kFileNotWritten ? kEnvironment : kNotAcceptable;
}

Date Today() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  if (gmtime_r(&now, &utc) == nullptr) return 0;  // a year beyond int
  return static_cast<Date>((utc.tm_year + 1900) * 10000 + (utc.tm_mon + 1) * 100 + utc.tm_mday);
}

int Run(Arguments arguments) {
  FileReader reader;
  if (!arguments.match_file.empty()) {
    const Result<Bytes> file = reader.Read(arguments.match_file);
    const Result<std::string> key = file ? KeyToMatch(*file) : file.error();
    if (!key) return Complain(key.error().code, std::string(InputErrorText(key.error().code)) + " (--match)");
    arguments.options.match_spki_sha256 = *key;
  }
  Blocklists blocklists;
  for (const BlocklistLabel& label : arguments.blocklists) {
    const std::optional<Complaint> wrong = blocklists.Load(label);
    if (wrong) return Complain(wrong->code, wrong->text);
  }
  arguments.options.blocklists = &blocklists.set();
  KnownPrimes primes;
  for (const std::string& file : arguments.primes) {
    const std::optional<Complaint> wrong = AddPrimes(file, primes);
    if (wrong) return Complain(wrong->code, wrong->text);
  }
  if (const auto wrong = AddPublishedPrimes(primes)) return Complain(wrong->code, wrong->text);
  arguments.options.primes = &primes;
  bool is_acceptable = true;
  bool memory_ended = false;
  const auto say = [&](const std::vector<CheckedInput>& inputs) {
    for (const CheckedInput& input : inputs) {
      const std::string text = arguments.format == Format::kJson
                                   ? InputAsJson(input)
                                   : InputAsText(input, arguments.explain, arguments.words);
      (void)std::fwrite(text.data(), 1, text.size(), stdout);  // whether everything was written shows at the end
    }
    is_acceptable = is_acceptable && IsAcceptable(inputs);
    memory_ended = memory_ended || std::ranges::any_of(inputs, [](const CheckedInput& input) {
                     return !input.report && input.report.error().code == ErrorCode::kOutOfMemory;
                   });
  };
  FilesCheck check(arguments.options);
  if (arguments.jobs == 1) {
    for (const std::string& name : arguments.files) say(check.Add({name, reader.Read(name)}));
  } else {
    JudgingThreads threads(arguments.files, arguments.options, std::min(arguments.jobs, arguments.files.size()));
    for (size_t i = 0; i < arguments.files.size(); i++) {
      JudgingThreads::JudgedFile file = threads.Next();
      say(check.AddJudged(std::move(file.inputs), file.size));
    }
  }
  say(check.Finish());
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    return Complain(ErrorCode::kFileNotWritten, "The report cannot be written.");
  }
  if (memory_ended) OutOfMemory();
  return is_acceptable ? kAcceptable : kNotAcceptable;
}

int Main(std::span<const std::string_view> words) {
  auto parsed = ParseArguments(words, Today());
  if (std::holds_alternative<Help>(parsed)) {
    (void)std::fputs(kHelp, stdout);
    return kAcceptable;
  }
  if (std::holds_alternative<Version>(parsed)) {
    (void)std::puts("keyseal-check " KEYSEAL_VERSION);
    return kAcceptable;
  }
  if (const auto* usage = std::get_if<Usage>(&parsed)) return Complain(ErrorCode::kUsage, usage->text);
  return Run(std::move(std::get<Arguments>(parsed)));
}

}  // namespace
}  // namespace keyseal::check

int main(int count, char** words) {
  namespace check = keyseal::check;
  check::ExitWhereMemoryEnds(check::kNoMemory, check::kEnvironment);
  const keyseal::Result<int> status = keyseal::OrOutOfMemory([&]() -> keyseal::Result<int> {
    const std::vector<std::string_view> given(words + (count > 0 ? 1 : 0), words + count);
    return check::Main(given);
  });
  if (status) return *status;
  (void)std::fputs(check::kNoMemory, stderr);
  return check::kEnvironment;
}
