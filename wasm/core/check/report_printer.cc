#include "core/check/report_printer.h"

#include <initializer_list>
#include <string_view>
#include <utility>

#include "core/asn1/oid_names.h"
#include "core/asn1/pem.h"
#include "core/base/utf8.h"
#include "core/check/issued.h"

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

// Add appends |parts|. One call of it is a tenth of the code that a chain of + becomes.
void Add(std::string& text, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) text += part;
}

void AddNumber(std::string& text, size_t number) { text += std::to_string(number); }

void AddEscape(std::string& text, uint32_t code_unit) {
  constexpr char kDigits[] = "0123456789abcdef";
  text += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) text += kDigits[code_unit >> shift & 15];
}

// AddEscaped appends |text| as it stands, but for controls, direction marks, quotes and backslashes; bytes that are no
// UTF-8, which a file's name may have, become U+FFFD.
void AddEscaped(std::string& escaped, std::string_view text) {
  const auto stands_for_itself = [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; };
  for (ByteSpan rest = ToBytes(text); !rest.empty();) {
    size_t plain = 0;
    while (plain < rest.size() && stands_for_itself(static_cast<char>(rest[plain]))) plain++;
    escaped.append(reinterpret_cast<const char*>(rest.data()), plain);
    rest = rest.subspan(plain);
    if (rest.empty()) return;
    const ByteSpan before = rest;
    const std::optional<char32_t> c = TakeCodePoint(rest);
    if (!c) {
      escaped += "\xef\xbf\xbd";
      rest = before.subspan(1);
    } else if (IsControl(*c) || IsBidiControl(*c)) {
      AddEscape(escaped, static_cast<uint32_t>(*c));  // all of them lie in the first plane
    } else {
      if (*c == '"' || *c == '\\') escaped += '\\';
      escaped.append(reinterpret_cast<const char*>(before.data()), before.size() - rest.size());
    }
  }
}

// AddQuoted appends |before| as it is, and |text| as a JSON string.
void AddQuoted(std::string& json, std::string_view before, std::string_view text) {
  Add(json, {before, "\""});
  AddEscaped(json, text);
  json += '"';
}

// AddList appends |before| and a JSON array of what |add| appends for each of |items|.
template <typename Items, typename AddItem>
void AddList(std::string& json, std::string_view before, const Items& items, AddItem add) {
  Add(json, {before, "["});
  bool is_first = true;
  for (const auto& item : items) {
    if (!is_first) json += ',';
    is_first = false;
    add(item);
  }
  json += ']';
}

void AddMessage(std::string& text, const Finding& finding) {
  text += finding.message;
  if (!finding.detail.empty()) Add(text, {" (", finding.detail, ")"});
}

void AddJson(std::string& json, const Finding& finding) {
  AddQuoted(json, "{\"rule\":", finding.rule);
  AddQuoted(json, ",\"severity\":", NameOf(finding.severity));
  AddQuoted(json, ",\"clause\":", finding.clause);
  if (!finding.field.empty()) AddQuoted(json, ",\"field\":", finding.field);
  std::string message;
  AddMessage(message, finding);
  if (!finding.value.empty()) AddQuoted(json, ",\"value\":", finding.value);
  AddQuoted(json, ",\"message\":", message);
  if (*finding.remedy != 0) AddQuoted(json, ",\"remedy\":", finding.remedy);
  if (*finding.revoked_within != 0) AddQuoted(json, ",\"consequence\":", finding.revoked_within);
  if (*finding.crl_reason != 0) AddQuoted(json, ",\"crlReason\":", finding.crl_reason);
  json += '}';
}

void AddJson(std::string& json, const DecodedExtension& extension) {
  AddQuoted(json, "{\"oid\":", extension.oid);
  const std::string_view name = NameOfExtension(extension.oid);
  if (!name.empty()) AddQuoted(json, ",\"name\":", name);
  Add(json, {",\"critical\":", extension.is_critical ? "true}" : "false}"});
}

void AddJson(std::string& json, const IssuedPart& issued) {
  AddQuoted(json, "{\"part\":", issued.part);
  if (!issued.value.empty()) AddQuoted(json, ",\"value\":", issued.value);
  AddQuoted(json, ",\"fate\":", FateName(issued.fate));
  if (!issued.becomes.empty()) AddQuoted(json, ",\"becomes\":", issued.becomes);
  AddQuoted(json, ",\"reason\":", issued.reason);
  AddQuoted(json, ",\"clause\":", issued.clause);
  json += '}';
}

