#include "core/asn1/pem_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace keyseal {
namespace {

constexpr size_t kLongestLabel = 64;  // characters
constexpr size_t kHyphens = 5;        // RFC 7468 2

Error BadAt(uint32_t line) { return {ErrorCode::kPemBad, "", line}; }

// Boundary is a begin or end line, or as much of one as there is.
struct Boundary {
  size_t at, behind;  // in the text
  bool is_begin;
  std::string label;
};

std::string WithoutDoubleBlanks(std::string_view text) {
  std::string label;
  for (const char c : text) {
    if (c != ' ' || (!label.empty() && label.back() != ' ')) label.push_back(c);
  }
  if (label.ends_with(' ')) label.pop_back();
  return label;
}

bool IsVerb(std::string_view text) { return text.starts_with("BEGIN ") || text.starts_with("END "); }

// EndOfHyphens returns where the hyphens of a boundary end that begin at |at|, if any: in the middle, where the next
// boundary stands right behind them.
size_t EndOfHyphens(std::string_view text, size_t at) {
  const size_t end = std::min(text.find_first_not_of('-', at), text.size());
  return IsVerb(text.substr(end)) ? at + (end - at) / 2 : end;
}

std::optional<Boundary> FindBoundary(std::string_view text, size_t from) {
  for (size_t at = text.find('-', from); at != std::string_view::npos; at = text.find('-', from)) {
    from = std::min(text.find_first_not_of('-', at), text.size());
    const size_t hyphens = from - at;
    const size_t verb_at = std::min(text.find_first_not_of(' ', from), text.size());
    if (hyphens < 2 || !IsVerb(text.substr(verb_at))) continue;
    const std::string_view verb = text.substr(verb_at, text.find(' ', verb_at) + 1 - verb_at);
    const std::string_view line = text.substr(verb_at + verb.size(), kLongestLabel + 1);
    const size_t size = std::min(line.find_first_of("-\n"), line.size());
    std::string label = WithoutDoubleBlanks(line.substr(0, size));
    if (size > kLongestLabel || label.empty()) continue;
    const size_t label_end = verb_at + verb.size() + size;
    const size_t behind = EndOfHyphens(text, label_end);
    if (behind == label_end && hyphens < kHyphens) continue;  // "-- END of the text"
    return Boundary{at, behind, verb == "BEGIN ", std::move(label)};
  }
  return std::nullopt;
}

// Lines counts lines up to places that only grow.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  uint32_t At(size_t place) {
    line_ += static_cast<uint32_t>(std::ranges::count(text_.substr(counted_, place - counted_), '\n'));
    counted_ = place;
    return line_;
  }

 private:
  std::string_view text_;
  size_t counted_ = 0;
  uint32_t line_ = 1;
};

std::string_view WithoutNew(std::string_view label) { return label.starts_with("NEW ") ? label.substr(4) : label; }

constexpr std::array<bool, 256> kIsDigit = [] {
  std::array<bool, 256> is_digit{};
  for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")) {
    is_digit[static_cast<uint8_t>(c)] = true;
  }
  return is_digit;
}();

// ValueOf returns what a digit stands for, and 0 for "=": without a branch or a table, as a private key may come along.
constexpr char ValueOf(char digit) {
  const auto c = static_cast<uint8_t>(digit);
  const auto from = [c](char first) { return static_cast<uint8_t>(c - static_cast<uint8_t>(first)); };
  uint8_t value = c == '/' ? 63 : 0;
  value = c == '+' ? 62 : value;
  value = from('0') < 10 ? from('0') + 52 : value;
  value = from('a') < 26 ? from('a') + 26 : value;
  value = from('A') < 26 ? from('A') : value;
  return static_cast<char>(value);
}

size_t CountDigits(std::string_view text) {
  size_t count = 0;
  while (count < text.size() && kIsDigit[static_cast<uint8_t>(text[count])]) count++;
  return count;
}

