// The chain of a certificate, found among what an authority sent: in any order, with too much or too little.

#ifndef KEYSEAL_CORE_PACKS_CHAIN_H_
#define KEYSEAL_CORE_PACKS_CHAIN_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/finding.h"
#include "core/base/status.h"
#include "core/packs/certificate.h"

namespace keyseal {

inline constexpr size_t kMaxChainCertificates = 100;
inline constexpr size_t kMaxChainLength = 10;  // certificates from the leaf on; real chains have two to four
inline constexpr size_t kMaxChains = 100;      // that are compared, where there is a choice

struct Chain {
  std::vector<size_t> places;  // in the given certificates, the leaf first; without the root
  Findings findings;
};

// FindChain looks for the leaf, the certificate of the key with |spki_sha256|, and for its issuers, by name and by
// signatures that verify; nothing is fetched and nothing guessed. |now| is in seconds since 1970. Fails with
// kChainMissing where nothing is given, kChainTooLong, and kKeyCertificateMismatch where no certificate is the key's.
Result<Chain> FindChain(std::span<const Certificate> given, std::string_view spki_sha256, int64_t now);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_PACKS_CHAIN_H_
