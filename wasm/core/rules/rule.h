// Rules of the requirement matrix, and the reporter that turns a broken one into a finding.

#ifndef KEYSEAL_CORE_RULES_RULE_H_
#define KEYSEAL_CORE_RULES_RULE_H_

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/base/finding.h"
#include "core/base/limits.h"
#include "core/request/profile.h"
#include "core/rules/authorities.h"
#include "core/rules/rule_list.h"

namespace keyseal {

enum class InputKind : uint8_t { kCsr, kCertificate, kPublicKey };

enum class RuleSeverity : uint8_t { kError, kWarning, kNotice, kNotEvaluated, kStrictError, kRefused };

// Citation is where a rule is written for the profiles of a set.
struct Citation {
  uint16_t profiles = 0;  // bit 1 << Profile
  const char* clause = nullptr;
};

// Clauses are a row's: one for whatever profile the row is for, or one for each set of its profiles.
struct Clauses {
  std::array<Citation, 4> citations = {};

  constexpr Clauses(const char* clause) : citations{{{0xffff, clause}}} {}  // NOLINT(google-explicit-constructor)
  constexpr explicit Clauses(std::array<Citation, 4> each) : citations(each) {}

  // For returns the clause that binds |profile|, which must be one of the row's.
  constexpr const char* For(Profile profile) const {
    size_t i = 0;
    while ((citations[i].profiles >> static_cast<unsigned>(profile) & 1) == 0) i++;
    return citations[i].clause;
  }
};

// RuleRow is a row of rules.def.
struct RuleRow {
  const char* id;           // "K-10"
  RuleSeverity in_request;  // and of a public key alone
  RuleSeverity in_certificate;
  Clauses clauses;
  uint16_t profiles;  // bit 1 << Profile
  const char* text;
};

const RuleRow& RowOf(Rule rule);
// RemedyFor returns what to do about a broken |rule| (remedies.def), or "".
const char* RemedyFor(Rule rule);
std::span<const RuleRow> AllRules();

enum class Strictness : uint8_t { kNormal, kStrict };

// Reporter collects the findings of one input, under one profile: the first |max_findings|, and of each rule the first
// whatever came before, so that no flood of findings hides another rule, or an error. The rest is counted.
class Reporter {
 public:
  explicit Reporter(Profile profile, Strictness strictness = Strictness::kNormal, size_t max_findings = kMaxFindings)
      : profile_(profile), strictness_(strictness), max_findings_(max_findings) {}

  // SetKind says what is judged: whoever asks leaves to the authority what the authority writes itself. Until it is
  // said, a certificate is.
  void SetKind(InputKind kind) { kind_ = kind; }

  // SetAuthority says who is asked. Then only its own policies are told, as errors.
  void SetAuthority(std::optional<Authority> authority) { authority_ = authority; }

  Profile profile() const { return profile_; }

  // Report adds a finding unless the profile does not know the rule. |field| is where in the input ("key", "dns[3]"),
  // |detail| a public fact that the text cannot know ("at byte 17", "round 99"); never bytes of the input. |value| is
  // what the input says there, where the field alone does not lead to it: names of ours and OIDs ("keyCertSign").
  void Report(Rule rule, std::string_view field, std::string_view detail = {}, std::string_view value = {});

  const Findings& findings() const { return findings_; }
  size_t unlisted() const { return unlisted_; }
  // has_error returns whether anything found so far forbids a certificate.
  bool has_error() const;

 private:
  Profile profile_;
  InputKind kind_ = InputKind::kCertificate;
  std::optional<Authority> authority_;
  Strictness strictness_;
  size_t max_findings_;
  Findings findings_;
  size_t unlisted_ = 0;
  std::bitset<kRuleCount> told_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_RULES_RULE_H_
