#include "check/options.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include "check/languages.h"

namespace keyseal::check {

const char kHelp[] =
    R"(keyseal-check [options] [--] FILE...

Judges certificate requests, certificates and public keys (PEM or DER; "-" is standard input) by the rules of the
CA/Browser Forum and others, each with its clause.

  --profile NAME      tls-server (default), smime, tls-client, spiffe, stir-shaken, private-pki, code-signing
  --level LEVEL       what kind of validation is meant: dv, iv, ov or ev of tls-server; mailbox, organization, sponsor or
                      individual of smime. A certificate's own policies go before it
  --generation NAME   of smime: strict, multipurpose or legacy; the same
  --date YYYY-MM-DD   the day that rules are asked about; today without it
  --until YYYY-MM-DD  the last day that rules are asked about: what begins to be wrong before it is found too
  --authority NAME    who is asked, lets-encrypt or mozilla: its policies are errors then, and those of others left out
  --match FILE        the key must be that of this request, certificate or public key
  --blocklist [KIND[:COVERS]=]FILE
                      a list of keys to refuse, as often as needed. KIND: spki, numbers, badkeys or openssl; COVERS: the
                      keys that it has all of Debian's weak ones of, such as rsa-2048+ec-p256. Both are recognised from
                      well-known files. What no list covers is not evaluated. docs/blocklists.md
  --primes FILE       a list of primes that others know, in hex or decimal or as badkeys has them, as often as needed.
                      The published ones of moduli of 2048 and 4096 bits are built in. docs/primes.md
  --reuse FILE        a file, made if it is not there, that keeps which keys came under which subject, and which were
                      reported as compromised: told in later runs. Several processes can use it. docs/records.md
  --record FILE       adds a line of JSON to FILE for each judgement, with its time, rules, lists and verdict
  --signer FILE       a certificate, or several, whose path you have validated, as often as needed: a request for a key
                      that cannot sign, such as ML-KEM's, may be signed by its key (RFC 9883)
  --explain           what an authority makes of each part of a request: kept, rewritten, added or dropped, and why.
                      With --json it is always told
  --strict            what was not evaluated is an error
  --language TAG      of the text: en (default), de, fr, es, ja or zh-Hans. JSON is English whatever it is
  --json              one JSON object a line for each input
  -j N                judge up to N files at once, 1 to 256; the report is the same
  --                  what follows are files, whatever they are called: write it before "*.pem"
  --version, --help

Exit status: 0 acceptable, 1 not acceptable, 2 usage, 3 this machine cannot do it, 4 internal.
)";

namespace {

constexpr size_t kMaxJobs = 256;
constexpr char kLevels[] =
    "A level is dv, iv, ov or ev for tls-server, and mailbox, organization, sponsor or individual for smime.";
constexpr char kUntil[] = "A date is written YYYY-MM-DD, and is not before the first.";
constexpr char kGenerations[] = "A generation is strict, multipurpose or legacy, and for smime.";

Usage Wrong(std::string_view text, std::string_view option) {
  return {std::string(text) + " (" + std::string(option) + ")"};
}

}  // namespace

