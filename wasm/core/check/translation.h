// Words from a catalogue of wasm/core/rules/languages. The same for pages is js-bindings/src/base/translation.ts,
// and tests/check/same.test.mjs holds what both say of every vector against each other. The module does without.

#ifndef KEYSEAL_CORE_CHECK_TRANSLATION_H_
#define KEYSEAL_CORE_CHECK_TRANSLATION_H_

#include <optional>
#include <span>
#include <vector>

#include "core/check/report_words.h"

namespace keyseal {

struct Translated {
  std::string_view english;
  std::string_view text;
};

class Translation final : public ReportWords {
 public:
  // |all| are in the order of the bytes of their English, |patterns|, which have placeholders, in that in which they
  // are tried. Both must outlive the translation.
  constexpr Translation(std::span<const Translated> all, std::span<const Translated> patterns)
      : all_(all), patterns_(patterns) {}

  std::string_view Sentence(std::string_view english) const override;
  std::string Detail(std::string_view english) const override;
  std::string Aside(std::string_view words) const override;

 private:
  const Translated* Find(std::string_view english) const;
  // Known returns nothing for what is no phrase, and no pattern of phrases.
  std::optional<std::string> Known(std::string_view english, unsigned depth) const;
  std::optional<std::string> Matched(const Translated& pattern, std::string_view english, unsigned depth) const;

  std::span<const Translated> all_;
  std::span<const Translated> patterns_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_CHECK_TRANSLATION_H_
