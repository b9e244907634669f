// What is told of a request that Judge has nothing against.

#ifndef KEYSEAL_CORE_GENERATE_WARNINGS_H_
#define KEYSEAL_CORE_GENERATE_WARNINGS_H_

#include "core/base/finding.h"
#include "core/generate/judged_request.h"
#include "core/request/csr.h"
#include "core/sealing/passphrase.h"

namespace keyseal {

// WarningsOf says what the checker says of such a request, by the same rules.
Findings WarningsOf(const GenerateRequest& request, const CsrContents& contents);

// WarningsOf says what is to be known of a passphrase that the gate accepts.
Findings WarningsOf(const Passphrase& passphrase);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_GENERATE_WARNINGS_H_
