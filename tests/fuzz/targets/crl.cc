// Certificate revocation lists, and a folder with a certificate to verify them with. Two bytes say how long the list
// is; the certificate follows. BoringSSL's X.509 is asked wherever it reads the same bytes.

#include <openssl/x509.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "blocklist/crl.h"
#include "blocklist/revocations.h"
#include "core/check/check.h"
#include "core/check/input_reader.h"
#include "core/keys/public_key.h"
#include "tests/fuzz/feed.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

using blocklist::Crl;
using blocklist::CrlFault;
using blocklist::Revocations;

// TemporaryFolder is removed when the fuzzer ends in peace.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = std::filesystem::temp_directory_path() / "keyseal-fuzz-XXXXXX";
    Require(mkdtemp(name.data()) != nullptr, "there is a folder");
    path_ = name;
    std::filesystem::create_directory(certificates());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::filesystem::path list() const { return path_ / "list"; }
  std::filesystem::path certificates() const { return path_ / "certificates"; }
  std::filesystem::path certificate() const { return certificates() / "one"; }

 private:
  std::filesystem::path path_;
};

void WriteFile(const std::filesystem::path& path, ByteSpan bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
  Require(file.good(), "a file is written");
}

bssl::UniquePtr<X509_CRL> ReadWithBoringssl(ByteSpan der) {
  const uint8_t* at = der.data();
  bssl::UniquePtr<X509_CRL> crl(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  if (at != der.data() + der.size()) crl.reset();
  FailureOfBssl(ErrorCode::kInternal);  // empties the queue
  return crl;
}

// SerialsOf returns the serial numbers that were revoked for keyCompromise, or nothing where BoringSSL does not say.
std::optional<std::vector<std::string>> SerialsOf(X509_CRL* crl) {
  constexpr int kAbsent = -1, kTwice = -2;  // X509V3_get_d2i
  constexpr int kKeyCompromise = 1;         // RFC 5280 5.3.1
  std::vector<std::string> serials;
  for (const X509_REVOKED* entry : X509_CRL_get_REVOKED(crl)) {
    int critical = 0;
    const bssl::UniquePtr<ASN1_ENUMERATED> reason(
        static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, &critical, nullptr)));
    Require(critical != kTwice, "a reason stands once");
    if (reason == nullptr && critical != kAbsent) return std::nullopt;
    if (reason == nullptr || ASN1_ENUMERATED_get(reason.get()) != kKeyCompromise) continue;
    const ASN1_INTEGER* serial = X509_REVOKED_get0_serialNumber(entry);
    Bytes der(static_cast<size_t>(std::max(i2d_ASN1_INTEGER(serial, nullptr), 0)));
    uint8_t* at = der.data();
    Require(!der.empty() && i2d_ASN1_INTEGER(serial, &at) > 0, "a serial number is written");
    CBS cbs = ToCbs(der), contents;
    Require(CBS_get_asn1(&cbs, &contents, CBS_ASN1_INTEGER) == 1, "a serial number is an INTEGER");
    serials.push_back(blocklist::BytesOf(ToSpan(contents)));
  }
  return serials;
}

// AddHashes gathers what an issuer may be known by: the hash of each structure of |der|, and of what is in it.
void AddHashes(ByteSpan der, std::set<std::string>& hashes) {
  DerReader reader(der, 0);
  while (const auto element = reader.Take()) {
    const bool is_extension = element->tag == CBS_ASN1_OCTETSTRING;  // which may be one's value
    if ((element->tag & CBS_ASN1_CONSTRUCTED) == 0 && !is_extension) continue;
    hashes.insert(Sha256Hex(element->bytes));
    hashes.insert(Sha256Hex(element->contents));
    AddHashes(element->contents, hashes);
  }
}

void JudgeList(ByteSpan der) {
  const auto parsed = blocklist::ParseCrl(der);
  if (const auto* fault = std::get_if<CrlFault>(&parsed)) {
    Require(fault->offset <= der.size() && !fault->what.empty() && IsPrintableAscii(fault->what),
            "a fault has its place");
    return;
  }
  const Crl& crl = std::get<Crl>(parsed);
  Require(FindDerDefects(der).empty(), "a list is DER");
  const std::string_view text = AsText(der);
  std::set<std::string> hashes;
  if (!crl.compromised.empty()) AddHashes(der, hashes);
  for (const auto& [issuer, serial] : crl.compromised) {
    Require(hashes.contains(issuer), "an issuer stands in the list");
    Require(!serial.empty() && text.find(serial) != std::string_view::npos, "a serial number stands in the list");
  }
  const bssl::UniquePtr<X509_CRL> again = ReadWithBoringssl(der);
  const auto serials = again != nullptr ? SerialsOf(again.get()) : std::nullopt;
  FailureOfBssl(ErrorCode::kInternal);  // empties the queue
  if (serials) {
    Require(std::ranges::equal(crl.compromised, *serials, {}, &blocklist::CertificateId::serial),
            "BoringSSL's X.509 reads the same serial numbers");
  }
}

// IsSignedByOne returns whether a certificate of |file| has the key that signed, or cannot be asked.
bool IsSignedByOne(X509_CRL* crl, ByteSpan file) {
  const auto inputs = SplitInput(file);
  bool is_signed = false;
  for (const Result<Bytes>& der : inputs.has_value() ? *inputs : std::vector<Result<Bytes>>()) {
    if (!der) continue;
    const uint8_t* at = der->data();
    const bssl::UniquePtr<X509> certificate(d2i_X509(nullptr, &at, static_cast<long>(der->size())));
    const bssl::UniquePtr<EVP_PKEY> key(certificate != nullptr ? X509_get_pubkey(certificate.get()) : nullptr);
    is_signed = is_signed || key == nullptr || X509_CRL_verify(crl, key.get()) == 1;
  }
  FailureOfBssl(ErrorCode::kInternal);  // empties the queue
  return is_signed;
}

void RequireLines(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) Require(IsPrintableAscii(line), "a line is printable ASCII");
}

void JudgeFiles(ByteSpan list, ByteSpan certificate) {
  static const TemporaryFolder folder;
  WriteFile(folder.list(), list);
  WriteFile(folder.certificate(), certificate);
  Revocations revocations;
  const std::string wrong = revocations.AddCrls(folder.list());
  RequireLines({wrong});
  Require(revocations.ReadCertificates(folder.certificates()).empty(), "a folder is read");
  RequireLines(revocations.Missing());
  bool is_wrong = false;
  const std::vector<std::string> lines = revocations.VerifyCrls(is_wrong);
  RequireLines(lines);
  Require(!is_wrong || !lines.empty(), "what is wrong has a line");
  if (!wrong.empty() || !lines.empty()) return;
  const bssl::UniquePtr<X509_CRL> crl = ReadWithBoringssl(list);  // nothing where it is PEM
  Require(crl == nullptr || IsSignedByOne(crl.get(), certificate),
          "a verified list is signed with a certificate's key");
}

}  // namespace
}  // namespace keyseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  Feed feed({data, size});
  const ByteSpan list = feed.Take(feed.Below(65536));
  JudgeList(list);
  JudgeFiles(list, feed.rest());
  return 0;
}
