#include "core/check_text.h"

#include "core/oid_names.h"
#include "core/utf8.h"

namespace keyseal {
namespace {

const char* NameOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNotice:
      return "notice";
  }
  return "error";
}

const char* NameOf(InputKind kind) {
  switch (kind) {
    case InputKind::kCsr:
      return "csr";
    case InputKind::kCertificate:
      return "certificate";
    case InputKind::kPublicKey:
      return "public-key";
  }
  return "csr";
}

std::string Escape(uint32_t code_unit) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) text += kDigits[code_unit >> shift & 15];
  return text;
}

// Escaped returns |text| as it stands, but for controls, direction marks, quotes and backslashes; bytes that are no
// UTF-8, which a file's name may have, become U+FFFD.
std::string Escaped(std::string_view text) {
  std::string escaped;
  for (ByteSpan rest = ToBytes(text); !rest.empty();) {
    const ByteSpan before = rest;
    const std::optional<char32_t> c = TakeCodePoint(rest);
    if (!c) {
      escaped += "\xef\xbf\xbd";
      rest = before.subspan(1);
    } else if (IsControl(*c) || IsBidiControl(*c)) {
      escaped += Escape(static_cast<uint32_t>(*c));  // all of them lie in the first plane
    } else {
      if (*c == '"' || *c == '\\') escaped += '\\';
      escaped.append(reinterpret_cast<const char*>(before.data()), before.size() - rest.size());
    }
  }
  return escaped;
}

std::string Quoted(std::string_view text) { return '"' + Escaped(text) + '"'; }

std::string MessageOf(const Finding& finding) {
  std::string message = finding.message;
  if (!finding.detail.empty()) message += " (" + finding.detail + ")";
  return message;
}

std::string Where(const CheckedInput& input) {
  std::string where = Escaped(input.file);
  if (input.block) where += ", block " + std::to_string(*input.block);
  return where + ": ";
}

// List returns a JSON array of what |write| makes of each of |items|.
template <typename Items, typename Write>
std::string List(const Items& items, Write write) {
  std::string json = "[";
  for (const auto& item : items) {
    if (json.size() > 1) json += ',';
    json += write(item);
  }
  return json + "]";
}

std::string JsonFinding(const Finding& finding) {
  std::string json = "{\"rule\":" + Quoted(finding.rule) + ",\"severity\":" + Quoted(NameOf(finding.severity)) +
                     ",\"clause\":" + Quoted(finding.clause);
  if (!finding.field.empty()) json += ",\"field\":" + Quoted(finding.field);
  return json + ",\"message\":" + Quoted(MessageOf(finding)) + "}";
}

std::string JsonExtension(const DecodedExtension& extension) {
  std::string json = "{\"oid\":" + Quoted(extension.oid);
  const std::string_view name = NameOfExtension(extension.oid);
  if (!name.empty()) json += ",\"name\":" + Quoted(name);
  return json + ",\"critical\":" + (extension.is_critical ? "true}" : "false}");
}

std::string JsonDecoded(const Decoded& decoded) {
  std::string json = "{\"key\":" + Quoted(decoded.key);
  if (!decoded.signature.empty()) json += ",\"signature\":" + Quoted(decoded.signature);
  json += ",\"subject\":" + List(decoded.subject, [](const DecodedAttribute& attribute) {
            return "{\"type\":" + Quoted(attribute.type) + ",\"value\":" + Quoted(attribute.value) + "}";
          });
  json += ",\"names\":" + List(decoded.names, [](const DecodedName& name) {
            return "{\"kind\":" + Quoted(name.kind) + ",\"text\":" + Quoted(name.text) + "}";
          });
  return json + ",\"extensions\":" + List(decoded.extensions, JsonExtension) + "}";
}

std::string ErrorAsText(const Error& error) {
  std::string text = std::string(ErrorName(error.code)) + ": " + InputErrorText(error.code);
  if (error.index) text += " (line " + std::to_string(*error.index) + ")";
  return text + "\n";
}

std::string ErrorAsJson(const Error& error) {
  std::string json = "\"error\":{\"code\":" + Quoted(ErrorName(error.code));
  if (error.index) json += ",\"line\":" + std::to_string(*error.index);
  return json + "}";
}

std::string ReportAsText(const CheckReport& report) {
  std::string text = std::string(report.acceptable ? "acceptable" : "NOT acceptable") + " (" + NameOf(report.kind) +
                     (report.decoded.key.empty() ? "" : ", ") + report.decoded.key + ")\n";
  for (const Finding& finding : report.findings) {
    text += std::string("  ") + NameOf(finding.severity) + " " + finding.rule + " " + finding.field +
            (finding.field.empty() ? "" : ": ") + MessageOf(finding) + " [" + finding.clause + "]\n";
  }
  return text;
}

std::string ReportAsJson(const CheckReport& report) {
  return std::string("\"acceptable\":") + (report.acceptable ? "true" : "false") +
         ",\"kind\":" + Quoted(NameOf(report.kind)) + ",\"spkiSha256\":" + Quoted(report.spki_sha256) +
         ",\"names\":" + List(report.names, Quoted) + ",\"findings\":" + List(report.findings, JsonFinding) +
         ",\"decoded\":" + JsonDecoded(report.decoded);
}

// CanBeOfInput returns whether CheckFiles can refuse an input with |code|. Other sentences would only be dead weight.
constexpr bool CanBeOfInput(ErrorCode code) {
  return code == ErrorCode::kNotCheckable || code == ErrorCode::kPrivateKeyGiven || code == ErrorCode::kInputTooLarge ||
         code == ErrorCode::kPemBad || code == ErrorCode::kPemIncomplete || code == ErrorCode::kFileUnreadable;
}

}  // namespace

std::string InputAsText(const CheckedInput& input) {
  return Where(input) + (input.report ? ReportAsText(*input.report) : ErrorAsText(input.report.error()));
}

std::string InputAsJson(const CheckedInput& input) {
  std::string json = "{\"file\":" + Quoted(input.file);
  if (input.block) json += ",\"block\":" + std::to_string(*input.block);
  return json + "," + (input.report ? ReportAsJson(*input.report) : ErrorAsJson(input.report.error())) + "}\n";
}

const char* InputErrorText(ErrorCode code) {
  switch (code) {
#define KEYSEAL_ERROR(symbol, name, js_class, text) \
  case ErrorCode::symbol:                           \
    return CanBeOfInput(ErrorCode::symbol) ? (text) : "";
#include "core/error_codes.def"
#undef KEYSEAL_ERROR
  }
  return "";
}

}  // namespace keyseal
