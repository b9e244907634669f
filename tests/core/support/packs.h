// The files of tests/vectors/packs, and what opens them.

#ifndef KEYSEAL_TESTS_CORE_SUPPORT_PACKS_H_
#define KEYSEAL_TESTS_CORE_SUPPORT_PACKS_H_

#include <string>
#include <string_view>
#include <utility>

#include "core/asn1/pem.h"
#include "core/base/utf8.h"
#include "core/sealing/passphrase.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {

inline constexpr std::string_view kPassphraseOfPacks = "correct horse battery staple";  // as make-packs.sh has it
inline constexpr int64_t kTimeOfPacks = 1'796'000'000;                                  // 2026-11-30

inline SecretBytes SecretOf(std::string_view text) { return std::move(*SecretBytes::Copy(ToBytes(text))); }
inline Passphrase PassphraseOf(std::string_view text) { return std::move(*Passphrase::ForOpening(SecretOf(text))); }

// PackDer returns the DER in the PEM file |name|, such as "leaf.pem".
inline Bytes PackDer(const std::string& name) { return std::move(ParsePem(ReadTextVector("packs/" + name))->der); }

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_CORE_SUPPORT_PACKS_H_
