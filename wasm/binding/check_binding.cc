// The checker's part of the binding.

#include <emscripten/bind.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "binding/js_values.h"
#include "core/check/report_printer.h"

namespace keyseal {
namespace {

using emscripten::val;

KEYSEAL_JS_TYPE(JsFiles);
KEYSEAL_JS_TYPE(JsFileToMatch);
KEYSEAL_JS_TYPE(JsBlocklists);
KEYSEAL_JS_TYPE(JsPrimes);
KEYSEAL_JS_TYPE(JsSigners);
KEYSEAL_JS_TYPE(JsChecked);

struct JsCheckOptions {
  std::string profile;
  std::string level;
  std::string generation;
  std::string date;
  std::string until;      // "" for that date alone
  std::string authority;  // "" for none
  bool strict = false;
  bool json = true;      // reports as JSON, or as text
  bool compare = true;   // keys with each other
  bool pem = false;      // what was judged, in the reports
  bool explain = false;  // what an authority makes of it, in text
};

Bytes CopyBytes(const val& bytes) {
  Bytes copy(bytes["length"].as<size_t>());
  val(emscripten::typed_memory_view(copy.size(), copy.data())).call<void>("set", bytes);
  return copy;
}

// CopyFile copies one file, or says why there is none: the worker has the code where it stopped an earlier module.
NamedFile CopyFile(const val& file) {
  const val bytes = file["bytes"];
  const auto content = [&]() -> Result<Bytes> {
    if (bytes.isNull()) return ErrorCode::kFileUnreadable;
    if (!bytes.isString()) return CopyBytes(bytes);
    return bytes.as<std::string>() == ErrorName(ErrorCode::kOutOfMemory) ? ErrorCode::kOutOfMemory
                                                                         : ErrorCode::kInternal;
  };
  return {file["name"].as<std::string>(), content()};
}

Result<CheckOptions> ToOptions(const JsCheckOptions& given) {
  CheckOptions options;
  const auto profile = ParseCheckProfile(given.profile);
  if (!profile) return Error{ErrorCode::kProfileUnknown, "profile"};
  const auto date = ParseDate(given.date);
  if (!date) return Error{ErrorCode::kRequestNotValid, "date"};
  options.profile = *profile;
  options.level = ParseValidationLevel(given.level).value_or(ValidationLevel::kUnknown);
  options.generation = ParseGeneration(given.generation).value_or(Generation::kUnknown);
  options.date = *date;
  if (!given.until.empty()) {
    const auto until = ParseDate(given.until);
    if (!until || *until < *date) return Error{ErrorCode::kRequestNotValid, "until"};
    options.until = *until;
  }
  if (!given.authority.empty()) {
    options.authority = ParseAuthority(given.authority);
    if (!options.authority) return Error{ErrorCode::kRequestNotValid, "authority"};
  }
  options.keeps_input = given.pem;
  options.strictness = given.strict ? Strictness::kStrict : Strictness::kNormal;
  return options;
}

// Lists are a BlocklistSet and the bytes that it searches in place.
struct Lists {
  std::vector<Bytes> files;
  BlocklistSet set;
};

// Load takes every list, or returns an outcome that says which one cannot be used, and where.
std::optional<val> Load(const val& given, Lists& lists) {
  for (const val& list : emscripten::vecFromJSArray<val>(given)) {
    std::string place = "blocklists[" + std::to_string(lists.files.size()) + "]";
    const auto label = ParseBlocklistLabel(list["kind"].as<std::string>(), list["covers"].as<std::string>(),
                                           list["name"].as<std::string>());
    lists.files.push_back(CopyBytes(list["bytes"]));  // whose bytes stay where they are when it moves
    const Result<size_t> added = label ? lists.set.Add(lists.files.back(), *label) : label.error();
    if (added) {
      if (*added > 0) lists.files.back() = Bytes();  // copied: only what is searched in place is needed still
      continue;
    }
    const bool is_binary =
        label && label->kind.value_or(RecogniseKind(lists.files.back()).value_or(BlocklistKind::kSpki)) ==
                     BlocklistKind::kBadkeys;
    if (!label) place += ".kind";
    if (added.error().index) place += (is_binary ? ", byte " : ", line ") + std::to_string(*added.error().index);
    val bad = Bad(Error{added.error().code});
    bad.set("field", place);
    return bad;
  }
  return std::nullopt;
}

// LoadPrimes takes every list of primes, as Load does.
std::optional<val> LoadPrimes(const val& given, KnownPrimes& primes) {
  size_t index = 0;
  for (const val& list : emscripten::vecFromJSArray<val>(given)) {
    const Bytes bytes = CopyBytes(list["bytes"]);
    const Result<void> added = primes.Add(bytes, list["name"].as<std::string>());
    if (!added) {
      std::string place = "primes[" + std::to_string(index) + "]";
      if (added.error().index) place += ", line " + std::to_string(*added.error().index);
      val bad = Bad(Error{added.error().code});
      bad.set("field", place);
      return bad;
    }
    index++;
  }
  return std::nullopt;
}

// LoadSigners takes the certificates of every file, as Load does.
std::optional<val> LoadSigners(const val& given, std::vector<Bytes>& signers) {
  size_t index = 0;
  for (const val& file : emscripten::vecFromJSArray<val>(given)) {
    const Result<std::vector<Bytes>> read = SignersIn(CopyBytes(file));
    if (!read) {
      val bad = Bad(Error{read.error().code});
      bad.set("field", "signers[" + std::to_string(index) + "]");
      return bad;
    }
    signers.insert(signers.end(), read->begin(), read->end());
    index++;
  }
  return std::nullopt;
}

bool LacksPrimes(const CheckedInput& input) {
  const std::string_view text = RowOf(Rule::kKnownPrimesNotEvaluated).text;
  return input.report &&
         std::ranges::any_of(input.report->findings, [&](const Finding& finding) { return finding.message == text; });
}

// |bytes| of a file are null where it could not be read, and |match| where any key will do. Only one file at a time is
// in the module's memory, so that a batch may be of any size, and |judged| is false for the one that is under way.
JsChecked CheckBinding(const JsCheckOptions& given, const JsFiles& files, const JsFileToMatch& match,
                       const JsBlocklists& blocklists, const JsPrimes& prime_lists, const JsSigners& signers) {
  StackWiper wiper;
  const Bytes to_match = match.isNull() ? Bytes() : CopyBytes(match);
  Result<CheckOptions> options = ToOptions(given);
  if (!options) return JsChecked(Bad(options.error()));
  if (!match.isNull()) {
    const Result<std::string> key = KeyToMatch(to_match);
    if (!key) return JsChecked(Bad(Error{key.error().code, "match"}));
    options->match_spki_sha256 = *key;
  }
  if (const auto bad = LoadSigners(signers, options->signers)) return JsChecked(*bad);
  Lists lists;
  if (const auto bad = Load(blocklists, lists)) return JsChecked(*bad);
  options->blocklists = &lists.set;
  KnownPrimes primes;
  if (const auto bad = LoadPrimes(prime_lists, primes)) return JsChecked(*bad);
  options->primes = &primes;
  const val reports = val::array();
  bool is_acceptable = true;
  bool lacks_primes = false;  // a list of them would have told more
  const auto say = [&](const std::vector<CheckedInput>& inputs) {
    std::string text;
    const Explain explain = given.explain ? Explain::kYes : Explain::kNo;
    for (const CheckedInput& input : inputs) text += given.json ? InputAsJson(input) : InputAsText(input, explain);
    if (!text.empty()) reports.call<void>("push", text);
    is_acceptable = is_acceptable && IsAcceptable(inputs);
    lacks_primes = lacks_primes || std::ranges::any_of(inputs, LacksPrimes);
  };
  FilesCheck check(*options, given.compare ? IsCompared::kYes : IsCompared::kNo);
  const auto count = files["length"].as<size_t>();
  for (size_t i = 0; i < count; i++) {
    val file = files[i];
    file.set("judged", false);
    say(check.Add(CopyFile(file)));
    file.set("judged", true);
  }
  say(check.Finish());
  val value = val::object();
  value.set("reports", reports);
  value.set("acceptable", is_acceptable);
  value.set("lacksPrimes", lacks_primes);
  return JsChecked(Good(value));
}

EMSCRIPTEN_BINDINGS(keyseal_check) {
  emscripten::register_type<JsFiles>("{ name: string; bytes: Uint8Array | string | null }[]");
  emscripten::register_type<JsFileToMatch>("Uint8Array | null");
  emscripten::register_type<JsBlocklists>("{ bytes: Uint8Array; kind: string; covers: string; name: string }[]");
  emscripten::register_type<JsPrimes>("{ bytes: Uint8Array; name: string }[]");
  emscripten::register_type<JsSigners>("Uint8Array[]");
  emscripten::register_type<JsChecked>(
      KEYSEAL_OUTCOME("{ reports: string[]; acceptable: boolean; lacksPrimes: boolean }"));
  emscripten::value_object<JsCheckOptions>("CheckOptions")
      .field("profile", &JsCheckOptions::profile)
      .field("level", &JsCheckOptions::level)
      .field("generation", &JsCheckOptions::generation)
      .field("date", &JsCheckOptions::date)
      .field("until", &JsCheckOptions::until)
      .field("authority", &JsCheckOptions::authority)
      .field("strict", &JsCheckOptions::strict)
      .field("json", &JsCheckOptions::json)
      .field("compare", &JsCheckOptions::compare)
      .field("pem", &JsCheckOptions::pem)
      .field("explain", &JsCheckOptions::explain);
  emscripten::function("check", &CheckBinding);
}

}  // namespace
}  // namespace keyseal
