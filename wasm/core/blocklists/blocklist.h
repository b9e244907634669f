// The blocklists of one run: keys that are compromised (K-04), and Debian's weak keys (K-05). docs/blocklists.md

#ifndef KEYSEAL_CORE_BLOCKLISTS_BLOCKLIST_H_
#define KEYSEAL_CORE_BLOCKLISTS_BLOCKLIST_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/blocklists/blocklist_cover.h"
#include "core/blocklists/blocklist_table.h"
#include "core/blocklists/blocklist_text.h"
#include "core/keys/public_key.h"

namespace keyseal {

// BlocklistLabel is what somebody says of a list. What is empty is recognised from the file and its name.
struct BlocklistLabel {
  std::optional<BlocklistKind> kind = std::nullopt;
  std::vector<Cover> covers = {};  // complete for Debian's weak keys of these sizes
  std::string name = {};           // of the file, for findings
};

// ParseBlocklistLabel reads |kind|, "spki", "numbers", "badkeys" or "openssl", and |covers| (ParseCovers); both may be
// empty. Fails with kBlocklistUnknown for others, and for covers with "spki": the same modulus with another exponent
// has another SPKI, so that such a list is complete for nothing.
Result<BlocklistLabel> ParseBlocklistLabel(std::string_view kind, std::string_view covers, std::string_view name);

// ParseBlocklistArgument reads a command's "[KIND[:COVERS]=]FILE"; the label's name is the file. What stands before "="
// is taken for a part of the file's name where it has a dot, a slash or a backslash. Fails as ParseBlocklistLabel.
Result<BlocklistLabel> ParseBlocklistArgument(std::string_view argument);

// BlockedAs is a list that a key is on.
struct BlockedAs {
  bool is_debian_weak = false;  // otherwise compromised
  std::string list;             // "badkeys.dat, list 7"; the name as it was given

  bool operator==(const BlockedAs&) const = default;
};

// IsNoBlocklist returns whether a file that begins with |untrusted_start| is PEM, which is no list whatever it is named
// for: "*.pem" may have become an argument.
bool IsNoBlocklist(ByteSpan untrusted_start);

// BlocklistSet is any number of lists.
class BlocklistSet {
 public:
  // Add reads a list, or nothing of it. Returns the bytes that were copied from it: where that is nothing, for
  // kBadkeys, |untrusted_file| is searched in place and must live as long as the set. Fails as ReadTextList and
  // BlocklistTable::Borrow, and with kBlocklistUnknown for what no kind is recognised in.
  Result<size_t> Add(ByteSpan untrusted_file, BlocklistLabel label);

  // AddRecords adds a list of kBadkeys that is not in memory. |untrusted_file| must live as long as the set. Fails as
  // BlocklistTable::Open.
  Result<void> AddRecords(const RecordFile& untrusted_file, BlocklistLabel label);

  // Find returns the lists that |key| is on, each once: by its SPKI, by its modulus whatever the exponent, by its X
  // coordinate. Fails as BlocklistTable::Find.
  Result<std::vector<BlockedAs>> Find(const PublicKey& key) const;

  // has_compromised returns whether any list tells of compromised keys.
  bool has_compromised() const;

  // Covers returns whether the lists are complete for Debian's weak keys of |size|.
  bool Covers(const KeySize& size) const;

  // A list as it was read.
  struct List {
    std::string name;
    BlocklistTable table;
    std::vector<Cover> covers;
    bool has_compromised;
  };
  const std::vector<List>& lists() const { return lists_; }

 private:
  Result<size_t> Read(ByteSpan untrusted_file, BlocklistLabel label);
  Result<void> AddTable(Result<BlocklistTable> table, BlocklistLabel label);

  std::vector<List> lists_;
};

// PrefixOfHex reads lower-case hex of a SHA-256, as PublicKey has it.
HashPrefix PrefixOfHex(std::string_view hex);

// SizeOf returns the size of an RSA key or of one on a curve that weak keys were made on, and nothing for others.
std::optional<KeySize> SizeOf(const PublicKey& key);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BLOCKLISTS_BLOCKLIST_H_
