#include "core/request/profile.h"

#include <algorithm>
#include <array>

namespace keyseal {

namespace {

constexpr uint16_t Bit(KeyType type) { return uint16_t{1} << static_cast<unsigned>(type); }

constexpr uint16_t kEcdsaKeys = Bit(KeyType::kEcdsaP256) | Bit(KeyType::kEcdsaP384) | Bit(KeyType::kEcdsaP521);
constexpr uint16_t kRsaForCode = Bit(KeyType::kRsa3072) | Bit(KeyType::kRsa4096);
constexpr uint16_t kPublicKeys = kEcdsaKeys | kRsaForCode | Bit(KeyType::kRsa2048);
constexpr uint16_t kMlDsaKeys = Bit(KeyType::kMlDsa44) | Bit(KeyType::kMlDsa65) | Bit(KeyType::kMlDsa87);
constexpr uint16_t kAllKeys = kPublicKeys | kMlDsaKeys | Bit(KeyType::kEd25519);

constexpr char kServerAuth[] = "1.3.6.1.5.5.7.3.1";
constexpr char kClientAuth[] = "1.3.6.1.5.5.7.3.2";
constexpr char kCodeSigningPurpose[] = "1.3.6.1.5.5.7.3.3";
constexpr char kEmailProtection[] = "1.3.6.1.5.5.7.3.4";

// In the order of Profile.
constexpr std::array<ProfileRules, 7> kProfiles = {{
    {.profile = Profile::kTlsServer,
     .name = "tls-server",
     .clause = "BR 7.1.2.7",
     .public_names = true,
     .allows_dns = true,
     .allows_ip = true,         // N-02: nothing else
     .needs = kNeedsDnsOrIp,    // N-01, K-32
     .key_types = kPublicKeys,  // BR 6.1.5, K-19
     .subject = SubjectRule::kTlsServer,
     .extended_key_usages = {kServerAuth},
     .allows_must_staple = true},
    {.profile = Profile::kTlsClient,
     .name = "tls-client",
     .clause = "RFC 5280 4.2.1.12",
     .allows_dns = true,
     .allows_ip = true,
     .allows_email = true,
     .allows_uri = true,
     .needs = kNeedsAnyName | kNeedsSubject,
     .key_types = kAllKeys,
     .subject = SubjectRule::kFree,
     .extended_key_usages = {kClientAuth},
     .max_uris = kMaxNames},
    {.profile = Profile::kSmime,
     .name = "smime",
     .clause = "SBR 7.1.4",
     .public_names = true,
     .allows_email = true,
     .needs = kNeedsEmail,   // K-61
     .key_types = kAllKeys,  // K-60: ECDSA, RSA, Ed25519 and ML-DSA
     .subject = SubjectRule::kSmime,
     .extended_key_usages = {kEmailProtection},
     .for_encryption = true},
    {.profile = Profile::kSpiffe,
     .name = "spiffe",
     .clause = "X.509-SVID 2",
     .allows_dns = true,
     .allows_uri = true,
     .needs = kNeedsUri,
     .key_types = kPublicKeys | Bit(KeyType::kEd25519),
     .subject = SubjectRule::kFree,
     .extended_key_usages = {kServerAuth, kClientAuth},  // X.509-SVID 4.4
     .max_uris = 1},                                     // X.509-SVID 2: exactly one URI SAN
    {.profile = Profile::kStirShaken,
     .name = "stir-shaken",
     .clause = "RFC 8226 9",
     .allows_tn = true,
     .needs = kNeedsTn,
     .key_types = Bit(KeyType::kEcdsaP256),  // RFC 8225 8: ES256
     .subject = SubjectRule::kFree},
    {.profile = Profile::kPrivatePki,
     .name = "private-pki",
     .clause = "RFC 5280",
     .allows_dns = true,
     .allows_ip = true,
     .allows_email = true,
     .allows_uri = true,
     .needs = kNeedsAnyName | kNeedsSubject,
     .key_types = kAllKeys,
     .subject = SubjectRule::kFree,
     .allows_must_staple = true,
     .max_uris = kMaxNames},
    {.profile = Profile::kCodeSigning,
     .name = "code-signing",
     .clause = "CSBR 7.1.2.3",
     .key_types = kRsaForCode | kEcdsaKeys,  // K-50
     .subject = SubjectRule::kFree,
     .extended_key_usages = {kCodeSigningPurpose},
     .for_checking_only = true},
}};

}  // namespace

std::optional<Profile> ParseProfile(std::string_view name) {
  const std::optional<Profile> profile = ParseCheckProfile(name);
  return profile && !RulesOf(*profile).for_checking_only ? profile : std::nullopt;
}

std::optional<Profile> ParseCheckProfile(std::string_view name) {
  const auto* found =
      std::find_if(kProfiles.begin(), kProfiles.end(), [&](const auto& row) { return name == row.name; });
  return found == kProfiles.end() ? std::nullopt : std::optional<Profile>(found->profile);
}

const ProfileRules& RulesOf(Profile profile) { return kProfiles[static_cast<size_t>(profile)]; }

bool AllowsKeyType(const ProfileRules& rules, KeyType type) { return (rules.key_types & Bit(type)) != 0; }

}  // namespace keyseal
