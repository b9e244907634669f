#include "core/packs/key_file.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/asn1/pem.h"
#include "core/asn1/pem_reader.h"
#include "core/asn1/plain_text.h"
#include "core/sealing/pbes2.h"
#include "core/sealing/pkcs12_reader.h"
#include "core/sealing/sealed_key.h"

namespace keyseal {
namespace {

constexpr char kField[] = "key";
constexpr size_t kMostBlocks = 100;       // a key file with its chain has a handful
constexpr size_t kMinOthersSaltSize = 8;  // bytes (RFC 8018 4.1): what OpenSSL before 3.2 writes

bool IsDer(ByteSpan file) { return !file.empty() && file.front() == 0x30; }

// TakeKeyBlock returns the DER of the only sealed key among the blocks of a PEM file.
Result<Bytes> TakeKeyBlock(ByteSpan untrusted_file) {
  const std::string text = ToPlainText(untrusted_file);
  std::vector<FoundBlock> blocks = FindPemBlocks(text, kMostBlocks);
  std::erase_if(blocks, [](const FoundBlock& block) { return !block.label.ends_with("PRIVATE KEY"); });
  if (blocks.size() != 1) return ErrorCode::kBadSealedKey;
  FoundBlock& block = blocks.front();
  if (block.label == kSealedKeyLabel) return std::move(block.der);
  const bool is_encrypted = text.find("Proc-Type: 4,ENCRYPTED") != std::string::npos;  // RFC 1421 4.6.1.1
  return is_encrypted || block.label == "OPENSSH PRIVATE KEY" ? ErrorCode::kCipherNotSupported
                                                              : ErrorCode::kKeyNotEncrypted;
}

// IsAsSealed returns whether |sealed_der| is encrypted as SealKey does by default.
bool IsAsSealed(ByteSpan sealed_der) {
  CBS der = ToCbs(sealed_der), info, algorithm;
  if (!CBS_get_asn1(&der, &info, CBS_ASN1_SEQUENCE) || !CBS_get_asn1(&info, &algorithm, CBS_ASN1_SEQUENCE))
    return false;
  const Result<Pbes2> pbes2 = Pbes2::Parse(algorithm);
  return pbes2 && std::holds_alternative<Pbkdf2>(pbes2->kdf()) && CheckKdf(pbes2->kdf()) &&
         pbes2->prf() == Prf::kHmacSha256 && pbes2->cipher() == SealingCipher::kAes256Cbc &&
         pbes2->salt().size() >= kMinOthersSaltSize;
}

Error InKeyFile(const Error& error) {
  const bool is_passphrase = error.code == ErrorCode::kWrongPassphrase || error.code == ErrorCode::kPassphraseNotBmp;
  return {error.code, is_passphrase ? "passphrase" : kField, error.index};
}

Result<OpenedKey> OpenPfxFile(ByteSpan untrusted_file, const Passphrase& passphrase) {
  Result<OpenedPfx> pfx = OpenPfx(untrusted_file, passphrase);
  if (!pfx) return InKeyFile(pfx.error());
  Result<PrivateKey> key = PrivateKey::ParsePkcs8(pfx->private_key_info);
  if (!key) return InKeyFile(key.error());
  return OpenedKey{std::move(*key), {}, false, std::move(pfx->certificates)};
}

}  // namespace

Result<OpenedKey> OpenKeyFile(ByteSpan untrusted_file, const Passphrase& passphrase) {
  if (LooksLikePfx(untrusted_file)) return OpenPfxFile(untrusted_file, passphrase);
  Result<Bytes> der = IsDer(untrusted_file) ? Result<Bytes>(Bytes(untrusted_file.begin(), untrusted_file.end()))
                                            : TakeKeyBlock(untrusted_file);
  if (!der) return InKeyFile(der.error());
  Result<PrivateKey> key = OpenKey(*der, passphrase);
  if (!key) return InKeyFile(key.error());
  const bool is_ours = IsAsSealed(*der);
  return OpenedKey{std::move(*key), std::move(*der), is_ours};
}

}  // namespace keyseal
