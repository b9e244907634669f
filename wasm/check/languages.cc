#include "check/languages.h"

#include <algorithm>
#include <iterator>
#include <span>

namespace keyseal::check {
namespace {

struct Language {
  std::string_view tag;
  Translation words;

  constexpr Language(std::string_view its_tag, std::span<const Translated> all, std::span<const Translated> patterns)
      : tag(its_tag), words(all, patterns) {}
};

#include "check/languages.inc"

}  // namespace

const ReportWords* FindLanguage(std::string_view tag) {
  const auto* found = std::ranges::find(kLanguages, tag, &Language::tag);
  return found == std::end(kLanguages) ? nullptr : &found->words;
}

}  // namespace keyseal::check
