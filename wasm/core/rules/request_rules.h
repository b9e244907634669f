// S, N and X rules: what a request, or a certificate, says about its subject, its names and its extensions.

#ifndef KEYSEAL_CORE_RULES_REQUEST_RULES_H_
#define KEYSEAL_CORE_RULES_REQUEST_RULES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/keys/public_key.h"
#include "core/rules/change_days.h"
#include "core/rules/request_parts.h"
#include "core/rules/rule.h"

namespace keyseal {

// ParseDate reads "2027-03-15"; nothing for what is no day.
std::optional<Date> ParseDate(std::string_view text);

// How far an authority looks into who asks (BR 7.1.2.7.1).
enum class ValidationLevel : uint8_t { kUnknown, kDv, kIv, kOv, kEv };

// ParseValidationLevel reads "dv", "iv", "ov" or "ev".
std::optional<ValidationLevel> ParseValidationLevel(std::string_view name);

struct RequestContext {
  InputKind kind = InputKind::kCsr;
  ValidationLevel level = ValidationLevel::kUnknown;
  Date date = 0;  // for rules that begin on a day
};

// DecodedAttribute is one of the subject's, as text. What is no text is "#" and hex.
struct DecodedAttribute {
  std::string type;  // "O", or a dotted OID
  std::string value;
};

// DecodedName is one of the SAN's.
struct DecodedName {
  std::string kind;  // "dns", "ip", "email", "uri", or "other"
  std::string text;  // "#" and hex for what is no text
  size_t index = 0;  // in the SAN
};

// NamesOf returns the names of a request's SAN, whatever they are worth, at most kMaxNames.
struct NamesOfRequest {
  bool has_extension = false;
  bool is_critical = false;
  std::vector<DecodedName> names;
};

// CheckSubject judges the subject, against |names| too (S-13, K-61), and returns it.
std::vector<DecodedAttribute> CheckSubject(const RequestParts& parts, const NamesOfRequest& names,
                                           const RequestContext& context, Reporter& reporter);

// CheckNames judges the subject alternative names and returns them.
NamesOfRequest CheckNames(const RequestParts& parts, const RequestContext& context, Reporter& reporter);

// CheckExtensions judges all other extensions, for a key of |key|'s kind.
void CheckExtensions(const RequestParts& parts, const PublicKey& key, const RequestContext& context,
                     Reporter& reporter);

// LevelOfPolicies returns the validation level that a certificate's policies name (BR 7.1.6.1, EVG 7.1.6.1).
ValidationLevel LevelOfPolicies(const RequestParts& parts);

// FindExtension returns the extension with this dotted OID, or nullptr.
const ExtensionPart* FindExtension(const RequestParts& parts, const Oid& oid);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_REQUEST_RULES_H_
