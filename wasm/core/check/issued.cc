#include "core/check/issued.h"

#include "core/asn1/oid_names.h"
#include "core/check/issued_list.h"

namespace keyseal {
namespace {

constexpr Oid kAttestation(kAttestationOid);
constexpr Oid kStatementOfPossession(kPossessionOid);
constexpr Oid kChallengePassword("1.2.840.113549.1.9.7");
constexpr Oid kCaSigningNonce("2.23.140.41");
constexpr Oid kApplicantSigningNonce("2.23.140.42");

// Version ::= INTEGER { v1(0), v2(1), v3(2) }  (RFC 5280 4.1)
std::string VersionText(const DerElement& version) {
  if (version.contents.size() != 1 || version.contents[0] > 2) return HexText(version.contents);
  return version.contents[0] == 0 ? "v1" : version.contents[0] == 1 ? "v2" : "v3";
}

void AddAttributes(const AskedOf& asked, IssuedList& list) {
  for (size_t i = 0; i < asked.parts.attributes.size(); i++) {
    const DerElement& type = asked.parts.attributes[i];
    const auto is = [&](const Oid& oid) { return IsOid(ToCbs(type.contents), oid); };
    const auto add = [&](const char* reason, const char* clause) { list.Add(Fate::kDropped, reason, clause); };
    list.About("attributes", i, DottedOid(type.contents));
    if (is(kChallengePassword)) {
      add(issued_reason::kConversation, "RFC 2985 5.4.1");
    } else if (is(kAttestation)) {
      add(issued_reason::kConversation, "draft-ietf-lamps-csr-attestation");
    } else if (is(kStatementOfPossession)) {
      add(issued_reason::kConversation, "RFC 9883 3");
    } else if (is(kCaSigningNonce) || is(kApplicantSigningNonce)) {
      add(issued_reason::kConversation, "BR Appendix B 2.b");
    } else {
      add(issued_reason::kNothing, asked.profile == Profile::kTlsServer ? "Boulder csr.go (policy)" : kConstruction);
    }
  }
}

}  // namespace

const char* FateName(Fate fate) {
  switch (fate) {
    case Fate::kKept:
      return "kept";
    case Fate::kRewritten:
      return "rewritten";
    case Fate::kAdded:
      return "added";
    case Fate::kDropped:
      return "dropped";
  }
  return "kept";
}

std::vector<IssuedPart> FindIssued(const AskedOf& asked) {
  constexpr ClauseOf kKeys = {"BR 7.1.2.7", "SBR 7.1.3.1", "CSBR 6.1.5.2", kConstruction};
  constexpr ClauseOf kFields = {"BR 7.1.2.7", kConstruction, kConstruction, kConstruction};
  IssuedList list;
  list.About("key", asked.key.description);
  list.Add(Fate::kKept, issued_reason::kCertified, kKeys.For(asked.profile));
  list.About("signature", asked.signature);
  list.Add(Fate::kDropped, issued_reason::kProof, kConstruction);
  const std::string version = VersionText(asked.parts.version);
  list.About("version", version);
  list.Add(version == "v3" ? Fate::kKept : Fate::kRewritten, issued_reason::kVersion3, "RFC 5280 4.1.2.1",
           version == "v3" ? "" : "v3");
  AddIssuedNames(asked, list);
  AddAttributes(asked, list);
  AddIssuedExtensions(asked, list);
  for (const char* field : {"serialNumber", "issuer", "validity"}) {
    list.About(field);
    list.Add(Fate::kAdded, issued_reason::kChoice, kFields.For(asked.profile));
  }
  return list.Take();
}

}  // namespace keyseal
