#include "core/check/finding_values.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <memory>
#include <optional>

#include "core/base/utf8.h"

namespace keyseal {
namespace {

void AddWrittenOut(std::string& shown, char32_t c) {
  char digits[8];
  const auto [end, problem] = std::to_chars(std::begin(digits), std::end(digits), static_cast<uint32_t>(c), 16);
  shown += "\\u{";
  shown.append(digits, problem == std::errc() ? end : digits);
  shown += '}';
}

// IndexIn returns N of "subject[N]" for the name "subject".
std::optional<size_t> IndexIn(std::string_view field, std::string_view name) {
  if (!field.starts_with(name) || !field.ends_with(']') || field.substr(name.size(), 1) != "[") return std::nullopt;
  const std::string_view digits = field.substr(name.size() + 1, field.size() - name.size() - 2);
  size_t index = 0;
  const char* end = std::to_address(digits.end());
  const auto [read, problem] = std::from_chars(std::to_address(digits.begin()), end, index);
  return problem == std::errc() && read == end ? std::optional(index) : std::nullopt;
}

std::string_view TextIn(const Decoded& decoded, std::string_view field) {
  if (field == "key") return decoded.key;
  if (field == "signature") return decoded.signature;
  if (const auto index = IndexIn(field, "subject"); index && *index < decoded.subject.size()) {
    return decoded.subject[*index].value;
  }
  if (const auto index = IndexIn(field, "san")) {
    const auto name = std::ranges::find(decoded.names, *index, &DecodedName::index);
    if (name != decoded.names.end()) return name->text;
  }
  return "";
}

}  // namespace

std::string ShownValue(std::string_view untrusted_text) {
  std::string shown;
  size_t characters = 0;
  for (ByteSpan rest = ToBytes(untrusted_text); !rest.empty();) {
    if (characters++ == kMaxShownValue) return shown + "...";
    const ByteSpan before = rest;
    const std::optional<char32_t> c = TakeCodePoint(rest);
    if (!c) rest = before.subspan(1);
    if (!c || IsControl(*c) || IsBidiControl(*c) || *c == kReplacementCharacter) {
      AddWrittenOut(shown, c.value_or(kReplacementCharacter));
    } else {
      if (*c == '\\') shown += '\\';
      shown.append(reinterpret_cast<const char*>(before.data()), before.size() - rest.size());
    }
  }
  return shown;
}

void FillValues(const Decoded& decoded, Findings& findings) {
  for (Finding& finding : findings) {
    if (finding.value.empty()) finding.value = ShownValue(TextIn(decoded, finding.field));
  }
}

}  // namespace keyseal