void AddJson(std::string& json, const Decoded& decoded) {
  AddQuoted(json, "{\"key\":", decoded.key);
  if (!decoded.signature.empty()) AddQuoted(json, ",\"signature\":", decoded.signature);
  AddList(json, ",\"subject\":", decoded.subject, [&](const DecodedAttribute& attribute) {
    AddQuoted(json, "{\"type\":", attribute.type);
    AddQuoted(json, ",\"value\":", attribute.value);
    json += '}';
  });
  AddList(json, ",\"names\":", decoded.names, [&](const DecodedName& name) {
    AddQuoted(json, "{\"kind\":", name.kind);
    AddQuoted(json, ",\"text\":", name.text);
    json += '}';
  });
  AddList(json, ",\"extensions\":", decoded.extensions,
          [&](const DecodedExtension& extension) { AddJson(json, extension); });
  if (!decoded.attributes.empty()) {
    AddList(json, ",\"attributes\":", decoded.attributes, [&](const std::string& oid) {
      AddQuoted(json, "{\"oid\":", oid);
      const std::string_view name = NameOfAttribute(oid);
      if (!name.empty()) AddQuoted(json, ",\"name\":", name);
      json += '}';
    });
  }
  if (!decoded.issued.empty()) {
    AddList(json, ",\"issued\":", decoded.issued, [&](const IssuedPart& issued) { AddJson(json, issued); });
  }
  json += '}';
}

void AddJson(std::string& json, const CheckReport& report) {
  Add(json, {"\"acceptable\":", report.acceptable ? "true" : "false"});
  AddQuoted(json, ",\"kind\":", KindName(report.kind));
  AddQuoted(json, ",\"spkiSha256\":", report.spki_sha256);
  AddList(json, ",\"names\":", report.names, [&](const std::string& name) { AddQuoted(json, "", name); });
  AddList(json, ",\"findings\":", report.findings, [&](const Finding& finding) { AddJson(json, finding); });
  json += ",\"decoded\":";
  AddJson(json, report.decoded);
}

void AddJson(std::string& json, const Error& error) {
  AddQuoted(json, "\"error\":{\"code\":", ErrorName(error.code));
  if (error.index) {
    json += ",\"line\":";
    AddNumber(json, *error.index);
  }
  json += '}';
}

// Text is a report as it grows, in English or in the language of |words|.
class Text {
 public:
  explicit Text(const ReportWords* words) : words_(words) {}

  std::string Take() { return std::move(text_); }

  void Raw(std::initializer_list<std::string_view> parts) { Add(text_, parts); }
  void Escaped(std::string_view name) { AddEscaped(text_, name); }
  void Sentence(std::string_view english) { text_ += words_ == nullptr ? english : words_->Sentence(english); }

  void Aside(std::string_view words) {
    words_ == nullptr ? Add(text_, {" (", words, ")"}) : Add(text_, {words_->Aside(words)});
  }
  // Detail appends a phrase or several, of which a name can be a part: that of a blocklist, for one.
  void Detail(std::string_view english) { AddEscaped(text_, words_ == nullptr ? english : words_->Detail(english)); }

 private:
  const ReportWords* words_;
  std::string text_;
};

// AddAdvice appends what the input says there, what to do about it, and what becomes of a certificate.
void AddAdvice(Text& text, const Finding& finding) {
  if (finding.severity == Severity::kNotice) return;
  if (!finding.value.empty() && finding.field != "key") {
    text.Raw({"    "});
    text.Sentence("it says:");
    text.Raw({" ", finding.value, "\n"});
  }
  if (*finding.remedy != 0) {
    text.Raw({"    "});
    text.Sentence(finding.remedy);
    text.Raw({"\n"});
  }
  if (*finding.revoked_within != 0) {
    text.Raw({"    "});
    text.Sentence(finding.revoked_within == std::string_view("5-days") ? "a certificate is revoked within 5 days"
                                                                       : "a certificate is revoked within 24 hours");
    if (*finding.crl_reason != 0) text.Aside(finding.crl_reason);
    text.Raw({"\n"});
  }
}

void AddFinding(Text& text, const Finding& finding, const ReportWords* words) {
  text.Raw({"  "});
  text.Sentence(NameOf(finding.severity));
  text.Raw({" ", finding.rule, " ", finding.field, finding.field.empty() ? "" : ": "});
  text.Sentence(finding.message);
  if (!finding.detail.empty()) {
    Text detail(words);
    detail.Detail(finding.detail);
    text.Aside(detail.Take());
  }
  text.Raw({" [", finding.clause, "]\n"});
  AddAdvice(text, finding);
}

