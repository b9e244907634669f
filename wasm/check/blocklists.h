// The lists that --blocklist names, read once for a run.

#ifndef KEYSEAL_CHECK_BLOCKLISTS_H_
#define KEYSEAL_CHECK_BLOCKLISTS_H_

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "check/complaint.h"
#include "check/list_facts.h"
#include "check/list_file.h"
#include "core/blocklists/blocklist.h"

namespace keyseal::check {

// Blocklists are a BlocklistSet and the files that it searches in place.
class Blocklists {
 public:
  // Load adds the list that |label| names, or nothing of it, and returns what is wrong then. What it was is added to
  // |facts|, unless that is null.
  std::optional<Complaint> Load(const BlocklistLabel& label, std::vector<ListFacts>* facts = nullptr);

  const BlocklistSet& set() const { return set_; }

 private:
  Result<size_t> Add(const BlocklistLabel& label, std::optional<BlocklistKind>& kind, std::vector<ListFacts>* facts);

  std::deque<ListFile> files_;  // which stay where they are
  std::vector<Bytes> pipes_;    // what came through a pipe, since it comes but once
  BlocklistSet set_;
};

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_BLOCKLISTS_H_
