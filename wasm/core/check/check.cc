#include "core/check/check.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/asn1/oid_names.h"
#include "core/base/out_of_memory.h"
#include "core/check/finding_values.h"
#include "core/check/input_reader.h"
#include "core/check/issued.h"
#include "core/request/subject.h"
#include "core/rules/authority_rules.h"
#include "core/rules/blocklist_rules.h"
#include "core/rules/key_rules.h"
#include "core/rules/known_prime_rules.h"
#include "core/rules/onion_rules.h"
#include "core/rules/statement_rules.h"

namespace keyseal {
namespace {

bool IsInside(size_t offset, const DerElement& element) {
  return offset >= element.offset && offset < element.offset + element.bytes.size();
}

void TellDefects(const std::vector<DerDefect>& defects, const DerElement& spki, InputKind kind, Reporter& reporter) {
  for (const DerDefect& defect : defects) {
    if (IsInside(defect.offset, spki)) continue;  // CheckKey's
    const bool is_key = kind == InputKind::kPublicKey;
    const Rule of_request = defect.fault == DerFault::kSetOrder ? Rule::kDerOrder : Rule::kNotDer;
    reporter.Report(is_key ? Rule::kKeyEncoding : of_request, is_key ? "key" : "",
                    std::string(FaultText(defect.fault)) + " " + PlaceOf(defect.offset));
  }
}

std::string SignatureOf(const RequestParts& parts) {
  const auto type = DerReader(parts.signature_algorithm).Take(CBS_ASN1_OBJECT);
  if (!type) return "";
  std::string dotted = DottedOid(type->contents);
  const std::string_view name = NameOfSignature(dotted);
  return name.empty() ? dotted : std::string(name);
}

// Cut shortens a text that is shown to kMaxShownText, and tells it. Rules have looked at the whole.
void Cut(std::string& text, std::string_view field, Reporter& reporter) {
  if (text.size() <= kMaxShownText) return;
  reporter.Report(Rule::kTextCut, field, std::to_string(text.size()) + " bytes");
  size_t size = kMaxShownText;
  while ((text[size] & 0xc0) == 0x80) size--;  // not inside a character
  text.resize(size);
  text += "...";
  text.shrink_to_fit();
}

void CutTexts(CheckReport& report, Reporter& reporter) {
  Decoded& decoded = report.decoded;
  Cut(decoded.signature, "signature", reporter);
  for (DecodedAttribute& attribute : decoded.subject) {
    Cut(attribute.type, "subject", reporter);
    Cut(attribute.value, "subject", reporter);
  }
  for (DecodedName& name : decoded.names) Cut(name.text, "san[" + std::to_string(name.index) + "]", reporter);
  for (DecodedExtension& extension : decoded.extensions) Cut(extension.oid, "extensions", reporter);
  for (std::string& attribute : decoded.attributes) Cut(attribute, "attributes", reporter);
  for (const DecodedName& name : decoded.names) report.names.push_back(name.text);
}

void CheckParts(const RequestParts& parts, const PublicKey& key, const CheckOptions& options, Reporter& reporter,
                CheckReport& report) {
  const bool has_day = parts.kind == InputKind::kCertificate && parts.issued != 0;
  const RequestContext asked{parts.kind, options.level, options.generation, options.date,
                             has_day ? parts.issued : options.date};
  const RequestContext context = CheckPolicies(parts, asked, reporter);
  if (parts.kind != InputKind::kCertificate) report.has_proof = CheckProof(parts, key, options.signers, reporter);
  const NamesOfRequest names = CheckNames(parts, context, reporter);
  report.decoded.subject = CheckSubject(parts, names, context, reporter);
  if (parts.kind == InputKind::kCsr) {
    CheckNamePolicies(names.names, reporter);
    CheckRequestPolicies(parts, report.decoded.subject, reporter);
  }
  for (size_t i = 0; i < report.decoded.subject.size(); i++) {
    if (!SaysCompromised(report.decoded.subject[i].value)) continue;
    reporter.Report(Rule::kCompromiseProof, "subject[" + std::to_string(i) + "]");
  }
  CheckExtensions(parts, key, context, reporter);
  report.decoded.signature = SignatureOf(parts);
  for (const ExtensionPart& extension : parts.extensions) {
    report.decoded.extensions.push_back({DottedOid(extension.type.contents), extension.is_critical});
  }
  if (IsOnionProof(parts)) CheckOnionProof(parts, key, names.names, report.decoded.subject, reporter);
  report.decoded.names = names.names;
  if (parts.kind == InputKind::kCsr) {
    for (const DerElement& type : parts.attributes) {
      report.decoded.attributes.push_back(DottedOid(type.contents));
    }
    report.decoded.issued = FindIssued({parts, key, report.decoded.subject, names.names, report.decoded.signature,
                                        context, reporter.profile(), options.authority});
  }
}

}  // namespace

static Result<CheckReport> Judge(ByteSpan untrusted_der, const CheckOptions& options) {
  if (untrusted_der.size() > kMaxCheckedSize) return ErrorCode::kInputTooLarge;
  const auto top = DerReader(untrusted_der, 0).Take(CBS_ASN1_SEQUENCE);
  if (!top || !DerReader(*top).Take()) return ErrorCode::kNotCheckable;
  if (IsPrivateKey(*top)) return ErrorCode::kPrivateKeyGiven;

  Reporter reporter(options.profile, options.strictness, options.max_findings);
  reporter.SetAuthority(options.authority);
  CheckReport report;
  const std::vector<DerDefect> defects = FindDerDefects(untrusted_der);
  std::optional<RequestParts> parts;
  DerElement spki;
  if (LooksLikePublicKey(*top)) {
    report.kind = InputKind::kPublicKey;
    reporter.SetKind(report.kind);
    spki = *top;
  } else if (LooksLikeTbs(*top)) {
    report.kind = InputKind::kCertificate;
    report.is_tbs = true;
    reporter.SetKind(report.kind);
    parts = ParseTbs(*top, reporter);
    if (parts) spki = parts->spki;
  } else {
    report.kind = LooksLikeCertificate(*top) ? InputKind::kCertificate : InputKind::kCsr;
    reporter.SetKind(report.kind);
    if (!DerReader(*top).NextIs(CBS_ASN1_SEQUENCE)) return ErrorCode::kNotCheckable;
    parts = report.kind == InputKind::kCsr ? ParseRequest(*top, reporter) : ParseCertificate(*top, reporter);
    if (parts) spki = parts->spki;
  }
  TellDefects(defects, spki, report.kind, reporter);
  if (!spki.bytes.empty()) {
    const KeyUse use = parts && IsOnionProof(*parts) ? KeyUse::kOnionProof : KeyUse::kCertificate;
    const PublicKey key = CheckKey(spki, defects, reporter, use);
    if (report.kind != InputKind::kCertificate) CheckKeyPolicies(key, reporter);
    report.spki_sha256 = key.spki_sha256;
    report.key_number_sha256 = key.fingerprint.value_or("");
    report.decoded.key = key.description;
    if (key.modulus != nullptr) {
      report.modulus.resize(BN_num_bytes(key.modulus.get()));
      BN_bn2bin(key.modulus.get(), report.modulus.data());
    }
    const Result<void> listed = CheckBlocklists(key, options.blocklists, reporter);
    if (!listed) return listed.error();  // a list that can no longer be read must pass nothing
    CheckKnownPrimes(key, options.primes, reporter);
    if (parts) CheckParts(*parts, key, options, reporter, report);
  }
  if (!options.match_spki_sha256.empty() && options.match_spki_sha256 != report.spki_sha256) {
    reporter.Report(Rule::kKeyDiffers, "key");
  }
  CutTexts(report, reporter);
  TakeFindings(reporter, report);
  return report;
}

void TakeFindings(const Reporter& reporter, CheckReport& report) {
  Findings all = std::move(report.findings);
  if (report.unlisted > 0) all.pop_back();  // which says how many, and comes again
  std::ranges::copy(reporter.findings(), std::back_inserter(all));
  report.findings.clear();
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNotice}) {
    for (Finding& finding : all) {
      if (finding.severity == severity) report.findings.push_back(std::move(finding));
    }
  }
  FillValues(report.decoded, report.findings);
  report.unlisted += reporter.unlisted();
  if (report.unlisted > 0) {
    const RuleRow& row = RowOf(Rule::kMoreFindings);
    report.findings.push_back({row.id, Severity::kNotice, row.clauses.For(reporter.profile()), "", row.text,
                               "and " + std::to_string(report.unlisted) + " more"});
  }
  report.acceptable = report.findings.empty() || report.findings[0].severity != Severity::kError;
}

