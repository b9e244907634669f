#include "check/judging_threads.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "check/file_reader.h"
#include "core/base/out_of_memory.h"

namespace keyseal::check {

namespace {

constexpr size_t kAheadOfEach = 4;

}  // namespace

JudgingThreads::JudgingThreads(std::span<const std::string> files, const CheckOptions& options, size_t threads)
    : files_(files), options_(options), ahead_(threads * kAheadOfEach) {
  threads_.reserve(threads);
  while (threads_.size() < threads) {
    try {
      const std::lock_guard lock(mutex_);
      threads_.emplace_back([this] { Work(); });
      working_++;
    } catch (const std::exception&) {  // std::bad_alloc, or std::system_error: no more threads
      if (threads_.empty()) OutOfMemory();
      break;  // those that run do all the work
    }
  }
}

JudgingThreads::~JudgingThreads() {
  const std::lock_guard lock(mutex_);
  stops_ = true;
  changed_.notify_all();
}

JudgingThreads::JudgedFile JudgingThreads::Next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return judged_.contains(given_) || lost_ == given_ || working_ == 0; });
  if (!judged_.contains(given_)) OutOfMemory();
  JudgedFile file = std::move(judged_.extract(given_++).mapped());
  changed_.notify_all();
  return file;
}

void JudgingThreads::Work() {
  std::optional<size_t> at;  // the file that it is at
  try {
    Judge(at);
  } catch (const std::bad_alloc&) {
    const std::lock_guard lock(mutex_);
    if (at) lost_ = std::min(lost_, *at);  // Next ends there, on the thread that asked for the work
  }
  const std::lock_guard lock(mutex_);
  working_--;
  changed_.notify_all();
}

void JudgingThreads::Judge(std::optional<size_t>& at) {
  FileReader reader;
  for (;;) {
    NamedFile file = {{}, ErrorCode::kFileUnreadable};
    {
      const std::lock_guard reading(reading_);
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stops_ || taken_ == files_.size() || taken_ < given_ + ahead_; });
      if (stops_ || taken_ == files_.size()) return;
      at = taken_++;
      lock.unlock();
      file = {files_[*at], reader.Read(files_[*at])};
    }
    JudgedFile judged{JudgeFile(file, options_), file.bytes ? file.bytes->size() : 0};
    const std::lock_guard lock(mutex_);
    judged_.emplace(*at, std::move(judged));
    at.reset();
    changed_.notify_all();
  }
}

}  // namespace keyseal::check
