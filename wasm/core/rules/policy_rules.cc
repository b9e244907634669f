// which policy a certificate is issued under, and what that says of its type.

#include <algorithm>

#include "core/asn1/der.h"
#include "core/rules/change_days.h"
#include "core/rules/request_rules.h"

namespace keyseal {
namespace {

constexpr Oid kCertificatePolicies("2.5.29.32");

// A policy that the CA/Browser Forum reserves (BR 7.1.6.1, EVG 7.1.6.1, SBR 7.1.6.1, CSBR 7.1.6.1).
struct ReservedPolicy {
  Profile profile;
  Oid oid;
  ValidationLevel level = ValidationLevel::kUnknown;
  Generation generation = Generation::kUnknown;
};

constexpr ReservedPolicy kReserved[] = {
    {Profile::kTlsServer, Oid("2.23.140.1.2.1"), ValidationLevel::kDv},
    {Profile::kTlsServer, Oid("2.23.140.1.2.2"), ValidationLevel::kOv},
    {Profile::kTlsServer, Oid("2.23.140.1.2.3"), ValidationLevel::kIv},
    {Profile::kTlsServer, Oid("2.23.140.1.1"), ValidationLevel::kEv},
    {Profile::kSmime, Oid("2.23.140.1.5.1.1"), ValidationLevel::kMailbox, Generation::kLegacy},
    {Profile::kSmime, Oid("2.23.140.1.5.1.2"), ValidationLevel::kMailbox, Generation::kMultipurpose},
    {Profile::kSmime, Oid("2.23.140.1.5.1.3"), ValidationLevel::kMailbox, Generation::kStrict},
    {Profile::kSmime, Oid("2.23.140.1.5.2.1"), ValidationLevel::kOrganization, Generation::kLegacy},
    {Profile::kSmime, Oid("2.23.140.1.5.2.2"), ValidationLevel::kOrganization, Generation::kMultipurpose},
    {Profile::kSmime, Oid("2.23.140.1.5.2.3"), ValidationLevel::kOrganization, Generation::kStrict},
    {Profile::kSmime, Oid("2.23.140.1.5.3.1"), ValidationLevel::kSponsor, Generation::kLegacy},
    {Profile::kSmime, Oid("2.23.140.1.5.3.2"), ValidationLevel::kSponsor, Generation::kMultipurpose},
    {Profile::kSmime, Oid("2.23.140.1.5.3.3"), ValidationLevel::kSponsor, Generation::kStrict},
    {Profile::kSmime, Oid("2.23.140.1.5.4.1"), ValidationLevel::kIndividual, Generation::kLegacy},
    {Profile::kSmime, Oid("2.23.140.1.5.4.2"), ValidationLevel::kIndividual, Generation::kMultipurpose},
    {Profile::kSmime, Oid("2.23.140.1.5.4.3"), ValidationLevel::kIndividual, Generation::kStrict},
    {Profile::kCodeSigning, Oid("2.23.140.1.4.1")},
    {Profile::kCodeSigning, Oid("2.23.140.1.4.2")},  // of time stamps: X-12 speaks of what its key is for
    {Profile::kCodeSigning, Oid("2.23.140.1.3"), ValidationLevel::kEv},
};

// CertificatePolicies ::= SEQUENCE OF SEQUENCE { policyIdentifier, … }  (RFC 5280 4.2.1.4)
std::vector<const ReservedPolicy*> ReservedOf(const RequestParts& parts, Profile profile) {
  std::vector<const ReservedPolicy*> reserved;
  const ExtensionPart* policies = FindExtension(parts, kCertificatePolicies);
  if (policies == nullptr) return reserved;
  DerReader value(policies->value);
  DerReader list(value.Take(CBS_ASN1_SEQUENCE).value_or(DerElement{}));
  while (const auto policy = list.Take(CBS_ASN1_SEQUENCE)) {
    const auto oid = DerReader(*policy).Take(CBS_ASN1_OBJECT);
    if (!oid) continue;
    for (const ReservedPolicy& known : kReserved) {
      if (known.profile == profile && IsOid(ToCbs(oid->contents), known.oid)) reserved.push_back(&known);
    }
  }
  return reserved;
}

}  // namespace

RequestContext CheckPolicies(const RequestParts& parts, const RequestContext& asked, Reporter& reporter) {
  constexpr char kField[] = "certificatePolicies";
  RequestContext context = asked;
  if (context.kind == InputKind::kCertificate) {
    const std::vector<const ReservedPolicy*> reserved = ReservedOf(parts, reporter.profile());
    const bool is_needed = reporter.profile() != Profile::kCodeSigning || context.issued >= kCodeSigningPolicies;
    if (reserved.size() > 1 || (reserved.empty() && is_needed)) {
      reporter.Report(Rule::kReservedPolicy, kField, std::to_string(reserved.size()));
    }
    if (!reserved.empty() && reserved[0]->level != ValidationLevel::kUnknown) {
      context.level = reserved[0]->level;
      context.generation = reserved[0]->generation;
    }
  }
  if (context.generation == Generation::kLegacy && context.issued >= kLegacyEnds) {
    reporter.Report(Rule::kSmimeLegacy, kField);
  }
  return context;
}

std::string_view ReservedPolicyOf(Profile profile, ValidationLevel level, Generation generation) {
  const auto* policy = std::ranges::find_if(kReserved, [&](const ReservedPolicy& one) {
    return one.profile == profile && one.level == level && one.generation == generation;
  });
  const bool is_said = policy != std::end(kReserved) && level != ValidationLevel::kUnknown;
  return is_said ? policy->oid.dotted() : std::string_view();
}

}  // namespace keyseal
