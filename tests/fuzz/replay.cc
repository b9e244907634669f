// A fuzzer's program without libFuzzer: runs its target over files, folders of files, and mutations of what they hold.
//
//   fuzz_NAME [--mutations N] FILE-OR-FOLDER...
//
// Exits with 1 and keeps the input in crash-NAME where the target stops.

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <span>
#include <string_view>
#include <vector>

#include "tests/fuzz/mutate.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

namespace fs = std::filesystem;

constexpr int kUsage = 2;

Bytes ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

// ReadSeeds returns what the files hold, a folder's in the order of their names: the mutations depend on it.
std::vector<Bytes> ReadSeeds(std::span<char* const> paths) {
  std::vector<Bytes> seeds;
  for (const fs::path path : paths) {
    std::vector<fs::path> files;
    if (fs::is_directory(path)) {
      for (const fs::directory_entry& entry : fs::directory_iterator(path)) files.push_back(entry.path());
      std::ranges::sort(files);
    } else if (fs::exists(path)) {  // a target without regressions has no folder of them
      files.push_back(path);
    }
    for (const fs::path& file : files) seeds.push_back(ReadFile(file));
  }
  return seeds;
}

// InputOf returns a seed, or behind the seeds a mutation.
Bytes InputOf(const std::vector<Bytes>& seeds, uint64_t number) {
  return number < seeds.size() ? seeds[number] : Mutated(seeds, number);
}

// RunAll gives every input to the target in a process of its own, whose place outlives it. Returns the number of the
// input that stopped it, or |count|.
uint64_t RunAll(const std::vector<Bytes>& seeds, uint64_t count) {
  using Counter = std::atomic<uint64_t>;
  void* shared = mmap(nullptr, sizeof(Counter), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) std::abort();
  Counter& current = *new (shared) Counter(0);
  const pid_t child = fork();
  if (child < 0) std::abort();
  if (child == 0) {
    for (; current < count; current++) {
      const Bytes input = InputOf(seeds, current);
      LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    std::exit(0);  // not _exit: leaks are looked for at exit
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return count;
  return std::min(current.load(), count - 1);
}

int Main(std::span<char*> arguments) {
  const std::string_view program = arguments[0];
  std::span<char*> paths = arguments.subspan(1);
  uint64_t mutations = 0;
  if (paths.size() >= 2 && std::string_view(paths[0]) == "--mutations") {
    mutations = std::strtoull(paths[1], nullptr, 10);
    paths = paths.subspan(2);
  }
  const std::vector<Bytes> seeds = ReadSeeds(paths);
  if (seeds.empty()) {
    std::fprintf(stderr, "there is no input\n");
    return kUsage;
  }
  const uint64_t count = seeds.size() + mutations;
  const uint64_t stopped = RunAll(seeds, count);
  if (stopped == count) {
    std::printf("%zu seeds and %llu mutations of them\n", seeds.size(), static_cast<unsigned long long>(mutations));
    return 0;
  }
  const Bytes input = InputOf(seeds, stopped);
  const std::string kept = "crash-" + fs::path(program).filename().string();
  std::ofstream(kept, std::ios::binary).write(reinterpret_cast<const char*>(input.data()), std::ssize(input));
  std::fprintf(stderr, "input %llu stopped it; again: %s %s\n", static_cast<unsigned long long>(stopped), arguments[0],
               fs::absolute(kept).c_str());
  return 1;
}

}  // namespace
}  // namespace keyseal

int main(int argc, char** argv) { return keyseal::Main({argv, static_cast<size_t>(argc)}); }