// DigitLines collects base64 and where its lines lie.
class DigitLines {
 public:
  // Add fails on a line that has something else.
  bool Add(std::string_view line, uint32_t number) {
    const size_t before = digits_.size();
    std::string_view rest = line.substr(std::min(line.find_first_not_of(" >|"), line.size()));  // a mail's quote
    while (!rest.empty()) {
      const std::string_view run = rest.substr(0, CountDigits(rest));
      if (!run.empty() && digits_.ends_with('=')) return false;
      digits_ += run;
      rest.remove_prefix(run.size());
      if (rest.empty()) break;
      if (rest[0] != ' ' && rest[0] != '=') return false;
      if (rest[0] == '=') digits_.push_back('=');
      rest.remove_prefix(1);
    }
    const size_t size = digits_.size() - before;
    if (size == 0) return true;
    // The line before is no longer the last, and so must be as long as the first.
    if (first_size_ != 0 && last_size_ != first_size_ && odd_line_ == 0) odd_line_ = last_line_;
    if (first_size_ == 0) first_size_ = size;
    last_size_ = size;
    last_line_ = number;
    return true;
  }

  // Decode fails where the digits do not come out even: with the line that has lost some, as far as can be seen.
  Result<Bytes> Decode(uint32_t otherwise) && {
    const size_t all = digits_.size();
    const size_t padding = all - std::min(digits_.find('='), all);
    if (all == 0 || all % 4 != 0 || padding > 2) {
      return BadAt(odd_line_ != 0 ? odd_line_ : last_line_ != 0 ? last_line_ : otherwise);
    }
    std::ranges::transform(digits_, digits_.begin(), ValueOf);
    Bytes bytes(all / 4 * 3);
    for (size_t group = 0; group < all / 4; group++) {
      uint32_t bits = 0;
      for (size_t i = 0; i < 4; i++) bits = bits << 6 | static_cast<uint8_t>(digits_[4 * group + i]);
      for (size_t i = 0; i < 3; i++) bytes[3 * group + i] = static_cast<uint8_t>(bits >> (16 - 8 * i));
    }
    // RFC 4648 3.5: the bits behind the last byte are zero.
    for (size_t i = 0; i < padding; i++) {
      if (bytes.back() != 0) return BadAt(last_line_);
      bytes.pop_back();
    }
    return bytes;
  }

 private:
  std::string digits_;
  size_t first_size_ = 0, last_size_ = 0;
  uint32_t last_line_ = 0, odd_line_ = 0;
};

Result<Bytes> ReadBlock(std::string_view text, const Boundary& begin, const std::optional<Boundary>& next,
                        Lines& lines) {
  const uint32_t begin_line = lines.At(begin.behind);
  const size_t end = next ? next->at : text.size();
  const std::string_view body = text.substr(begin.behind, end - begin.behind);
  const bool is_end = next && !next->is_begin;
  const bool is_same = is_end && WithoutNew(next->label) == WithoutNew(begin.label);
  if (!is_end || (!is_same && next->behind == text.size() && begin.label.starts_with(next->label))) {
    const size_t last = text.find_last_not_of(" \n", is_end ? text.size() : end - 1);
    return Error{ErrorCode::kPemIncomplete, "", lines.At(std::max(last, begin.behind))};
  }
  Result<Bytes> der = DecodeBase64Lines(body, begin_line);
  if (der && !is_same) return BadAt(lines.At(next->at));
  return der;
}

}  // namespace

Result<Bytes> DecodeBase64Lines(std::string_view untrusted_plain_text, uint32_t first_line) {
  DigitLines digits;
  uint32_t number = first_line;
  for (std::string_view rest = untrusted_plain_text;; number++) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    if (!digits.Add(line, number)) return BadAt(number);
    if (line.size() == rest.size()) return std::move(digits).Decode(number);
    rest.remove_prefix(line.size() + 1);
  }
}

std::vector<FoundBlock> FindPemBlocks(std::string_view untrusted_plain_text, size_t most) {
  std::vector<FoundBlock> blocks;
  Lines lines(untrusted_plain_text);
  std::optional<Boundary> begin = FindBoundary(untrusted_plain_text, 0);
  while (begin) {
    std::optional<Boundary> next = FindBoundary(untrusted_plain_text, begin->behind);
    if (begin->is_begin) {
      if (blocks.size() == most) {
        blocks.push_back({"", ErrorCode::kInputTooLarge});
        break;
      }
      Result<Bytes> der = ReadBlock(untrusted_plain_text, *begin, next, lines);
      blocks.push_back({std::move(begin->label), std::move(der)});
    }
    begin = std::move(next);
  }
  return blocks;
}

}  // namespace keyseal
