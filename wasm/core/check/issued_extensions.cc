// What becomes of the extensions that are asked for, and which ones are added.

#include <algorithm>

#include "core/asn1/oid_names.h"
#include "core/check/issued_list.h"
#include "core/rules/usages.h"

namespace keyseal {
namespace {

constexpr Oid kSubjectKeyIdentifier("2.5.29.14");
constexpr Oid kKeyUsage("2.5.29.15");
constexpr Oid kSubjectAltName("2.5.29.17");
constexpr Oid kBasicConstraints("2.5.29.19");
constexpr Oid kNameConstraints("2.5.29.30");
constexpr Oid kRevocationLists("2.5.29.31");
constexpr Oid kPolicies("2.5.29.32");
constexpr Oid kAuthorityKeyIdentifier("2.5.29.35");
constexpr Oid kExtendedKeyUsage("2.5.29.37");
constexpr Oid kAuthorityAccess("1.3.6.1.5.5.7.1.1");
constexpr Oid kTlsFeature("1.3.6.1.5.5.7.1.24");
constexpr Oid kTnAuthList("1.3.6.1.5.5.7.1.26");
constexpr Oid kTimestamps("1.3.6.1.4.1.11129.2.4.2");
constexpr Oid kOrganizationIdentifier("2.23.140.3.1");
constexpr Oid kSmimeCapabilities("1.2.840.113549.1.9.15");

constexpr char kBoulderTemplate[] = "Boulder issuance/cert.go (policy)";
constexpr ClauseOf kKeyUsageClause = {"BR 7.1.2.7.11", "SBR 7.1.2.3(e)", "CSBR 7.1.2.3(e)", kConstruction};
constexpr ClauseOf kPurposeClause = {"BR 7.1.2.7.10", "SBR 7.1.2.3(f)", "CSBR 7.1.2.3(f)", kConstruction};
constexpr ClauseOf kConstraintsClause = {"BR 7.1.2.7.8", "SBR 7.1.2.3(d)", "CSBR 7.1.2.3(d)", "X.509-SVID 4.1"};
constexpr ClauseOf kNoReasonClause = {"BR 7.1.2.11.5", "SBR 7.1.2.4", "CSBR 7.1.2.4", kConstruction};

// What an authority writes by itself, and where that is written; nullptr where a profile does not ask for it.
struct OwnExtension {
  Oid oid;
  ClauseOf clause;
};
constexpr OwnExtension kOwn[] = {
    {kAuthorityKeyIdentifier, {"BR 7.1.2.7.6", "SBR 7.1.2.3(g)", "CSBR 7.1.2.3(g)", "RFC 5280 4.2.1.1"}},
    {kAuthorityAccess, {"BR 7.1.2.7.7", "SBR 7.1.2.3(c)", "CSBR 7.1.2.3(c)", nullptr}},
    {kPolicies, {"BR 7.1.2.7.9", "SBR 7.1.2.3(a)", "CSBR 7.1.2.3(a)", nullptr}},
    {kRevocationLists, {"BR 7.1.2.11.2", "SBR 7.1.2.3(b)", "CSBR 7.1.2.3(b)", nullptr}},
    {kTimestamps, {"BR 7.1.2.11.3", nullptr, nullptr, nullptr}},
};

// ServerUsage returns what an authority writes for servers' keys: of what is asked for, what BR 7.1.2.7.11 permits and
// does not advise against.
KeyUsage ServerUsage(KeyUsage asked, KeyAlgorithm algorithm) {
  const bool is_rsa = algorithm == KeyAlgorithm::kRsa;
  return static_cast<KeyUsage>(kDigitalSignature | (is_rsa ? asked & kKeyEncipherment : 0));
}

KeyUsage MailUsage(KeyUsage asked, KeyAlgorithm algorithm, Generation generation) {
  if (asked != 0 && IsMailUsage(asked, algorithm, generation)) return asked;
  switch (algorithm) {
    case KeyAlgorithm::kRsa:
      return kDigitalSignature | kKeyEncipherment;
    case KeyAlgorithm::kEc:
      return kDigitalSignature | kKeyAgreement;
    case KeyAlgorithm::kMlKem:
      return kKeyEncipherment;
    default:
      return kDigitalSignature;
  }
}

class ExtensionsIssued {
 public:
  ExtensionsIssued(const AskedOf& asked, IssuedList& list) : asked_(asked), list_(list) {}

