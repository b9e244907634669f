#include "core/check/translation.h"

#include <algorithm>
#include <utility>

namespace keyseal {
namespace {

// Whoever names a file or list can nest phrases in its name.
constexpr unsigned kMaxDepth = 8;

// A placeholder and what stands before it; the last piece of a pattern has no name.
struct Piece {
  std::string_view literal;
  std::string_view name;
};

// TakePiece returns the first piece of |pattern| and takes it off.
Piece TakePiece(std::string_view& pattern) {
  const size_t open = pattern.find('{');
  const size_t close = pattern.find('}', open);
  if (open == std::string_view::npos || close == std::string_view::npos) return {std::exchange(pattern, {}), {}};
  const Piece piece{pattern.substr(0, open), pattern.substr(open + 1, close - open - 1)};
  pattern.remove_prefix(close + 1);
  return piece;
}

bool IsNumber(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

struct Value {
  std::string_view name;
  std::string text;
};

// Fill puts |values| into the places of |pattern| that have their names: the first of a name into the first place.
std::string Fill(std::string_view pattern, std::vector<Value> values) {
  std::string filled;
  while (!pattern.empty()) {
    const Piece piece = TakePiece(pattern);
    filled += piece.literal;
    const auto value = std::ranges::find(values, piece.name, &Value::name);
    if (piece.name.empty() || value == values.end()) continue;
    filled += value->text;
    values.erase(value);
  }
  return filled;
}

}  // namespace

const Translated* Translation::Find(std::string_view english) const {
  const auto found = std::ranges::lower_bound(all_, english, {}, &Translated::english);
  return found != all_.end() && found->english == english ? &*found : nullptr;
}

std::string_view Translation::Sentence(std::string_view english) const {
  const Translated* found = Find(english);
  return found != nullptr ? found->text : english;
}

std::string Translation::Detail(std::string_view english) const {
  return Known(english, 0).value_or(std::string(english));
}

std::string Translation::Aside(std::string_view words) const {
  return Fill(Sentence(" ({name})"), {{"name", std::string(words)}});
}

std::optional<std::string> Translation::Known(std::string_view english, unsigned depth) const {
  if (const Translated* found = Find(english)) return std::string(found->text);
  if (depth == kMaxDepth) return std::nullopt;
  for (const Translated& pattern : patterns_) {
    if (auto matched = Matched(pattern, english, depth)) return matched;
  }
  return std::nullopt;
}

std::optional<std::string> Translation::Matched(const Translated& pattern, std::string_view english,
                                                unsigned depth) const {
  std::vector<Value> values;
  std::string_view pieces = pattern.english;
  Piece piece = TakePiece(pieces);
  if (!english.starts_with(piece.literal)) return std::nullopt;
  english.remove_prefix(piece.literal.size());
  while (!piece.name.empty()) {
    const bool is_last = pieces.empty();
    const Piece next = TakePiece(pieces);
    const size_t end = is_last ? english.size() : english.find(next.literal);
    if (end == std::string_view::npos || end == 0) return std::nullopt;
    const std::string_view value = english.substr(0, end);
    english.remove_prefix(end + next.literal.size());
    if (piece.name == "n" && !IsNumber(value)) return std::nullopt;
    std::optional<std::string> text(value);
    if (piece.name == "detail") text = Known(value, depth + 1);
    if (!text) return std::nullopt;
    values.push_back({piece.name, *std::move(text)});
    piece = next;
  }
  if (!english.empty()) return std::nullopt;
  return Fill(pattern.text, std::move(values));
}

}  // namespace keyseal
