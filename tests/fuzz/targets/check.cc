// The whole checker over one DER. Two bytes before it say what the checker is told: the profile, then bit 0 strict, bit
// 1 the day, and the validation level and the generation above them.

#include <openssl/ec_key.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "core/asn1/pem.h"
#include "core/check/check.h"
#include "core/check/input_reader.h"
#include "tests/fuzz/report_properties.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

CheckOptions OptionsOf(uint8_t profile, uint8_t rest) {
  constexpr unsigned kProfiles = static_cast<unsigned>(Profile::kCodeSigning) + 1;
  constexpr unsigned kLevels = static_cast<unsigned>(ValidationLevel::kIndividual) + 1;
  constexpr unsigned kGenerations = static_cast<unsigned>(Generation::kLegacy) + 1;
  CheckOptions options;
  options.profile = static_cast<Profile>(profile % kProfiles);
  options.strictness = (rest & 1) != 0 ? Strictness::kStrict : Strictness::kNormal;
  options.date = (rest & 2) != 0 ? 20200101 : 20280101;  // before and after every day that a rule begins on
  options.level = static_cast<ValidationLevel>((rest >> 2) % kLevels);
  options.generation = static_cast<Generation>((rest >> 2) / kLevels % kGenerations);
  return options;
}

// IsPrivateKey asks BoringSSL, which knows nothing of how the core tells.
bool IsPrivateKey(ByteSpan der) {
  CBS cbs = ToCbs(der);
  bssl::UniquePtr<EVP_PKEY> pkcs8(EVP_parse_private_key(&cbs));
  cbs = ToCbs(der);
  bssl::UniquePtr<EC_KEY> sec1(EC_KEY_parse_private_key(&cbs, nullptr));
  cbs = ToCbs(der);
  bssl::UniquePtr<RSA> pkcs1(RSA_parse_private_key(&cbs));
  FailureOfBssl(ErrorCode::kInternal);  // empties the queue
  return pkcs8 != nullptr || sec1 != nullptr || pkcs1 != nullptr;
}

}  // namespace
}  // namespace keyseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  if (size < 2) return 0;
  const ByteSpan der(data + 2, size - 2);
  const CheckOptions options = OptionsOf(data[0], data[1]);
  const Result<CheckReport> report = CheckDer(der, options);
  if (IsPrivateKey(der)) {
    Require(!report && report.error().code == ErrorCode::kPrivateKeyGiven, "a private key is refused");
  }
  Require(IsSameReport(report, CheckDer(der, options)), "a report is the same twice");
  if (!report) return 0;
  RequireSoundReport(*report, options);

  const std::string pem = EncodePem(kCsrLabel, der);
  if (pem.size() > kMaxCheckedSize) return 0;
  const auto inputs = SplitInput({reinterpret_cast<const uint8_t*>(pem.data()), pem.size()});
  Require(inputs && inputs->size() == 1 && inputs->at(0) && IsSame(*inputs->at(0), der), "DER comes out of its PEM");
  if (FindDerDefects(der).empty()) {
    const auto itself = SplitInput(der);
    Require(itself && itself->at(0) && IsSame(*itself->at(0), der), "a file of DER is itself");
    const std::string_view text(reinterpret_cast<const char*>(der.data()), der.size());
    const bool holds_pem = text.find("\n-----BEGIN ") != std::string_view::npos;
    Require((itself->size() > 1) == holds_pem, "and nothing else, unless it holds PEM too");
  }
  return 0;
}
