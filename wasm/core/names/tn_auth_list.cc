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

}  // namespace

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
