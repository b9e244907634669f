// Profiles: what each one allows and asks for, in one table.

#ifndef KEYSEAL_CORE_PROFILE_H_
#define KEYSEAL_CORE_PROFILE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/private_key.h"

namespace keyseal {

enum class Profile : uint8_t { kTlsServer, kTlsClient, kSmime, kSpiffe, kStirShaken, kPrivatePki };

// ParseProfile reads a public name: "tls-server", "private-pki".
std::optional<Profile> ParseProfile(std::string_view name);

// How a profile looks on a subject.
enum class SubjectRule : uint8_t {
  kFree,       // any known attribute, no public rule
  kTlsServer,  // BR 7.1.2.7.2 to .4: C, ST, L, postalCode, street, O, SN, GN, CN; placeholders refused
  kSmime,      // SBR 7.1.4.2.3: CN, serialNumber, emailAddress
};

struct ProfileRules {
  Profile profile;
  const char* name;
  const char* clause;  // where the profile is written
  bool public_names;   // DNS names and addresses must be public: N-09, N-10, N-12, N-13, N-20
  bool allows_dns, allows_ip, allows_email, allows_uri, allows_tn;
  // The kinds of names of which at least one is needed: bits of kNeeds…; 0 where a subject alone is enough.
  uint8_t needs;
  uint16_t key_types;  // bit 1 << KeyType
  SubjectRule subject;
  const char* extended_key_usage;  // dotted OID, or nullptr for none
  bool allows_must_staple;
  uint32_t max_uris;  // SPIFFE asks for exactly one
};

inline constexpr uint8_t kNeedsDnsOrIp = 1;
inline constexpr uint8_t kNeedsEmail = 2;
inline constexpr uint8_t kNeedsUri = 4;
inline constexpr uint8_t kNeedsTn = 8;
inline constexpr uint8_t kNeedsAnyName = 16;

const ProfileRules& RulesOf(Profile profile);
bool AllowsKeyType(const ProfileRules& rules, KeyType type);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_PROFILE_H_
