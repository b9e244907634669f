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
#include "core/rules/subject_text.h"

namespace keyseal {

// ParseDate reads "2027-03-15"; nothing for what is no day.
std::optional<Date> ParseDate(std::string_view text);

// How far an authority looks into who asks: BR 7.1.2.7.1 for servers, SBR 7.1.6.1 for mail.
enum class ValidationLevel : uint8_t { kUnknown, kDv, kIv, kOv, kEv, kMailbox, kOrganization, kSponsor, kIndividual };

// ParseValidationLevel reads "dv", "iv", "ov", "ev", "mailbox", "organization", "sponsor" or "individual".
std::optional<ValidationLevel> ParseValidationLevel(std::string_view name);
// IsLevelOf returns whether certificates of |profile| have |level|; kUnknown goes with all.
bool IsLevelOf(ValidationLevel level, Profile profile);

// How strictly S/MIME certificates are made (SBR 1.2). Legacy ones are no longer issued.
enum class Generation : uint8_t { kUnknown, kStrict, kMultipurpose, kLegacy };

// ParseGeneration reads "strict", "multipurpose" or "legacy".
std::optional<Generation> ParseGeneration(std::string_view name);

struct RequestContext {
  InputKind kind = InputKind::kCsr;
  ValidationLevel level = ValidationLevel::kUnknown;
  Generation generation = Generation::kUnknown;
  Date date = 0;    // for rules that begin on a day
  Date issued = 0;  // for rules of certificates that are issued from a day on: the certificate's own, or |date|
};

// DecodedName is one of the SAN's.
struct DecodedName {
  std::string kind;  // "dns", "ip", "email", "uri", or "other"
  std::string text;  // ASCII but for mailboxes; "#" and hex for what is no text
  size_t index = 0;  // in the SAN
};

// DirectoryName is one of the SAN's under Profile::kSmime, which has rules for its attributes.
struct DirectoryName {
  std::vector<DecodedAttribute> attributes;
  size_t index = 0;  // in the SAN
};

// NamesOfRequest are the names of a request's SAN, whatever they are worth, at most kMaxNames.
struct NamesOfRequest {
  bool has_extension = false;
  bool is_critical = false;
  std::vector<DecodedName> names;
  std::vector<DirectoryName> directory_names;
};

// CheckSubject judges the subject, against |names| too (S-13, K-61), and returns it.
std::vector<DecodedAttribute> CheckSubject(const RequestParts& parts, const NamesOfRequest& names,
                                           const RequestContext& context, Reporter& reporter);

// CheckNames judges the subject alternative names and returns them.
NamesOfRequest CheckNames(const RequestParts& parts, const RequestContext& context, Reporter& reporter);

// CheckExtensions judges all other extensions, for a key of |key|'s kind.
void CheckExtensions(const RequestParts& parts, const PublicKey& key, const RequestContext& context,
                     Reporter& reporter);

// CheckPolicies judges a certificate's policies, and returns |asked| with the level and the generation that they name,
// which go before what was asked about.
RequestContext CheckPolicies(const RequestParts& parts, const RequestContext& asked, Reporter& reporter);

// ReservedPolicyOf returns the policy under which certificates of |level| and |generation| are issued, or "" where
// these do not say it (BR 7.1.6.1, SBR 7.1.6.1, CSBR 7.1.6.1).
std::string_view ReservedPolicyOf(Profile profile, ValidationLevel level, Generation generation);

// FindExtension returns the extension with this dotted OID, or nullptr.
const ExtensionPart* FindExtension(const RequestParts& parts, const Oid& oid);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_REQUEST_RULES_H_