void AddFinding(Rule rule, const CheckOptions& options, CheckReport& report, std::string_view detail) {
  Reporter reporter(options.profile, options.strictness);
  reporter.SetKind(report.kind);
  reporter.Report(rule, "key", detail);
  TakeFindings(reporter, report);
}

// IsMore returns whether |finding| says how many are not listed.
static bool IsMore(const Finding& finding) { return finding.message == RowOf(Rule::kMoreFindings).text; }

// DayText returns "2027-03-15".
static std::string DayText(Date day) {
  const std::string digits = std::to_string(day);
  std::string text;
  for (size_t i = 0; i < digits.size(); i++) {
    if (i == 4 || i == 6) text += '-';
    text += digits[i];
  }
  return text;
}

// AddLater adds to |report| what |later|, of the same input on |day|, has beyond it.
static void AddLater(const CheckReport& later, Date day, CheckReport& report) {
  for (const Finding& finding : later.findings) {
    const bool is_known = std::ranges::any_of(report.findings, [&](const Finding& known) {
      return known.rule == finding.rule && known.field == finding.field && known.message == finding.message &&
             known.severity == finding.severity;
    });
    if (is_known || IsMore(finding)) continue;
    report.findings.push_back(finding);
    std::string& detail = report.findings.back().detail;
    detail += (detail.empty() ? "from " : ", from ") + DayText(day) + " on";
  }
  const Findings all = std::move(report.findings);
  report.findings.clear();
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNotice}) {
    for (const Finding& finding : all) {
      if (finding.severity == severity && !IsMore(finding)) report.findings.push_back(finding);
    }
  }
  std::ranges::copy_if(all, std::back_inserter(report.findings), IsMore);
  report.acceptable = report.findings.empty() || report.findings[0].severity != Severity::kError;
}

static Result<CheckReport> JudgeUntil(ByteSpan untrusted_der, const CheckOptions& options) {
  Result<CheckReport> report = Judge(untrusted_der, options);
  CheckOptions on_day = options;
  for (const Date day : kChangeDays) {
    if (!report || day <= options.date || day > options.until) continue;
    on_day.date = day;
    const Result<CheckReport> later = Judge(untrusted_der, on_day);
    if (!later) return later.error();
    AddLater(*later, day, *report);
  }
  return report;
}

Result<CheckReport> CheckDer(ByteSpan untrusted_der, const CheckOptions& options) {
  return OrOutOfMemory([&] { return JudgeUntil(untrusted_der, options); });
}

}  // namespace keyseal
