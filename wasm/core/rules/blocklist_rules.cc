#include "core/rules/blocklist_rules.h"

namespace keyseal {
namespace {

constexpr char kField[] = "key";

// BR 6.1.1.3(5.1)
constexpr uint16_t kMaxDebianBits = 8192;

// IsDebianMatter returns whether OpenSSL of 2006 to 2008 could make such a key, and the clause wants it looked for.
// Ed25519 and all that is younger it could not make.
bool IsDebianMatter(const PublicKey& key) {
  switch (key.algorithm) {
    case KeyAlgorithm::kRsa: {
      const std::optional<KeySize> size = SizeOf(key);
      return key.modulus == nullptr || (size && size->bits <= kMaxDebianBits);
    }
    case KeyAlgorithm::kRsaPss:
    case KeyAlgorithm::kEc:
    case KeyAlgorithm::kOther:
      return true;
    case KeyAlgorithm::kEd25519:
    case KeyAlgorithm::kEd448:
    case KeyAlgorithm::kMlDsa:
    case KeyAlgorithm::kMlKem:
      return false;
  }
  return true;
}

}  // namespace

Result<void> CheckBlocklists(const PublicKey& key, const BlocklistSet* lists, Reporter& reporter) {
  if (lists != nullptr) {
    Result<std::vector<BlockedAs>> found = lists->Find(key);
    if (!found) return found.error();
    for (BlockedAs& blocked : *found) {
      reporter.Report(blocked.is_debian_weak ? Rule::kDebianWeakKey : Rule::kCompromisedKey, kField,
                      std::move(blocked.list));
    }
  }
  if (lists == nullptr || !lists->has_compromised()) reporter.Report(Rule::kCompromiseNotEvaluated, kField);
  if (!IsDebianMatter(key)) return {};
  const std::optional<KeySize> size = SizeOf(key);
  if (lists == nullptr || !size || !key.fingerprint || !lists->Covers(*size)) {
    reporter.Report(Rule::kDebianNotEvaluated, kField, key.description);
  }
  return {};
}

}  // namespace keyseal
