// The budgets of the checker: how much of what a stranger sends is looked at. All of them stand here, and in
// docs/limits.md, which a test holds equal; each is tested at its value and beyond. Time is counted as work, so that
// every machine says the same. What a budget leaves out is told.

#ifndef KEYSEAL_CORE_BASE_LIMITS_H_
#define KEYSEAL_CORE_BASE_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace keyseal {

// Of one file
inline constexpr size_t kMaxCheckedSize = size_t{1} << 20;  // bytes that are read
inline constexpr size_t kMaxBlocks = 10000;                 // PEM blocks that are judged
inline constexpr size_t kMaxFileFindings = 10000;           // findings, and of each input the first of each rule

// Of one request, certificate or key
inline constexpr size_t kMaxFindings = 100;      // findings that are listed, and the first of each rule
inline constexpr size_t kMaxShownText = 4096;    // bytes of a name or value that is shown
inline constexpr size_t kMaxShownValue = 100;    // characters of it that a finding repeats
inline constexpr size_t kMaxKeyKind = 100;       // characters of the OID of an unknown kind of key
inline constexpr size_t kMaxSubjectParts = 100;  // attributes of the subject
inline constexpr size_t kMaxExtensions = 100;    // extensions
inline constexpr size_t kMaxAttributes = 100;    // attributes of a request that are shown
inline constexpr uint32_t kMaxNames = 1000;      // subject alternative names
inline constexpr size_t kMaxDerDepth = 32;       // levels of DER; a certificate has about 10
inline constexpr size_t kMaxDerDefects = 20;     // defects of its DER

// Of one RSA key
inline constexpr unsigned kMaxJudgedModulusBits = 16384;                  // bits that are searched for weaknesses
inline constexpr uint64_t kMaxVerifyWork = uint64_t{4096} * 4096 * 4096;  // modulus bits^2 * exponent bits

// Of one call, whose keys are compared with each other (K-02)
inline constexpr size_t kMaxComparedModuli = 1000;                     // different RSA keys
inline constexpr size_t kMaxComparedBits = kMaxComparedModuli * 2048;  // of their moduli together: two seconds' work
inline constexpr size_t kMaxComparedFileBytes = size_t{64} << 20;      // bytes of the files before the last
inline constexpr size_t kMaxHeldInputs = 10000;                        // inputs that wait for others
inline constexpr size_t kMaxHeldBytes = size_t{32} << 20;              // of their reports, about

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BASE_LIMITS_H_
