// Reports as text for people and as JSON for programs (api.md: CheckReport).

#ifndef KEYSEAL_CHECK_REPORT_TEXT_H_
#define KEYSEAL_CHECK_REPORT_TEXT_H_

#include <string>
#include <string_view>

#include "core/check.h"

namespace keyseal::check {

// Place is one input: a file, and which block of it where it has several.
struct Place {
  std::string_view file;
  std::optional<size_t> block;  // from 1
};

// Each returns whole lines. What the input says stands escaped in both: no control character, and in text nothing that
// changes the direction of writing.
std::string ReportAsText(const Place& place, const CheckReport& report);
std::string ReportAsJson(const Place& place, const CheckReport& report);
std::string ErrorAsText(const Place& place, const Error& error);
std::string ErrorAsJson(const Place& place, const Error& error);

// ErrorSentence returns the sentence of error_codes.def.
const char* ErrorSentence(ErrorCode code);

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_REPORT_TEXT_H_
