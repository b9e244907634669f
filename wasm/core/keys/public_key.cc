#include "core/keys/public_key.h"

#include <openssl/ec.h>
#include <openssl/sha2.h>

#include <algorithm>
#include <array>

namespace keyseal {
namespace {

constexpr std::array<uint8_t, 21> kP256Identifier = {0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
                                                     0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07};
constexpr std::array<uint8_t, 18> kP384Identifier = {0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d,
                                                     0x02, 0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22};
constexpr std::array<uint8_t, 18> kP521Identifier = {0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d,
                                                     0x02, 0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23};

// In the order of Curve.
constexpr CurveFacts kCurves[] = {
    {Curve::kP256, "P-256", Oid("1.2.840.10045.3.1.7"), kP256Identifier, EC_group_p256, 32},
    {Curve::kP384, "P-384", Oid("1.3.132.0.34"), kP384Identifier, EC_group_p384, 48},
    {Curve::kP521, "P-521", Oid("1.3.132.0.35"), kP521Identifier, EC_group_p521, 66},
};

constexpr AlgorithmFacts kAlgorithms[] = {
    {KeyAlgorithm::kRsa, Oid("1.2.840.113549.1.1.1"), std::nullopt, "RSA"},
    {KeyAlgorithm::kRsaPss, Oid("1.2.840.113549.1.1.10"), std::nullopt, "RSASSA-PSS"},
    {KeyAlgorithm::kEc, Oid("1.2.840.10045.2.1"), std::nullopt, "EC"},
    {KeyAlgorithm::kEd25519, Oid("1.3.101.112"), 32, "Ed25519"},                // RFC 8032 5.1.5
    {KeyAlgorithm::kEd448, Oid("1.3.101.113"), 57, "Ed448"},                    // RFC 8032 5.2.5
    {KeyAlgorithm::kMlDsa, Oid("2.16.840.1.101.3.4.3.17"), 1312, "ML-DSA-44"},  // FIPS 204, table 2
    {KeyAlgorithm::kMlDsa, Oid("2.16.840.1.101.3.4.3.18"), 1952, "ML-DSA-65"},
    {KeyAlgorithm::kMlDsa, Oid("2.16.840.1.101.3.4.3.19"), 2592, "ML-DSA-87"},
    {KeyAlgorithm::kMlKem, Oid("2.16.840.1.101.3.4.4.1"), 800, "ML-KEM-512"},  // FIPS 203, table 3
    {KeyAlgorithm::kMlKem, Oid("2.16.840.1.101.3.4.4.2"), 1184, "ML-KEM-768"},
    {KeyAlgorithm::kMlKem, Oid("2.16.840.1.101.3.4.4.3"), 1568, "ML-KEM-1024"},
};

}  // namespace

const CurveFacts& FactsOf(Curve curve) { return kCurves[static_cast<size_t>(curve)]; }

std::optional<SpkiParts> ParseSpki(const DerElement& spki) {
  if (spki.tag != CBS_ASN1_SEQUENCE) return std::nullopt;
  DerReader fields(spki);
  SpkiParts parts;
  const std::optional<DerElement> identifier = fields.Take(CBS_ASN1_SEQUENCE);
  const std::optional<DerElement> key = fields.Take(CBS_ASN1_BITSTRING);
  if (!identifier || !key || !fields.at_end() || key->contents.empty() || key->contents[0] != 0) return std::nullopt;
  parts.algorithm_identifier = *identifier;
  parts.key = key->contents.subspan(1);
  parts.key_offset = key->contents_offset + 1;
  DerReader inside(*identifier);
  const std::optional<DerElement> algorithm = inside.Take(CBS_ASN1_OBJECT);
  if (!algorithm) return std::nullopt;
  parts.algorithm = *algorithm;
  parts.parameters = inside.Take();
  parts.has_more = !inside.at_end();
  return parts;
}

const AlgorithmFacts* FindKeyAlgorithm(ByteSpan oid_contents) {
  const auto* found = std::ranges::find_if(
      kAlgorithms, [&](const AlgorithmFacts& facts) { return IsOid(ToCbs(oid_contents), facts.oid); });
  return found == std::end(kAlgorithms) ? nullptr : found;
}

std::optional<Curve> FindCurve(ByteSpan oid_contents) {
  for (const CurveFacts& facts : kCurves) {
    if (IsOid(ToCbs(oid_contents), facts.oid)) return facts.curve;
  }
  return std::nullopt;
}

std::string Sha256Hex(ByteSpan bytes) {
  std::array<uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(bytes.data(), bytes.size(), digest.data());
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const uint8_t byte : digest) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

}  // namespace keyseal
