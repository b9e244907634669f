// What the checker found, as text for people and as JSON for programs (js-bindings/src/base/types.ts: CheckedInput).
// The only place that writes either: both commands and the page print what stands here.

#ifndef KEYSEAL_CORE_CHECK_REPORT_PRINTER_H_
#define KEYSEAL_CORE_CHECK_REPORT_PRINTER_H_

#include <string>
#include <string_view>

#include "core/check/file_batch.h"
#include "core/check/report_words.h"

namespace keyseal {

// Explain says whether lines tell what an authority makes of a request.
enum class Explain : bool { kNo, kYes };

// InputAsText returns lines, InputAsJson one line. What the input says stands escaped in both: no control character,
// nothing that changes the direction of writing; bytes that are no UTF-8 become U+FFFD.
// Without |words| the text is English; JSON always is.
std::string InputAsText(const CheckedInput& input, Explain explain = Explain::kNo, const ReportWords* words = nullptr);
std::string InputAsJson(const CheckedInput& input);

// KindName returns "csr", "certificate" or "public-key", and JsonText a JSON string, escaped as above.
const char* KindName(InputKind kind);
std::string JsonText(std::string_view untrusted_text);

// InputErrorText returns the sentence of error_codes.def for a code with which CheckFiles can refuse an input, and ""
// for all others.
const char* InputErrorText(ErrorCode code);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_CHECK_REPORT_PRINTER_H_
