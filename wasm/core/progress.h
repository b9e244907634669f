// Progress of a long call, for whoever watches it. Never anything about a candidate or a key.

#ifndef KEYSEAL_CORE_PROGRESS_H_
#define KEYSEAL_CORE_PROGRESS_H_

#include <cstdint>

namespace keyseal {

enum class Phase : uint8_t { kKey, kSealing, kSigning };

class ProgressSink {
 public:
  virtual ~ProgressSink() = default;

  // Report says that |phase| has begun or goes on. |primes_found| counts 0 to 2 and only RSA moves it.
  virtual void Report(Phase phase, uint32_t primes_found) = 0;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_PROGRESS_H_
