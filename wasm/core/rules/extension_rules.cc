// X rules: what a request asks the authority to put into the certificate.

#include <algorithm>
#include <utility>

#include "core/asn1/oid_names.h"
#include "core/rules/change_days.h"
#include "core/rules/request_rules.h"
#include "core/rules/usages.h"

namespace keyseal {
namespace {

constexpr Oid kSubjectKeyIdentifier("2.5.29.14");
constexpr Oid kKeyUsage("2.5.29.15");
constexpr Oid kSubjectAltName("2.5.29.17");
constexpr Oid kBasicConstraints("2.5.29.19");
constexpr Oid kNameConstraints("2.5.29.30");
constexpr Oid kExtendedKeyUsage("2.5.29.37");
constexpr Oid kTlsFeature("1.3.6.1.5.5.7.1.24");
constexpr Oid kTnAuthList("1.3.6.1.5.5.7.1.26");
constexpr Oid kOrganizationIdentifier("2.23.140.3.1");  // EVG 7.1.2.2
constexpr Oid kAttestation(kAttestationOid);
constexpr Oid kPoison("1.3.6.1.4.1.11129.2.4.3");  // of a precertificate (RFC 6962 3.1)

// What an authority writes into a certificate by itself (RFC 5280 4.2, RFC 6962 3.3).
constexpr Oid kAuthorityOwn[] = {
    Oid("2.5.29.35"),                // authority key identifier
    Oid("2.5.29.31"),                // CRL distribution points
    Oid("2.5.29.32"),                // certificate policies
    Oid("1.3.6.1.5.5.7.1.1"),        // authority information access
    Oid("1.3.6.1.4.1.11129.2.4.2"),  // signed certificate timestamps
};

class ExtensionCheck {
 public:
  ExtensionCheck(const RequestParts& parts, const PublicKey& key, const RequestContext& context, Reporter& reporter)
      : parts_(parts), key_(key), context_(context), reporter_(reporter) {}

  void Run() {
    for (const ExtensionPart& extension : parts_.extensions) Extension(extension);
    CheckUsages();
    CheckPossibleUsages(usages_, key_, reporter_);
    CheckConstraints(usages_, constraints_, reporter_);
    if (parts_.unique_id) reporter_.Report(Rule::kUniqueId, "", PlaceOf(*parts_.unique_id));
  }

 private:
  bool is_issued() const { return context_.kind == InputKind::kCertificate; }

  void Malformed(const ExtensionPart& extension, const char* field) {
    reporter_.Report(Rule::kExtensionMalformed, field, PlaceOf(extension.value.contents_offset),
                     DottedOid(extension.type.contents));
  }

  // Report tells a rule about an extension as such.
  void Report(Rule rule, const ExtensionPart& extension) {
    reporter_.Report(rule, "extensions", PlaceOf(extension.type.offset), DottedOid(extension.type.contents));
  }

  // X-13, of certificates: the authority decides what is critical.
  void Criticality(const ExtensionPart& extension) {
    const auto is = [&](const Oid& oid) { return IsOid(ToCbs(extension.type.contents), oid); };
    if (is(kKeyUsage) && !extension.is_critical) {
      const std::string usages = UsageNames(ReadKeyUsage(extension).value_or(KeyUsageBits{}).usage);
      reporter_.Report(Rule::kUsageNotCritical, kKeyUsageField, "", usages);
      reporter_.Report(Rule::kUsageCriticalRather, kKeyUsageField, "", usages);
    } else if (is(kBasicConstraints) && !extension.is_critical) {
      reporter_.Report(Rule::kConstraintsNotCritical, kConstraintsField, "",
                       ConstraintsText(ReadConstraints(extension).value_or(Constraints{})));
    } else if (extension.is_critical &&
               (is(kExtendedKeyUsage) || is(kSubjectKeyIdentifier) || IsOneOf(extension.type, kAuthorityOwn))) {
      Report(Rule::kExtensionCritical, extension);
    }
  }

