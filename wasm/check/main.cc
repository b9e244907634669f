// keyseal-check: the checker for pipelines. Findings, JSON and exit status are those of "keyseal check".

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>

#include "check/options.h"
#include "check/report_text.h"

namespace keyseal::check {
namespace {

// Exit status (api.md)
constexpr int kAcceptable = 0;
constexpr int kNotAcceptable = 1;
constexpr int kUsage = 2;
constexpr int kEnvironment = 3;

int Complain(ErrorCode code, std::string_view text) {
  (void)std::fprintf(stderr, "keyseal: %s: %.*s\n", ErrorName(code), static_cast<int>(text.size()), text.data());
  return code == ErrorCode::kUsage ? kUsage : code == ErrorCode::kFileNotWritten ? kEnvironment : kNotAcceptable;
}

Date Today() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  if (gmtime_r(&now, &utc) == nullptr) return 0;  // a year beyond int
  return static_cast<Date>((utc.tm_year + 1900) * 10000 + (utc.tm_mon + 1) * 100 + utc.tm_mday);
}

// ReadFile reads at most one byte more than is allowed, so that CheckDer sees that it is too much.
Result<Bytes> ReadFile(const std::string& name) {
  const bool is_input = name == "-";
  std::FILE* file = is_input ? stdin : std::fopen(name.c_str(), "rb");
  if (file == nullptr) return ErrorCode::kFileUnreadable;
  Bytes bytes(kMaxCheckedSize + 1);
  const size_t size = std::fread(bytes.data(), 1, bytes.size(), file);
  const bool is_good = std::ferror(file) == 0;  // a folder opens and cannot be read
  if (!is_input) (void)std::fclose(file);       // only read
  if (!is_good) return ErrorCode::kFileUnreadable;
  bytes.resize(size);
  return bytes;
}

class Command {
 public:
  explicit Command(Arguments arguments) : arguments_(std::move(arguments)) {}

  int Run() {
    if (!arguments_.match_file.empty()) {
      if (const auto sha256 = KeyOf(arguments_.match_file)) {
        arguments_.options.match_spki_sha256 = *sha256;
      } else {
        return status_;
      }
    }
    for (const std::string& file : arguments_.files) File(file);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      return Complain(ErrorCode::kFileNotWritten, "The report cannot be written.");
    }
    return status_;
  }

 private:
  void Worsen(int status) { status_ = std::max(status_, status); }

  // Run looks once, at the end, whether everything was written.
  void Say(const std::string& text) { (void)std::fwrite(text.data(), 1, text.size(), stdout); }

  // KeyOf returns the SPKI's hash of the first input of |file|, or tells why not.
  std::optional<std::string> KeyOf(const std::string& file) {
    const Result<CheckReport> report = FirstOf(file);
    if (report && !report->spki_sha256.empty()) return report->spki_sha256;
    const ErrorCode code = report ? ErrorCode::kNotCheckable : report.error().code;
    Worsen(Complain(code, std::string(ErrorSentence(code)) + " (--match)"));
    return std::nullopt;
  }

  static Result<CheckReport> FirstOf(const std::string& file) {
    const Result<Bytes> bytes = ReadFile(file);
    if (!bytes) return bytes.error();
    const auto inputs = SplitInput(*bytes);
    if (!inputs) return inputs.error();
    if (!inputs->front()) return inputs->front().error();
    return CheckDer(*inputs->front(), {});
  }

  void File(const std::string& file) {
    const Result<Bytes> bytes = ReadFile(file);
    if (!bytes) return Failed({file, std::nullopt}, bytes.error());
    const auto inputs = SplitInput(*bytes);
    if (!inputs) return Failed({file, std::nullopt}, inputs.error());
    for (size_t i = 0; i < inputs->size(); i++) {
      const Place place{file, inputs->size() > 1 ? std::optional(i + 1) : std::nullopt};
      const Result<Bytes>& der = (*inputs)[i];
      if (!der) {
        Failed(place, der.error());
        continue;
      }
      const Result<CheckReport> report = CheckDer(*der, arguments_.options);
      if (!report) {
        Failed(place, report.error());
        continue;
      }
      Say(arguments_.format == Format::kJson ? ReportAsJson(place, *report) : ReportAsText(place, *report));
      Worsen(report->acceptable ? kAcceptable : kNotAcceptable);
    }
  }

  void Failed(const Place& place, const Error& error) {
    Say(arguments_.format == Format::kJson ? ErrorAsJson(place, error) : ErrorAsText(place, error));
    Worsen(kNotAcceptable);
  }

  Arguments arguments_;
  int status_ = kAcceptable;
};

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
  return Command(std::move(std::get<Arguments>(parsed))).Run();
}

}  // namespace
}  // namespace keyseal::check

int main(int count, char** words) {
  const std::vector<std::string_view> given(words + (count > 0 ? 1 : 0), words + count);
  return keyseal::check::Main(given);
}
