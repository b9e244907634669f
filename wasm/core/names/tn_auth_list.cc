#include "core/names/tn_auth_list.h"

#include <algorithm>

#include "core/base/bssl.h"

namespace keyseal {

namespace {

constexpr size_t kMaxNumberSize = 15;  // TelephoneNumber ::= IA5String (SIZE (1..15)) (FROM ("0123456789#*"))
constexpr size_t kMaxCodeSize = 10;    // SPIDs and OCNs have four characters; room for other countries' codes
constexpr unsigned kTag = CBS_ASN1_CONTEXT_SPECIFIC | CBS_ASN1_CONSTRUCTED;

bool IsNumber(std::string_view text) {
  return !text.empty() && text.size() <= kMaxNumberSize && text.find_first_not_of("0123456789#*") == text.npos;
}

bool IsCode(std::string_view text) {
  return !text.empty() && text.size() <= kMaxCodeSize && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

bool IsValid(const TnEntry& entry) {
  switch (entry.kind) {
    case TnEntry::Kind::kServiceProviderCode:
      return IsCode(entry.text);
    case TnEntry::Kind::kNumber:
      return IsNumber(entry.text);
    case TnEntry::Kind::kRange:
      return IsNumber(entry.text) && entry.count >= 2;  // count INTEGER (2..MAX)
  }
  return false;
}

bool AddIa5String(CBB* out, std::string_view text) {
  return CBB_add_asn1_element(out, CBS_ASN1_IA5STRING, reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

// TNEntry ::= CHOICE { spc [0] IA5String, range [1] SEQUENCE { start, count }, one [2] IA5String }, explicit tags
bool AddEntry(CBB* out, const TnEntry& entry) {
  CBB tagged;
  CBB range;
  switch (entry.kind) {
    case TnEntry::Kind::kServiceProviderCode:
      return CBB_add_asn1(out, &tagged, kTag | 0) && AddIa5String(&tagged, entry.text) && CBB_flush(out);
    case TnEntry::Kind::kRange:
      return CBB_add_asn1(out, &tagged, kTag | 1) && CBB_add_asn1(&tagged, &range, CBS_ASN1_SEQUENCE) &&
             AddIa5String(&range, entry.text) && CBB_add_asn1_uint64(&range, entry.count) && CBB_flush(out);
    case TnEntry::Kind::kNumber:
      return CBB_add_asn1(out, &tagged, kTag | 2) && AddIa5String(&tagged, entry.text) && CBB_flush(out);
  }
  return false;
}

std::optional<std::string> TakeIa5String(CBS& from) {
  CBS text;
  if (!CBS_get_asn1(&from, &text, CBS_ASN1_IA5STRING) || CBS_len(&text) == 0) return std::nullopt;
  const ByteSpan bytes(CBS_data(&text), CBS_len(&text));
  if (!std::ranges::all_of(bytes, [](uint8_t byte) { return byte < 0x80; })) return std::nullopt;
  return std::string(bytes.begin(), bytes.end());
}

// The same CHOICE as AddEntry's.
std::optional<TnEntry> TakeEntry(CBS& list) {
  CBS tagged, range;
  CBS_ASN1_TAG tag = 0;
  if (!CBS_get_any_asn1(&list, &tagged, &tag) || tag < kTag || tag > (kTag | 2)) return std::nullopt;
  TnEntry entry;
  entry.kind = static_cast<TnEntry::Kind>(tag == kTag ? 0 : tag == (kTag | 1) ? 2 : 1);
  const bool is_range = entry.kind == TnEntry::Kind::kRange;
  if (is_range && !CBS_get_asn1(&tagged, &range, CBS_ASN1_SEQUENCE)) return std::nullopt;
  CBS& from = is_range ? range : tagged;
  const std::optional<std::string> text = TakeIa5String(from);
  if (!text) return std::nullopt;
  entry.text = *text;
  if (is_range) {
    uint64_t count = 0;
    if (!CBS_get_asn1_uint64(&range, &count) || count < 2) return std::nullopt;
    entry.count = static_cast<uint32_t>(std::min<uint64_t>(count, UINT32_MAX));
  }
  const bool is_code = entry.kind == TnEntry::Kind::kServiceProviderCode;
  const bool is_whole = CBS_len(&tagged) == 0 && (!is_range || CBS_len(&range) == 0);
  return is_whole && (is_code || IsNumber(entry.text)) ? std::optional(entry) : std::nullopt;
}

}  // namespace

std::optional<std::vector<TnEntry>> ParseTnAuthList(ByteSpan untrusted_der) {
  CBS all, list;
  CBS_init(&all, untrusted_der.data(), untrusted_der.size());
  if (!CBS_get_asn1(&all, &list, CBS_ASN1_SEQUENCE) || CBS_len(&all) != 0 || CBS_len(&list) == 0) return std::nullopt;
  std::vector<TnEntry> entries;
  while (CBS_len(&list) > 0) {
    const std::optional<TnEntry> entry = TakeEntry(list);
    if (!entry) return std::nullopt;
    entries.push_back(*entry);
  }
  return entries;
}

bool IsShakenCode(std::string_view code) {
  return std::ranges::all_of(code, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

Result<void> CheckTnEntry(const TnEntry& entry) {
  if (!IsValid(entry)) return ErrorCode::kTnNotValid;
  return {};
}

Result<Bytes> EncodeTnAuthList(const std::vector<TnEntry>& entries) {
  bssl::ScopedCBB cbb;
  CBB list;
  if (!CBB_init(cbb.get(), 64) || !CBB_add_asn1(cbb.get(), &list, CBS_ASN1_SEQUENCE)) {
    return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  for (size_t i = 0; i < entries.size(); i++) {
    if (!IsValid(entries[i])) return Error{ErrorCode::kTnNotValid, "tnAuthList", static_cast<uint32_t>(i)};
    if (!AddEntry(&list, entries[i])) return FailureOfBssl(ErrorCode::kOutOfMemory);
  }
  return FinishCbb(cbb.get());
}

}  // namespace keyseal
