#include <ctime>
#include <utility>

#include "check/record_file.h"
#include "core/check/report_printer.h"
#include "core/keys/public_key.h"

namespace keyseal::check {
namespace {

std::string TimeOf(int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm utc{};
  char text[40];
  if (gmtime_r(&time, &utc) == nullptr || std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) return "";
  return text;
}

// RulesSha256 tells one list of rules from another: every row, and where it is written.
std::string RulesSha256() {
  std::string all;
  for (const RuleRow& row : AllRules()) {
    for (const char* text : {row.id, row.text}) (all += text) += '\n';
    for (const Citation& citation : row.clauses.citations) {
      if (citation.clause == nullptr) continue;
      ((all += std::to_string(citation.profiles)) += ' ') += citation.clause;
      all += '\n';
    }
    all += std::to_string(static_cast<int>(row.in_request)) + std::to_string(static_cast<int>(row.in_certificate));
    all += std::to_string(row.profiles) + '\n';
  }
  return Sha256Hex({reinterpret_cast<const uint8_t*>(all.data()), all.size()});
}

void AddText(std::string& json, std::string_view name, std::string_view text) {
  ((json += ",\"") += name) += "\":";
  json += JsonText(text);
}

void AddNumber(std::string& json, std::string_view name, size_t number) {
  ((json += ",\"") += name) += "\":";
  json += std::to_string(number);
}

}  // namespace

std::string FactsOfRun(const Arguments& arguments, std::span<const ListFacts> lists) {
  std::string json;
  AddText(json, "tool", "keyseal-check " KEYSEAL_VERSION);
  AddText(json, "rulesSha256", RulesSha256());
  json += ",\"options\":{";
  bool is_first = true;
  for (const auto& [name, value] : arguments.told) {
    json += is_first ? "" : ",";
    is_first = false;
    ((json += JsonText(name)) += ':') += JsonText(value);
  }
  json += "},\"lists\":[";
  is_first = true;
  for (const ListFacts& list : lists) {
    json += is_first ? "{\"kind\":" : ",{\"kind\":";
    is_first = false;
    json += JsonText(list.kind);
    AddText(json, "name", list.name);
    AddText(json, "sha256", list.sha256);
    json += '}';
  }
  return json + "]";
}

std::string JudgementLine(const CheckedInput& input, std::string_view facts_of_run, int64_t now) {
  std::string json = "{\"judged\":";
  (json += JsonText(TimeOf(now))) += facts_of_run;
  AddText(json, "file", input.file);
  if (input.block) AddNumber(json, "block", *input.block);
  if (!input.report) {
    json += ",\"acceptable\":false";
    AddText(json, "error", ErrorName(input.report.error().code));
    return json + "}\n";
  }
  const CheckReport& report = *input.report;
  AddText(json, "kind", KindName(report.kind));
  AddText(json, "spkiSha256", report.spki_sha256);
  json += report.acceptable ? ",\"acceptable\":true" : ",\"acceptable\":false";
  for (const auto& [name, severity] :
       {std::pair("errors", Severity::kError), {"warnings", Severity::kWarning}, {"notices", Severity::kNotice}}) {
    ((json += ",\"") += name) += "\":[";
    bool is_first = true;
    for (const Finding& finding : report.findings) {  // each tells its rule, so that the list tells how many there are
      if (finding.severity != severity) continue;
      (json += is_first ? "" : ",") += JsonText(finding.rule);
      is_first = false;
    }
    json += ']';
  }
  if (report.unlisted > 0) AddNumber(json, "unlisted", report.unlisted);
  return json + "}\n";
}

}  // namespace keyseal::check
