#include "core/keys/key_forms.h"

#include <openssl/base64.h>
#include <openssl/mem.h>

#include <algorithm>
#include <optional>
#include <string>

#include "core/asn1/der.h"
#include "core/asn1/pem_reader.h"
#include "core/base/bssl.h"
#include "core/keys/public_key.h"

namespace keyseal {
namespace {

constexpr Oid kRsaEncryption("1.2.840.113549.1.1.1");
constexpr Oid kEcPublicKey("1.2.840.10045.2.1");
constexpr Oid kEd25519("1.3.101.112");

// Numbers are big-endian, without a sign.
bool AddNumber(CBB* out, ByteSpan number) {
  while (!number.empty() && number[0] == 0) number = number.subspan(1);
  CBB child;
  return CBB_add_asn1(out, &child, CBS_ASN1_INTEGER) &&
         (!number.empty() && number[0] < 0x80 ? 1 : CBB_add_u8(&child, 0)) &&
         CBB_add_bytes(&child, number.data(), number.size()) && CBB_flush(out);
}

// Spki returns a SubjectPublicKeyInfo of one algorithm, with what |add_parameters| and |add_key| append.
template <typename AddParameters, typename AddKey>
Result<Bytes> Spki(const Oid& algorithm, AddParameters add_parameters, AddKey add_key) {
  bssl::ScopedCBB out;
  CBB spki, identifier, key;
  (void)(CBB_init(out.get(), 512) && CBB_add_asn1(out.get(), &spki, CBS_ASN1_SEQUENCE) &&
         CBB_add_asn1(&spki, &identifier, CBS_ASN1_SEQUENCE) && AddOid(&identifier, algorithm) &&
         add_parameters(&identifier) && CBB_add_asn1(&spki, &key, CBS_ASN1_BITSTRING) && CBB_add_u8(&key, 0) &&
         add_key(&key) && CBB_flush(out.get()));
  return FinishCbb(out.get());
}

Result<Bytes> RsaSpki(ByteSpan modulus, ByteSpan exponent) {
  return Spki(kRsaEncryption, AddNull, [&](CBB* key) {
    CBB numbers;
    return CBB_add_asn1(key, &numbers, CBS_ASN1_SEQUENCE) && AddNumber(&numbers, modulus) &&
           AddNumber(&numbers, exponent) && CBB_flush(key);
  });
}

Result<Bytes> EcSpki(Curve curve, ByteSpan point) {
  return Spki(
      kEcPublicKey, [&](CBB* identifier) { return AddOid(identifier, FactsOf(curve).oid); },
      [&](CBB* key) { return CBB_add_bytes(key, point.data(), point.size()) == 1; });
}

Result<Bytes> Ed25519Spki(ByteSpan point) {
  return Spki(
      kEd25519, [](CBB*) { return true; },
      [&](CBB* key) { return CBB_add_bytes(key, point.data(), point.size()) == 1; });
}

std::optional<Curve> CurveNamed(std::string_view name) {
  for (const Curve curve : {Curve::kP256, Curve::kP384, Curve::kP521}) {
    if (FactsOf(curve).name == name) return curve;
  }
  return std::nullopt;
}

// TakeString takes a string or mpint of RFC 4251 5.
bool TakeString(CBS* blob, ByteSpan& taken) {
  uint32_t size;
  CBS string;
  if (!CBS_get_u32(blob, &size) || !CBS_get_bytes(blob, &string, size)) return false;
  taken = ToSpan(string);
  return true;
}

// JsonMember returns the string value of a member of an object without objects in it.
std::optional<std::string_view> JsonMember(std::string_view text, std::string_view name) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\n'; };
  const std::string quoted = std::string("\"").append(name).append("\"");
  for (size_t at = text.find(quoted); at != std::string_view::npos; at = text.find(quoted, at + 1)) {
    std::string_view rest = text.substr(at + quoted.size());
    while (!rest.empty() && is_blank(rest[0])) rest.remove_prefix(1);
    if (!rest.starts_with(':')) continue;  // a value that is spelt like a name
    rest.remove_prefix(1);
    while (!rest.empty() && is_blank(rest[0])) rest.remove_prefix(1);
    if (!rest.starts_with('"')) return std::nullopt;
    rest.remove_prefix(1);
    const size_t end = rest.find('"');
    if (end == std::string_view::npos) return std::nullopt;
    return rest.substr(0, end);
  }
  return std::nullopt;
}

// JsonNumber returns the bytes of a member in base64url (RFC 7518 2).
std::optional<Bytes> JsonNumber(std::string_view text, std::string_view name) {
  const auto value = JsonMember(text, name);
  if (!value) return std::nullopt;
  std::string digits(*value);
  std::ranges::replace(digits, '-', '+');
  std::ranges::replace(digits, '_', '/');
  digits.append((4 - digits.size() % 4) % 4, '=');
  Result<Bytes> bytes = DecodeBase64Lines(digits, 1);
  if (!bytes) return std::nullopt;
  return *std::move(bytes);
}

// PointOf returns the uncompressed point with two coordinates (SEC 1 2.3.3), which may lack zeros in front.
std::optional<Bytes> PointOf(Curve curve, const Bytes& x, const Bytes& y) {
  const size_t size = FactsOf(curve).coordinate_size;
  if (x.size() > size || y.size() > size) return std::nullopt;
  Bytes point(1 + 2 * size);
  point[0] = 4;
  std::ranges::copy(x, point.end() - static_cast<ptrdiff_t>(size + x.size()));
  std::ranges::copy(y, point.end() - static_cast<ptrdiff_t>(y.size()));
  return point;
}

}  // namespace

