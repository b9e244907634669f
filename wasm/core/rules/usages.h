// What a request or certificate says its key is for, and the rules of each kind of certificate about that.

#ifndef KEYSEAL_CORE_RULES_USAGES_H_
#define KEYSEAL_CORE_RULES_USAGES_H_

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/asn1/der.h"
#include "core/keys/public_key.h"
#include "core/rules/request_rules.h"

namespace keyseal {

// KeyUsage is the bits of RFC 5280 4.2.1.3, the first as the highest. The lowest stands for all that are not defined.
using KeyUsage = uint16_t;
inline constexpr KeyUsage kDigitalSignature = 0x8000;
inline constexpr KeyUsage kNonRepudiation = 0x4000;
inline constexpr KeyUsage kKeyEncipherment = 0x2000;
inline constexpr KeyUsage kDataEncipherment = 0x1000;
inline constexpr KeyUsage kKeyAgreement = 0x0800;
inline constexpr KeyUsage kKeyCertSign = 0x0400;
inline constexpr KeyUsage kCrlSign = 0x0200;
inline constexpr KeyUsage kEncipherOnly = 0x0100;
inline constexpr KeyUsage kDecipherOnly = 0x0080;
inline constexpr KeyUsage kUndefinedUsage = 0x0001;

// Extended key usages (RFC 5280 4.2.1.12)
inline constexpr Oid kAnyPurpose("2.5.29.37.0");
inline constexpr Oid kServerAuth("1.3.6.1.5.5.7.3.1");
inline constexpr Oid kClientAuth("1.3.6.1.5.5.7.3.2");
inline constexpr Oid kCodeSigningPurpose("1.3.6.1.5.5.7.3.3");
inline constexpr Oid kEmailProtection("1.3.6.1.5.5.7.3.4");
inline constexpr Oid kTimeStamping("1.3.6.1.5.5.7.3.8");
inline constexpr Oid kOcspSigning("1.3.6.1.5.5.7.3.9");

inline constexpr char kKeyUsageField[] = "keyUsage";
inline constexpr char kPurposeField[] = "extendedKeyUsage";
inline constexpr char kConstraintsField[] = "basicConstraints";

// IsOneOf returns whether |oid|, an OBJECT IDENTIFIER, is one of |known|.
inline bool IsOneOf(const DerElement& oid, std::span<const Oid> known) {
  return std::ranges::any_of(known, [&](const Oid& one) { return IsOid(ToCbs(oid.contents), one); });
}

// Usages are what the two extensions say, which may be absent, or no more than there.
struct Usages {
  bool has_key_usage = false;
  std::optional<KeyUsage> key_usage;  // where it could be read
  bool has_purposes = false;
  std::vector<DerElement> purposes;  // where they could be read

  bool HasPurpose(const Oid& oid) const {
    return std::ranges::any_of(purposes, [&](const DerElement& one) { return IsOid(ToCbs(one.contents), oid); });
  }
};

// Constraints are what the basic constraints say, where they are there.
struct Constraints {
  bool is_ca = false;
  bool has_path_length = false;
  bool is_critical = false;
  std::optional<size_t> default_written;  // where cA FALSE is written out (C-05)
};

// KeyUsageBits is what a KeyUsage says, and whether it is written as DER wants it: with a bit set, and none of the
// zeros behind the last one (X.690 11.2.2).
struct KeyUsageBits {
  KeyUsage usage = 0;
  bool is_der = false;
};

// ReadKeyUsage, ReadPurposes and ReadConstraints return what the value of an extension says, or nothing for what is
// none (RFC 5280 4.2.1.3, .12, .9).
std::optional<KeyUsageBits> ReadKeyUsage(const ExtensionPart& extension);
std::optional<std::vector<DerElement>> ReadPurposes(const ExtensionPart& extension);
std::optional<Constraints> ReadConstraints(const ExtensionPart& extension);

// UsageNames returns the names of |usage|'s bits, "digitalSignature, keyCertSign"; PurposeName that of an extended key
// usage, "serverAuth", or its dotted OID; PurposeNames those of several; ConstraintsText "CA:TRUE, pathlen".
std::string UsageNames(KeyUsage usage);
std::string PurposeName(const DerElement& purpose);
std::string PurposeNames(std::span<const DerElement> purposes);
std::string ConstraintsText(const Constraints& constraints);

// IsMailUsage returns whether a mail certificate of |generation| may have |usage| for a key of |algorithm|'s kind (SBR
// 7.1.2.3(e)).
bool IsMailUsage(KeyUsage usage, KeyAlgorithm algorithm, Generation generation);

// CheckServerUsages, CheckSmimeUsages, ... judge |usages| for a key of |key|'s kind: X rules, and K-61.
void CheckServerUsages(const Usages& usages, const PublicKey& key, const RequestContext& context, Reporter& reporter);
void CheckSmimeUsages(const Usages& usages, const PublicKey& key, const RequestContext& context, Reporter& reporter);
void CheckCodeSigningUsages(const Usages& usages, const RequestContext& context, Reporter& reporter);
void CheckSpiffeUsages(const Usages& usages, const RequestContext& context, Reporter& reporter);
void CheckCallerUsages(const Usages& usages, const RequestContext& context, Reporter& reporter);

// CheckPossibleUsages asks whether a key of |key|'s kind can do what |usages| say, whoever trusts it.
void CheckPossibleUsages(const Usages& usages, const PublicKey& key, Reporter& reporter);

// CheckConstraints holds usages and basic constraints against each other (RFC 5280 4.2.1.3, 4.2.1.9).
void CheckConstraints(const Usages& usages, const Constraints& constraints, Reporter& reporter);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_USAGES_H_
