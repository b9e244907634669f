// The main job: from what a user asks for to a request and a sealed key. Nothing else of the key survives the call.

#ifndef KEYSEAL_CORE_GENERATE_GENERATE_H_
#define KEYSEAL_CORE_GENERATE_GENERATE_H_

#include <string>
#include <vector>

#include "core/base/entropy.h"
#include "core/base/finding.h"
#include "core/base/progress.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/generate/judged_request.h"

namespace keyseal {

struct Generated {
  Bytes csr_der;
  Bytes sealed_key_der;
  std::string spki_sha256;         // lower-case hex of the SHA-256 of the SubjectPublicKeyInfo
  std::vector<std::string> names;  // as they stand in the request
  Findings findings;               // warnings only
};

// Generate makes a key, seals it under |passphrase_utf8| and writes the request. Everything that a user can get wrong
// is checked before the key is made: Judge's first problem, then the passphrase. On failure nothing is left.
// Error.field names the part of the request: "dns", "key", "subject", "passphrase", "sealing".
Result<Generated> Generate(const GenerateRequest& request, const SecretBytes& passphrase_utf8, Entropy& entropy,
                           ProgressSink& progress);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_GENERATE_GENERATE_H_
