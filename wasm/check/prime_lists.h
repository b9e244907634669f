// The list of primes that is built in, and those that --primes names.

#ifndef KEYSEAL_CHECK_PRIME_LISTS_H_
#define KEYSEAL_CHECK_PRIME_LISTS_H_

#include <optional>
#include <string>
#include <vector>

#include "check/complaint.h"
#include "check/list_facts.h"
#include "core/keys/known_primes.h"

namespace keyseal::check {

// Each adds its list to |primes|, or nothing of it, and returns what is wrong then. What it was is added to |facts|,
// unless that is null.
std::optional<Complaint> AddPublishedPrimes(KnownPrimes& primes, std::vector<ListFacts>* facts);
std::optional<Complaint> AddPrimes(const std::string& file, KnownPrimes& primes, std::vector<ListFacts>* facts);

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_PRIME_LISTS_H_
