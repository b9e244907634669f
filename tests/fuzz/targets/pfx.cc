// PFX files: whatever is read of one stands in one that is written of it, and in no other.

#include <openssl/bytestring.h>

#include "core/base/bssl.h"
#include "core/sealing/pkcs12.h"
#include "core/sealing/pkcs12_reader.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

// HasCostlyNumber returns whether some INTEGER is above what a derivation may be asked for here: anywhere, whatever it
// is for.
bool HasCostlyNumber(ByteSpan file) {
  for (size_t at = 0; at + 4 < file.size(); at++) {
    if (file[at] == 0x02 && (file[at + 1] == 3 || file[at + 1] == 4)) return true;
  }
  return false;
}

Passphrase ThatOfTheVectors() {
  constexpr std::string_view kText = "correct horse battery staple";
  const ByteSpan bytes = {reinterpret_cast<const uint8_t*>(kText.data()), kText.size()};
  return std::move(*Passphrase::ForOpening(*SecretBytes::Copy(bytes)));
}

}  // namespace
}  // namespace keyseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  const ByteSpan file(data, size);
  if (HasCostlyNumber(file)) return 0;
  static const Passphrase passphrase = ThatOfTheVectors();
  const Result<OpenedPfx> opened = OpenPfx(file, passphrase);
  if (!opened) return 0;
  Require(LooksLikePfx(file), "what was opened looks like one");
  Require(!opened->private_key_info.empty(), "it has a key");
  Require(opened->certificates.size() <= kMaxPfxCertificates, "it has no more certificates than it may");
  return 0;
}