// TypeOf returns what |part| of the subject is, " O", or "".
std::string TypeOf(const Decoded& decoded, std::string_view part) {
  for (size_t i = 0; i < decoded.subject.size(); i++) {
    if (part == "subject[" + std::to_string(i) + "]") return " " + decoded.subject[i].type;
  }
  return "";
}

void AddIssued(Text& text, const Decoded& decoded) {
  if (decoded.issued.empty()) return;
  text.Raw({"  "});
  text.Sentence("what an authority makes of it:");
  text.Raw({"\n"});
  for (const IssuedPart& issued : decoded.issued) {
    text.Raw({"    "});
    text.Sentence(FateName(issued.fate));
    text.Raw({" ", issued.part});
    text.Escaped(TypeOf(decoded, issued.part));  // which may be an OID in hex, and no more
    if (!issued.value.empty()) text.Raw({": ", issued.value});
    if (!issued.becomes.empty()) text.Raw({issued.value.empty() ? ": " : " -> ", issued.becomes});
    text.Raw({". "});
    text.Sentence(issued.reason);
    text.Raw({" [", issued.clause, "]\n"});
  }
}

void AddText(Text& text, const CheckReport& report, Explain explain, const ReportWords* words) {
  text.Sentence(report.acceptable ? "acceptable" : "NOT acceptable");
  Text what(words);
  what.Sentence(KindName(report.kind));
  what.Raw({report.decoded.key.empty() ? "" : ", ", report.decoded.key});
  text.Aside(what.Take());
  text.Raw({"\n"});
  for (const Finding& finding : report.findings) AddFinding(text, finding, words);
  if (explain == Explain::kYes) AddIssued(text, report.decoded);
}

void AddText(Text& text, const Error& error, const ReportWords* words) {
  text.Raw({ErrorName(error.code), ": "});
  text.Sentence(InputErrorText(error.code));
  if (error.index) {
    Text line(words);
    line.Detail("line " + std::to_string(*error.index));
    text.Aside(line.Take());
  }
  text.Raw({"\n"});
}

const char* LabelOf(const CheckReport& report) {
  if (report.is_tbs) return kTbsLabel;
  return report.kind == InputKind::kCsr           ? kCsrLabel
         : report.kind == InputKind::kCertificate ? "CERTIFICATE"
                                                  : "PUBLIC KEY";
}

// CanBeOfInput returns whether CheckFiles can refuse an input with |code|. Other sentences would only be dead weight.
constexpr bool CanBeOfInput(ErrorCode code) {
  return code == ErrorCode::kNotCheckable || code == ErrorCode::kPrivateKeyGiven || code == ErrorCode::kInputTooLarge ||
         code == ErrorCode::kPemBad || code == ErrorCode::kPemIncomplete || code == ErrorCode::kFileUnreadable ||
         code == ErrorCode::kBlocklistIncomplete || code == ErrorCode::kOutOfMemory || code == ErrorCode::kInternal;
}

}  // namespace

const char* KindName(InputKind kind) {
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

std::string JsonText(std::string_view untrusted_text) {
  std::string json;
  AddQuoted(json, "", untrusted_text);
  return json;
}

std::string InputAsText(const CheckedInput& input, Explain explain, const ReportWords* words) {
  Text text(words);
  std::string name = input.file;
  if (input.block) name += ", block " + std::to_string(*input.block);
  text.Detail(name);
  text.Raw({": "});
  input.report ? AddText(text, *input.report, explain, words) : AddText(text, input.report.error(), words);
  return text.Take();
}

std::string InputAsJson(const CheckedInput& input) {
  std::string json;
  AddQuoted(json, "{\"file\":", input.file);
  if (input.block) {
    json += ",\"block\":";
    AddNumber(json, *input.block);
  }
  json += ',';
  input.report ? AddJson(json, *input.report) : AddJson(json, input.report.error());
  if (!input.der.empty()) AddQuoted(json, ",\"pem\":", EncodePem(LabelOf(*input.report), input.der));
  json += "}\n";
  return json;
}

const char* InputErrorText(ErrorCode code) {
  switch (code) {
#define KEYSEAL_ERROR(symbol, name, js_class, text) \
  case ErrorCode::symbol:                           \
    return CanBeOfInput(ErrorCode::symbol) ? (text) : "";
#include "core/base/error_codes.def"
#undef KEYSEAL_ERROR
  }
  return "";
}

}  // namespace keyseal
