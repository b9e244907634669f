// outside public trust: SPIFFE, STIR/SHAKEN, and what the RFCs ask of every certificate.

#include "core/rules/usages.h"

namespace keyseal {
namespace {

constexpr KeyUsage kSigns = kDigitalSignature | kNonRepudiation | kKeyCertSign | kCrlSign;
constexpr KeyUsage kEncipherment = kKeyEncipherment | kDataEncipherment;
constexpr KeyUsage kAgreement = kKeyAgreement | kEncipherOnly | kDecipherOnly;

// X25519 and X448, which are for agreement alone (RFC 8410 3). No other rule knows them.
bool IsAgreementKey(const PublicKey& key) {
  return key.description == "1.3.101.110" || key.description == "1.3.101.111";
}

// FindImpossible returns the rule that |usage| breaks for a key of |key|'s kind, if any.
std::optional<Rule> FindImpossible(KeyUsage usage, const PublicKey& key) {
  const auto unless = [](bool is_right, Rule rule) { return is_right ? std::nullopt : std::optional(rule); };
  if (IsAgreementKey(key)) {
    const bool is_both = (usage & kEncipherOnly) != 0 && (usage & kDecipherOnly) != 0;
    return unless((usage & kKeyAgreement) != 0 && (usage & (kSigns | kEncipherment)) == 0 && !is_both,
                  Rule::kEdwardsUsage);
  }
  switch (key.algorithm) {
    case KeyAlgorithm::kEc:
      return unless((usage & kEncipherment) == 0, Rule::kEcUsageImpossible);
    case KeyAlgorithm::kEd25519:
    case KeyAlgorithm::kEd448:
      return unless((usage & kSigns) != 0 && (usage & (kEncipherment | kAgreement)) == 0, Rule::kEdwardsUsage);
    case KeyAlgorithm::kMlDsa:
      return unless((usage & kSigns) != 0 && (usage & (kEncipherment | kAgreement)) == 0, Rule::kLatticeUsage);
    case KeyAlgorithm::kMlKem:
      return unless(usage == kKeyEncipherment, Rule::kLatticeUsage);
    default:
      return std::nullopt;
  }
}

}  // namespace

void CheckSpiffeUsages(const Usages& usages, const RequestContext& context, Reporter& reporter) {
  const bool is_issued = context.kind == InputKind::kCertificate;
  if (is_issued && !usages.has_key_usage) reporter.Report(Rule::kUsageMissing, kKeyUsageField);
  if (usages.key_usage && (*usages.key_usage & kDigitalSignature) == 0) {
    reporter.Report(Rule::kSignatureMissing, kKeyUsageField, "", UsageNames(*usages.key_usage));
  }
  if (!usages.has_purposes) {
    if (is_issued) reporter.Report(Rule::kSpiffePurposeMissing, kPurposeField);
  } else if (!usages.HasPurpose(kServerAuth) || !usages.HasPurpose(kClientAuth)) {
    reporter.Report(Rule::kSpiffePurpose, kPurposeField, "", PurposeNames(usages.purposes));
  }
}

void CheckCallerUsages(const Usages& usages, const RequestContext& context, Reporter& reporter) {
  const bool is_issued = context.kind == InputKind::kCertificate;
  if (is_issued && !usages.has_key_usage) reporter.Report(Rule::kUsageMissing, kKeyUsageField);
  if (usages.key_usage && *usages.key_usage != kDigitalSignature) {
    reporter.Report(Rule::kCallerUsage, kKeyUsageField, "", UsageNames(*usages.key_usage));
  }
  if (usages.has_purposes) {
    reporter.Report(Rule::kCallerPurpose, kPurposeField, "", PurposeNames(usages.purposes));
  }
}

void CheckPossibleUsages(const Usages& usages, const PublicKey& key, Reporter& reporter) {
  if (!usages.key_usage) return;
  if (const auto broken = FindImpossible(*usages.key_usage, key)) {
    reporter.Report(*broken, kKeyUsageField, "", UsageNames(*usages.key_usage));
  }
}

void CheckConstraints(const Usages& usages, const Constraints& constraints, Reporter& reporter) {
  const bool signs_certificates = usages.key_usage && (*usages.key_usage & kKeyCertSign) != 0;
  const auto report = [&](Rule rule, std::string_view field, std::string_view value) {
    reporter.Report(rule, field, "", value);
  };
  const std::string text = ConstraintsText(constraints);
  if (signs_certificates && !constraints.is_ca) report(Rule::kSignsWithoutCa, kKeyUsageField, "keyCertSign");
  if (constraints.has_path_length && (!constraints.is_ca || (usages.has_key_usage && !signs_certificates))) {
    report(Rule::kPathLengthNeedless, kConstraintsField, text);
  }
  if (constraints.is_ca && !constraints.is_critical) report(Rule::kCaNotCritical, kConstraintsField, text);
}

}  // namespace keyseal
