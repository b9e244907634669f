// Private keys in every wrapping, with the input as their secret: refused, and nothing of the secret in what is
// printed. The first byte chooses the wrapping, the second the label.

#include <algorithm>
#include <array>

#include "core/asn1/der.h"
#include "core/asn1/pem.h"
#include "core/check/report_printer.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

constexpr Oid kEcPublicKey("1.2.840.10045.2.1");
constexpr Oid kP256("1.2.840.10045.3.1.7");
constexpr Oid kPbes2("1.2.840.113549.1.5.13");
constexpr size_t kLeastSecret = 16;  // bytes: a shorter stretch may stand anywhere
constexpr std::array<const char*, 6> kLabels = {"PRIVATE KEY", "EC PRIVATE KEY",      "RSA PRIVATE KEY",
                                                "CERTIFICATE", "CERTIFICATE REQUEST", "PUBLIC KEY"};

enum class Wrapping : uint8_t { kPkcs8, kSec1, kPkcs1, kSealed };

bool AddAlgorithm(CBB* out, const Oid& algorithm, const Oid& parameters) {
  CBB sequence;
  return CBB_add_asn1(out, &sequence, CBS_ASN1_SEQUENCE) && AddOid(&sequence, algorithm) &&
         AddOid(&sequence, parameters) && CBB_flush(out);
}

// AddFields writes what stands inside the outer SEQUENCE (RFC 5958 2 and 3, RFC 5915 3, RFC 8017 A.1.2).
bool AddFields(CBB* out, Wrapping wrapping, ByteSpan secret) {
  const auto add_secret = [&](CBS_ASN1_TAG tag) {
    return CBB_add_asn1_element(out, tag, secret.data(), secret.size()) != 0;
  };
  switch (wrapping) {
    case Wrapping::kPkcs8:
      return CBB_add_asn1_uint64(out, 0) && AddAlgorithm(out, kEcPublicKey, kP256) && add_secret(CBS_ASN1_OCTETSTRING);
    case Wrapping::kSec1:
      return CBB_add_asn1_uint64(out, 1) && add_secret(CBS_ASN1_OCTETSTRING);
    case Wrapping::kPkcs1:
      return CBB_add_asn1_uint64(out, 0) && add_secret(CBS_ASN1_INTEGER) && CBB_add_asn1_uint64(out, 65537) &&
             add_secret(CBS_ASN1_INTEGER);
    case Wrapping::kSealed:
      return AddAlgorithm(out, kPbes2, kP256) && add_secret(CBS_ASN1_OCTETSTRING);
  }
  return false;
}

Bytes Wrap(Wrapping wrapping, ByteSpan secret) {
  bssl::ScopedCBB out;
  CBB sequence;
  Require(CBB_init(out.get(), secret.size() + 64) && CBB_add_asn1(out.get(), &sequence, CBS_ASN1_SEQUENCE) &&
              AddFields(&sequence, wrapping, secret),
          "there is memory");
  return *FinishCbb(out.get());
}

// Holds returns whether |text| has kLeastSecret bytes in a row of |secret|.
bool Holds(std::string_view text, std::string_view secret) {
  for (size_t at = 0; at + kLeastSecret <= secret.size(); at++) {
    if (text.find(secret.substr(at, kLeastSecret)) != std::string_view::npos) return true;
  }
  return false;
}

std::string Hex(ByteSpan bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const uint8_t byte : bytes) hex.append({kDigits[byte >> 4], kDigits[byte & 15]});
  return hex;
}

void JudgeFile(Bytes file, ByteSpan secret) {
  const std::vector<NamedFile> files = {{"key", std::move(file)}};
  // What is printed of any key, so that words of ours that stand in the secret are no find.
  const CheckedInput refusal = {"key", std::nullopt, ErrorCode::kPrivateKeyGiven};
  const std::vector<CheckedInput> inputs = CheckFiles(files, {.date = 20280101});
  Require(inputs.size() == 1 && !IsAcceptable(inputs), "a private key is never acceptable");
  Require(!inputs[0].report && inputs[0].report.error().code == ErrorCode::kPrivateKeyGiven,
          "a private key is refused as one");
  for (const bool is_json : {false, true}) {
    const auto print = [&](const CheckedInput& input) {
      return is_json ? InputAsJson(input) : InputAsText(input, Explain::kYes);
    };
    const std::string text = print(inputs[0]);
    if (text == print(refusal)) continue;
    Require(!Holds(text, AsText(secret)) && !Holds(text, Hex(secret)), "nothing is printed of a private key");
  }
}

}  // namespace
}  // namespace keyseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  if (size < 2 + kLeastSecret || size > 4096) return 0;
  const ByteSpan secret(data + 2, size - 2);
  const Bytes der = Wrap(static_cast<Wrapping>(data[0] % 4), secret);
  JudgeFile(der, secret);
  const std::string pem = EncodePem(kLabels.at(data[1] % kLabels.size()), der);
  JudgeFile(Bytes(pem.begin(), pem.end()), secret);
  return 0;
}
