// What becomes of what was judged: it is kept (--reuse), recorded (--record) and then told, so that nothing is told
// that was not kept.

#ifndef KEYSEAL_CHECK_REPORTS_H_
#define KEYSEAL_CHECK_REPORTS_H_

#include <optional>
#include <string>
#include <vector>

#include "check/complaint.h"
#include "check/options.h"
#include "check/record_file.h"
#include "check/reuse_file.h"

namespace keyseal::check {

class Reports {
 public:
  // |arguments| must live as long as this.
  explicit Reports(const Arguments& arguments) : arguments_(arguments) {}

  // Open opens the files that the arguments name. It, Add and Finish return what cannot be done; then nothing more may
  // be added.
  std::optional<Complaint> Open(std::span<const ListFacts> lists);

  // Add takes the next inputs. They are told when as many are together as are kept at once, or at the end.
  std::optional<Complaint> Add(std::vector<CheckedInput> inputs);
  std::optional<Complaint> Finish();

  bool is_acceptable() const { return is_acceptable_; }
  bool memory_ended() const { return memory_ended_; }

 private:
  std::optional<Complaint> TellHeld();

  const Arguments& arguments_;
  std::optional<ReuseFile> reuse_;
  std::optional<RecordFile> record_;
  std::string facts_;
  std::vector<CheckedInput> held_;
  size_t held_weight_ = 0;
  bool is_acceptable_ = true;
  bool memory_ended_ = false;
};

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_REPORTS_H_
