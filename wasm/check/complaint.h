// What a native command says of a file that it was told to use.

#ifndef KEYSEAL_CHECK_COMPLAINT_H_
#define KEYSEAL_CHECK_COMPLAINT_H_

#include <string>
#include <string_view>

#include "core/base/status.h"

namespace keyseal::check {

// Complaint is what goes to standard error: "keyseal: CODE: text".
struct Complaint {
  ErrorCode code;
  std::string text;
};

// ComplaintOf says what is wrong with the file |name|. |unit| is what the error's index counts: "line", "byte".
Complaint ComplaintOf(const Error& error, std::string_view name, std::string_view unit);

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_COMPLAINT_H_
