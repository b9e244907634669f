// The lists that --blocklist names, read once for a run.

#ifndef KEYSEAL_CHECK_BLOCKLISTS_H_
#define KEYSEAL_CHECK_BLOCKLISTS_H_

#include <span>
#include <string>
#include <vector>

#include "check/mapped_file.h"
#include "core/blocklist.h"

namespace keyseal::check {

// Blocklists are a BlocklistSet and the files that it searches in place.
class Blocklists {
 public:
  // Load adds the list that |label| names. Returns an empty text, or what is wrong as a line for standard error: a list
  // is used whole or not at all.
  std::string Load(const BlocklistLabel& label);

  const BlocklistSet& set() const { return set_; }

 private:
  std::vector<MappedFile> files_;  // moving one does not move its bytes
  BlocklistSet set_;
};

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_BLOCKLISTS_H_
