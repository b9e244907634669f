// keyseal-check: the checker for pipelines. Findings, JSON and exit status are those of "keyseal check".

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <iterator>

#include "check/blocklists.h"
#include "check/file_reader.h"
#include "check/judging_threads.h"
#include "check/memory_ends.h"
#include "check/options.h"
#include "check/prime_lists.h"
#include "check/reports.h"
#include "check/terminal_text.h"
#include "core/base/out_of_memory.h"
#include "core/check/report_printer.h"
#include "core/keys/public_key.h"

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
  switch (code) {
    case ErrorCode::kUsage:
    case ErrorCode::kFileUnreadable:
    case ErrorCode::kReuseUnknown:
    case ErrorCode::kRecordUnknown:
      return kUsage;
    case ErrorCode::kFileNotWritten:
    case ErrorCode::kReuseDamaged:
    case ErrorCode::kReuseBusy:
      return kEnvironment;
    default:
      return kNotAcceptable;
  }
}

Date Today() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  if (gmtime_r(&now, &utc) == nullptr) return 0;  // a year beyond int
  return static_cast<Date>((utc.tm_year + 1900) * 10000 + (utc.tm_mon + 1) * 100 + utc.tm_mday);
}

// JudgeAll judges all files and reports them in their order, up to what cannot be done.
std::optional<Complaint> JudgeAll(const Arguments& arguments, FileReader& reader, Reports& reports) {
  FilesCheck check(arguments.options);
  if (arguments.jobs == 1) {
    for (const std::string& name : arguments.files) {
      if (auto wrong = reports.Add(check.Add({name, reader.Read(name)}))) return wrong;
    }
  } else {
    JudgingThreads threads(arguments.files, arguments.options, std::min(arguments.jobs, arguments.files.size()));
    for (size_t i = 0; i < arguments.files.size(); i++) {
      JudgingThreads::JudgedFile file = threads.Next();
      if (auto wrong = reports.Add(check.AddJudged(std::move(file.inputs), file.size))) return wrong;
    }
  }
  if (auto wrong = reports.Add(check.Finish())) return wrong;
  return reports.Finish();
}

int Run(Arguments arguments) {
  FileReader reader;
  if (!arguments.match_file.empty()) {
    const Result<Bytes> file = reader.Read(arguments.match_file);
    const Result<std::string> key = file ? KeyToMatch(*file) : file.error();
    if (!key) return Complain(key.error().code, std::string(InputErrorText(key.error().code)) + " (--match)");
    arguments.options.match_spki_sha256 = *key;
    arguments.told.emplace_back("match", *key);
  }
  std::vector<ListFacts> lists;  // to be recorded
  std::vector<ListFacts>* recorded = arguments.record_file.empty() ? nullptr : &lists;
  for (const std::string& file : arguments.signers) {
    const Result<Bytes> bytes = reader.Read(file);
    const Result<std::vector<Bytes>> signers = bytes ? SignersIn(*bytes) : bytes.error();
    if (!signers) {
      const ErrorCode code = signers.error().code;
      return Complain(code, std::string(InputErrorText(code)) + " (" + file + ")");
    }
    if (recorded != nullptr) lists.push_back({"signers", file, Sha256Hex(*bytes)});
    std::ranges::copy(*signers, std::back_inserter(arguments.options.signers));
  }
  Blocklists blocklists;
  for (const BlocklistLabel& label : arguments.blocklists) {
    const std::optional<Complaint> wrong = blocklists.Load(label, recorded);
    if (wrong) return Complain(wrong->code, wrong->text);
  }
  arguments.options.blocklists = &blocklists.set();
  KnownPrimes primes;
  for (const std::string& file : arguments.primes) {
    const std::optional<Complaint> wrong = AddPrimes(file, primes, recorded);
    if (wrong) return Complain(wrong->code, wrong->text);
  }
  if (const auto wrong = AddPublishedPrimes(primes, recorded)) return Complain(wrong->code, wrong->text);
  arguments.options.primes = &primes;
  Reports reports(arguments);
  const std::optional<Complaint> wrong = [&]() -> std::optional<Complaint> {
    if (auto at_once = reports.Open(lists)) return at_once;
    return JudgeAll(arguments, reader, reports);
  }();
  if (wrong) return Complain(wrong->code, wrong->text);
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    return Complain(ErrorCode::kFileNotWritten, "The report cannot be written.");
  }
  if (reports.memory_ended()) OutOfMemory();
  return reports.is_acceptable() ? kAcceptable : kNotAcceptable;
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
  (void)std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is told as a full disk is
  check::ExitWhereMemoryEnds(check::kNoMemory, check::kEnvironment);
  const keyseal::Result<int> status = keyseal::OrOutOfMemory([&]() -> keyseal::Result<int> {
    const std::vector<std::string_view> given(words + (count > 0 ? 1 : 0), words + count);
    return check::Main(given);
  });
  if (status) return *status;
  (void)std::fputs(check::kNoMemory, stderr);
  return check::kEnvironment;
}
