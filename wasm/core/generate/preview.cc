#include "core/generate/preview.h"

#include <utility>

#include "core/base/out_of_memory.h"
#include "core/sealing/passphrase.h"

namespace keyseal {
namespace {

Result<Preview> Look(const GenerateRequest& request, const std::optional<SecretBytes>& passphrase_utf8) {
  Result<JudgedRequest> judged = Judge(request);
  if (!judged) return judged.error();
  Preview preview{std::move(judged->names), std::move(judged->problems)};
  if (passphrase_utf8) {
    Result<Passphrase> passphrase = Passphrase::Accept(*passphrase_utf8, judged->contents.names.Texts());
    if (!passphrase) {
      const ErrorCode code = passphrase.error().code;
      if (code == ErrorCode::kOutOfMemory || code == ErrorCode::kInternal) return code;
      preview.problems.push_back({code, "passphrase"});
    }
  }
  return preview;
}

}  // namespace

Result<Preview> PreviewRequest(const GenerateRequest& request, const std::optional<SecretBytes>& passphrase_utf8) {
  return OrOutOfMemory([&] { return Look(request, passphrase_utf8); });
}

}  // namespace keyseal
