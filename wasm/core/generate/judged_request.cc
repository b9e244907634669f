#include "core/generate/judged_request.h"

#include <algorithm>
#include <map>
#include <type_traits>
#include <utility>

namespace keyseal {

namespace {

// Judgement gathers what Judge finds, in one pass over the request.
class Judgement {
 public:
  explicit Judgement(const GenerateRequest& request) : request_(request), rules_(RulesOf(request.profile)) {
    judged_.contents.profile = request.profile;
    judged_.contents.must_staple = request.must_staple;
  }

  Result<JudgedRequest> Run() && {
    CheckOptions();
    CheckNameCounts();
    JudgeNames();
    JudgeSubject();
    JudgeTnAuthList();
    CheckNeeds();
    CheckSubjectAgainstNames();
    CheckSize();
    if (Result<void> kdf = CheckKdf(request_.kdf); !kdf) Add({kdf.error().code, "sealing"});
    if (judged_.problems.empty() && !request_.tn_auth_list.empty()) {
      Result<Bytes> tn_auth_list = EncodeTnAuthList(request_.tn_auth_list);
      if (!tn_auth_list) return tn_auth_list.error();
      judged_.contents.tn_auth_list = std::move(*tn_auth_list);
    }
    return std::move(judged_);
  }

 private:
  void Add(Error problem) { judged_.problems.push_back(problem); }

  void CheckOptions() {
    if (!AllowsKeyType(rules_, request_.key)) Add({ErrorCode::kKeyTypeNotAllowed, "key"});  // K-19
    if (request_.must_staple && !rules_.allows_must_staple) Add({ErrorCode::kOptionNotAllowed, "mustStaple"});
  }

  // AddEach adds |code| for the names of |field| from |first| to |count|.
  void AddEach(ErrorCode code, const char* field, size_t first, size_t count) {
    for (size_t i = first; i < count; i++) Add({code, field, static_cast<uint32_t>(i)});
  }

  void CheckNameCounts() {
    const size_t count = request_.dns.size() + request_.ip.size() + request_.email.size() + request_.uri.size();
    if (count > kMaxNames) Add({ErrorCode::kTooManyNames, "names"});
    const auto refuse_unless = [&](bool allowed, const char* field, size_t size) {
      if (!allowed) AddEach(ErrorCode::kNameKindNotAllowed, field, 0, size);  // N-02
    };
    refuse_unless(rules_.allows_dns, "dns", request_.dns.size());
    refuse_unless(rules_.allows_ip, "ip", request_.ip.size());
    refuse_unless(rules_.allows_email, "email", request_.email.size());
    refuse_unless(rules_.allows_uri, "uri", request_.uri.size());
    refuse_unless(rules_.allows_tn, "tnAuthList", request_.tn_auth_list.size());
    if (rules_.allows_uri) AddEach(ErrorCode::kTooManyNames, "uri", rules_.max_uris, request_.uri.size());
  }

  void JudgeNames() {
    const NameScope scope = rules_.public_names ? NameScope::kPublic : NameScope::kPrivate;
    const auto parse_dns = [&](const std::string& text) { return DnsName::Parse(text, scope); };
    const auto parse_ip = [&](const std::string& text) { return IpAddress::Parse(text, scope); };
    const auto parse_email = [&](const std::string& text) -> Result<Mailbox> {
      Result<Mailbox> mailbox = Mailbox::Parse(text);
      if (mailbox && FindMailboxFault(mailbox->text(), scope)) return ErrorCode::kNameInternal;  // K-61
      return mailbox;
    };
    const auto parse_uri = rules_.profile == Profile::kSpiffe ? Uri::ParseSpiffe : Uri::Parse;
    SubjectAltNames& names = judged_.contents.names;
    names.dns = JudgeKind<DnsName>("dns", request_.dns, rules_.allows_dns ? kMaxOfKind : 0, parse_dns);
    names.ip = JudgeKind<IpAddress>("ip", request_.ip, rules_.allows_ip ? kMaxOfKind : 0, parse_ip);
    names.email = JudgeKind<Mailbox>("email", request_.email, rules_.allows_email ? kMaxOfKind : 0, parse_email);
    names.uri = JudgeKind<Uri>("uri", request_.uri, rules_.allows_uri ? rules_.max_uris : 0, parse_uri);
  }

