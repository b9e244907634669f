#include "core/names/idna.h"

#include <ada.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/nfc.h"
#include "core/base/utf8.h"
#include "core/names/label_context.h"

namespace keyseal {
namespace {

constexpr std::string_view kAcePrefix = "xn--";

std::optional<std::u32string> Decode(std::string_view untrusted_utf8) {
  std::u32string code_points;
  for (ByteSpan rest = ToBytes(untrusted_utf8); !rest.empty();) {
    const std::optional<char32_t> code_point = TakeCodePoint(rest);
    if (!code_point) return std::nullopt;
    code_points.push_back(*code_point);
  }
  return code_points;
}

bool IsAscii(char32_t c) { return c < 0x80; }
bool IsLdh(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || c == U'-'; }

// UseSTD3ASCIIRules (UTS #46 4.1, criterion 7): also what decomposes into "<", "=" or ">" is no part of a label.
bool HasForbiddenAscii(std::u32string_view label) {
  return std::ranges::any_of(
      label, [](char32_t c) { return (IsAscii(c) && !IsLdh(c)) || c == 0x2260 || c == 0x226e || c == 0x226f; });
}

// CheckHyphens (UTS #46 4.1, criteria 2 and 3).
bool HasBadHyphens(std::u32string_view label) {
  return label.starts_with(U'-') || label.ends_with(U'-') || label.substr(0, 4).ends_with(U"--");
}

bool IsNfc(const std::u32string& label) {
  std::u32string normalised = label;
  return ToNfc(normalised) && normalised == label;
}

// What UTS #46 says about a character.
enum class Status : uint8_t { kValid, kMapped, kNotKnown };
Status StatusOf(char32_t c) {
  std::u32string mapped;
  if (!ada::idna::map(std::u32string_view(&c, 1), mapped)) return Status::kNotKnown;
  return mapped == std::u32string_view(&c, 1) ? Status::kValid : Status::kMapped;
}

// Code points that no version of Unicode will make a letter: controls, general punctuation with its direction marks,
// private use, byte order marks and other specials, tags, and what is no character at all.
bool IsNeverInLabels(char32_t c) {
  return IsControl(c) || IsBidiControl(c) || (c >= 0x2000 && c <= 0x206f) || (c >= 0xe000 && c <= 0xf8ff) ||
         (c >= 0xfff0 && c <= 0xffff) || c == 0xfeff || c >= 0xe0000;
}

// What a label is worth for the Bidi rule: its characters, and whether Ada knows them all.
struct ULabel {
  std::u32string text;
  bool is_known = true;
};

Result<std::string> EncodeULabel(const std::u32string& label) {
  if (HasForbiddenAscii(label) || HasBadHyphens(label)) return ErrorCode::kNameNotValid;  // N-17
  if (BeginsWithMark(label) || !HasGoodJoiners(label)) return ErrorCode::kIdnNotValid;    // N-17
  std::string a_label(kAcePrefix);
  std::u32string decoded;
  if (!ada::idna::utf32_to_punycode(label, a_label) ||
      !ada::idna::punycode_to_utf32(std::string_view(a_label).substr(kAcePrefix.size()), decoded) || decoded != label) {
    return ErrorCode::kIdnNotValid;  // N-17: the way back leads to the same label
  }
  return a_label;
}

// DecodePunycode returns what stands behind the prefix of |a_label|, if Punycode would write it so (N-14).
std::optional<std::u32string> DecodePunycode(std::string_view a_label) {
  std::u32string decoded;
  std::string encoded(kAcePrefix);
  if (!ada::idna::punycode_to_utf32(a_label.substr(kAcePrefix.size()), decoded) ||
      !ada::idna::utf32_to_punycode(decoded, encoded) || encoded != a_label) {
    return std::nullopt;  // N-14: Punycode's own output, RFC 3492 6.3
  }
  if (std::ranges::all_of(decoded, IsAscii)) return std::nullopt;  // N-14; also an empty rest
  return decoded;
}

// DecodeALabel returns the U-label of an A-label that was given as one. Characters newer than Ada's tables pass (N-16);
// a label of known ones must be what its own U-label would become.
Result<ULabel> DecodeALabel(const std::u32string& label) {
  if (!std::ranges::all_of(label, IsAscii)) return ErrorCode::kIdnNotValid;
  std::optional<std::u32string> text = DecodePunycode(std::string(label.begin(), label.end()));
  if (!text || !IsNfc(*text)) return ErrorCode::kIdnNotValid;  // N-14, N-15
  ULabel decoded{*std::move(text)};
  for (const char32_t c : decoded.text) {
    const Status status = StatusOf(c);
    if (status == Status::kMapped || (status == Status::kNotKnown && IsNeverInLabels(c))) {
      return ErrorCode::kIdnNotValid;
    }
    if (status == Status::kNotKnown) decoded.is_known = false;  // N-16
  }
  if (decoded.is_known && !EncodeULabel(decoded.text)) return ErrorCode::kIdnNotValid;
  return decoded;
}

std::vector<std::u32string> SplitAtDots(const std::u32string& text) {
  std::vector<std::u32string> labels;
  size_t start = 0;
  for (size_t dot; (dot = text.find(U'.', start)) != std::u32string::npos; start = dot + 1) {
    labels.push_back(text.substr(start, dot - start));
  }
  labels.push_back(text.substr(start));
  return labels;
}

// UTS #46 4, steps 1 and 2, for text that has more than ASCII; of ASCII they leave lower case.
Result<std::u32string> MapAndNormalise(std::u32string text) {
  if (std::ranges::all_of(text, IsAscii)) {
    for (char32_t& c : text) c += c >= U'A' && c <= U'Z' ? U'a' - U'A' : 0;  // N-22
    return text;
  }
  std::u32string mapped;
  if (!ada::idna::map(text, mapped) || !ToNfc(mapped)) return ErrorCode::kIdnNotValid;
  return mapped;
}

}  // namespace

std::optional<ALabelFault> FindALabelFault(std::string_view a_label) {
  const std::optional<std::u32string> decoded = DecodePunycode(a_label);
  if (!decoded) return ALabelFault::kNotPunycode;
  if (!IsNfc(*decoded)) return ALabelFault::kNotNfc;
  return std::nullopt;
}

Result<std::string> ToALabels(std::string_view untrusted_host) {
  std::optional<std::u32string> code_points = Decode(untrusted_host);
  if (!code_points) return ErrorCode::kNameNotValid;
  Result<std::u32string> mapped = MapAndNormalise(*std::move(code_points));
  if (!mapped) return mapped.error();

  std::string host;
  std::vector<std::u32string> u_labels;  // those that the Bidi rule can judge
  for (const std::u32string& label : SplitAtDots(*mapped)) {
    if (label.starts_with(U"xn--")) {
      Result<ULabel> decoded = DecodeALabel(label);
      if (!decoded) return decoded.error();
      host.append(label.begin(), label.end());
      if (decoded->is_known) u_labels.push_back(std::move(decoded->text));
    } else if (std::ranges::all_of(label, IsAscii)) {
      host.append(label.begin(), label.end());
      u_labels.push_back(label);
    } else {
      const Result<std::string> a_label = EncodeULabel(label);
      if (!a_label) return a_label.error();
      host += *a_label;
      u_labels.push_back(label);
    }
    host += '.';
  }
  host.pop_back();
  if (!HasGoodDirections(u_labels)) return ErrorCode::kIdnNotValid;
  return host;
}

}  // namespace keyseal
