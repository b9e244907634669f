#include "core/asn1/oid_names.h"

#include <algorithm>
#include <span>

namespace keyseal {
namespace {

struct NamedOid {
  std::string_view dotted;
  std::string_view name;
};

// RFC 5280 4.2, RFC 6960 4.2.2.2.1, RFC 6962 3.3, RFC 7633 6, RFC 8226 9
constexpr NamedOid kExtensions[] = {
    {"2.5.29.9", "subjectDirectoryAttributes"},
    {"2.5.29.14", "subjectKeyIdentifier"},
    {"2.5.29.15", "keyUsage"},
    {"2.5.29.17", "subjectAltName"},
    {"2.5.29.18", "issuerAltName"},
    {"2.5.29.19", "basicConstraints"},
    {"2.5.29.30", "nameConstraints"},
    {"2.5.29.31", "cRLDistributionPoints"},
    {"2.5.29.32", "certificatePolicies"},
    {"2.5.29.35", "authorityKeyIdentifier"},
    {"2.5.29.37", "extKeyUsage"},
    {"1.3.6.1.5.5.7.1.1", "authorityInfoAccess"},
    {"1.3.6.1.5.5.7.1.3", "qcStatements"},
    {"1.3.6.1.5.5.7.1.24", "tlsfeature"},
    {"1.3.6.1.5.5.7.1.26", "TNAuthorizationList"},
    {"1.3.6.1.5.5.7.48.1.5", "ocsp-nocheck"},
    {"1.3.6.1.4.1.11129.2.4.2", "signedCertificateTimestampList"},
    {"1.3.6.1.4.1.11129.2.4.3", "precertificatePoison"},
    {kAttestationOid, "attestation"},
};

// RFC 2985 5.4, BR Appendix B 2.b, draft-ietf-lamps-csr-attestation, RFC 9883 3
constexpr NamedOid kAttributes[] = {
    {"1.2.840.113549.1.9.7", "challengePassword"}, {"2.23.140.41", "caSigningNonce"},
    {"2.23.140.42", "applicantSigningNonce"},      {kAttestationOid, "attestation"},
    {kPossessionOid, "statementOfPossession"},
};

// RFC 3279 2.2, RFC 4055 5, RFC 5758 3.2, RFC 8410 3, RFC 9881 2
constexpr NamedOid kSignatures[] = {
    {"1.2.840.113549.1.1.4", "md5WithRSAEncryption"},
    {"1.2.840.113549.1.1.5", "sha1WithRSAEncryption"},
    {"1.2.840.113549.1.1.10", "RSASSA-PSS"},
    {"1.2.840.113549.1.1.11", "sha256WithRSAEncryption"},
    {"1.2.840.113549.1.1.12", "sha384WithRSAEncryption"},
    {"1.2.840.113549.1.1.13", "sha512WithRSAEncryption"},
    {"1.2.840.10045.4.1", "ecdsa-with-SHA1"},
    {"1.2.840.10045.4.3.2", "ecdsa-with-SHA256"},
    {"1.2.840.10045.4.3.3", "ecdsa-with-SHA384"},
    {"1.2.840.10045.4.3.4", "ecdsa-with-SHA512"},
    {"1.3.101.112", "Ed25519"},
    {"1.3.101.113", "Ed448"},
    {"2.16.840.1.101.3.4.3.17", "ML-DSA-44"},
    {"2.16.840.1.101.3.4.3.18", "ML-DSA-65"},
    {"2.16.840.1.101.3.4.3.19", "ML-DSA-87"},
};

std::string_view Find(std::span<const NamedOid> known, std::string_view dotted) {
  for (const NamedOid& one : known) {
    if (one.dotted == dotted) return one.name;
  }
  return {};
}

}  // namespace

std::string DottedOid(ByteSpan untrusted_contents) {
  std::string dotted;
  uint64_t arc = 0;
  bool is_begun = false;
  for (const uint8_t octet : untrusted_contents) {
    if ((!is_begun && octet == 0x80) || arc >> 57 != 0) return HexText(untrusted_contents);  // X.690 8.19.2
    arc = arc << 7 | (octet & 0x7f);
    is_begun = (octet & 0x80) != 0;
    if (is_begun) continue;
    if (dotted.empty()) {  // the first two, X.690 8.19.4
      const uint64_t first = std::min<uint64_t>(arc / 40, 2);
      dotted = std::to_string(first);
      arc -= 40 * first;
    }
    dotted += '.';
    dotted += std::to_string(arc);
    arc = 0;
  }
  return dotted.empty() || is_begun ? HexText(untrusted_contents) : dotted;
}

std::string HexText(ByteSpan bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "#";
  for (const uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::string_view NameOfExtension(std::string_view dotted) { return Find(kExtensions, dotted); }
std::string_view NameOfAttribute(std::string_view dotted) { return Find(kAttributes, dotted); }
std::string_view NameOfSignature(std::string_view dotted) { return Find(kSignatures, dotted); }

}  // namespace keyseal
