// organizationIdentifier: the number of an organization in a register, such as "NTRDE-HRB12345" (SBR 7.1.4.2.2(d), EVG
// 7.1.4.2.8).

#ifndef KEYSEAL_CORE_RULES_REGISTRATION_H_
#define KEYSEAL_CORE_RULES_REGISTRATION_H_

#include <optional>
#include <string>
#include <string_view>

#include "core/request/profile.h"

namespace keyseal {

// Registration is an organizationIdentifier taken apart.
struct Registration {
  std::string_view scheme;     // "NTR"
  std::string_view country;    // "DE", "XG"
  std::string_view state;      // "CA" of "US+CA", or empty
  std::string_view reference;  // "HRB12345", or empty
};

// ParseRegistration returns nothing for what is not written SCHEME COUNTRY [+STATE] [-REFERENCE]. It points into
// |text|.
std::optional<Registration> ParseRegistration(std::string_view text);

// FindRegistrationFault returns what is wrong with an organizationIdentifier under |profile| (S/MIME's, or else EV's)
// beside a subject whose country, or for EV jurisdiction's country, is |country|, or nullptr. An empty |country| fits
// all.
const char* FindRegistrationFault(std::string_view text, std::string_view country, Profile profile);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_REGISTRATION_H_
