#include "core/blocklists/blocklist_text.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/blocklists/blocklist_cover.h"

namespace keyseal {
namespace {

constexpr size_t kSha256Digits = 64, kSha1Digits = 40, kHalfSha1Digits = 20;

enum class Case : uint8_t { kLower, kAny };

// The values of the digits of hex; more than 15 for other characters.
consteval std::array<uint8_t, 256> DigitValues(Case allowed) {
  std::array<uint8_t, 256> values{};
  values.fill(0xff);
  for (uint8_t i = 0; i < 10; i++) values.at('0' + i) = i;
  for (uint8_t i = 0; i < 6; i++) {
    values.at('a' + i) = 10 + i;
    if (allowed == Case::kAny) values.at('A' + i) = 10 + i;
  }
  return values;
}
constexpr std::array kLowerDigits = DigitValues(Case::kLower), kAnyDigits = DigitValues(Case::kAny);

// ReadHash reads |digits|, all of them, of which the first bytes fill |prefix|.
bool ReadHash(std::string_view digits, Case allowed, HashPrefix& prefix) {
  const std::array<uint8_t, 256>& values = allowed == Case::kLower ? kLowerDigits : kAnyDigits;
  const auto value = [&](size_t i) { return values[static_cast<uint8_t>(digits[i])]; };
  uint8_t wrong = 0;
  for (size_t i = 0; i < digits.size(); i++) wrong |= value(i);
  const size_t size = std::min(prefix.size(), digits.size() / 2);
  for (size_t i = 0; i < size; i++) prefix[i] = static_cast<uint8_t>(value(2 * i) << 4 | value(2 * i + 1));
  return wrong <= 0x0f;
}

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Lines takes a text apart. A line may end in CR LF, and the first begin with the byte order mark of UTF-8.
class Lines {
 public:
  explicit Lines(ByteSpan file) : rest_(reinterpret_cast<const char*>(file.data()), file.size()) {
    if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
  }

  // Next returns the next line that is neither empty nor a comment.
  std::optional<std::string_view> Next() {
    while (!rest_.empty()) {
      const size_t end = std::min(rest_.find('\n'), rest_.size());
      std::string_view line = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      count_++;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (!line.empty() && line[0] != '#') return line;
    }
    return std::nullopt;
  }

  // number returns which line Next returned, counted from 1.
  uint32_t number() const { return count_; }

