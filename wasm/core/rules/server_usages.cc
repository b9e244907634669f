// what a TLS server's key may be for (BR 7.1.2.7.10 and .11).

#include "core/rules/change_days.h"
#include "core/rules/usages.h"

namespace keyseal {
namespace {

constexpr Oid kForbidden[] = {
    kCodeSigningPurpose, kEmailProtection, kTimeStamping,
    kOcspSigning,        kAnyPurpose,      Oid("1.3.6.1.4.1.11129.2.4.4"),  // precertificate signing
};

void CheckKeyUsage(KeyUsage usage, KeyAlgorithm algorithm, Reporter& reporter) {
  const auto report = [&](Rule rule, KeyUsage about) { reporter.Report(rule, kKeyUsageField, "", UsageNames(about)); };
  if (algorithm == KeyAlgorithm::kRsa) {
    constexpr KeyUsage kAllowed = kDigitalSignature | kKeyEncipherment | kDataEncipherment;
    const auto forbidden = static_cast<KeyUsage>(usage & ~kAllowed);
    if (forbidden != 0) return report(Rule::kRsaUsageForbidden, forbidden);
    const bool has_data = (usage & kDataEncipherment) != 0;
    if ((usage & kDigitalSignature) == 0 || has_data) {
      report(Rule::kRsaUsageUnusual, has_data ? kDataEncipherment : usage);
    }
  } else if (algorithm == KeyAlgorithm::kEc) {
    constexpr KeyUsage kAllowed = kDigitalSignature | kKeyAgreement;
    const auto forbidden = static_cast<KeyUsage>(usage & ~kAllowed);
    if (forbidden != 0 || (usage & kDigitalSignature) == 0) {
      return report(Rule::kEcUsageForbidden, forbidden != 0 ? forbidden : usage);
    }
    if ((usage & kKeyAgreement) != 0) report(Rule::kEcUsageUnusual, kKeyAgreement);
  }
}

}  // namespace

void CheckServerUsages(const Usages& usages, const PublicKey& key, const RequestContext& context, Reporter& reporter) {
  const bool is_issued = context.kind == InputKind::kCertificate;
  if (usages.key_usage) CheckKeyUsage(*usages.key_usage, key.algorithm, reporter);
  if (!usages.HasPurpose(kServerAuth) && (usages.has_purposes || is_issued)) {
    reporter.Report(Rule::kPurposeMissing, kPurposeField, "", PurposeNames(usages.purposes));
  }
  for (const DerElement& purpose : usages.purposes) {
    const CBS oid = ToCbs(purpose.contents);
    if (IsOid(oid, kServerAuth)) continue;
    if (IsOid(oid, kClientAuth)) {
      const bool is_soon = context.date < kClientAuthEnds;
      reporter.Report(is_soon ? Rule::kClientAuthSoon : Rule::kClientAuth, kPurposeField, "", "clientAuth");
    } else {
      reporter.Report(IsOneOf(purpose, kForbidden) ? Rule::kPurposeForbidden : Rule::kPurposeUnusual, kPurposeField,
                      PlaceOf(purpose.offset), PurposeName(purpose));
    }
  }
}

}  // namespace keyseal
