// The words of a report in another language than English.

#ifndef KEYSEAL_CORE_CHECK_REPORT_WORDS_H_
#define KEYSEAL_CORE_CHECK_REPORT_WORDS_H_

#include <string>
#include <string_view>

namespace keyseal {

// ReportWords say in one language what findings and reports say in English. What they do not know stays English.
class ReportWords {
 public:
  // Sentence returns what |english| is, whole, in the language.
  virtual std::string_view Sentence(std::string_view english) const = 0;

  // Detail returns what a detail is in the language: a phrase, or several in patterns (rules/languages/phrases.txt).
  virtual std::string Detail(std::string_view english) const = 0;

  // Aside returns |words| between the brackets of the language, with the space before them if it has one.
  virtual std::string Aside(std::string_view words) const = 0;

 protected:
  ~ReportWords() = default;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_CHECK_REPORT_WORDS_H_
