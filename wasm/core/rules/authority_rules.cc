#include "core/rules/authority_rules.h"

#include <algorithm>
#include <string>

#include "core/names/names.h"

namespace keyseal {
namespace {

constexpr Oid kTlsFeature("1.3.6.1.5.5.7.1.24");
// Features ::= SEQUENCE OF INTEGER, with status_request alone (RFC 7633 4.1)
constexpr uint8_t kStatusRequest[] = {0x30, 0x03, 0x02, 0x01, 0x05};

bool IsAddress(std::string_view text) { return IpAddress::Parse(text, NameScope::kPrivate).has_value(); }

}  // namespace

bool HasManyLabels(std::string_view dns_name) {
  constexpr ptrdiff_t kMostLabels = 10;  // Boulder pa.go
  return std::ranges::count(dns_name, '.') >= kMostLabels;
}

void CheckKeyPolicies(const PublicKey& key, Reporter& reporter) {
  constexpr char kField[] = "key";
  if (key.modulus != nullptr) {
    const unsigned bits = BN_num_bits(key.modulus.get());
    const bool is_permitted = bits >= 2048 && bits % 8 == 0;  // else K-10 and K-11 speak
    if (is_permitted && bits != 2048 && bits != 3072 && bits != 4096) reporter.Report(Rule::kModulusRefused, kField);
  }
  if (key.exponent != nullptr) {
    const BIGNUM* exponent = key.exponent.get();
    const bool is_permitted = BN_is_odd(exponent) && !BN_is_one(exponent);  // else K-12 speaks
    if (is_permitted && !BN_is_word(exponent, 65537)) reporter.Report(Rule::kExponentRefused, kField);
  }
  if (key.curve == Curve::kP521) reporter.Report(Rule::kP521Refused, kField);  // K-45
  if (key.algorithm == KeyAlgorithm::kMlDsa || key.algorithm == KeyAlgorithm::kMlKem) {
    reporter.Report(Rule::kAlgorithmRefused, kField);
  }
}

void CheckNamePolicies(const std::vector<DecodedName>& names, Reporter& reporter) {
  for (const DecodedName& name : names) {
    if (name.kind == "dns" && HasManyLabels(name.text)) {
      reporter.Report(Rule::kLabelsRefused, "san[" + std::to_string(name.index) + "]");
    }
  }
  if (names.size() > kMostNamesEverywhere) {
    reporter.Report(Rule::kNamesRefused, "san", std::to_string(names.size()) + " names");
  }
}

void CheckRequestPolicies(const RequestParts& parts, const std::vector<DecodedAttribute>& subject, Reporter& reporter) {
  const ExtensionPart* feature = FindExtension(parts, kTlsFeature);
  if (feature != nullptr && std::ranges::equal(feature->value.contents, kStatusRequest)) {
    reporter.Report(Rule::kStapleRefused, "extensions", "", kTlsFeature.dotted());
  }
  for (size_t i = 0; i < subject.size(); i++) {
    if (subject[i].type == "CN" && IsAddress(subject[i].value)) {
      reporter.Report(Rule::kAddressNameRefused, "subject[" + std::to_string(i) + "]");
    }
  }
}

}  // namespace keyseal
