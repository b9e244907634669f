// One part of a request, and what an authority makes of it.

#ifndef KEYSEAL_CORE_CHECK_ISSUED_PART_H_
#define KEYSEAL_CORE_CHECK_ISSUED_PART_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/keys/public_key.h"
#include "core/rules/authorities.h"
#include "core/rules/request_rules.h"

namespace keyseal {

// AskedOf is a request, and of whom it is asked.
struct AskedOf {
  const RequestParts& parts;
  const PublicKey& key;
  const std::vector<DecodedAttribute>& subject;
  const std::vector<DecodedName>& names;
  const std::string& signature;  // the name of its algorithm
  const RequestContext& context;
  Profile profile;
  std::optional<Authority> authority;  // or any
};

enum class Fate : uint8_t { kKept, kRewritten, kAdded, kDropped };

// IssuedPart is one part of a request, or of the certificate.
struct IssuedPart {
  std::string part;   // as a finding's field, or what the certificate calls it: "subject[0]", "keyUsage", "validity"
  std::string value;  // what the request says there, as ShownValue makes it; empty where there is nothing to show
  Fate fate;
  std::string becomes;  // what the certificate says there, where that is known and another
  const char* reason;   // of issued_reasons.def
  const char* clause;   // where it is written, or whose software does it
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_CHECK_ISSUED_PART_H_
