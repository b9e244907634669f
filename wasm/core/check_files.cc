#include "core/check_files.h"

#include <algorithm>
#include <utility>

namespace keyseal {
namespace {

void CheckFile(const NamedFile& file, const CheckOptions& options, std::vector<CheckedInput>& inputs) {
  if (!file.bytes) {
    inputs.push_back({file.name, std::nullopt, file.bytes.error()});
    return;
  }
  const auto blocks = SplitInput(*file.bytes);
  if (!blocks) {
    inputs.push_back({file.name, std::nullopt, blocks.error()});
    return;
  }
  for (size_t i = 0; i < blocks->size(); i++) {
    const Result<Bytes>& der = (*blocks)[i];
    inputs.push_back({file.name, blocks->size() > 1 ? std::optional(i + 1) : std::nullopt,
                      der ? CheckDer(*der, options) : Result<CheckReport>(der.error())});
  }
}

}  // namespace

std::vector<CheckedInput> CheckFiles(std::span<const NamedFile> files, const CheckOptions& options) {
  std::vector<CheckedInput> inputs;
  for (const NamedFile& file : files) CheckFile(file, options, inputs);
  return inputs;
}

bool IsAcceptable(std::span<const CheckedInput> inputs) {
  return std::ranges::all_of(inputs,
                             [](const CheckedInput& input) { return input.report && input.report->acceptable; });
}

Result<std::string> KeyToMatch(ByteSpan untrusted_file) {
  const auto blocks = SplitInput(untrusted_file);
  if (!blocks) return blocks.error();
  const Result<Bytes>& first = blocks->front();
  if (!first) return first.error();
  const Result<CheckReport> report = CheckDer(*first, {});
  if (!report) return report.error();
  if (report->spki_sha256.empty()) return ErrorCode::kNotCheckable;
  return report->spki_sha256;
}

}  // namespace keyseal