Result<Bytes> SpkiOfPkcs1(ByteSpan untrusted_der) {
  return Spki(kRsaEncryption, AddNull,
              [&](CBB* key) { return CBB_add_bytes(key, untrusted_der.data(), untrusted_der.size()) == 1; });
}

bool IsSshKeyLine(std::string_view line) { return line.starts_with("ssh-") || line.starts_with("ecdsa-sha2-"); }

Result<Bytes> SpkiOfSsh(std::string_view untrusted_line) {
  const size_t type_size = std::min(untrusted_line.find(' '), untrusted_line.size());
  const std::string_view type = untrusted_line.substr(0, type_size);
  const std::string_view behind = untrusted_line.substr(std::min(type_size + 1, untrusted_line.size()));
  const Result<Bytes> bytes = DecodeBase64Lines(behind.substr(0, behind.find(' ')), 1);
  if (!bytes) return ErrorCode::kPemBad;
  CBS blob = ToCbs(*bytes);
  ByteSpan name, first, second;
  if (!TakeString(&blob, name) || !std::ranges::equal(name, type) || !TakeString(&blob, first)) {
    return ErrorCode::kPemBad;
  }
  if (type == "ssh-ed25519") return CBS_len(&blob) == 0 ? Ed25519Spki(first) : Result<Bytes>(ErrorCode::kPemBad);
  const std::string_view curves[] = {"ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"};
  const auto* const curve = std::ranges::find(curves, type);
  if (type != "ssh-rsa" && curve == std::end(curves)) return ErrorCode::kNotCheckable;
  if (!TakeString(&blob, second) || CBS_len(&blob) != 0) return ErrorCode::kPemBad;
  if (type == "ssh-rsa") return RsaSpki(second, first);
  return EcSpki(static_cast<Curve>(curve - curves), second);
}

Result<Bytes> SpkiOfJwk(std::string_view untrusted_text) {
  const auto type = JsonMember(untrusted_text, "kty");
  if (!type) return ErrorCode::kNotCheckable;
  if (JsonMember(untrusted_text, "d") || JsonMember(untrusted_text, "k")) return ErrorCode::kPrivateKeyGiven;
  const size_t first = untrusted_text.find("\"kty\"");
  if (untrusted_text.find("\"kty\"", first + 1) != std::string_view::npos) return ErrorCode::kNotCheckable;  // a set
  const auto named = JsonMember(untrusted_text, "crv");
  const auto x = JsonNumber(untrusted_text, "x");
  if (*type == "RSA") {
    const auto modulus = JsonNumber(untrusted_text, "n");
    const auto exponent = JsonNumber(untrusted_text, "e");
    if (modulus && exponent) return RsaSpki(*modulus, *exponent);
  } else if (*type == "EC" && named) {
    const auto curve = CurveNamed(*named);
    const auto y = JsonNumber(untrusted_text, "y");
    const auto point = curve && x && y ? PointOf(*curve, *x, *y) : std::nullopt;
    if (point) return EcSpki(*curve, *point);
  } else if (*type == "OKP" && named && *named == "Ed25519" && x) {
    return Ed25519Spki(*x);
  }
  return ErrorCode::kNotCheckable;
}

}  // namespace keyseal
