// What is noticed when a package is made (pack_findings.def), and the list of it.

#ifndef KEYSEAL_CORE_PACKS_PACK_FINDINGS_H_
#define KEYSEAL_CORE_PACKS_PACK_FINDINGS_H_

#include <string>
#include <string_view>

#include "core/base/finding.h"

namespace keyseal {

enum class PackFinding : uint8_t {
#define KEYSEAL_PACK_FINDING(symbol, name, severity, clause, text, remedy) symbol,
#include "core/packs/pack_findings.def"
#undef KEYSEAL_PACK_FINDING
};

// FindingOf returns |what| as a finding. |field| is where: "key", "chain[2]" of the given certificates, counted from 0;
// |untrusted_value| what it speaks of.
Finding FindingOf(PackFinding what, std::string field, std::string_view untrusted_value = {});

// SortBySeverity puts errors first, then warnings, then notices, each in their order.
void SortBySeverity(Findings& findings);

// HasError returns whether any of |findings| forbids the package.
bool HasError(const Findings& findings);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_PACKS_PACK_FINDINGS_H_