 private:
  std::string_view rest_;
  uint32_t count_ = 0;
};

std::string_view TakeWord(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(" \t"));
  line.remove_prefix(word.size());
  return word;
}

uint8_t MachineOf(std::string_view word) {
  if (word == "i386" || word == "le32") return kI386;
  if (word == "x86_64" || word == "amd64" || word == "le64") return kX8664;
  if (word == "ppc64" || word == "ppc" || word == "powerpc" || word == "be32") return kPowerPc;
  return 0;
}

// A line of kOpenssl: "da39a3ee5e6b4b0d3255", or with words before the whole hash, "2048 4711 rnd i386 da39...".
bool ReadOpenssl(std::string_view line, BlocklistRecord& record, uint8_t& machines) {
  constexpr size_t kMaxWords = 8;
  std::string_view word;
  uint8_t named = 0;
  size_t count = 0;
  while (true) {
    const std::string_view next = TakeWord(line);
    if (next.empty()) break;
    if (++count > kMaxWords) return false;
    named |= MachineOf(word);
    word = next;
  }
  if (word.size() == kSha1Digits) {
    HashPrefix ignored{};
    if (!ReadHash(word.substr(0, kHalfSha1Digits), Case::kLower, ignored)) return false;
    word.remove_prefix(kHalfSha1Digits);
  } else if (count != 1 || word.size() != kHalfSha1Digits) {
    return false;
  }
  machines |= count == 1 ? kAllMachines : named;
  return ReadHash(word, Case::kLower, record.prefix);
}

// A line of kNumbers: a hash, perhaps in quotes, and perhaps more columns.
bool ReadNumber(std::string_view line, HashPrefix& prefix) {
  const bool is_quoted = line.starts_with('"');
  if (is_quoted) line.remove_prefix(1);
  if (line.size() < kSha256Digits || !ReadHash(line.substr(0, kSha256Digits), Case::kAny, prefix)) return false;
  line.remove_prefix(kSha256Digits);
  if (is_quoted) {
    if (!line.starts_with('"')) return false;
    line.remove_prefix(1);
  }
  return line.empty() || line[0] == ',' || line[0] == ';';
}

// A line of kSpki as other programs print fingerprints: "27:B4:86:...".
bool ReadFingerprint(std::string_view line, HashPrefix& prefix) {
  std::string digits;
  for (size_t i = 0; i < line.size(); i++) {
    if (i % 3 != 2) {
      digits.push_back(line[i]);
    } else if (line[i] != ':') {
      return false;
    }
  }
  return digits.size() == kSha256Digits && line.size() == 3 * kSha256Digits / 2 - 1 &&
         ReadHash(digits, Case::kAny, prefix);
}

bool ReadLine(std::string_view line, BlocklistKind kind, BlocklistRecord& record, uint8_t& machines) {
  switch (kind) {
    case BlocklistKind::kSpki:
      if (line.size() != kSha256Digits) return ReadFingerprint(line, record.prefix);
      return ReadHash(line, Case::kLower, record.prefix);
    case BlocklistKind::kNumbers:
      return ReadNumber(line, record.prefix);
    case BlocklistKind::kOpenssl:
      return ReadOpenssl(line, record, machines);
    case BlocklistKind::kBadkeys:
      break;
  }
  return false;
}

// How many entries a list of |size| bytes has at most, to ask for memory once.
size_t MostEntries(size_t size, BlocklistKind kind) {
  const size_t digits = kind == BlocklistKind::kOpenssl ? kHalfSha1Digits : kSha256Digits;
  return (size + 1) / (digits + 1);
}

}  // namespace

std::optional<BlocklistKind> RecogniseKind(ByteSpan untrusted_file) {
  constexpr size_t kLooked = 4096;
  ByteSpan start = untrusted_file.first(std::min(kLooked, untrusted_file.size()));
  const std::string_view text(reinterpret_cast<const char*>(start.data()), start.size());
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return std::nullopt;  // text, in UTF-16
  if (text.starts_with(kByteOrderMark)) start = start.subspan(kByteOrderMark.size());
  const auto is_binary = [](uint8_t byte) {
    return byte >= 0x7f || (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t');
  };
  if (std::ranges::any_of(start, is_binary)) return BlocklistKind::kBadkeys;
  const std::optional<std::string_view> line = Lines(untrusted_file).Next();
  if (!line) return BlocklistKind::kSpki;  // ReadTextList says that it is empty
  BlocklistRecord record;
  uint8_t machines = 0;
  for (const BlocklistKind kind : {BlocklistKind::kSpki, BlocklistKind::kNumbers, BlocklistKind::kOpenssl}) {
    if (ReadLine(*line, kind, record, machines)) return kind;
  }
  return std::nullopt;
}

Result<TextList> ReadTextList(ByteSpan untrusted_file, BlocklistKind kind, uint8_t list) {
  TextList result;
  result.records.reserve(MostEntries(untrusted_file.size(), kind));
  Lines lines(untrusted_file);
  while (const std::optional<std::string_view> line = lines.Next()) {
    BlocklistRecord record{.list = list};
    if (!ReadLine(*line, kind, record, result.machines)) return Error{ErrorCode::kBlocklistBad, "", lines.number()};
    result.records.push_back(record);
  }
  if (result.records.empty()) return ErrorCode::kBlocklistIncomplete;
  if (std::ranges::is_sorted(result.records, {}, &BlocklistRecord::prefix) && LooksCut(result.records)) {
    return ErrorCode::kBlocklistIncomplete;
  }
  return result;
}

}  // namespace keyseal
