#include "core/names/public_suffix.h"

#include <string>

#include "core/base/string_table.h"

namespace keyseal {
namespace {

// TakeLastLabel cuts the last label off |rest|.
std::string_view TakeLastLabel(std::string_view& rest) {
  const size_t dot = rest.rfind('.');
  const std::string_view label = dot == std::string_view::npos ? rest : rest.substr(dot + 1);
  rest = dot == std::string_view::npos ? std::string_view() : rest.substr(0, dot);
  return label;
}

}  // namespace

std::optional<std::string_view> PublicSuffixOf(std::string_view host) {
  const StringTable rules = PublicSuffixes();
  std::string_view rest = host;
  std::string reversed(TakeLastLabel(rest));  // the table's own order: "uk.co"
  if (!rules.Contains(reversed)) return std::nullopt;

  // Where the part of |host| begins that the longest rule so far matches.
  size_t suffix_start = rest.empty() ? 0 : rest.size() + 1;
  while (!rest.empty()) {
    reversed += '.';
    const std::optional<char> first = rules.NextBehind(reversed);
    if (!first) break;  // no rule is longer
    const size_t parent_start = rest.size() + 1;
    const std::string_view label = TakeLastLabel(rest);
    const size_t start = rest.empty() ? 0 : rest.size() + 1;
    if (*first == '!' || *first == '*') {  // which stand before every label
      if (rules.Contains(reversed + "!" + std::string(label))) return host.substr(parent_start);  // it prevails
      if (rules.Contains(reversed + "*")) suffix_start = start;
    }
    reversed += label;
    if (rules.Contains(reversed)) suffix_start = start;
  }
  return host.substr(suffix_start);
}

}  // namespace keyseal
