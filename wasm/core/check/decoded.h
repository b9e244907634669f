// What the input says, for a person to look at.

#ifndef KEYSEAL_CORE_CHECK_DECODED_H_
#define KEYSEAL_CORE_CHECK_DECODED_H_

#include <string>
#include <vector>

#include "core/check/issued_part.h"
#include "core/rules/request_rules.h"

namespace keyseal {

struct DecodedExtension {
  std::string oid;  // dotted
  bool is_critical = false;
};

// Decoded is what a person wants to see of the input.
struct Decoded {
  std::string key;        // "RSA 2048"
  std::string signature;  // "ecdsa-with-SHA256", or a dotted OID; empty where there is none
  std::vector<DecodedAttribute> subject;
  std::vector<DecodedName> names;
  std::vector<DecodedExtension> extensions;
  std::vector<std::string> attributes;  // of requests, those that ask for no extensions: dotted OIDs
  std::vector<IssuedPart> issued;       // of requests
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_CHECK_DECODED_H_
