// of code signing certificates (CSBR 7.1.2.3(e) and (f)).

#include "core/rules/usages.h"

namespace keyseal {
namespace {

constexpr Oid kForbidden[] = {kAnyPurpose, kServerAuth};
constexpr Oid kAllowed[] = {
    kCodeSigningPurpose,
    kEmailProtection,
    Oid("1.3.6.1.4.1.311.10.3.13"),    // lifetime signing
    Oid("1.3.6.1.4.1.311.3.10.3.12"),  // document signing, as the clause has it
    Oid("1.3.6.1.4.1.311.10.3.12"),    // and as Microsoft has it
};

}  // namespace

void CheckCodeSigningUsages(const Usages& usages, const RequestContext& context, Reporter& reporter) {
  const bool is_issued = context.kind == InputKind::kCertificate;
  if (is_issued && !usages.has_key_usage) reporter.Report(Rule::kUsageMissing, kKeyUsageField);
  if (usages.key_usage) {
    const KeyUsage others = *usages.key_usage & static_cast<KeyUsage>(~(kDigitalSignature | kKeyCertSign | kCrlSign));
    if ((*usages.key_usage & kDigitalSignature) == 0) {
      reporter.Report(Rule::kSignatureMissing, kKeyUsageField, "", UsageNames(*usages.key_usage));
    }
    if (others != 0) reporter.Report(Rule::kCodeSigningUsageUnusual, kKeyUsageField, "", UsageNames(others));
  }
  if (!usages.HasPurpose(kCodeSigningPurpose) && (usages.has_purposes || is_issued)) {
    reporter.Report(Rule::kCodeSigningPurposeMissing, kPurposeField, "", PurposeNames(usages.purposes));
  }
  for (const DerElement& purpose : usages.purposes) {
    if (IsOneOf(purpose, kAllowed)) continue;
    const bool is_forbidden = IsOneOf(purpose, kForbidden);
    reporter.Report(is_forbidden ? Rule::kCodeSigningPurpose : Rule::kCodeSigningPurposeUnusual, kPurposeField,
                    PlaceOf(purpose.offset), PurposeName(purpose));
  }
}

}  // namespace keyseal
