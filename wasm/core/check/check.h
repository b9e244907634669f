// The checker: one CSR, certificate or public key in, a report out. The same native and in wasm.

#ifndef KEYSEAL_CORE_CHECK_CHECK_H_
#define KEYSEAL_CORE_CHECK_CHECK_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/finding.h"
#include "core/base/limits.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/blocklists/blocklist.h"
#include "core/check/decoded.h"
#include "core/keys/known_primes.h"
#include "core/request/profile.h"
#include "core/rules/authorities.h"
#include "core/rules/request_rules.h"
#include "core/rules/rule.h"

namespace keyseal {

struct CheckOptions {
  Profile profile = Profile::kTlsServer;
  ValidationLevel level = ValidationLevel::kUnknown;  // of |profile|; a certificate's own policies go before it
  Generation generation = Generation::kUnknown;       // of S/MIME; the same
  Date date = 0;                                      // today, or the day that is asked about
  Date until = 0;                                     // the last day that is asked about; 0 for that day alone
  Strictness strictness = Strictness::kNormal;
  std::optional<Authority> authority = {};   // who is asked; policies of others are left out then
  std::string match_spki_sha256 = {};        // whose key it must be, as CheckReport has it; empty for any
  const BlocklistSet* blocklists = nullptr;  // must live while it is checked
  const KnownPrimes* primes = nullptr;       // so must this
  std::vector<Bytes> signers = {};           // certificates that statements of possession may name (CheckProof), in DER
  size_t max_findings = kMaxFindings;        // that are listed, beside the first of each rule
  bool keeps_input = false;                  // CheckedInput.der is filled in
};

struct CheckReport {
  InputKind kind = InputKind::kCsr;
  bool is_tbs = false;      // a certificate that is not signed yet
  bool acceptable = false;  // no finding is an error
  std::string spki_sha256;  // lower-case hex; empty where there is no key
  std::vector<std::string> names;
  Findings findings;  // errors first, then warnings, then notices, the last of which says how many are not listed
  size_t unlisted = 0;
  Decoded decoded;
  Bytes modulus;                  // of an RSA key that could be read, big-endian; for comparing inputs
  std::string key_number_sha256;  // PublicKey.fingerprint: the same however the key is encoded; empty where unknown
  bool has_proof = false;         // a request whose signature shows that who asks has the private key
};

// TakeFindings adds what |reporter| has found to |report|, in the order of severities, and judges anew.
void TakeFindings(const Reporter& reporter, CheckReport& report);

// AddFinding tells |rule| of the key of |report|, judged under |options|.
void AddFinding(Rule rule, const CheckOptions& options, CheckReport& report, std::string_view detail = {});

// CheckDer judges |untrusted_der|, whose kind it sees by itself. Everything that is wrong with it is a finding. Fails
// only with kInputTooLarge, kNotCheckable for bytes that are no CSR, certificate or public key at all, and
// kPrivateKeyGiven for a private key, of which nothing is kept, and as BlocklistSet::Find. With |until|, what begins to
// be wrong on a later day is found too, and its detail says from when on.
Result<CheckReport> CheckDer(ByteSpan untrusted_der, const CheckOptions& options);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_CHECK_CHECK_H_
