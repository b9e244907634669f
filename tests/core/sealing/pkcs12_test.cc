#include "core/sealing/pkcs12.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/asn1/pem.h"
#include "core/base/bssl.h"
#include "core/sealing/pkcs12_reader.h"
#include "tests/core/support/fake_entropy.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

constexpr std::string_view kPassphrase = "correct horse battery staple";  // as make-packs.sh has it

Passphrase Of(std::string_view text) {
  const ByteSpan bytes = {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
  return std::move(*Passphrase::ForOpening(*SecretBytes::Copy(bytes)));
}

ErrorCode CodeOf(const Result<OpenedPfx>& opened) { return opened ? ErrorCode::kInternal : opened.error().code; }

Bytes CertificateOf(const std::string& name) { return std::move(ParsePem(ReadTextVector("packs/" + name))->der); }

Bytes ToBytes(const SecretBytes& secret) { return Bytes(secret.Reveal().begin(), secret.Reveal().end()); }

TEST(Pkcs12Test, ReadsWhatItWrote) {
  FakeSource source(Stream(1));
  Entropy entropy = source.MakeEntropy();
  const Bytes key = ReadVector("sealed/ec.p8.der");
  const SecretBytes info = std::move(*SecretBytes::Copy(key));
  const std::vector<Bytes> chain = {CertificateOf("leaf.pem"), CertificateOf("issuing.pem")};
  for (const PfxForm form : {PfxForm::kModern, PfxForm::kLegacy}) {
    const Result<Bytes> pfx = EncodePfx({info, chain, "www.example.com"}, Of(kPassphrase), form, entropy);
    ASSERT_TRUE(pfx.has_value());
    EXPECT_TRUE(LooksLikePfx(*pfx));
    const Result<OpenedPfx> opened = OpenPfx(*pfx, Of(kPassphrase));
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(key, ToBytes(opened->private_key_info));
    EXPECT_EQ(chain, opened->certificates);
    EXPECT_EQ(ErrorCode::kWrongPassphrase, CodeOf(OpenPfx(*pfx, Of("correct horse battery stapler"))));
  }
}

}  // namespace
}  // namespace keyseal
