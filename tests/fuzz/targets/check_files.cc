// Whole files as the commands take them, and what is printed of them. The input is two files, with a NUL between.

#include <algorithm>

#include "core/base/utf8.h"
#include "core/check/report_printer.h"
#include "tests/fuzz/report_properties.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

// Texts go to terminals and into pages: lines of UTF-8 that control neither.
void RequireSafe(std::string_view text) {
  Require(text.ends_with('\n'), "a text ends its last line");
  for (ByteSpan rest = ToBytes(text); !rest.empty();) {
    const std::optional<char32_t> c = TakeCodePoint(rest);
    Require(c.has_value(), "a text is UTF-8");
    Require(*c == '\n' || (!IsControl(*c) && !IsBidiControl(*c)), "a text has no control characters");
  }
}

void JudgeFiles(std::span<const NamedFile> files, const CheckOptions& options) {
  const std::vector<CheckedInput> inputs = CheckFiles(files, options);
  const std::vector<CheckedInput> again = CheckFiles(files, options);
  Require(inputs.size() >= files.size() && inputs.size() == again.size(), "every file has its report");
  bool is_acceptable = true;
  for (size_t i = 0; i < inputs.size(); i++) {
    const CheckedInput& input = inputs[i];
    Require(IsSameReport(input.report, again[i].report), "a report is the same twice");
    if (input.report) RequireSoundReport(*input.report, options);
    is_acceptable = is_acceptable && input.report && input.report->acceptable;
    const std::string json = InputAsJson(input);
    RequireSafe(json);
    Require(std::ranges::count(json, '\n') == 1, "JSON is one line");
    RequireSafe(InputAsText(input, Explain::kYes));
  }
  Require(IsAcceptable(inputs) == is_acceptable, "all are acceptable where each is");
}

}  // namespace
}  // namespace keyseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  const uint8_t* end = data + size;
  const uint8_t* split = std::find(data, end, 0);
  std::vector<NamedFile> files;
  files.push_back({"one \xff\x1b[1m\n", Bytes(data, split)});  // a name may be any bytes
  if (split != end) files.push_back({"two", Bytes(split + 1, end)});
  JudgeFiles(files, {.date = 20280101});
  return 0;
}
