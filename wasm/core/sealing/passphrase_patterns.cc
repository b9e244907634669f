#include "core/sealing/passphrase_patterns.h"

#include <ada.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/utf8.h"

namespace keyseal {
namespace {

// The digits and the alphabet stand in it twice over their end, so that "890123" and "xyzabc" are runs too.
constexpr std::u32string_view kRows[] = {
    U"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    U"12345678901234567890",
    // QWERTY
    U"!@#$%^&*()_+",
    U"qwertyuiop[]\\",
    U"asdfghjkl;'",
    U"zxcvbnm,./",
    // QWERTZ
    U"!\"§$%&/()=?",
    U"qwertzuiopü+",
    U"asdfghjklöä#",
    U"yxcvbnm,.-",
    // AZERTY
    U"&é\"'(-è_çà)=",
    U"azertyuiop^$",
    U"qsdfghjklmù*",
    U"wxcvbn,;:!",
};

constexpr char32_t ToLower(char32_t c) {
  const bool is_upper = (c >= U'A' && c <= U'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7);  // ASCII, Latin-1
  return is_upper ? c + 0x20 : c;
}

constexpr bool IsSeparator(char32_t c) {
  return IsSpace(c) || std::u32string_view(U".-_@:/*,+").find(c) != std::u32string_view::npos;
}

// RunAlong returns how many characters at the beginning of |text| are neighbours in |row|, 0 if the first is not in it.
size_t RunAlong(std::u32string_view text, std::u32string_view row) {
  size_t longest = 0;
  for (size_t start = row.find(ToLower(text[0])); start != row.npos; start = row.find(ToLower(text[0]), start + 1)) {
    size_t forwards = 1;
    while (forwards < text.size() && start + forwards < row.size() &&
           ToLower(text[forwards]) == row[start + forwards]) {
      forwards++;
    }
    size_t backwards = 1;
    while (backwards < text.size() && backwards <= start && ToLower(text[backwards]) == row[start - backwards]) {
      backwards++;
    }
    longest = std::max({longest, forwards, backwards});
  }
  return longest;
}

// LongestRun returns how many characters at the beginning of |text| are one run.
size_t LongestRun(std::u32string_view text) {
  size_t longest = 1;
  while (longest < text.size() && ToLower(text[longest]) == ToLower(text[0])) longest++;  // one key
  for (const std::u32string_view row : kRows) longest = std::max(longest, RunAlong(text, row));
  return longest;
}

// LettersOf returns |name|'s characters, lower case, without separators. Names are public: nothing has to be wiped.
std::u32string LettersOf(std::string_view name) {
  std::u32string letters;
  for (ByteSpan rest = ToBytes(name); !rest.empty();) {
    const std::optional<char32_t> c = TakeCodePoint(rest);
    if (!c) break;
    if (!IsSeparator(*c)) letters += ToLower(*c);
  }
  return letters;
}

// HasLettersAt returns whether the letters of |text| after the first |skipped| ones begin with |letters|, with at most
// kMaxAffix more behind them.
bool HasLettersAt(std::u32string_view text, size_t skipped, std::u32string_view letters) {
  size_t seen = 0;
  for (const char32_t c : text) {
    if (IsSeparator(c)) continue;
    const size_t position = seen++;
    if (position < skipped || position - skipped >= letters.size()) continue;
    if (ToLower(c) != letters[position - skipped]) return false;
  }
  return seen >= skipped + letters.size() && seen - skipped - letters.size() <= kMaxAffix;
}

bool IsLettersWithAffix(std::u32string_view text, std::u32string_view letters) {
  if (letters.empty()) return false;
  for (size_t skipped = 0; skipped <= kMaxAffix; skipped++) {
    if (HasLettersAt(text, skipped, letters)) return true;
  }
  return false;
}

}  // namespace

bool HasDifferent(std::u32string_view text, size_t count) {
  size_t different = 0;
  for (size_t i = 0; i < text.size() && different < count; i++) {
    if (text.find(text[i]) == i) different++;
  }
  return different >= count;
}

bool IsRepeatedUnit(std::u32string_view text) {
  for (size_t unit = 1; unit <= text.size() / 2; unit++) {
    size_t same = unit;
    while (same < text.size() && ToLower(text[same]) == ToLower(text[same - unit])) same++;
    if (same == text.size()) return true;
  }
  return false;
}

bool IsMadeOfRuns(std::u32string_view text) {
  // reachable[i]: the first i characters fall into runs. The longest run is not always the right one: "1234" in
  // "123432" leaves two, "123" leaves three.
  std::vector<bool> reachable(text.size() + 1, false);
  reachable[0] = true;
  for (size_t start = 0; start < text.size(); start++) {
    if (!reachable[start]) continue;
    const size_t longest = LongestRun(text.substr(start));
    for (size_t size = kMinRun; size <= longest; size++) reachable[start + size] = true;
  }
  return !text.empty() && reachable[text.size()];
}

bool IsNameWithAffix(std::u32string_view text, std::string_view public_name) {
  for (std::string_view name = public_name; name.find('.') != name.npos;
       name.remove_prefix(name.find_first_of(".@") + 1)) {
    for (const std::string& spelling : {std::string(name), ada::idna::to_unicode(name)}) {
      std::u32string letters = LettersOf(spelling);
      if (IsLettersWithAffix(text, letters)) return true;
      std::ranges::reverse(letters);
      if (IsLettersWithAffix(text, letters)) return true;
    }
  }
  return IsLettersWithAffix(text, LettersOf(public_name));  // a name without a dot, of a private network
}

}  // namespace keyseal
