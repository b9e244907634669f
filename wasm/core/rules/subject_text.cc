#include "core/rules/subject_text.h"

#include <algorithm>

#include "core/asn1/oid_names.h"
#include "core/base/utf8.h"
#include "core/request/subject.h"

namespace keyseal {
namespace {

constexpr std::string_view kToolDefaults[] = {
    "Internet Widgits Pty Ltd",
    "Some-State",
    "Default Company Ltd",
    "Default City",
    "SomeOrganization",
    "SomeOrganizationalUnit",
    "SomeState",
    "SomeCity",
    "Unknown",
};

}  // namespace

std::optional<std::string> TextOf(const DerElement& value) {
  const std::string_view text(reinterpret_cast<const char*>(value.contents.data()), value.contents.size());
  CBS cbs = ToCbs(value.contents);
  switch (value.tag) {
    case CBS_ASN1_UTF8STRING:
      if (!CountCodePoints(text)) return std::nullopt;
      return std::string(text);
    case CBS_ASN1_PRINTABLESTRING:
      if (!std::ranges::all_of(text, IsPrintableStringCharacter)) return std::nullopt;
      return std::string(text);
    case CBS_ASN1_IA5STRING:
      if (!std::ranges::all_of(text, [](char c) { return (c & 0x80) == 0; })) return std::nullopt;
      return std::string(text);
    case CBS_ASN1_T61STRING: {  // taken as Latin-1, as everybody does
      std::string utf8;
      for (const uint8_t byte : value.contents) {
        if (byte >= 0x80) utf8 += static_cast<char>(0xc0 | byte >> 6);
        utf8 += static_cast<char>(byte < 0x80 ? byte : 0x80 | (byte & 0x3f));
      }
      return utf8;
    }
    case CBS_ASN1_BMPSTRING:
    case CBS_ASN1_UNIVERSALSTRING: {
      bssl::ScopedCBB utf8;
      if (!CBB_init(utf8.get(), value.contents.size())) return std::nullopt;
      while (CBS_len(&cbs) > 0) {
        uint32_t c = 0;
        const int ok = value.tag == CBS_ASN1_BMPSTRING ? CBS_get_ucs2_be(&cbs, &c) : CBS_get_utf32_be(&cbs, &c);
        if (!ok || !CBB_add_utf8(utf8.get(), c)) return std::nullopt;
      }
      const Result<Bytes> bytes = FinishCbb(utf8.get());
      if (!bytes) return std::nullopt;
      return std::string(bytes->begin(), bytes->end());
    }
    default:
      return std::nullopt;
  }
}

DecodedAttribute DecodeAttribute(const SubjectPart& part) {
  const AttributeType* type = FindAttributeType(ToCbs(part.type.contents));
  const std::optional<std::string> text = TextOf(part.value);
  return {type != nullptr ? std::string(type->short_name) : DottedOid(part.type.contents),
          text ? *text : HexText(part.value.contents)};
}

std::vector<DecodedAttribute> DecodeAttributes(std::span<const SubjectPart> parts) {
  std::vector<DecodedAttribute> decoded;
  for (const SubjectPart& part : parts) decoded.push_back(DecodeAttribute(part));
  return decoded;
}

bool HasUnseen(std::string_view text) {
  for (ByteSpan rest = ToBytes(text); !rest.empty();) {
    const std::optional<char32_t> c = TakeCodePoint(rest);
    if (!c || IsControl(*c) || IsBidiControl(*c) || *c == kReplacementCharacter || *c == 0x200b || *c == 0x2060 ||
        *c == 0xfeff || *c == 0xad) {
      return true;
    }
  }
  return false;
}

bool LooksDamaged(std::string_view text) {
  constexpr std::string_view kEntities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;", "&#"};
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  if (std::ranges::any_of(kEntities, has)) return true;
  char32_t last = 0;
  for (ByteSpan rest = ToBytes(text); !rest.empty();) {
    const std::optional<char32_t> c = TakeCodePoint(rest);
    if (!c) return true;
    if ((last == 0xc2 || last == 0xc3) && *c >= 0x80 && *c <= 0xbf) return true;
    if (last == 0xe2 && (*c == 0x80 || *c == 0x20ac)) return true;
    if (last == 0 && IsSpace(*c)) return true;
    last = *c;
  }
  return IsSpace(last);
}

bool IsToolDefault(std::string_view text) { return std::ranges::find(kToolDefaults, text) != std::end(kToolDefaults); }

}  // namespace keyseal
