#include "core/check/input_reader.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/asn1/pem.h"
#include "core/asn1/pem_reader.h"
#include "core/asn1/pkcs7.h"
#include "core/asn1/plain_text.h"
#include "core/base/limits.h"
#include "core/base/out_of_memory.h"
#include "core/keys/key_forms.h"

namespace keyseal {
namespace {

using Inputs = std::vector<Result<Bytes>>;

// BeginsAsDer returns whether |file| is DER, or what another program takes for it: something stands behind it, it is
// cut off or its length is indefinite. Hardly any text begins so: 0x80 to 0x8f is no UTF-8 behind a "0", nor does it
// begin with "0", any character, "0" and a smaller one.
bool BeginsAsDer(ByteSpan file) {
  if (file.size() < 2 || file[0] != 0x30) return false;
  if ((file[1] & 0xf0) == 0x80) return true;
  const auto top = DerReader(file, 0).Take(CBS_ASN1_SEQUENCE);
  if (!top) return false;
  DerReader inside(*top);
  return inside.NextIs(CBS_ASN1_SEQUENCE) || (top->bytes.size() == file.size() && inside.Take());
}

bool HasPrivateKey(ByteSpan der) {
  const auto top = DerReader(der, 0).Take(CBS_ASN1_SEQUENCE);
  return top && IsPrivateKey(*top);
}

// Add appends |input|, or once for all that follow that there are too many. Returns whether there may be more.
bool Add(Result<Bytes> input, Inputs& inputs) {
  if (inputs.size() == kMaxBlocks) input = ErrorCode::kInputTooLarge;
  if (inputs.size() <= kMaxBlocks) inputs.push_back(std::move(input));
  return inputs.size() <= kMaxBlocks;
}

// IsPkcs1PublicKey returns whether |der| is two numbers: an RSAPublicKey (RFC 8017 A.1.1).
bool IsPkcs1PublicKey(ByteSpan der) {
  const auto top = DerReader(der, 0).Take(CBS_ASN1_SEQUENCE);
  if (!top) return false;
  DerReader numbers(*top);
  return numbers.Take(CBS_ASN1_INTEGER) && numbers.Take(CBS_ASN1_INTEGER) && numbers.at_end();
}

// AddDer appends |der| as it is, what it becomes as a SubjectPublicKeyInfo, or the certificates that it holds.
void AddDer(Bytes der, Inputs& inputs) {
  if (HasPrivateKey(der)) {
    Add(ErrorCode::kPrivateKeyGiven, inputs);
    return;
  }
  if (IsPkcs1PublicKey(der)) {
    Add(SpkiOfPkcs1(der), inputs);
    return;
  }
  const auto certificates = CertificatesOfPkcs7(der);
  if (!certificates) {
    Add(std::move(der), inputs);
  } else if (certificates->empty()) {
    Add(ErrorCode::kNotCheckable, inputs);
  } else {
    for (const ByteSpan one : *certificates) {
      if (!Add(Bytes(one.begin(), one.end()), inputs)) return;
    }
  }
}

// FirstElement returns the certificate of a TRUSTED CERTIFICATE, without what OpenSSL's x509 -trustout put behind it.
Bytes FirstElement(Bytes der) {
  const auto first = DerReader(der, 0).Take(CBS_ASN1_SEQUENCE);
  if (first) der.resize(first->bytes.size());
  return der;
}

void AddBlock(FoundBlock block, uint32_t lines_before, Inputs& inputs) {
  const std::string& label = block.label;
  if (label.find("PRIVATE KEY") != std::string::npos) {
    Add(ErrorCode::kPrivateKeyGiven, inputs);  // whether or not it can be read
  } else if (!block.der) {
    Error error = block.der.error();
    if (error.index) *error.index += lines_before;
    Add(error, inputs);
  } else if (label == "TRUSTED CERTIFICATE") {
    Add(FirstElement(*std::move(block.der)), inputs);
  } else if (label == "CERTIFICATE REQUEST" || label == "NEW CERTIFICATE REQUEST" || label == "CERTIFICATE" ||
             label == "X509 CERTIFICATE" || label == kTbsLabel || label == "PUBLIC KEY" || label == "RSA PUBLIC KEY" ||
             label == "PKCS7" || label == "PKCS #7 SIGNED DATA" || label == "CMS") {
    AddDer(*std::move(block.der), inputs);
  } else {
    Add(HasPrivateKey(*block.der) ? ErrorCode::kPrivateKeyGiven : ErrorCode::kNotCheckable, inputs);
  }
}

void AddSshKeys(std::string_view text, Inputs& inputs) {
  for (uint32_t number = 1; !text.empty(); number++) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.find_first_not_of(' ') == std::string_view::npos || line.starts_with('#')) continue;
    Result<Bytes> spki = IsSshKeyLine(line) ? SpkiOfSsh(line) : Result<Bytes>(ErrorCode::kNotCheckable);
    if (!spki && spki.error().code == ErrorCode::kPemBad) spki = Error{ErrorCode::kPemBad, "", number};
    if (!Add(std::move(spki), inputs)) return;
  }
}