  void Extension(const ExtensionPart& extension) {
    const auto is = [&](const Oid& oid) { return IsOid(ToCbs(extension.type.contents), oid); };
    if (is_issued()) Criticality(extension);
    if (is(kSubjectAltName)) return;  // N rules
    if (is(kKeyUsage)) return TakeKeyUsage(extension);
    if (is(kExtendedKeyUsage)) return TakePurposes(extension);
    if (is(kBasicConstraints)) return BasicConstraints(extension);
    if (is(kNameConstraints)) {
      return reporter_.Report(Rule::kNameConstraints, "nameConstraints", "", kNameConstraints.dotted());
    }
    if (is(kSubjectKeyIdentifier)) {
      return reporter_.Report(Rule::kSubjectKeyIdentifier, "extensions", "", kSubjectKeyIdentifier.dotted());
    }
    if (is(kPoison) && is_issued()) {  // critical, and NULL
      constexpr uint8_t kNull[] = {0x05, 0x00};
      if (!extension.is_critical || !std::ranges::equal(extension.value.contents, kNull))
        Malformed(extension, "extensions");
      return;
    }
    if (is(kTlsFeature)) return TlsFeature(extension);
    if (is(kTnAuthList)) return;
    if (is(kOrganizationIdentifier) && context_.level == ValidationLevel::kEv) return;  // S-16
    if (is(kAttestation) && !is_issued()) {                                             // C-14: each for its profiles
      Report(Rule::kAttestation, extension);
      return Report(Rule::kAttestationWanted, extension);
    }
    if (IsOneOf(extension.type, kAuthorityOwn)) {
      if (!is_issued()) Report(Rule::kExtensionIgnored, extension);
      return;
    }
    Report(Rule::kExtensionUnusual, extension);
  }

  void TakeKeyUsage(const ExtensionPart& extension) {
    usages_.has_key_usage = true;
    const std::optional<KeyUsageBits> bits = ReadKeyUsage(extension);
    if (!bits) return Malformed(extension, kKeyUsageField);
    if (!bits->is_der) return reporter_.Report(Rule::kUsageEncoding, kKeyUsageField);
    usages_.key_usage = bits->usage;
    const KeyUsage authoritys = bits->usage & (kKeyCertSign | kCrlSign);
    if (authoritys != 0) reporter_.Report(Rule::kSigningRequested, kKeyUsageField, "", UsageNames(authoritys));
  }

  void TakePurposes(const ExtensionPart& extension) {
    usages_.has_purposes = true;
    std::optional<std::vector<DerElement>> purposes = ReadPurposes(extension);
    if (!purposes) return Malformed(extension, kPurposeField);
    usages_.purposes = std::move(*purposes);
  }

  void CheckUsages() {
    switch (reporter_.profile()) {
      case Profile::kTlsServer:
        return CheckServerUsages(usages_, key_, context_, reporter_);
      case Profile::kSmime:
        return CheckSmimeUsages(usages_, key_, context_, reporter_);
      case Profile::kCodeSigning:
        return CheckCodeSigningUsages(usages_, context_, reporter_);
      case Profile::kSpiffe:
        return CheckSpiffeUsages(usages_, context_, reporter_);
      case Profile::kStirShaken:
        return CheckCallerUsages(usages_, context_, reporter_);
      case Profile::kTlsClient:
      case Profile::kPrivatePki:
        return;
    }
  }

  // Features ::= SEQUENCE OF INTEGER  (RFC 7633 4.1)
  void TlsFeature(const ExtensionPart& extension) {
    DerReader value(extension.value);
    DerReader features(value.Take(CBS_ASN1_SEQUENCE).value_or(DerElement{}));
    bool is_feature = value.at_end() && !features.at_end();
    while (is_feature && !features.at_end()) is_feature = features.Take(CBS_ASN1_INTEGER).has_value();
    if (!is_feature) Malformed(extension, "extensions");
  }

  void BasicConstraints(const ExtensionPart& extension) {
    const std::optional<Constraints> constraints = ReadConstraints(extension);
    if (!constraints) return Malformed(extension, kConstraintsField);
    constraints_ = *constraints;
    const std::string text = ConstraintsText(constraints_);
    if (constraints_.is_ca || constraints_.has_path_length) {
      reporter_.Report(is_issued() ? Rule::kCaIssued : Rule::kCaRequested, kConstraintsField, "", text);
    }
    if (constraints_.default_written) {  // C-05
      reporter_.Report(Rule::kDerOrder, kConstraintsField,
                       std::string(FaultText(DerFault::kDefault)) + " " + PlaceOf(*constraints_.default_written), text);
    }
  }

  const RequestParts& parts_;
  const PublicKey& key_;
  const RequestContext& context_;
  Reporter& reporter_;
  Usages usages_;
  Constraints constraints_;
};

}  // namespace

void CheckExtensions(const RequestParts& parts, const PublicKey& key, const RequestContext& context,
                     Reporter& reporter) {
  ExtensionCheck(parts, key, context, reporter).Run();
}

}  // namespace keyseal
