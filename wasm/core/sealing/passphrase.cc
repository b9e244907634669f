#include "core/sealing/passphrase.h"

#include <openssl/mem.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/base/bssl.h"
#include "core/base/nfc.h"
#include "core/base/out_of_memory.h"
#include "core/base/string_table.h"
#include "core/base/utf8.h"
#include "core/sealing/passphrase_patterns.h"

namespace keyseal {
namespace {

// Text that another normalisation form makes longer than its NFC is still read: at most four bytes become one.
constexpr size_t kMaxUnnormalisedSize = 4 * kMaxPassphraseSize;

// The longest canonical decomposition has four code points (UAX #15, 14.1).
constexpr size_t kMaxDecomposition = 4;

// CodePoints owns the text while it is UTF-32, which Ada wants as a std::u32string. The string never grows beyond the
// room that it has from the beginning, so no unwiped block is left behind.
class CodePoints {
 public:
  CodePoints() = default;
  CodePoints(const CodePoints&) = delete;
  CodePoints& operator=(const CodePoints&) = delete;
  ~CodePoints() {
    text_.resize(text_.capacity());
    OPENSSL_cleanse(text_.data(), text_.size() * sizeof(char32_t));
  }

  // Read takes in the NFC of |utf8|, and returns that as UTF-8. Fails as Passphrase::ForOpening does. Called once.
  Result<SecretBytes> Read(ByteSpan utf8) {
    if (utf8.empty()) return ErrorCode::kPassphraseEmpty;
    if (utf8.size() > kMaxUnnormalisedSize) return ErrorCode::kPassphraseTooLong;
    text_.reserve((utf8.size() + 1) * kMaxDecomposition);
    for (ByteSpan rest = utf8; !rest.empty();) {
      const std::optional<char32_t> c = TakeCodePoint(rest);
      // JavaScript encodes a lone surrogate as U+FFFD: different passphrases would become one.
      if (!c || IsControl(*c) || *c == kReplacementCharacter) return ErrorCode::kPassphraseNotText;
      text_.push_back(*c);
    }
    if (!ToNfc(text_)) return ErrorCode::kOutOfMemory;
    return EncodeUtf8();
  }

  std::u32string_view Reveal() const { return text_; }

 private:
  Result<SecretBytes> EncodeUtf8() const {
    size_t size = 0;
    for (const char32_t c : text_) size += CBB_get_utf8_len(c);
    if (size > kMaxPassphraseSize) return ErrorCode::kPassphraseTooLong;
    Result<SecretBytes> utf8 = SecretBytes::Create(size);
    if (!utf8) return utf8.error();
    bssl::ScopedCBB cbb;
    if (!CBB_init_fixed(cbb.get(), utf8->RevealMutable().data(), size)) return ErrorCode::kInternal;
    for (const char32_t c : text_) {
      if (!CBB_add_utf8(cbb.get(), c)) return ErrorCode::kInternal;
    }
    return utf8;
  }

  std::u32string text_;
};

// IsCommon compares the whole, in lower case: a list word inside of a longer text says nothing (SP 800-63B-4 3.1.1.2).
Result<bool> IsCommon(ByteSpan utf8) {
  if (utf8.size() > StringTable::kMaxEntrySize) return false;
  Result<SecretBytes> lower = SecretBytes::Copy(utf8);
  if (!lower) return lower.error();
  for (uint8_t& byte : lower->RevealMutable()) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<uint8_t>(byte + ('a' - 'A'));  // the list has ASCII only
  }
  const ByteSpan bytes = lower->Reveal();
  return CommonPasswords().Contains({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

// W-01, and api.md's further conditions.
Result<void> CheckGate(std::u32string_view text, ByteSpan utf8, const std::vector<std::string>& public_names) {
  if (text.size() < kMinPassphraseCodePoints) return ErrorCode::kPassphraseTooShort;
  if (!HasDifferent(text, kMinDifferentCodePoints) || IsRepeatedUnit(text) || IsMadeOfRuns(text)) {
    return ErrorCode::kPassphrasePattern;
  }
  const Result<bool> common = IsCommon(utf8);
  if (!common) return common.error();
  if (*common) return ErrorCode::kPassphraseCommon;
  for (const std::string& name : public_names) {
    if (IsNameWithAffix(text, name)) return ErrorCode::kPassphraseIsName;
  }
  return {};
}

// Largest multiple of kWordCount that 16 bits hold: a draw from it on would make the first words likelier.
constexpr uint32_t kWordLimit = 65536 - 65536 % kWordCount;

// A draw is rejected with a chance of 1 in 20; so often in a row, never.
constexpr int kMaxRejections = 128;

Result<size_t> DrawWordIndex(Entropy& entropy) {
  for (int i = 0; i < kMaxRejections; i++) {
    std::array<uint8_t, 2> draw{};
    if (Result<void> filled = entropy.Fill(draw); !filled) return filled.error();
    const uint32_t value = uint32_t{draw[0]} << 8 | draw[1];
    OPENSSL_cleanse(draw.data(), draw.size());
    if (value < kWordLimit) return value % kWordCount;
  }
  return ErrorCode::kRandomFailed;
}

Result<SecretBytes> DrawWords(size_t word_count, Entropy& entropy) {
  if (word_count < kMinSuggestedWords || word_count > kMaxSuggestedWords) return ErrorCode::kRequestNotValid;
  // Room for the longest entry and a hyphen each, since CopyAt() wants that much.
  Result<SecretBytes> suggestion = SecretBytes::Create(word_count * (StringTable::kMaxEntrySize + 1));
  if (!suggestion) return suggestion.error();
  const StringTable words = Words();
  size_t size = 0;
  for (size_t i = 0; i < word_count; i++) {
    const Result<size_t> index = DrawWordIndex(entropy);
    if (!index) return index.error();
    char* const end = reinterpret_cast<char*>(suggestion->RevealMutable().data()) + size;
    size += words.CopyAt(*index, std::span<char, StringTable::kMaxEntrySize>(end, StringTable::kMaxEntrySize));
    if (i + 1 < word_count) suggestion->RevealMutable()[size++] = '-';
  }
  suggestion->Truncate(size);
  return suggestion;
}

}  // namespace

Result<Passphrase> Passphrase::Accept(const SecretBytes& utf8, const std::vector<std::string>& public_names) {
  return OrOutOfMemory([&]() -> Result<Passphrase> {
    CodePoints text;
    Result<SecretBytes> normalised = text.Read(utf8.Reveal());
    if (!normalised) return normalised.error();
    const Result<void> passed = CheckGate(text.Reveal(), normalised->Reveal(), public_names);
    if (!passed) return passed.error();
    return Passphrase(std::move(*normalised));
  });
}

Result<Passphrase> Passphrase::ForOpening(const SecretBytes& utf8) {
  return OrOutOfMemory([&]() -> Result<Passphrase> {
    CodePoints text;
    Result<SecretBytes> normalised = text.Read(utf8.Reveal());
    if (!normalised) return normalised.error();
    return Passphrase(std::move(*normalised));
  });
}

bool Passphrase::is_ascii() const {
  return std::ranges::all_of(utf8_.Reveal(), [](uint8_t byte) { return byte < 0x80; });
}

Result<SecretBytes> SuggestPassphrase(size_t word_count, Entropy& entropy) {
  return entropy.Finish(OrOutOfMemory([&] { return DrawWords(word_count, entropy); }));
}

}  // namespace keyseal
