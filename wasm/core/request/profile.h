// Profiles: what each one allows and asks for, in one table.

#ifndef KEYSEAL_CORE_REQUEST_PROFILE_H_
#define KEYSEAL_CORE_REQUEST_PROFILE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/limits.h"
#include "core/keys/private_key.h"

namespace keyseal {

enum class Profile : uint8_t { kTlsServer, kTlsClient, kSmime, kSpiffe, kStirShaken, kPrivatePki, kCodeSigning };

// ParseProfile reads a public name of a profile that requests can be made for: "tls-server", "private-pki".
std::optional<Profile> ParseProfile(std::string_view name);
// ParseCheckProfile reads those too, and "code-signing", which is for checking only: K-51.
std::optional<Profile> ParseCheckProfile(std::string_view name);

// How a profile looks on a subject.
enum class SubjectRule : uint8_t {
  kFree,       // any known attribute, no public rule
  kTlsServer,  // BR 7.1.2.7.2 to .4: C, ST, L, postalCode, street, O, SN, GN, CN; placeholders refused
  kSmime,      // SBR 7.1.4.2.3: CN, serialNumber, emailAddress
};

// What a request of a profile must ask for; where several bits are set, one of them is enough.
inline constexpr uint8_t kNeedsDnsOrIp = 1;
inline constexpr uint8_t kNeedsEmail = 2;
inline constexpr uint8_t kNeedsUri = 4;
inline constexpr uint8_t kNeedsTn = 8;
inline constexpr uint8_t kNeedsAnyName = 16;
inline constexpr uint8_t kNeedsSubject = 32;

struct ProfileRules {
  Profile profile;
  const char* name;
  const char* clause;         // where the profile is written
  bool public_names = false;  // names must be of the public internet: N-09, N-10, N-12, N-13, N-20, K-61
  bool allows_dns = false;
  bool allows_ip = false;
  bool allows_email = false;
  bool allows_uri = false;
  bool allows_tn = false;
  uint8_t needs = 0;
  uint16_t key_types = 0;  // bit 1 << KeyType
  SubjectRule subject = SubjectRule::kFree;
  std::array<const char*, 2> extended_key_usages = {};  // dotted OIDs
  bool for_encryption = false;                          // the key also opens what others encrypt: RSA and EC key usage
  bool allows_must_staple = false;
  uint32_t max_uris = 0;
  bool for_checking_only = false;  // no request can be made for it
};

const ProfileRules& RulesOf(Profile profile);
bool AllowsKeyType(const ProfileRules& rules, KeyType type);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_REQUEST_PROFILE_H_
