#include "check/prime_lists.h"

#include "check/list_file.h"
#include "core/base/out_of_memory.h"
#include "core/keys/public_key.h"

namespace keyseal::check {
namespace {

constexpr uint8_t kPublishedPrimes[] = {
#include "check/published_primes.inc"
};

}  // namespace

std::optional<Complaint> AddPublishedPrimes(KnownPrimes& primes, std::vector<ListFacts>* facts) {
  if (facts != nullptr) facts->push_back({"primes", "built in", Sha256Hex(kPublishedPrimes)});
  const Result<void> added = primes.Add(kPublishedPrimes, "");
  if (!added) return ComplaintOf(added.error(), "the published primes", "line");
  return std::nullopt;
}

std::optional<Complaint> AddPrimes(const std::string& file, KnownPrimes& primes, std::vector<ListFacts>* facts) {
  const Result<Bytes> list = OrOutOfMemory([&] { return ReadWhole(file, kMaxPrimeListSize); });
  const Result<void> added = list ? primes.Add(*list, file) : list.error();
  if (added && facts != nullptr) facts->push_back({"primes", file, Sha256Hex(*list)});
  if (added) return std::nullopt;
  if (added.error().code == ErrorCode::kBlocklistIncomplete)
    return ComplaintOf(Error{ErrorCode::kPrimesIncomplete}, file, "");
  return ComplaintOf(added.error(), file, "line");
}

}  // namespace keyseal::check
