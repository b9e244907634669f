#include "check/reports.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iterator>

#include "core/check/report_printer.h"

namespace keyseal::check {
namespace {

// What is kept at once. A transaction waits for the disk, and what waits for it takes memory.
constexpr size_t kMaxWeight = 256;

// WeightOf is 1 for an ordinary input.
size_t WeightOf(const CheckedInput& input) {
  if (!input.report) return 1;
  const CheckReport& report = *input.report;
  return 1 + (report.names.size() + report.findings.size() + report.decoded.subject.size()) / 16;
}

}  // namespace

std::optional<Complaint> Reports::Open(std::span<const ListFacts> lists) {
  if (!arguments_.reuse_file.empty()) {
    Result<ReuseFile> file = ReuseFile::Open(arguments_.reuse_file);
    if (!file) return ComplaintOf(file.error(), arguments_.reuse_file, "");
    reuse_.emplace(std::move(*file));
  }
  if (!arguments_.record_file.empty()) {
    Result<RecordFile> file = RecordFile::Open(arguments_.record_file);
    if (!file) return ComplaintOf(file.error(), arguments_.record_file, "");
    record_.emplace(std::move(*file));
    facts_ = FactsOfRun(arguments_, lists);
  }
  return std::nullopt;
}

std::optional<Complaint> Reports::Add(std::vector<CheckedInput> inputs) {
  for (CheckedInput& input : inputs) {
    held_weight_ += WeightOf(input);
    held_.push_back(std::move(input));
    if (reuse_ && held_weight_ < kMaxWeight) continue;
    if (auto wrong = TellHeld()) return wrong;
  }
  return std::nullopt;
}

std::optional<Complaint> Reports::Finish() {
  if (auto wrong = TellHeld()) return wrong;
  if (!record_) return std::nullopt;
  const Result<void> synced = record_->Sync();
  if (!synced) return ComplaintOf(synced.error(), arguments_.record_file, "");
  return std::nullopt;
}

std::optional<Complaint> Reports::TellHeld() {
  if (held_.empty()) return std::nullopt;
  const auto now = static_cast<int64_t>(std::time(nullptr));
  if (reuse_) {
    const Result<void> added = reuse_->Add(held_, arguments_.options, now);
    if (!added) return ComplaintOf(added.error(), arguments_.reuse_file, "");
  }
  for (const CheckedInput& input : held_) {
    if (record_) {
      const Result<void> appended = record_->Append(JudgementLine(input, facts_, now));
      if (!appended) return ComplaintOf(appended.error(), arguments_.record_file, "");
    }
    const std::string text = arguments_.format == Format::kJson
                                 ? InputAsJson(input)
                                 : InputAsText(input, arguments_.explain, arguments_.words);
    (void)std::fwrite(text.data(), 1, text.size(), stdout);  // whether everything was written shows at the end
    memory_ended_ = memory_ended_ || (!input.report && input.report.error().code == ErrorCode::kOutOfMemory);
  }
  is_acceptable_ = is_acceptable_ && IsAcceptable(held_);
  held_.clear();
  held_weight_ = 0;
  return std::nullopt;
}

}  // namespace keyseal::check
