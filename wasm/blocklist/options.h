// The arguments of keyseal-blocklist.

#ifndef KEYSEAL_BLOCKLIST_OPTIONS_H_
#define KEYSEAL_BLOCKLIST_OPTIONS_H_

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/blocklists/blocklist.h"

namespace keyseal::blocklist {

enum class Format : uint8_t { kCompact, kSpki };

struct Arguments {
  std::vector<BlocklistLabel> lists;  // a name is the file's
  std::vector<std::string> proofs;
  std::vector<std::string> crls;
  std::string certificates;  // a folder; empty for none
  std::string out;
  Format format = Format::kCompact;
  bool may_replace = false;
};

// What else can be asked for, and what was wrong: a text for standard error.
struct Help {};
struct Version {};
struct Usage {
  std::string text;
};

// ParseArguments reads what stands behind the command's name.
std::variant<Arguments, Help, Version, Usage> ParseArguments(std::span<const std::string_view> words);

extern const char kHelp[];

}  // namespace keyseal::blocklist

#endif  // KEYSEAL_BLOCKLIST_OPTIONS_H_
