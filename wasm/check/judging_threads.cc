#include "check/judging_threads.h"

#include <utility>

#include "check/file_reader.h"

namespace keyseal::check {

namespace {

constexpr size_t kAheadOfEach = 4;

}  // namespace

JudgingThreads::JudgingThreads(std::span<const std::string> files, const CheckOptions& options, size_t threads)
    : files_(files), options_(options), ahead_(threads * kAheadOfEach) {
  for (size_t i = 0; i < threads; i++) threads_.emplace_back([this] { Work(); });
}

JudgingThreads::~JudgingThreads() {
  const std::lock_guard lock(mutex_);
  stops_ = true;
  changed_.notify_all();
}

std::vector<CheckedInput> JudgingThreads::Next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return judged_.contains(given_); });
  std::vector<CheckedInput> inputs = std::move(judged_.extract(given_++).mapped());
  changed_.notify_all();
  return inputs;
}

void JudgingThreads::Work() {
  FileReader reader;
  for (;;) {
    size_t at = 0;
    NamedFile file = {{}, ErrorCode::kFileUnreadable};
    {
      const std::lock_guard reading(reading_);
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stops_ || taken_ == files_.size() || taken_ < given_ + ahead_; });
      if (stops_ || taken_ == files_.size()) return;
      at = taken_++;
      lock.unlock();
      file = {files_[at], reader.Read(files_[at])};
    }
    std::vector<CheckedInput> inputs = JudgeFile(file, options_);
    const std::lock_guard lock(mutex_);
    judged_.emplace(at, std::move(inputs));
    changed_.notify_all();
  }
}

}  // namespace keyseal::check
