#include "core/sealing/pkcs12.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/base/bssl.h"
#include "core/sealing/pkcs12_reader.h"
#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/packs.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

ErrorCode CodeOf(const Result<OpenedPfx>& opened) { return opened ? ErrorCode::kInternal : opened.error().code; }

Bytes ToBytes(const SecretBytes& secret) { return Bytes(secret.Reveal().begin(), secret.Reveal().end()); }

TEST(Pkcs12Test, ReadsWhatItWrote) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  const Bytes key = ReadVector("sealed/ec.p8.der");
  const SecretBytes info = std::move(*SecretBytes::Copy(key));
  const std::vector<Bytes> chain = {PackDer("leaf.pem"), PackDer("issuing.pem")};
  for (const PfxForm form : {PfxForm::kModern, PfxForm::kLegacy}) {
    const Result<Bytes> pfx =
        EncodePfx({info, chain, "www.example.com"}, PassphraseOf(kPassphraseOfPacks), form, entropy);
    ASSERT_TRUE(pfx.has_value());
    EXPECT_TRUE(LooksLikePfx(*pfx));
    const Result<OpenedPfx> opened = OpenPfx(*pfx, PassphraseOf(kPassphraseOfPacks));
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(key, ToBytes(opened->private_key_info));
    EXPECT_EQ(chain, opened->certificates);
    EXPECT_EQ(ErrorCode::kWrongPassphrase, CodeOf(OpenPfx(*pfx, PassphraseOf("correct horse battery stapler"))));
  }
}

}  // namespace
}  // namespace keyseal
