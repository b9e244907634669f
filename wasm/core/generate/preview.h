// The generator's judgement without the key: what a form shows while a person types.

#ifndef KEYSEAL_CORE_GENERATE_PREVIEW_H_
#define KEYSEAL_CORE_GENERATE_PREVIEW_H_

#include <optional>
#include <vector>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/generate/judged_request.h"

namespace keyseal {

struct Preview {
  std::vector<JudgedName> names;
  std::vector<Error> problems;
};

// PreviewRequest returns everything for which Generate would refuse |request|, in Generate's order, and makes nothing.
// Without a passphrase the passphrase is not judged; the gate holds it against the names that are valid. Fails as
// Generate does for reasons that are nobody's input: kOutOfMemory, kInternal.
Result<Preview> PreviewRequest(const GenerateRequest& request, const std::optional<SecretBytes>& passphrase_utf8);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_GENERATE_PREVIEW_H_
