#include "check/complaint.h"

namespace keyseal::check {
namespace {

constexpr const char* Sentence(ErrorCode code) {
  switch (code) {
#define KEYSEAL_ERROR(symbol, name, js_class, text) \
  case ErrorCode::symbol:                           \
    return text;
#include "core/base/error_codes.def"
#undef KEYSEAL_ERROR
  }
  return "";
}

}  // namespace

Complaint ComplaintOf(const Error& error, std::string_view name, std::string_view unit) {
  std::string place(name);
  if (error.index) place.append(", ").append(unit).append(" ").append(std::to_string(*error.index));
  return {error.code, std::string(Sentence(error.code)) + " (" + place + ")"};
}

}  // namespace keyseal::check
