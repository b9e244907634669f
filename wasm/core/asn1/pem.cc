#include "core/asn1/pem.h"

#include <openssl/base64.h>

#include <algorithm>
#include <optional>

namespace keyseal {
namespace {

constexpr size_t kLineSize = 64;   // characters (RFC 7468 2)
constexpr size_t kLineBytes = 48;  // what they stand for

std::string EncodeBase64(ByteSpan bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends with a NUL
  text.resize(EVP_EncodeBlock(reinterpret_cast<uint8_t*>(text.data()), bytes.data(), bytes.size()));
  return text;
}

std::string Boundary(std::string_view verb, std::string_view label) {
  std::string line("-----");
  return line.append(verb).append(" ").append(label).append("-----");
}

// IsLabel follows RFC 7468 3: printable ASCII; hyphens and spaces only single and inside. An empty one is not for us.
bool IsLabel(std::string_view text) {
  bool was_separator = true;
  for (const char c : text) {
    const bool is_separator = c == '-' || c == ' ';
    if (c < ' ' || c > '~' || (is_separator && was_separator)) return false;
    was_separator = is_separator;
  }
  return !was_separator;
}

std::optional<std::string_view> ParseBeginLine(std::string_view line) {
  constexpr std::string_view kBefore = "-----BEGIN ", kAfter = "-----";
  if (!line.starts_with(kBefore)) return std::nullopt;
  line.remove_prefix(kBefore.size());
  if (!line.ends_with(kAfter)) return std::nullopt;
  line.remove_suffix(kAfter.size());
  if (!IsLabel(line)) return std::nullopt;
  return line;
}

std::optional<Bytes> DecodeLine(std::string_view line) {
  Bytes bytes(kLineBytes);  // which is also why a line above kLineSize fails
  size_t size;
  if (line.empty() || !EVP_DecodeBase64(bytes.data(), &size, bytes.size(),
                                        reinterpret_cast<const uint8_t*>(line.data()), line.size())) {
    return std::nullopt;
  }
  bytes.resize(size);
  if (EncodeBase64(bytes) != line) return std::nullopt;  // RFC 4648 3.5: the bits behind the last byte are zero
  return bytes;
}

// TakeLine cuts the first line off |text|, and returns it without its end, "\n" or "\r\n".
std::string_view TakeLine(std::string_view* text) {
  std::string_view line = text->substr(0, text->find('\n'));
  text->remove_prefix(std::min(line.size() + 1, text->size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

uint32_t CountLineEnds(std::string_view text) { return static_cast<uint32_t>(std::ranges::count(text, '\n')); }

}  // namespace

std::string EncodePem(std::string_view label, ByteSpan der) {
  std::string pem = Boundary("BEGIN", label) + "\n";
  const std::string body = EncodeBase64(der);
  for (size_t at = 0; at < body.size(); at += kLineSize) pem.append(body, at, kLineSize).append("\n");
  return pem + Boundary("END", label) + "\n";
}

Result<PemBlock> ParsePem(std::string_view untrusted_text) {
  const auto bad = [](uint32_t line_number) { return Error{ErrorCode::kPemBad, "", line_number}; };
  const auto incomplete = Error{ErrorCode::kPemIncomplete, "", CountLineEnds(untrusted_text) + 1};

  const size_t end_at = untrusted_text.find("\n-");  // base64 has no hyphen
  std::string_view body = untrusted_text.substr(0, end_at == std::string_view::npos ? end_at : end_at + 1);
  const std::optional<std::string_view> label = ParseBeginLine(TakeLine(&body));
  if (!label) return bad(1);
  if (end_at == std::string_view::npos) return incomplete;

  PemBlock block{std::string(*label), {}};
  uint32_t line_number = 1;
  do {
    line_number++;
    const std::optional<Bytes> bytes = DecodeLine(TakeLine(&body));
    if (!bytes || (bytes->size() < kLineBytes && !body.empty())) return bad(line_number);
    block.der.insert(block.der.end(), bytes->begin(), bytes->end());
  } while (!body.empty());
  line_number++;

  const std::string_view tail = untrusted_text.substr(end_at + 1);
  const std::string end_line = Boundary("END", *label);
  if (!tail.starts_with(end_line)) {
    if (std::string_view(end_line).starts_with(tail)) return incomplete;  // cut off inside the end line
    return bad(line_number);
  }
  const size_t text_at = tail.find_first_not_of(" \t\r\n", end_line.size());
  if (text_at != std::string_view::npos) return bad(line_number + CountLineEnds(tail.substr(0, text_at)));
  return block;
}

}  // namespace keyseal
