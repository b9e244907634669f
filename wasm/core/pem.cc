#include "core/pem.h"

#include <openssl/base64.h>

#include <algorithm>

namespace keyseal {
namespace {

constexpr size_t kLineSize = 64;  // characters (RFC 7468 2)

std::string EncodeBase64(ByteSpan bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends with a NUL
  text.resize(EVP_EncodeBlock(reinterpret_cast<uint8_t*>(text.data()), bytes.data(), bytes.size()));
  return text;
}

std::string Boundary(std::string_view verb, std::string_view label) {
  std::string line("-----");
  return line.append(verb).append(" ").append(label).append("-----");
}

}  // namespace

std::string EncodePem(std::string_view label, ByteSpan der) {
  std::string pem = Boundary("BEGIN", label) + "\n";
  const std::string body = EncodeBase64(der);
  for (size_t at = 0; at < body.size(); at += kLineSize) pem.append(body, at, kLineSize).append("\n");
  return pem + Boundary("END", label) + "\n";
}

}  // namespace keyseal
