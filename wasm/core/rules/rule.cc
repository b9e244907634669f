#include "core/rules/rule.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/rules/revocation.h"

namespace keyseal {
namespace {

constexpr uint16_t Bit(Profile profile) { return uint16_t{1} << static_cast<unsigned>(profile); }

// The names of the last but one column.
constexpr uint16_t kTlsServer = Bit(Profile::kTlsServer);
constexpr uint16_t kTlsClient = Bit(Profile::kTlsClient);
constexpr uint16_t kSmime = Bit(Profile::kSmime);
constexpr uint16_t kSpiffe = Bit(Profile::kSpiffe);
constexpr uint16_t kStirShaken = Bit(Profile::kStirShaken);
constexpr uint16_t kPrivatePki = Bit(Profile::kPrivatePki);
constexpr uint16_t kCodeSigning = Bit(Profile::kCodeSigning);
constexpr uint16_t kPrivate = kTlsClient | kSpiffe | kStirShaken | kPrivatePki;  // no public trust
constexpr uint16_t kAll = kTlsServer | kSmime | kCodeSigning | kPrivate;

constexpr Clauses By(Citation a, Citation b, Citation c = {}, Citation d = {}) {
  return Clauses(std::array{a, b, c, d});
}

constexpr std::array kRows = {
#define KEYSEAL_RULE(symbol, id, in_request, in_certificate, clause, profiles, text) \
  RuleRow{id, RuleSeverity::k##in_request, RuleSeverity::k##in_certificate, clause, profiles, text},
#include "core/rules/rules.def"
#undef KEYSEAL_RULE
};

using enum Rule;

struct Remedies {
  const char* of[kRuleCount] = {};
};

constexpr Remedies AllRemedies() {
  Remedies remedies;
  for (const char*& one : remedies.of) one = "";
#define KEYSEAL_REMEDY(text, ...) \
  for (const Rule rule : {__VA_ARGS__}) remedies.of[static_cast<size_t>(rule)] = text;
#include "core/rules/remedies.def"
#undef KEYSEAL_REMEDY
  return remedies;
}

constexpr Remedies kRemedies = AllRemedies();

// IsCitedOnce returns whether |row| has a clause for each of its profiles: one for all, or each in one set alone.
constexpr bool IsCitedOnce(const RuleRow& row) {
  const auto& citations = row.clauses.citations;
  if (citations[0].profiles == 0xffff) return true;
  uint16_t cited = 0;
  for (const Citation& citation : citations) {
    if ((cited & citation.profiles) != 0) return false;
    cited |= citation.profiles;
  }
  return cited == row.profiles;
}
static_assert(std::ranges::all_of(kRows, IsCitedOnce), "a row of rules.def cites no text for a profile, or two");

Severity SeverityOf(RuleSeverity severity, Strictness strictness, bool is_chosen) {
  switch (severity) {
    case RuleSeverity::kError:
      return Severity::kError;
    case RuleSeverity::kWarning:
      return Severity::kWarning;
    case RuleSeverity::kNotice:
      return Severity::kNotice;
    case RuleSeverity::kStrictError:
      return strictness == Strictness::kStrict ? Severity::kError : Severity::kWarning;
    case RuleSeverity::kRefused:
      return is_chosen ? Severity::kError : Severity::kWarning;
    case RuleSeverity::kNotEvaluated:
      return strictness == Strictness::kStrict ? Severity::kError : Severity::kNotice;
  }
  return Severity::kError;
}

}  // namespace

const RuleRow& RowOf(Rule rule) { return kRows[static_cast<size_t>(rule)]; }

const char* RemedyFor(Rule rule) { return kRemedies.of[static_cast<size_t>(rule)]; }

std::span<const RuleRow> AllRules() { return kRows; }

void Reporter::Report(Rule rule, std::string_view field, std::string_view detail, std::string_view value) {
  const RuleRow& row = RowOf(rule);
  if ((row.profiles & Bit(profile_)) == 0) return;
  const std::optional<Authority> authority = AuthorityOf(rule);
  if (authority && authority_ && *authority != *authority_) return;
  auto told = told_[static_cast<size_t>(rule)];
  if (told && findings_.size() >= max_findings_) {
    unlisted_++;
    return;
  }
  told = true;
  const RuleSeverity severity = kind_ == InputKind::kCertificate ? row.in_certificate : row.in_request;
  Finding finding{row.id,
                  SeverityOf(severity, strictness_, authority_.has_value()),
                  row.clauses.For(profile_),
                  std::string(field),
                  row.text,
                  std::string(detail),
                  std::string(value.substr(0, kMaxShownValue))};
  if (value.size() > kMaxShownValue) finding.value += "...";
  if (authority) {
    if (!finding.detail.empty()) finding.detail += ": ";
    finding.detail += FactsOf(*authority).title;
  }
  finding.remedy = RemedyFor(rule);
  if (kind_ == InputKind::kCertificate && severity == RuleSeverity::kError) {
    const Revocation revocation = RevocationFor(rule, profile_);
    finding.revoked_within = revocation.within;
    finding.crl_reason = revocation.crl_reason;
  }
  findings_.push_back(std::move(finding));
}

bool Reporter::has_error() const {
  return std::ranges::find(findings_, Severity::kError, &Finding::severity) != findings_.end();
}

}  // namespace keyseal