  // JudgeKind parses the first |judged_count| of |texts| and returns them without repeats (N-22). The others have a
  // problem already.
  template <typename Name, typename Parse>
  std::vector<Name> JudgeKind(const char* field, const std::vector<std::string>& texts, size_t judged_count,
                              Parse parse) {
    std::vector<Name> kept;
    std::map<std::string, uint32_t> first_of;
    for (size_t i = 0; i < texts.size(); i++) {
      JudgedName& judged = judged_.names.emplace_back(JudgedName{field, static_cast<uint32_t>(i)});
      if (i >= judged_count) continue;
      Result<Name> name = parse(texts[i]);
      if (!name) {
        Add({name.error().code, field, judged.index});
        bad_names_.push_back(texts[i]);
        continue;
      }
      judged.text = name->text();
      if constexpr (std::is_same_v<Name, DnsName>) judged.is_wildcard = name->is_wildcard();
      const auto [first, is_new] = first_of.try_emplace(name->text(), judged.index);
      if (is_new) {
        kept.push_back(std::move(*name));
      } else {
        judged.repeats = first->second;
      }
    }
    return kept;
  }

  void JudgeSubject() {
    for (const Error& problem : Subject::Problems(request_.subject, rules_.subject)) Add(problem);
    Result<Subject> subject = Subject::Parse(request_.subject, rules_.subject);
    if (subject) judged_.contents.subject = std::move(*subject);
  }

  void JudgeTnAuthList() {
    for (size_t i = 0; i < request_.tn_auth_list.size(); i++) {
      const TnEntry& entry = request_.tn_auth_list[i];
      JudgedName& judged = judged_.names.emplace_back(JudgedName{"tnAuthList", static_cast<uint32_t>(i)});
      if (!rules_.allows_tn) continue;
      if (Result<void> valid = CheckTnEntry(entry); !valid) {
        Add({valid.error().code, "tnAuthList", judged.index});
      } else {
        judged.text = entry.text;
      }
    }
  }

  void CheckNeeds() {
    const bool any_name =
        !request_.dns.empty() || !request_.ip.empty() || !request_.email.empty() || !request_.uri.empty();
    const bool met = ((rules_.needs & kNeedsDnsOrIp) != 0 && (!request_.dns.empty() || !request_.ip.empty())) ||
                     ((rules_.needs & kNeedsEmail) != 0 && !request_.email.empty()) ||
                     ((rules_.needs & kNeedsUri) != 0 && !request_.uri.empty()) ||
                     ((rules_.needs & kNeedsTn) != 0 && !request_.tn_auth_list.empty()) ||
                     ((rules_.needs & kNeedsAnyName) != 0 && any_name) ||
                     ((rules_.needs & kNeedsSubject) != 0 && !request_.subject.empty());
    if (!met) Add({ErrorCode::kNoNames, "names"});  // N-01, K-32, K-61
  }

  // What a subject says in a public profile must be said by the names too. A name that is itself refused is not held
  // against the subject that repeats it.
  void CheckSubjectAgainstNames() {
    std::vector<std::string> texts = judged_.contents.names.Texts();
    texts.insert(texts.end(), bad_names_.begin(), bad_names_.end());
    const auto in_names = [&](const std::string& text) { return std::ranges::find(texts, text) != texts.end(); };
    const Subject& subject = judged_.contents.subject;
    const std::optional<std::string> common_name = subject.common_name();
    const bool common_name_differs = rules_.subject != SubjectRule::kFree && common_name && !in_names(*common_name);
    const bool email_differs =
        rules_.subject == SubjectRule::kSmime && !std::ranges::all_of(subject.emails(), in_names);  // K-61
    // S-13: character for character
    if (common_name_differs || email_differs) Add({ErrorCode::kCommonNameNotInSan, "subject"});
  }

  // The checker reads no more than kMaxCheckedSize, of which 16 KiB are room for key and signature.
  void CheckSize() {
    constexpr size_t kHeaders = 24;  // bytes, at most, around one name or attribute
    size_t size = 0;
    for (const std::string& text : judged_.contents.names.Texts()) size += kHeaders + text.size();
    for (const TnEntry& entry : request_.tn_auth_list) size += kHeaders + entry.text.size();
    const bool has_room = size <= kMaxTextsSize;
    if (!has_room) Add({ErrorCode::kTooManyNames, "names"});
    for (const SubjectAttribute& one : request_.subject) size += kHeaders + one.type.size() + one.value.size();
    if (has_room && size > kMaxTextsSize) Add({ErrorCode::kSubjectTooLong, "subject"});
  }

  static constexpr size_t kMaxOfKind = SIZE_MAX;

  const GenerateRequest& request_;
  const ProfileRules& rules_;
  JudgedRequest judged_;
  std::vector<std::string> bad_names_;  // as they were given
};

}  // namespace

Result<JudgedRequest> Judge(const GenerateRequest& request) { return Judgement(request).Run(); }

}  // namespace keyseal
