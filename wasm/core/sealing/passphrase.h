// Passphrases: the gate that every one must pass before it seals a key, and the suggestion of a strong one.

#ifndef KEYSEAL_CORE_SEALING_PASSPHRASE_H_
#define KEYSEAL_CORE_SEALING_PASSPHRASE_H_

#include <string>
#include <vector>

#include "core/base/entropy.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"

namespace keyseal {

inline constexpr size_t kMinPassphraseCodePoints = 15;  // W-01, after NFC
inline constexpr size_t kMinDifferentCodePoints = 5;
inline constexpr size_t kMaxPassphraseSize = 1024;  // bytes of UTF-8
inline constexpr size_t kWordCount = 7776;          // 6^5, the EFF's long list
inline constexpr size_t kDefaultSuggestedWords = 6;
inline constexpr size_t kMinSuggestedWords = 5;
inline constexpr size_t kMaxSuggestedWords = 20;

// Passphrase is UTF-8 text in NFC. Two ways make one: Accept for sealing, with the gate; ForOpening, without it, since
// a key that exists has the passphrase that it has.
class Passphrase {
 public:
  // Accept normalises |utf8| to NFC and applies the gate of the contract. |public_names| are the request's own names.
  // Fails with kPassphraseEmpty, kPassphraseNotText, kPassphraseTooLong, kPassphraseTooShort, kPassphrasePattern,
  // kPassphraseCommon or kPassphraseIsName. Wipes its intermediates.
  static Result<Passphrase> Accept(const SecretBytes& utf8, const std::vector<std::string>& public_names);

  // ForOpening normalises only. Fails with kPassphraseEmpty, kPassphraseNotText or kPassphraseTooLong.
  static Result<Passphrase> ForOpening(const SecretBytes& utf8);

  // is_ascii returns whether every program can type it.
  bool is_ascii() const;

  ByteSpan Reveal() const { return utf8_.Reveal(); }

 private:
  explicit Passphrase(SecretBytes utf8) : utf8_(std::move(utf8)) {}
  SecretBytes utf8_;
};

// SuggestPassphrase returns |word_count| words of the list, each drawn with equal chance by rejection sampling, with
// hyphens between. Fails as Entropy does, and with kRequestNotValid outside kMin… to kMaxSuggestedWords.
Result<SecretBytes> SuggestPassphrase(size_t word_count, Entropy& entropy);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_SEALING_PASSPHRASE_H_