std::variant<Arguments, Help, Version, Usage> ParseArguments(std::span<const std::string_view> words, Date today) {
  Arguments arguments;
  arguments.options.date = today;
  bool only_files = false;
  std::vector<std::string_view> given;  // of what may stand only once
  for (size_t i = 0; i < words.size(); i++) {
    const std::string_view word = words[i];
    if (only_files || word == "-" || !word.starts_with('-')) {
      arguments.files.emplace_back(only_files && word == "-" ? "./-" : word);
      continue;
    }
    if (word == "--") {
      only_files = true;
      continue;
    }
    if (word == "--help") return Help{};
    if (word == "--version") return Version{};
    // "--name value" and "--name=value"
    const size_t equals = std::min(word.find('='), word.size());
    const std::string_view name = word.substr(0, equals);
    if (name != "--blocklist" && name != "--primes" && name != "--signer") {
      if (std::ranges::find(given, name) != given.end()) return Wrong("This option can be given only once.", name);
      given.push_back(name);
    }
    if (word == "--strict") {
      arguments.options.strictness = Strictness::kStrict;
      arguments.told.emplace_back("strict", "yes");
      continue;
    }
    if (word == "--explain") {
      arguments.explain = Explain::kYes;
      continue;
    }
    if (word == "--json") {
      arguments.format = Format::kJson;
      continue;
    }
    constexpr std::string_view kNames[] = {"--profile",   "--level",  "--generation", "--date",    "--until",
                                           "--authority", "--match",  "--blocklist",  "--primes",  "-j",
                                           "--reuse",     "--record", "--signer",     "--language"};
    if (std::ranges::find(kNames, name) == std::end(kNames)) return Wrong("There is no such option.", name);
    std::string_view value = equals < word.size() ? word.substr(equals + 1) : std::string_view();
    if (equals == word.size()) {
      if (++i == words.size()) return Wrong("A value is missing.", name);
      value = words[i];
      if (value.size() > 1 && value[0] == '-') return Wrong("A value that begins with a dash goes behind \"=\".", name);
    }
    constexpr std::string_view kTold[] = {"--profile", "--level", "--generation", "--date", "--until", "--authority"};
    if (std::ranges::find(kTold, name) != std::end(kTold)) arguments.told.emplace_back(name.substr(2), value);
    if (name == "--profile") {
      const auto profile = ParseCheckProfile(value);
      if (!profile) return Wrong("There is no profile of this name.", name);
      arguments.options.profile = *profile;
    } else if (name == "--level") {
      const auto level = ParseValidationLevel(value);
      if (!level) return Wrong(kLevels, name);
      arguments.options.level = *level;
    } else if (name == "--generation") {
      const auto generation = ParseGeneration(value);
      if (!generation) return Wrong(kGenerations, name);
      arguments.options.generation = *generation;
    } else if (name == "--date") {
      const auto date = ParseDate(value);
      if (!date) return Wrong("A date is written YYYY-MM-DD.", name);
      arguments.options.date = *date;
    } else if (name == "--until") {
      const auto until = ParseDate(value);
      if (!until) return Wrong(kUntil, name);
      arguments.options.until = *until;
    } else if (name == "--authority") {
      arguments.options.authority = ParseAuthority(value);
      if (!arguments.options.authority) return Wrong("There is no authority of this name.", name);
    } else if (name == "--language") {
      arguments.words = FindLanguage(value);
      if (arguments.words == nullptr && value != "en") return Wrong("There is no language of this name.", name);
    } else if (name == "-j") {
      const char* end = std::to_address(value.end());
      const auto [read, problem] = std::from_chars(std::to_address(value.begin()), end, arguments.jobs);
      if (problem != std::errc() || read != end || arguments.jobs < 1 || arguments.jobs > kMaxJobs) {
        return Wrong("A number from 1 to 256.", name);
      }
    } else if (value.empty()) {
      return Wrong("A value is missing.", name);
    } else if (name == "--blocklist") {
      const Result<BlocklistLabel> label = ParseBlocklistArgument(value);
      if (!label || label->name.empty()) return Wrong("Written [KIND[:COVERS]=]FILE, as --help says.", name);
      arguments.blocklists.push_back(*label);
    } else if (name == "--primes") {
      arguments.primes.emplace_back(value);
    } else if (name == "--signer") {
      arguments.signers.emplace_back(value);
    } else if (name == "--reuse") {
      arguments.reuse_file = value;
    } else if (name == "--record") {
      arguments.record_file = value;
    } else {
      arguments.match_file = value;
    }
  }
  const CheckOptions& options = arguments.options;
  if (!IsLevelOf(options.level, options.profile)) return Wrong(kLevels, "--level");
  if (options.generation != Generation::kUnknown && options.profile != Profile::kSmime) {
    return Wrong(kGenerations, "--generation");
  }
  if (options.until != 0 && options.until < options.date) {
    return Wrong(kUntil, "--until");
  }
  if (arguments.files.empty()) return Usage{"A file is missing: keyseal-check --help lists what can be given."};
  return arguments;
}

}  // namespace keyseal::check
