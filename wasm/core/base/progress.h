// Progress of a long call, for whoever watches it. Never anything about a candidate or a key.

#ifndef KEYSEAL_CORE_BASE_PROGRESS_H_
#define KEYSEAL_CORE_BASE_PROGRESS_H_

#include <cstdint>

namespace keyseal {

enum class Phase : uint8_t { kKey, kSealing, kSigning };

class ProgressSink {
 public:
  virtual ~ProgressSink() = default;

  // Report says that |phase| has begun or goes on. Only the search for RSA primes moves the numbers: |primes_found|
  // counts 0 to 2, |tested| the candidates that went through the filter so far, for both primes.
  virtual void Report(Phase phase, uint32_t primes_found, uint32_t tested) = 0;
};

// SearchProgress counts for the two searches of a key, and reports each prime and every eighth candidate tested. How
// many were thrown away is luck, and nothing of the key.
class SearchProgress {
 public:
  explicit SearchProgress(ProgressSink& sink) : sink_(&sink) {}

  void CountTested(uint32_t candidates) {
    constexpr uint32_t kStep = 8;
    const uint32_t steps = tested_ / kStep;
    tested_ += candidates;
    if (tested_ / kStep > steps) Report();
  }
  void CountPrime() {
    primes_found_++;
    Report();
  }

 private:
  void Report() { sink_->Report(Phase::kKey, primes_found_, tested_); }

  ProgressSink* sink_;
  uint32_t primes_found_ = 0;
  uint32_t tested_ = 0;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BASE_PROGRESS_H_