  void Run() {
    for (size_t i = 0; i < asked_.parts.extensions.size(); i++) Extension(i);
    if (IsPublic(profile())) {
      if (!Find(kKeyUsage)) KeyUsageOf(nullptr);
      if (!Find(kExtendedKeyUsage)) PurposesOf(nullptr);
    }
    if (IsLetsEncrypt(asked_)) {
      if (!Find(kBasicConstraints)) Added("basicConstraints", issued_reason::kSameForAll, kBoulderTemplate, "CA:FALSE");
      if (!Find(kSubjectKeyIdentifier))
        Added("subjectKeyIdentifier", issued_reason::kFromKey, "Boulder ca.go (policy)");
    }
    if (profile() == Profile::kSmime && !Find(kSubjectKeyIdentifier)) {
      Added("subjectKeyIdentifier", issued_reason::kFromKey, "SBR 7.1.2.3(n)");
    }
    for (const OwnExtension& own : kOwn) {
      const char* clause = own.clause.For(profile());
      if (clause == nullptr || Find(own.oid)) continue;
      const bool is_log = own.oid.dotted() == kTimestamps.dotted();
      Added(NameOfExtension(own.oid.dotted()), is_log ? issued_reason::kLogs : issued_reason::kOwn, clause,
            own.oid.dotted() == kPolicies.dotted() ? Policy() : std::string_view());
    }
  }

 private:
  Profile profile() const { return asked_.profile; }
  bool Find(const Oid& oid) const { return FindExtension(asked_.parts, oid) != nullptr; }

  std::string_view Policy() const {
    const ValidationLevel level = IsLetsEncrypt(asked_) ? ValidationLevel::kDv : asked_.context.level;
    return ReservedPolicyOf(profile(), level, asked_.context.generation);
  }

  void Added(std::string_view part, const char* reason, const char* clause, std::string_view becomes = {}) {
    list_.About(part);
    list_.Add(Fate::kAdded, reason, clause, becomes);
  }

  void Extension(size_t index) {
    const ExtensionPart& extension = asked_.parts.extensions[index];
    const std::string dotted = DottedOid(extension.type.contents);
    const std::string_view name = NameOfExtension(dotted);
    const auto is = [&](const Oid& oid) { return dotted == oid.dotted(); };
    if (name.empty()) {
      list_.About("extensions", index, dotted);
    } else {
      list_.About(name);
    }
    if (is(kSubjectAltName)) return;  // its names have rows of their own
    if (is(kKeyUsage)) return KeyUsageOf(&extension);
    if (is(kExtendedKeyUsage)) return PurposesOf(&extension);
    if (is(kBasicConstraints)) return ConstraintsOf(extension);
    const auto* own = std::ranges::find(kOwn, dotted, [](const OwnExtension& one) { return one.oid.dotted(); });
    if (own != std::end(kOwn)) {
      const char* clause = own->clause.For(profile());
      return list_.Add(Fate::kRewritten, issued_reason::kOwn, clause != nullptr ? clause : kConstruction,
                       is(kPolicies) ? Policy() : std::string_view());
    }
    if (is(kSubjectKeyIdentifier)) return KeyIdentifier();
    if (dotted == kAttestationOid) {
      return list_.Add(Fate::kDropped, issued_reason::kConversation, "draft-ietf-lamps-csr-attestation");
    }
    if (!IsPublic(profile())) {
      const bool is_numbers = is(kTnAuthList) && profile() == Profile::kStirShaken;
      return is_numbers ? list_.Add(Fate::kKept, issued_reason::kName, "RFC 8226 9")
                        : list_.Add(Fate::kKept, issued_reason::kTemplate, kConstruction);
    }
    if (profile() == Profile::kTlsServer) {
      if (is(kTlsFeature)) {
        return IsLetsEncrypt(asked_) ? list_.Add(Fate::kDropped, issued_reason::kRefused, "Boulder ra.go (policy)")
                                     : list_.Add(Fate::kKept, issued_reason::kStaple, "BR 7.1.2.11.5");
      }
      if (is(kNameConstraints)) return list_.Add(Fate::kDropped, issued_reason::kNotOfType, "BR 7.1.2.7.6");
      const bool is_ev = asked_.context.level == ValidationLevel::kEv && !IsLetsEncrypt(asked_);
      if (is(kOrganizationIdentifier) && is_ev) {
        return list_.Add(Fate::kRewritten, issued_reason::kValidated, "EVG 7.1.2.2");
      }
    }
    if (is(kSmimeCapabilities) && profile() == Profile::kSmime) {
      return list_.Add(Fate::kKept, issued_reason::kTemplate, "SBR 7.1.2.3(i)");
    }
    list_.Add(Fate::kDropped, issued_reason::kNoReason, kNoReasonClause.For(profile()));
  }

  void KeyIdentifier() {
    if (profile() == Profile::kTlsServer && !IsLetsEncrypt(asked_)) {
      return list_.Add(Fate::kDropped, issued_reason::kNotRecommended, "BR 7.1.2.7.6");
    }
    list_.Add(Fate::kRewritten, issued_reason::kFromKey,
              IsLetsEncrypt(asked_)          ? "Boulder ca.go (policy)"
              : profile() == Profile::kSmime ? "SBR 7.1.2.3(n)"
                                             : "RFC 5280 4.2.1.2");
  }