// HasSshKeys goes by the first line that is no comment.
bool HasSshKeys(std::string_view text) {
  while (text.starts_with('#') || text.starts_with('\n')) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  }
  return IsSshKeyLine(text);
}

// ReadOther reads a text in which there is no PEM.
Result<Inputs> ReadOther(std::string_view text) {
  Inputs inputs;
  const size_t first = std::min(text.find_first_not_of(" >\n"), text.size());
  if (text.substr(first).starts_with("PuTTY-User-Key-File-")) return ErrorCode::kPrivateKeyGiven;
  if (HasSshKeys(text)) {
    AddSshKeys(text, inputs);
    return inputs;
  }
  if (text.substr(first).starts_with('{')) {
    Result<Bytes> spki = SpkiOfJwk(text);
    if (!spki) return spki.error();
    Add(std::move(spki), inputs);
    return inputs;
  }
  // The base64 of a SEQUENCE begins with M, and with MI from 128 bytes on.
  if (!text.substr(first).starts_with('M')) return ErrorCode::kNotCheckable;
  Result<Bytes> der = DecodeBase64Lines(text, 1);
  if (!der) {
    constexpr std::string_view kOfBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=>\n";
    const bool is_base64 = text.substr(first).starts_with("MI") && text.find_first_not_of(kOfBase64) == text.npos;
    return is_base64 ? der.error() : Error{ErrorCode::kNotCheckable};
  }
  if ((*der)[0] != 0x30) return ErrorCode::kNotCheckable;
  AddDer(*std::move(der), inputs);
  return inputs;
}

Result<Inputs> Split(ByteSpan untrusted_file) {
  constexpr std::string_view kBeginLine = "\n-----BEGIN ";
  if (untrusted_file.size() > kMaxCheckedSize) return ErrorCode::kInputTooLarge;
  Inputs inputs;
  size_t text_at = 0;
  if (BeginsAsDer(untrusted_file)) {
    AddDer(Bytes(untrusted_file.begin(), untrusted_file.end()), inputs);
    // A begin line in it is what a reader of PEM would see, and a request of its own; inside a line it is none.
    text_at =
        std::string_view(reinterpret_cast<const char*>(untrusted_file.data()), untrusted_file.size()).find(kBeginLine);
    if (text_at == std::string_view::npos) return inputs;
    text_at++;
  }
  const auto lines_before =
      static_cast<uint32_t>(std::ranges::count(untrusted_file.first(text_at), static_cast<uint8_t>('\n')));
  const std::string text = ToPlainText(untrusted_file.subspan(text_at));
  for (FoundBlock& block : FindPemBlocks(text, kMaxBlocks)) AddBlock(std::move(block), lines_before, inputs);
  if (!inputs.empty()) return inputs;
  Result<Inputs> others = ReadOther(text);
  if (others || others.error().code != ErrorCode::kNotCheckable) return others;
  if (untrusted_file.empty() || untrusted_file[0] != 0x30) return others;  // no SEQUENCE
  inputs.emplace_back(Bytes(untrusted_file.begin(), untrusted_file.end()));
  return inputs;
}

}  // namespace

// PrivateKeyInfo and RSAPrivateKey begin with a small version and something that no request has behind it (RFC 5958 2,
// RFC 8017 A.1.2); ECPrivateKey with version 1 and an OCTET STRING (RFC 5915 3); EncryptedPrivateKeyInfo has an OCTET
// STRING behind its algorithm. PFX has version 3 and a ContentInfo (RFC 7292 4).
bool IsPrivateKey(const DerElement& top) {
  DerReader fields(top);
  if (const auto version = fields.Take(CBS_ASN1_INTEGER)) {
    if (fields.NextIs(CBS_ASN1_INTEGER)) {  // an RSAPrivateKey has nine numbers, an RSAPublicKey two
      return version->contents.size() <= 1;
    }
    if (fields.NextIs(CBS_ASN1_OCTETSTRING)) return true;
    const auto next = fields.Take(CBS_ASN1_SEQUENCE);
    if (!next) return false;
    if (fields.NextIs(CBS_ASN1_OCTETSTRING)) return true;
    return version->contents.size() == 1 && version->contents[0] == 3 && DerReader(*next).NextIs(CBS_ASN1_OBJECT);
  }
  return fields.Take(CBS_ASN1_SEQUENCE) && fields.NextIs(CBS_ASN1_OCTETSTRING);
}

Result<std::vector<Result<Bytes>>> SplitInput(ByteSpan untrusted_file) {
  return OrOutOfMemory([&] { return Split(untrusted_file); });
}

}  // namespace keyseal
