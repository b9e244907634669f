#include "core/asn1/der_reader.h"

#include <algorithm>

namespace keyseal {
namespace {

struct Header {
  DerElement element;
  bool is_long = false;
  bool is_indefinite = false;
};

std::optional<Header> ReadHeader(ByteSpan bytes, size_t offset) {
  CBS input = ToCbs(bytes);
  CBS element;
  CBS_ASN1_TAG tag = 0;
  size_t header_size = 0;
  int ber_found = 0;
  int indefinite = 0;
  if (!CBS_get_any_ber_asn1_element(&input, &element, &tag, &header_size, &ber_found, &indefinite)) return std::nullopt;
  Header header;
  header.is_indefinite = indefinite != 0;
  header.is_long = ber_found != 0;
  const ByteSpan all = ToSpan(element);
  header.element = {tag, all.subspan(header_size), all, offset, offset + header_size};
  return header;
}

// The types whose contents may be elements: all but these are primitive in DER (X.690 10.2).
bool IsStructure(CBS_ASN1_TAG tag) {
  return tag == CBS_ASN1_SEQUENCE || tag == CBS_ASN1_SET ||
         ((tag & CBS_ASN1_CONSTRUCTED) != 0 && (tag & CBS_ASN1_CLASS_MASK) != CBS_ASN1_UNIVERSAL);
}

std::optional<DerFault> FaultOfPrimitive(const DerElement& element) {
  const CBS contents = ToCbs(element.contents);
  switch (element.tag) {
    case CBS_ASN1_BOOLEAN:
      if (element.contents.size() == 1 && (element.contents[0] == 0 || element.contents[0] == 0xff)) break;
      return DerFault::kBoolean;
    case CBS_ASN1_INTEGER:
    case CBS_ASN1_ENUMERATED:
      if (CBS_is_valid_asn1_integer(&contents, nullptr)) break;
      return DerFault::kInteger;
    case CBS_ASN1_OBJECT:
      if (CBS_is_valid_asn1_oid(&contents)) break;
      return DerFault::kOid;
    case CBS_ASN1_NULL:
      if (element.contents.empty()) break;
      return DerFault::kNull;
    case CBS_ASN1_BITSTRING:
      if (CBS_is_valid_asn1_bitstring(&contents)) break;
      return DerFault::kBitString;
    default:
      if ((element.tag & CBS_ASN1_CONSTRUCTED) != 0) return DerFault::kConstructed;
  }
  return std::nullopt;
}

class Walk {
 public:
  void Elements(ByteSpan bytes, size_t offset, size_t depth) {
    while (!bytes.empty() && defects_.size() < kMaxDerDefects) {
      const std::optional<Header> header = ReadHeader(bytes, offset);
      if (!header) return Add(DerFault::kCutOff, offset);
      if (header->is_indefinite) return Add(DerFault::kIndefinite, offset);
      if (header->is_long) Add(DerFault::kLongLength, offset);
      Inside(header->element, depth);
      bytes = bytes.subspan(header->element.bytes.size());
      offset += header->element.bytes.size();
    }
  }

  void Add(DerFault fault, size_t offset) {
    if (defects_.size() == kMaxDerDefects) return;
    defects_.insert(std::ranges::upper_bound(defects_, offset, {}, &DerDefect::offset), {fault, offset});
  }

  std::vector<DerDefect> Finish() && { return std::move(defects_); }

 private:
  void Inside(const DerElement& element, size_t depth) {
    if (!IsStructure(element.tag)) {
      if (const std::optional<DerFault> fault = FaultOfPrimitive(element)) Add(*fault, element.offset);
      return;
    }
    if (depth == kMaxDerDepth) return Add(DerFault::kTooDeep, element.offset);
    if (element.tag == CBS_ASN1_SET && !IsSortedSet(element.contents)) Add(DerFault::kSetOrder, element.offset);
    Elements(element.contents, element.contents_offset, depth + 1);
  }

  std::vector<DerDefect> defects_;
};

}  // namespace

bool DerReader::NextIs(CBS_ASN1_TAG tag) const {
  const std::optional<DerElement> next = Peek();
  return next && next->tag == tag;
}

std::optional<DerElement> DerReader::Take() {
  const std::optional<DerElement> next = Peek();
  if (next) Skip(*next);
  return next;
}

std::optional<DerElement> DerReader::Take(CBS_ASN1_TAG tag) {
  const std::optional<DerElement> next = Peek();
  if (!next || next->tag != tag) return std::nullopt;
  Skip(*next);
  return next;
}

std::optional<DerElement> DerReader::Peek() const {
  const std::optional<Header> header = ReadHeader(rest_, offset_);
  if (!header || header->is_indefinite) return std::nullopt;
  return header->element;
}

void DerReader::Skip(const DerElement& element) {
  rest_ = rest_.subspan(element.bytes.size());
  offset_ += element.bytes.size();
}

const char* FaultText(DerFault fault) {
  switch (fault) {
    case DerFault::kCutOff:
      return "cut off, or no element";
    case DerFault::kIndefinite:
      return "an indefinite length";
    case DerFault::kLongLength:
      return "a length in more octets than needed";
    case DerFault::kTrailing:
      return "bytes behind the end";
    case DerFault::kTooDeep:
      return "too many levels";
    case DerFault::kBoolean:
      return "a BOOLEAN that is neither 00 nor FF";
    case DerFault::kInteger:
      return "an INTEGER in more octets than needed, or in none";
    case DerFault::kOid:
      return "an OBJECT IDENTIFIER that is none";
    case DerFault::kNull:
      return "a NULL with contents";
    case DerFault::kBitString:
      return "a BIT STRING whose unused bits are not zero";
    case DerFault::kConstructed:
      return "a string in pieces, or an unknown structure";
    case DerFault::kSetOrder:
      return "a SET out of order";
    case DerFault::kDefault:
      return "a default that should be left out";
  }
  return "";
}

std::vector<DerDefect> FindDerDefects(ByteSpan der, size_t offset) {
  Walk walk;
  const std::optional<Header> header = ReadHeader(der, offset);
  if (header && !header->is_indefinite && header->element.bytes.size() < der.size()) {
    walk.Add(DerFault::kTrailing, offset + header->element.bytes.size());
    der = header->element.bytes;
  }
  if (der.empty()) walk.Add(DerFault::kCutOff, offset);
  walk.Elements(der, offset, 0);
  return std::move(walk).Finish();
}

bool IsSortedSet(ByteSpan contents) {
  ByteSpan last;
  DerReader reader(contents, 0);
  while (const std::optional<DerElement> element = reader.Take()) {
    // Encodings are compared as octet strings, the shorter padded with zeros (X.690 11.6). No complete encoding begins
    // another, so padding never decides.
    if (std::ranges::lexicographical_compare(element->bytes, last)) return false;
    last = element->bytes;
  }
  return true;
}

}  // namespace keyseal
