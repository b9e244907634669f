#include "core/rules/revocation.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace keyseal {
namespace {

using enum Rule;

// Items 3 and 4 of BR 4.9.1.1: compromised, or easily computed from the public key.
constexpr Rule kKeyIsPublic[] = {kSharedPrime,  kKnownSharedPrime, kSharedModulus, kSmallPrivateExponent,
                                 kPublishedKey, kGuessableScalar,  kPerfectPower,  kCompromisedKey,
                                 kReportedKey,  kCompromiseProof,  kDebianWeakKey, kRoca,
                                 kClosePrimes,  kModulusEven,      kSmallFactor,   kMediumFactor};

// What an authority does without a text that demands it, and what is not about the certificate.
constexpr Rule kNoReason[] = {kPublicSuffix, kKeyDiffers};

template <size_t count>
constexpr bool IsOneOf(Rule rule, const Rule (&known)[count]) {
  return std::ranges::find(known, rule) != std::end(known);
}

}  // namespace

Revocation RevocationFor(Rule rule, Profile profile) {
  const bool is_server = profile == Profile::kTlsServer;
  if (!is_server && profile != Profile::kSmime && profile != Profile::kCodeSigning) return {};
  if (IsOneOf(rule, kNoReason)) return {};
  if (IsOneOf(rule, kKeyIsPublic)) return {"24-hours", is_server ? "keyCompromise" : ""};
  // Item 16: the method by which the key was made was flawed.
  if (rule == kKeyPattern) return {"5-days", is_server ? "keyCompromise" : ""};
  return {"5-days", is_server ? "superseded" : ""};  // items 6 and 12
}

}  // namespace keyseal
