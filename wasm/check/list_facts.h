// What is recorded of the lists that a run used.

#ifndef KEYSEAL_CHECK_LIST_FACTS_H_
#define KEYSEAL_CHECK_LIST_FACTS_H_

#include <string>

#include "check/list_file.h"

namespace keyseal::check {

struct ListFacts {
  const char* kind;  // "blocklist", "primes"
  std::string name;
  std::string sha256;  // Sha256Hex of the whole file
};

// Sha256OfFile fails with kBlocklistIncomplete where |file| cannot be read to its end.
Result<std::string> Sha256OfFile(const ListFile& file);

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_LIST_FACTS_H_
