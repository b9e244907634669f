// X-10 and K-61 of mail certificates (SBR 7.1.2.3(e) and (f)).

#include "core/rules/change_days.h"
#include "core/rules/usages.h"

namespace keyseal {
namespace {

constexpr Oid kNever[] = {kServerAuth, kCodeSigningPurpose, kTimeStamping, kAnyPurpose};

// Fits returns whether |usage| is for signing, with |with_signature| perhaps, for |management| of keys, with
// |with_management| perhaps, or for both, and has nothing else.
bool Fits(KeyUsage usage, KeyUsage with_signature, KeyUsage management, KeyUsage with_management) {
  const bool signs = (usage & kDigitalSignature) != 0;
  const bool manages = (usage & management) != 0;
  const KeyUsage allowed = static_cast<KeyUsage>((signs ? kDigitalSignature | with_signature : 0) |
                                                 (manages ? management | with_management : 0));
  return (signs || manages) && (usage & ~allowed) == 0;
}

void CheckPurposes(const Usages& usages, const RequestContext& context, Reporter& reporter) {
  constexpr Oid kStrict[] = {kEmailProtection};
  constexpr Oid kLater[] = {kEmailProtection, kClientAuth};
  if (!usages.HasPurpose(kEmailProtection)) {  // K-61
    reporter.Report(Rule::kSmimePurposeMissing, kPurposeField, "", PurposeNames(usages.purposes));
  }
  for (const DerElement& purpose : usages.purposes) {
    const auto report = [&](Rule rule) {
      reporter.Report(rule, kPurposeField, PlaceOf(purpose.offset), PurposeName(purpose));
    };
    if (IsOneOf(purpose, kNever)) {
      report(Rule::kSmimePurpose);  // K-61
    } else if (context.generation == Generation::kStrict) {
      if (!IsOneOf(purpose, kStrict)) report(Rule::kSmimePurposeStrict);  // K-61
    } else if (!IsOneOf(purpose, kLater)) {
      report(context.issued < kMorePurposesEnd ? Rule::kSmimePurposeSoon : Rule::kSmimePurposeEnded);  // K-61
    }
  }
}

}  // namespace

bool IsMailUsage(KeyUsage usage, KeyAlgorithm algorithm, Generation generation) {
  const bool is_strict = generation == Generation::kStrict;
  switch (algorithm) {
    case KeyAlgorithm::kRsa:
      return Fits(usage, kNonRepudiation, kKeyEncipherment, is_strict ? 0 : kDataEncipherment);
    case KeyAlgorithm::kEc:
      return Fits(usage, kNonRepudiation, kKeyAgreement, kEncipherOnly | kDecipherOnly);
    case KeyAlgorithm::kEd25519:
    case KeyAlgorithm::kEd448:
    case KeyAlgorithm::kMlDsa:
      return Fits(usage, kNonRepudiation, 0, 0);
    case KeyAlgorithm::kMlKem:
      return usage == kKeyEncipherment;
    case KeyAlgorithm::kRsaPss:
    case KeyAlgorithm::kOther:
      return true;  // K-21 and K-60 speak of them
  }
  return true;
}

void CheckSmimeUsages(const Usages& usages, const PublicKey& key, const RequestContext& context, Reporter& reporter) {
  const bool is_issued = context.kind == InputKind::kCertificate;
  if (usages.has_purposes || is_issued) CheckPurposes(usages, context, reporter);
  if (is_issued && !usages.has_key_usage) reporter.Report(Rule::kUsageMissing, kKeyUsageField);
  if (!usages.key_usage) return;
  const KeyUsage usage = *usages.key_usage & static_cast<KeyUsage>(~(kKeyCertSign | kCrlSign));
  const bool is_right = usage == 0 || IsMailUsage(usage, key.algorithm, context.generation);
  if (!is_right) reporter.Report(Rule::kSmimeUsage, kKeyUsageField, "", UsageNames(usage));
}

}  // namespace keyseal
