#include "core/asn1/der.h"

#include <algorithm>

#include <openssl/mem.h>

#include "core/base/bssl.h"

namespace keyseal {

bool AddOid(CBB* out, const Oid& oid) {
  return CBB_add_asn1_element(out, CBS_ASN1_OBJECT, oid.contents().data(), oid.contents().size());
}

bool AddOid(CBB* out, std::string_view dotted) {
  CBB contents;
  return CBB_add_asn1(out, &contents, CBS_ASN1_OBJECT) &&
         CBB_add_asn1_oid_from_text(&contents, dotted.data(), dotted.size()) &&  //
         CBB_flush(out);
}

bool IsOid(const CBS& contents, const Oid& oid) { return std::ranges::equal(ToSpan(contents), oid.contents()); }

bool IsDottedOid(std::string_view untrusted_text) {
  bssl::ScopedCBB contents;
  return CBB_init(contents.get(), untrusted_text.size()) &&
         CBB_add_asn1_oid_from_text(contents.get(), untrusted_text.data(), untrusted_text.size());
}

bool AddNull(CBB* out) { return CBB_add_asn1_element(out, CBS_ASN1_NULL, nullptr, 0); }

bool AddBoolean(CBB* out, bool value) { return CBB_add_asn1_bool(out, value ? 1 : 0); }

bool AddString(CBB* out, CBS_ASN1_TAG tag, std::string_view value) {
  return CBB_add_asn1_element(out, tag, reinterpret_cast<const uint8_t*>(value.data()), value.size());
}

}  // namespace keyseal
