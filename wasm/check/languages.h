// The languages in which keyseal-check can print, beside English: wasm/core/rules/languages, compiled in.

#ifndef KEYSEAL_CHECK_LANGUAGES_H_
#define KEYSEAL_CHECK_LANGUAGES_H_

#include <string_view>

#include "core/check/translation.h"

namespace keyseal::check {

// FindLanguage returns the words for the language |tag|, such as "de" or "zh-Hans", or nullptr.
const ReportWords* FindLanguage(std::string_view tag);

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_LANGUAGES_H_
