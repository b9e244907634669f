// The days on which rules begin or end, which are all that the date of a check decides.

#ifndef KEYSEAL_CORE_RULES_CHANGE_DAYS_H_
#define KEYSEAL_CORE_RULES_CHANGE_DAYS_H_

#include <cstdint>

namespace keyseal {

// Date is a day as a number, 20270315. Numbers of later days are larger.
using Date = uint32_t;

inline constexpr Date kOrganizationalUnitEnds = 20220901;  // BR 7.1.2.7.4, S-12
inline constexpr Date kLegacyEnds = 20250715;              // SBR 7.1.6.1, K-62
inline constexpr Date kReverseZonesEnd = 20260315;         // BR 4.2.2, N-10
inline constexpr Date kCodeSigningPolicies = 20260915;     // CSBR 7.1.6.4
inline constexpr Date kClientAuthEnds = 20270315;          // CHR 1.3.2, X-05
inline constexpr Date kMorePurposesEnd = 20270701;         // SBR 7.1.2.3(f) since SMC-018

// In their order.
inline constexpr Date kChangeDays[] = {kOrganizationalUnitEnds, kLegacyEnds,     kReverseZonesEnd,
                                       kCodeSigningPolicies,    kClientAuthEnds, kMorePurposesEnd};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_CHANGE_DAYS_H_
