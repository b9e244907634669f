// The text of a subject's attributes: what it says, and what nobody meant to write.

#ifndef KEYSEAL_CORE_RULES_SUBJECT_TEXT_H_
#define KEYSEAL_CORE_RULES_SUBJECT_TEXT_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/asn1/der_reader.h"
#include "core/rules/request_parts.h"

namespace keyseal {

// DecodedAttribute is one of a name's, as text. What is no text is "#" and hex.
struct DecodedAttribute {
  std::string type;  // "O", or a dotted OID
  std::string value;
};

// TextOf returns a string value as UTF-8, or nothing where its bytes are none of its type (X.690 8.23, RFC 5280 A.1).
std::optional<std::string> TextOf(const DerElement& value);

DecodedAttribute DecodeAttribute(const SubjectPart& part);
std::vector<DecodedAttribute> DecodeAttributes(std::span<const SubjectPart> parts);

// HasUnseen returns whether |text| has what nobody sees: control characters, marks of direction, characters without a
// width that no script needs, or what a decoder left of bytes that it did not understand.
bool HasUnseen(std::string_view text);

// LooksDamaged returns whether |text| has an entity of HTML, UTF-8 that was read as Latin-1 or Windows-1252 (U+00C2 or
// U+00C3 and then a character from U+0080 to U+00BF; U+00E2 and then U+0080 or the euro sign), or a blank at an end.
bool LooksDamaged(std::string_view text);

// IsToolDefault returns whether openssl req, Red Hat's openssl.cnf or keytool fill in |text|.
bool IsToolDefault(std::string_view text);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_SUBJECT_TEXT_H_
