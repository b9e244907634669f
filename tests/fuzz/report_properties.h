// What must be true of every report, whatever the input was.

#ifndef KEYSEAL_TESTS_FUZZ_REPORT_PROPERTIES_H_
#define KEYSEAL_TESTS_FUZZ_REPORT_PROPERTIES_H_

#include "core/check/check.h"

namespace keyseal {

bool IsSameReport(const Result<CheckReport>& a, const Result<CheckReport>& b);

// RequireSoundReport stops the program unless: the verdict follows from the findings; each finding is a row of
// rules.def under the profile, errors first; its field and detail are short, printable ASCII; names and decoded texts
// are UTF-8.
void RequireSoundReport(const CheckReport& report, const CheckOptions& options);

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_FUZZ_REPORT_PROPERTIES_H_