  // Say adds a row of an extension that has |before|.
  void Say(const char* part, const std::string& before, Fate fate, const char* reason, const char* clause,
           std::string_view becomes = {}) {
    list_.About(part, before);
    list_.Add(fate, reason, clause, becomes);
  }

  // Put adds a row of an extension that has |before|, nothing where it is absent, and will have |after|.
  void Put(const char* part, bool is_there, const std::string& before, const std::string& after, const char* clause) {
    const char* where = IsLetsEncrypt(asked_) ? kBoulderTemplate : clause;
    if (!is_there) return Added(part, issued_reason::kSameForAll, where, after);
    if (before == after) return Say(part, before, Fate::kKept, issued_reason::kPermitted, where);
    Say(part, before, Fate::kRewritten, issued_reason::kOnlyPermitted, where, after);
  }

  void KeyUsageOf(const ExtensionPart* extension) {
    const auto bits = extension != nullptr ? ReadKeyUsage(*extension) : std::nullopt;
    const KeyUsage before = bits ? bits->usage : 0;
    KeyUsage after = kDigitalSignature;
    if (IsLetsEncrypt(asked_)) {
      after = ServerUsage(kKeyEncipherment, asked_.key.algorithm);
    } else if (profile() == Profile::kTlsServer) {
      after = ServerUsage(before, asked_.key.algorithm);
    } else if (profile() == Profile::kSmime) {
      after = MailUsage(before, asked_.key.algorithm, asked_.context.generation);
    } else if (!IsPublic(profile())) {
      const KeyUsage signs = profile() == Profile::kSpiffe ? kKeyCertSign | kCrlSign : 0;
      after = before & static_cast<KeyUsage>(~signs);
      if (after == before) {
        return Say(kKeyUsageField, UsageNames(before), Fate::kKept, issued_reason::kTemplate, kConstruction);
      }
    }
    const char* clause = profile() == Profile::kSpiffe ? "X.509-SVID 4.3" : kKeyUsageClause.For(profile());
    Put(kKeyUsageField, extension != nullptr, UsageNames(before), UsageNames(after), clause);
  }

  // The purposes that stay of those that are asked for: the first is written in any case.
  std::span<const Oid> Permitted() const {
    static constexpr Oid kServer[] = {kServerAuth};
    static constexpr Oid kMail[] = {kEmailProtection, kClientAuth};
    static constexpr Oid kCode[] = {kCodeSigningPurpose, kEmailProtection, Oid("1.3.6.1.4.1.311.10.3.13"),
                                    Oid("1.3.6.1.4.1.311.3.10.3.12"), Oid("1.3.6.1.4.1.311.10.3.12")};
    if (profile() == Profile::kTlsServer) return kServer;
    if (profile() == Profile::kCodeSigning) return kCode;
    return std::span(kMail).first(asked_.context.generation == Generation::kStrict ? 1 : 2);
  }

  void PurposesOf(const ExtensionPart* extension) {
    const auto purposes =
        (extension != nullptr ? ReadPurposes(*extension) : std::nullopt).value_or(std::vector<DerElement>());
    const std::string before = PurposeNames(purposes);
    if (!IsPublic(profile())) {
      return Say(kPurposeField, before, Fate::kKept, issued_reason::kTemplate, kConstruction);
    }
    const std::span<const Oid> permitted = Permitted();
    std::vector<DerElement> after;
    std::ranges::copy_if(purposes, std::back_inserter(after),
                         [&](const DerElement& purpose) { return IsOneOf(purpose, permitted); });
    if (!std::ranges::any_of(after, [&](const DerElement& one) { return IsOneOf(one, permitted.first(1)); })) {
      DerElement first;
      first.contents = permitted[0].contents();
      after.insert(after.begin(), first);
    }
    Put(kPurposeField, extension != nullptr, before, PurposeNames(after), kPurposeClause.For(profile()));
  }

  void ConstraintsOf(const ExtensionPart& extension) {
    const Constraints constraints = ReadConstraints(extension).value_or(Constraints{});
    const std::string before = ConstraintsText(constraints);
    if (!IsPublic(profile()) && profile() != Profile::kSpiffe) {
      return Say(kConstraintsField, before, Fate::kKept, issued_reason::kTemplate, kConstruction);
    }
    const char* clause = IsLetsEncrypt(asked_) ? kBoulderTemplate : kConstraintsClause.For(profile());
    const std::string after = ConstraintsText({});
    if (before == after) return Say(kConstraintsField, before, Fate::kKept, issued_reason::kPermitted, clause);
    Say(kConstraintsField, before, Fate::kRewritten, issued_reason::kSubscriber, clause, after);
  }

  const AskedOf& asked_;
  IssuedList& list_;
};

}  // namespace

void AddIssuedExtensions(const AskedOf& asked, IssuedList& list) { ExtensionsIssued(asked, list).Run(); }

}  // namespace keyseal
