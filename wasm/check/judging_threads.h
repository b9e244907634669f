// Files judged by several threads, and handed out in their order.

#ifndef KEYSEAL_CHECK_JUDGING_THREADS_H_
#define KEYSEAL_CHECK_JUDGING_THREADS_H_

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "core/check/file_batch.h"

namespace keyseal::check {

// JudgingThreads reads and judges |files| ahead of who asks for them, but only so far that memory stays what it is.
class JudgingThreads {
 public:
  // |files| and |options| must live as long as this.
  JudgingThreads(std::span<const std::string> files, const CheckOptions& options, size_t threads);
  JudgingThreads(const JudgingThreads&) = delete;
  JudgingThreads& operator=(const JudgingThreads&) = delete;
  ~JudgingThreads();

  // JudgedFile is what JudgeFile found in a file of |size| bytes.
  struct JudgedFile {
    std::vector<CheckedInput> inputs;
    size_t size = 0;
  };

  // Next returns the next file's, or ends as JudgeFile did where memory ended. To be called once for each.
  JudgedFile Next();

 private:
  void Work();
  void Judge(std::optional<size_t>& at);

  const std::span<const std::string> files_;
  const CheckOptions& options_;
  const size_t ahead_;
  std::mutex reading_;  // files are read in their order, which matters to standard input
  std::mutex mutex_;    // of all below
  std::condition_variable changed_;
  size_t taken_ = 0;
  size_t given_ = 0;
  size_t working_ = 0;      // threads
  size_t lost_ = SIZE_MAX;  // the first file for whose judgement there was no memory
  bool stops_ = false;
  std::map<size_t, JudgedFile> judged_;
  std::vector<std::jthread> threads_;
};

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_JUDGING_THREADS_H_
