#include "check/prime_lists.h"

#include "check/list_file.h"
#include "core/base/out_of_memory.h"

namespace keyseal::check {
namespace {

constexpr uint8_t kPublishedPrimes[] = {
#include "check/published_primes.inc"
};

}  // namespace

std::optional<Complaint> AddPublishedPrimes(KnownPrimes& primes) {
  const Result<void> added = primes.Add(kPublishedPrimes, "");
  if (!added) return ComplaintOf(added.error(), "the published primes", "line");
  return std::nullopt;
}

std::optional<Complaint> AddPrimes(const std::string& file, KnownPrimes& primes) {
  const Result<Bytes> list = OrOutOfMemory([&] { return ReadWhole(file, kMaxPrimeListSize); });
  const Result<void> added = list ? primes.Add(*list, file) : list.error();
  if (added) return std::nullopt;
  if (added.error().code == ErrorCode::kBlocklistIncomplete)
    return ComplaintOf(Error{ErrorCode::kPrimesIncomplete}, file, "");
  return ComplaintOf(added.error(), file, "line");
}

}  // namespace keyseal::check
