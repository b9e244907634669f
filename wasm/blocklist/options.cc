#include "blocklist/options.h"

#include <algorithm>

namespace keyseal::blocklist {

const char kHelp[] =
    R"(keyseal-blocklist --out FILE [options] [--] [[KIND[:COVERS]=]LIST...]

Merges lists of keys that no certificate may have, of every kind that keyseal-check --blocklist reads, and adds keys to
them: those of proofs of compromise, and those whose certificates a CA revoked for keyCompromise.

  --out FILE             the new list; a list that is merged may be replaced by it (--force)
  --proof FILE           requests that say that their key is compromised (BR 4.9.12), signed with it; PEM or DER
  --crl FILE             certificate revocation lists, PEM or DER
  --certificates FOLDER  the certificates that the CRLs are about, and the issuers', to verify the CRLs' signatures
  --format FORMAT        compact (default): what keyseal-check and badkeys search in place; spki: hashes as text
  --force                replace the file that is there
  --                     what follows are lists, whatever they are called
  --version, --help

--proof, --crl and lists may be given any number of times. See docs/blocklists.md.

Exit status: 0 written; 1 written, but a certificate was missing or a proof refused, or not written since an input
cannot be used; 2 usage, 3 the file cannot be written.
)";

namespace {

Usage Wrong(std::string_view text, std::string_view option) {
  return {std::string(text) + " (" + std::string(option) + ")"};
}

// The options that have a value; TakeValue puts it where it belongs and returns what is wrong with it.
constexpr std::string_view kWithValue[] = {"--out", "--proof", "--crl", "--certificates", "--format"};

std::string_view TakeValue(std::string_view name, std::string_view value, Arguments& arguments) {
  if (value.empty()) return "A value is missing.";
  if (name == "--out") {
    arguments.out = value;
  } else if (name == "--proof") {
    arguments.proofs.emplace_back(value);
  } else if (name == "--crl") {
    arguments.crls.emplace_back(value);
  } else if (name == "--certificates") {
    arguments.certificates = value;
  } else if (value == "spki") {
    arguments.format = Format::kSpki;
  } else if (value != "compact") {
    return "A format is compact or spki.";
  }
  return "";
}

std::string_view Missing(const Arguments& arguments) {
  if (arguments.out.empty()) return "The file to write is missing: --out FILE.";
  if (arguments.lists.empty() && arguments.proofs.empty() && arguments.crls.empty()) {
    return "There is nothing to write: give a list, --proof or --crl.";
  }
  if (arguments.crls.empty() != arguments.certificates.empty()) {
    return "--crl and --certificates need each other: a CRL has serial numbers, not keys.";
  }
  return "";
}

}  // namespace

std::variant<Arguments, Help, Version, Usage> ParseArguments(std::span<const std::string_view> words) {
  Arguments arguments;
  bool only_lists = false;
  std::vector<std::string_view> given;  // of what may stand only once
  for (size_t i = 0; i < words.size(); i++) {
    const std::string_view word = words[i];
    if (only_lists || !word.starts_with('-')) {
      const Result<BlocklistLabel> label = ParseBlocklistArgument(word);
      if (!label || label->name.empty())
        return Wrong("Written [KIND[:COVERS]=]FILE, as docs/blocklists.md says.", word);
      arguments.lists.push_back(*label);
      continue;
    }
    if (word == "--help") return Help{};
    if (word == "--version") return Version{};
    if (word == "--") {
      only_lists = true;
      continue;
    }
    if (word == "--force") {
      arguments.may_replace = true;
      continue;
    }
    // "--name value" and "--name=value"
    const size_t equals = std::min(word.find('='), word.size());
    const std::string_view name = word.substr(0, equals);
    if (std::ranges::find(kWithValue, name) == std::end(kWithValue)) return Wrong("There is no such option.", name);
    if (name != "--proof" && name != "--crl") {
      if (std::ranges::find(given, name) != given.end()) return Wrong("This option can be given only once.", name);
      given.push_back(name);
    }
    std::string_view value = equals < word.size() ? word.substr(equals + 1) : std::string_view();
    if (equals == word.size()) {
      if (++i == words.size()) return Wrong("A value is missing.", name);
      value = words[i];
      if (value.starts_with('-')) return Wrong("A value that begins with a dash goes behind \"=\".", name);
    }
    const std::string_view wrong = TakeValue(name, value, arguments);
    if (!wrong.empty()) return Wrong(wrong, name);
  }
  const std::string_view missing = Missing(arguments);
  if (!missing.empty()) return Usage{std::string(missing)};
  return arguments;
}

}  // namespace keyseal::blocklist
