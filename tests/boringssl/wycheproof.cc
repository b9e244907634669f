// What the core makes of one vector, for wycheproof.test.mjs: a line of words on standard input, one line of an answer.
// Bytes are hex, "-" for none.
//
//   verify SPKI ALGORITHM MESSAGE SIGNATURE   the rules that the signature breaks, or "good"
//   key SPKI                                  "acceptable" for a TLS server, or the rules that the key breaks
//   derive PRF ITERATIONS SIZE SALT PASSWORD  the bytes that PBKDF2 derives
//   open ALGORITHM CIPHERTEXT PASSWORD        the plaintext under this AlgorithmIdentifier of PBES2, or an error's name
//   public PKCS8                              the SPKI of a private key that signs, or an error's name

#include <iostream>
#include <sstream>

#include "core/check/check.h"
#include "core/keys/private_key.h"
#include "core/rules/key_rules.h"
#include "core/rules/signature_rules.h"
#include "core/sealing/pbes2.h"

namespace keyseal {
namespace {

uint8_t DigitOf(char c) { return static_cast<uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10); }

Bytes TakeHex(std::istream& words) {
  std::string hex;
  words >> hex;
  Bytes bytes;
  if (hex == "-") return bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<uint8_t>(DigitOf(hex[i]) << 4 | DigitOf(hex[i + 1])));
  }
  return bytes;
}

std::string ToHex(ByteSpan bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const uint8_t byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex.empty() ? "-" : hex;
}

std::string RulesOf(const Findings& findings, const char* none) {
  std::string rules;
  for (const Finding& finding : findings) rules += (rules.empty() ? "" : " ") + std::string(finding.rule);
  return rules.empty() ? none : rules;
}

DerElement ElementOf(const Bytes& der) { return DerReader(der, 0).Take().value_or(DerElement{}); }

std::string Verify(std::istream& words) {
  const Bytes spki = TakeHex(words), algorithm = TakeHex(words), message = TakeHex(words), signature = TakeHex(words);
  Reporter of_key(Profile::kPrivatePki), of_signature(Profile::kPrivatePki);
  const PublicKey key = CheckKey(ElementOf(spki), {}, of_key);
  RequestParts parts;
  parts.signed_part.bytes = message;
  parts.signature_algorithm = ElementOf(algorithm);
  parts.signature = signature;
  CheckSignature(parts, key, of_signature);
  return RulesOf(of_signature.findings(), "good");
}

std::string JudgeKey(std::istream& words) {
  const Bytes spki = TakeHex(words);
  const Result<CheckReport> report = CheckDer(spki, {.profile = Profile::kTlsServer, .date = 20261129});
  if (!report) return ErrorName(report.error().code);
  return report->acceptable ? "acceptable" : RulesOf(report->findings, "none");
}

std::string Derive(std::istream& words) {
  std::string prf;
  Pbkdf2 kdf;
  size_t size = 0;
  words >> prf >> kdf.iterations >> size;
  const Bytes salt = TakeHex(words), password = TakeHex(words);
  const Prf of = prf == "sha1"     ? Prf::kHmacSha1
                 : prf == "sha256" ? Prf::kHmacSha256
                 : prf == "sha384" ? Prf::kHmacSha384
                                   : Prf::kHmacSha512;
  const Result<SecretBytes> key = DerivePbkdf2(of, kdf, salt, password, size);
  return key ? ToHex(key->Reveal()) : ErrorName(key.error().code);
}

std::string Open(std::istream& words) {
  const Bytes algorithm = TakeHex(words), ciphertext = TakeHex(words), password = TakeHex(words);
  const DerElement element = ElementOf(algorithm);
  const Result<Pbes2> scheme = Pbes2::Parse(ToCbs(element.contents));
  if (!scheme) return ErrorName(scheme.error().code);
  const Result<SecretBytes> plaintext = scheme->Decrypt(ciphertext, password);
  return plaintext ? ToHex(plaintext->Reveal()) : ErrorName(plaintext.error().code);
}

std::string PublicOf(std::istream& words) {
  const Result<SecretBytes> private_key_info = SecretBytes::Copy(TakeHex(words));
  if (!private_key_info) return ErrorName(private_key_info.error().code);
  const Result<PrivateKey> key = PrivateKey::ParsePkcs8(*private_key_info);
  if (!key) return ErrorName(key.error().code);
  const Result<Bytes> signature = key->Sign({});
  if (!signature) return ErrorName(signature.error().code);
  return ToHex(*key->EncodeSpki());
}

std::string Answer(const std::string& line) {
  std::istringstream words(line);
  std::string what;
  words >> what;
  if (what == "verify") return Verify(words);
  if (what == "key") return JudgeKey(words);
  if (what == "derive") return Derive(words);
  if (what == "open") return Open(words);
  if (what == "public") return PublicOf(words);
  return "unknown command";
}

}  // namespace
}  // namespace keyseal

int main() {
  for (std::string line; std::getline(std::cin, line);) std::cout << keyseal::Answer(line) << "\n";
}
