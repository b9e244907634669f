// The list of primes that is built in, and those that --primes names.

#ifndef KEYSEAL_CHECK_PRIME_LISTS_H_
#define KEYSEAL_CHECK_PRIME_LISTS_H_

#include <optional>
#include <string>

#include "check/complaint.h"
#include "core/keys/known_primes.h"

namespace keyseal::check {

// Each adds its list to |primes|, or nothing of it, and returns what is wrong then.
std::optional<Complaint> AddPublishedPrimes(KnownPrimes& primes);
std::optional<Complaint> AddPrimes(const std::string& file, KnownPrimes& primes);

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_PRIME_LISTS_H_
