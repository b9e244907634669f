#include "check/report_text.h"

#include "core/utf8.h"

namespace keyseal::check {
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

std::string Where(const Place& place) {
  std::string where = Escaped(place.file);
  if (place.block) where += ", block " + std::to_string(*place.block);
  return where;
}

std::string JsonPlace(const Place& place) {
  std::string json = "{\"file\":" + Quoted(place.file);
  if (place.block) json += ",\"block\":" + std::to_string(*place.block);
  return json;
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

}  // namespace

std::string ReportAsText(const Place& place, const CheckReport& report) {
  std::string text = Where(place) + ": " + (report.acceptable ? "acceptable" : "NOT acceptable") + " (" +
                     NameOf(report.kind) + (report.decoded.key.empty() ? "" : ", ") + report.decoded.key + ")\n";
  for (const Finding& finding : report.findings) {
    text += std::string("  ") + NameOf(finding.severity) + " " + finding.rule + " " + finding.field +
            (finding.field.empty() ? "" : ": ") + MessageOf(finding) + " [" + finding.clause + "]\n";
  }
  return text;
}

std::string ReportAsJson(const Place& place, const CheckReport& report) {
  std::string json = JsonPlace(place) + ",\"acceptable\":" + (report.acceptable ? "true" : "false");
  json += ",\"kind\":" + Quoted(NameOf(report.kind)) + ",\"spkiSha256\":" + Quoted(report.spki_sha256);
  json += ",\"names\":" + List(report.names, Quoted) + ",\"findings\":" + List(report.findings, JsonFinding);
  json += ",\"decoded\":{\"key\":" + Quoted(report.decoded.key);
  json += ",\"subject\":" + List(report.decoded.subject, [](const DecodedAttribute& attribute) {
            return "{\"type\":" + Quoted(attribute.type) + ",\"value\":" + Quoted(attribute.value) + "}";
          });
  json += ",\"names\":" + List(report.decoded.names, [](const DecodedName& name) {
            return "{\"kind\":" + Quoted(name.kind) + ",\"text\":" + Quoted(name.text) + "}";
          });
  return json + "}}\n";
}

std::string ErrorAsText(const Place& place, const Error& error) {
  std::string text = Where(place) + ": " + ErrorName(error.code) + ": " + ErrorSentence(error.code);
  if (error.index) text += " (line " + std::to_string(*error.index) + ")";
  return text + "\n";
}

std::string ErrorAsJson(const Place& place, const Error& error) {
  std::string json = JsonPlace(place) + ",\"error\":{\"code\":" + Quoted(ErrorName(error.code));
  if (error.index) json += ",\"line\":" + std::to_string(*error.index);
  return json + "}}\n";
}

const char* ErrorSentence(ErrorCode code) {
  switch (code) {
#define KEYSEAL_ERROR(symbol, name, js_class, text) \
  case ErrorCode::symbol:                           \
    return text;
#include "core/error_codes.def"
#undef KEYSEAL_ERROR
  }
  return "";
}

}  // namespace keyseal::check
