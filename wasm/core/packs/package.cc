#include "core/packs/package.h"

#include <algorithm>
#include <utility>

#include "core/base/out_of_memory.h"
#include "core/check/check.h"
#include "core/check/input_reader.h"
#include "core/keys/public_key.h"
#include "core/packs/chain.h"
#include "core/packs/key_file.h"
#include "core/packs/pack_findings.h"
#include "core/sealing/passphrase.h"
#include "core/sealing/sealed_key.h"

namespace keyseal {
namespace {

constexpr char kChain[] = "chain";

struct Received {
  std::vector<Certificate> certificates;
  std::optional<CheckReport> request;  // what was asked for
};

// Sort takes one thing that an authority sent, or the person has, to its place.
Result<void> Sort(Bytes der, Received& received) {
  DerReader file(der, 0);
  const auto top = file.Take(CBS_ASN1_SEQUENCE);
  if (!top) return ErrorCode::kCertificateBad;
  if (!LooksLikeCertificate(*top)) {
    Result<CheckReport> report = CheckDer(der, {.profile = Profile::kPrivatePki});
    if (!report || report->kind != InputKind::kCsr) return ErrorCode::kCertificateBad;
    received.request = std::move(*report);
    return {};
  }
  Result<Certificate> certificate = Certificate::Parse(std::move(der));
  if (!certificate) return certificate.error();
  if (received.certificates.size() > kMaxChainCertificates) return ErrorCode::kChainTooLong;
  received.certificates.push_back(std::move(*certificate));
  return {};
}

Result<Received> Read(const std::vector<ByteSpan>& untrusted_files) {
  Received received;
  for (uint32_t i = 0; i < untrusted_files.size(); i++) {
    Result<std::vector<Result<Bytes>>> inputs = SplitInput(untrusted_files[i]);
    if (!inputs) return Error{inputs.error().code, kChain, i};
    for (Result<Bytes>& input : *inputs) {
      if (!input) return Error{input.error().code, kChain, i};
      if (Result<void> sorted = Sort(std::move(*input), received); !sorted) {
        return Error{sorted.error().code, kChain, i};
      }
    }
  }
  return received;
}

// TellMissingNames compares what was asked for with what came.
void TellMissingNames(const CheckReport& request, const std::vector<std::string>& names, Findings& findings) {
  for (const std::string& name : request.names) {
    if (std::ranges::count(names, name) == 0) {
      findings.push_back(FindingOf(PackFinding::kNamesDiffer, kChain, name));
    }
  }
}

// FriendlyName is what programs list the key under: the first name, in ASCII as all names of certificates are.
std::string FriendlyName(const std::vector<std::string>& names, const std::string& spki_sha256) {
  const auto is_plain = [](char c) { return c > 0x20 && c < 0x7f; };
  return !names.empty() && std::ranges::all_of(names.front(), is_plain) ? names.front() : spki_sha256.substr(0, 16);
}

Result<Packaged> Make(const PackageRequest& request, const SecretBytes& passphrase_utf8, Entropy& entropy) {
  Result<Passphrase> passphrase = Passphrase::ForOpening(passphrase_utf8);
  if (!passphrase) return Error{passphrase.error().code, "passphrase"};
  Result<Received> received = Read(request.untrusted_chain_files);  // what costs little comes first
  if (!received) return received.error();
  Result<OpenedKey> opened = OpenKeyFile(request.untrusted_key_file, *passphrase);
  if (!opened) return opened.error();
  for (Bytes& certificate : opened->certificates) {
    if (Result<void> sorted = Sort(std::move(certificate), *received); !sorted) {
      return Error{sorted.error().code, "key"};
    }
  }
  Result<Bytes> spki = opened->key.EncodeSpki();
  if (!spki) return spki.error();

  Packaged packaged;
  packaged.key_type = opened->key.type();
  packaged.spki_sha256 = Sha256Hex(*spki);
  Result<Chain> chain = FindChain(received->certificates, packaged.spki_sha256, request.now);
  if (!chain) return chain.error();
  packaged.findings = std::move(chain->findings);
  const Certificate& leaf = received->certificates[chain->places.front()];
  packaged.not_before = leaf.not_before();
  packaged.not_after = leaf.not_after();
  Result<CheckReport> report = CheckDer(leaf.der(), {.profile = Profile::kPrivatePki});
  if (!report) return Error{ErrorCode::kCertificateBad, kChain};
  packaged.names = std::move(report->names);
  if (const auto& request_given = received->request) {
    TellMissingNames(*request_given, packaged.names, packaged.findings);
  }
  if (HasError(packaged.findings)) return packaged;

  for (const size_t place : chain->places) packaged.chain.push_back(received->certificates[place].der());
  Result<SecretBytes> private_key_info = opened->key.RevealPkcs8();
  if (!private_key_info) return private_key_info.error();
  if (opened->is_ours) {
    packaged.sealed_key_der = std::move(opened->sealed_der);
  } else {
    Result<Bytes> sealed = SealPrivateKeyInfo(*private_key_info, passphrase->Reveal(), Pbkdf2(), entropy);
    if (!sealed) return sealed.error();
    packaged.sealed_key_der = std::move(*sealed);
    packaged.findings.push_back(FindingOf(PackFinding::kKeyResealed, "key"));
  }
  const std::string friendly_name = FriendlyName(packaged.names, packaged.spki_sha256);
  const PfxContents contents = {*private_key_info, packaged.chain, friendly_name};
  for (const PfxForm form : request.pfx_forms) {
    Result<Bytes> pfx = EncodePfx(contents, *passphrase, form, entropy);
    if (!pfx) return pfx.error();
    packaged.pfx_files.push_back(std::move(*pfx));
    if (form == PfxForm::kLegacy) packaged.findings.push_back(FindingOf(PackFinding::kLegacyPfx, "pfx"));
  }
  SortBySeverity(packaged.findings);
  return packaged;
}

}  // namespace

Result<Packaged> Package(const PackageRequest& request, const SecretBytes& passphrase_utf8, Entropy& entropy) {
  return entropy.Finish(OrOutOfMemory([&] { return Make(request, passphrase_utf8, entropy); }));
}

}  // namespace keyseal
