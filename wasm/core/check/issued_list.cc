#include "core/check/issued_list.h"

#include "core/check/finding_values.h"

namespace keyseal {

void IssuedList::About(std::string_view part, std::string_view value) {
  part_ = part;
  value_ = ShownValue(value);
}

void IssuedList::About(std::string_view part, size_t index, std::string_view value) {
  About(part, value);
  part_ += '[';
  part_ += std::to_string(index);
  part_ += ']';
}

void IssuedList::Add(Fate fate, const char* reason, const char* clause, std::string_view becomes) {
  parts_.push_back({part_, value_, fate, ShownValue(becomes), reason, clause});
}

}  // namespace keyseal
