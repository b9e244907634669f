#include "core/rules/onion_rules.h"

#include <algorithm>
#include <array>

#include "core/names/onion.h"

namespace keyseal {
namespace {

// In bytes. BR 1.6.1: a Random Value has 112 bits of entropy; Appendix B 2.b: the applicant's nonce has 64.
constexpr size_t MinNonceSize(const OnionNonce& nonce) { return nonce.is_applicants ? 8 : 14; }

// IsAddressOf returns whether |name| is the onion address made of |key|, or below it.
bool IsAddressOf(std::string_view name, const PublicKey& key) {
  constexpr std::string_view kTopLevel = ".onion";
  if (key.algorithm != KeyAlgorithm::kEd25519 || !name.ends_with(kTopLevel)) return false;
  name.remove_suffix(kTopLevel.size());
  if (const size_t dot = name.rfind('.'); dot != std::string_view::npos) name.remove_prefix(dot + 1);
  const auto address_key = KeyOfOnionAddress(name);
  if (!address_key || key.usable == nullptr) return false;
  std::array<uint8_t, 32> own;
  size_t size = own.size();
  return EVP_PKEY_get_raw_public_key(key.usable.get(), own.data(), &size) && own == *address_key;
}

}  // namespace

bool IsOnionProof(const RequestParts& parts) { return !parts.nonces.empty(); }

void CheckOnionProof(const RequestParts& parts, const PublicKey& key, const std::vector<DecodedName>& names,
                     const std::vector<DecodedAttribute>& subject, Reporter& reporter) {
  constexpr char kField[] = "attributes";
  reporter.Report(Rule::kOnionProof, kField);
  for (const bool is_applicants : {false, true}) {
    const auto is_one = [&](const OnionNonce& nonce) { return nonce.is_applicants == is_applicants; };
    if (std::ranges::count_if(parts.nonces, is_one) != 1) {
      reporter.Report(Rule::kOnionNonce, kField, is_applicants ? "applicantSigningNonce" : "caSigningNonce");
    }
  }
  for (const OnionNonce& nonce : parts.nonces) {
    if (!nonce.size) {
      reporter.Report(Rule::kOnionNonce, kField, PlaceOf(nonce.offset));
    } else if (*nonce.size < MinNonceSize(nonce)) {
      reporter.Report(Rule::kOnionNonceShort, kField, PlaceOf(nonce.offset));
    }
  }
  const bool has_address =
      std::ranges::any_of(names, [&](const DecodedName& name) { return IsAddressOf(name.text, key); }) ||
      std::ranges::any_of(subject, [&](const DecodedAttribute& one) { return IsAddressOf(one.value, key); });
  if (!has_address) reporter.Report(Rule::kOnionKey, "key");
}

}  // namespace keyseal
