#include "core/asn1/plain_text.h"

#include <openssl/mem.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/base/utf8.h"

namespace keyseal {
namespace {

constexpr size_t kLongestTag = 32;  // of HTML, in characters

// Utf16 is how a file's 16-bit units lie, if it has them.
enum class Utf16 : uint8_t { kNone, kLittleEndian, kBigEndian };

// EncodingOf goes by the mark, or by the zeros of ASCII in the first eight units: no DER that gets here and no 8-bit
// text has them.
Utf16 EncodingOf(ByteSpan file) {
  if (file.size() < 2) return Utf16::kNone;
  if (file[0] == 0xff && file[1] == 0xfe) return Utf16::kLittleEndian;
  if (file[0] == 0xfe && file[1] == 0xff) return Utf16::kBigEndian;
  const auto units = std::min<size_t>(file.size() / 2, 8);
  size_t zeros[2] = {};
  for (size_t i = 0; i < 2 * units; i++) zeros[i % 2] += file[i] == 0;
  if (zeros[0] == 0 && zeros[1] == units) return Utf16::kLittleEndian;
  if (zeros[1] == 0 && zeros[0] == units) return Utf16::kBigEndian;
  return Utf16::kNone;
}

bool HasNoWidth(char32_t c) {
  return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
         c == 0xfeff;
}

bool IsDash(char32_t c) {
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe58 || c == 0xfe63 || c == 0xff0d;
}

// OfWindows1252 returns what a byte that is no UTF-8 was in the code page of Windows, as far as it matters here.
char32_t OfWindows1252(uint8_t byte) { return byte == 0x96 || byte == 0x97 ? 0x2013 : byte == 0xa0 ? 0xa0 : '?'; }

// CodePoints takes one character after the other off a file. Units of UTF-16 are characters each: what two of them make
// is none of ours.
class CodePoints {
 public:
  explicit CodePoints(ByteSpan file) : rest_(file), encoding_(EncodingOf(file)) {}

  // TakePlain takes what stands for itself, up to the next character that may not.
  std::string_view TakePlain() {
    size_t size = 0;
    while (encoding_ == Utf16::kNone && size < rest_.size() &&
           ((rest_[size] >= ' ' && rest_[size] < 0x7f) || rest_[size] == '\n')) {
      size++;
    }
    const std::string_view plain(reinterpret_cast<const char*>(rest_.data()), size);
    rest_ = rest_.subspan(size);
    return plain;
  }

  std::optional<char32_t> Take() {
    if (encoding_ != Utf16::kNone) {
      if (rest_.size() < 2) return std::nullopt;
      const size_t high = encoding_ == Utf16::kBigEndian ? 0 : 1;
      const auto unit = static_cast<char32_t>(rest_[high] << 8 | rest_[1 - high]);
      rest_ = rest_.subspan(2);
      return unit;
    }
    if (rest_.empty()) return std::nullopt;
    ByteSpan behind = rest_;
    std::optional<char32_t> c = TakeCodePoint(behind);
    if (!c) {
      c = OfWindows1252(rest_[0]);
      behind = rest_.subspan(1);
    }
    rest_ = behind;
    return c;
  }

 private:
  ByteSpan rest_;
  Utf16 encoding_;
};

// ToAscii maps every character to one of ASCII or to none, and nothing to a new line end.
std::string ToAscii(ByteSpan file) {
  std::string text;
  text.reserve(file.size());
  CodePoints points(file);
  while (true) {
    text += points.TakePlain();
    const std::optional<char32_t> c = points.Take();
    if (!c) return text;
    if (HasNoWidth(*c)) continue;
    if (*c == '\n' || *c == '\r') {
      text.push_back(static_cast<char>(*c));
    } else if (IsSpace(*c) || *c == '\t' || *c == '\v' || *c == '\f') {
      text.push_back(' ');
    } else if (IsDash(*c)) {
      text.push_back('-');
    } else {
      text.push_back(*c > ' ' && *c < 0x7f ? static_cast<char>(*c) : '?');
    }
  }
}

// WrittenOut is a character that stands as several: an escape of JSON, a tag or a blank of HTML.
struct WrittenOut {
  size_t size;  // characters that it takes, 0 where there is none
  char meant;
};

WrittenOut OfHtml(std::string_view rest) {
  if (rest.starts_with("&nbsp;")) return {6, ' '};
  const std::string_view tag = rest.substr(0, rest.substr(0, kLongestTag).find('>') + 1);
  const bool is_tag = tag.size() > 2 && tag.ends_with('>') && (OPENSSL_isalpha(tag[1]) != 0 || tag[1] == '/') &&
                      tag.find_first_of("\r\n") == std::string_view::npos;
  return {is_tag ? tag.size() : 0, ' '};
}

// OfJson reads the escapes of RFC 8259 7 that stand for ASCII.
WrittenOut OfJson(std::string_view rest) {
  if (rest.size() < 2) return {0, ' '};
  if (rest[1] == 'n' || rest[1] == 'r' || rest[1] == 't') return {2, ' '};
  if (rest[1] == '/' || rest[1] == '"') return {2, rest[1]};
  uint8_t high, low;
  if (rest.size() < 6 || !rest.substr(1).starts_with("u00") || !OPENSSL_fromxdigit(&high, rest[4]) ||
      !OPENSSL_fromxdigit(&low, rest[5]) || high < 2 || high > 7) {
    return {0, ' '};
  }
  return {6, static_cast<char>(high << 4 | low)};
}

}  // namespace

std::string ToPlainText(ByteSpan untrusted_file) {
  // Most files hold nothing else than what stands for itself. No way out of the loop: so it takes 16 bytes at once.
  bool is_plain = true;
  for (const uint8_t c : untrusted_file) {
    is_plain &= ((c >= ' ' && c < 0x7f) || c == '\n') && c != '\\' && c != '<' && c != '&';
  }
  if (is_plain) return {untrusted_file.begin(), untrusted_file.end()};
  const std::string ascii = ToAscii(untrusted_file);
  std::string text;
  text.reserve(ascii.size());
  const std::string_view all = ascii;
  const auto stands_for_itself = [](char c) { return c != '\r' && c != '\\' && c != '<' && c != '&'; };
  for (size_t at = 0; at < all.size();) {
    const size_t start = at;
    while (at < all.size() && stands_for_itself(all[at])) at++;
    text += all.substr(start, at - start);
    if (at == all.size()) break;
    if (all[at] == '\r') {  // CRCRLF is one end, and so is a CR without LF
      const size_t behind = std::min(all.find_first_not_of('\r', at), all.size());
      const bool ends_with_lf = behind < all.size() && all[behind] == '\n';
      text.append(ends_with_lf ? 1 : behind - at, '\n');
      at = behind + (ends_with_lf ? 1 : 0);
      continue;
    }
    WrittenOut one = {0, ' '};
    if (all[at] == '\\') one = OfJson(all.substr(at));
    if (all[at] == '<' || all[at] == '&') one = OfHtml(all.substr(at));
    text.push_back(one.size > 0 ? one.meant : all[at]);
    at += std::max<size_t>(one.size, 1);
  }
  return text;
}

}  // namespace keyseal
