#include "tests/fuzz/signature_verdict.h"

#include <array>

#include "core/rules/signature_rules.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

constexpr auto kRsaSha256 =
    std::to_array<uint8_t>({0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00});
constexpr auto kRsaSha384 =
    std::to_array<uint8_t>({0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0c, 0x05, 0x00});
constexpr auto kRsaSha512 =
    std::to_array<uint8_t>({0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0d, 0x05, 0x00});
constexpr auto kEcdsaSha256 =
    std::to_array<uint8_t>({0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02});
constexpr auto kEcdsaSha384 =
    std::to_array<uint8_t>({0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03});
constexpr auto kEcdsaSha512 =
    std::to_array<uint8_t>({0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04});
constexpr auto kInfoSha256 = std::to_array<uint8_t>(
    {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20});
constexpr auto kInfoSha384 = std::to_array<uint8_t>(
    {0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30});
constexpr auto kInfoSha512 = std::to_array<uint8_t>(
    {0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40});

constexpr std::array<SignedHash, 3> kHashes = {{
    {EVP_sha256, kRsaSha256, kEcdsaSha256, kInfoSha256},
    {EVP_sha384, kRsaSha384, kEcdsaSha384, kInfoSha384},
    {EVP_sha512, kRsaSha512, kEcdsaSha512, kInfoSha512},
}};

}  // namespace

SignatureVerdict JudgeSignature(const RequestParts& parts, const PublicKey& key) {
  Reporter reporter(Profile::kPrivatePki);
  CheckSignature(parts, key, reporter);
  SignatureVerdict verdict = SignatureVerdict::kGood;
  for (const Finding& finding : reporter.findings()) {
    const auto is = [&](Rule rule) { return finding.message == RowOf(rule).text; };
    if (is(Rule::kSignatureWrong) || is(Rule::kSignatureAlgorithmOther)) return SignatureVerdict::kBad;
    if (is(Rule::kSignatureNotVerified) || is(Rule::kStructure) || is(Rule::kSignatureParameters)) {
      verdict = SignatureVerdict::kUnknown;
    }
  }
  return verdict;
}

const SignedHash& SignedHashOf(size_t choice) { return kHashes.at(choice % kHashes.size()); }

RequestParts PartsOf(ByteSpan algorithm, ByteSpan message, ByteSpan signature) {
  RequestParts parts;
  const auto element = DerReader(algorithm, 0).Take();
  Require(element.has_value(), "an algorithm is DER");
  parts.signature_algorithm = *element;
  parts.signed_part.bytes = message;
  parts.signature = signature;
  return parts;
}

Bytes DigestOf(const SignedHash& hash, ByteSpan message) {
  Bytes digest(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  Require(EVP_Digest(message.data(), message.size(), digest.data(), &size, hash.digest(), nullptr) == 1, "hashes hash");
  digest.resize(size);
  return digest;
}

}  // namespace keyseal
