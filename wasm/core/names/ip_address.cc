#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "core/names/names.h"
#include "core/names/special_purpose.h"

namespace keyseal {
namespace {

constexpr size_t kIpv4Size = 4;  // bytes; N-19

constexpr size_t kIpv6Groups = 8;

using Groups = std::vector<uint16_t>;

// ParseNumber reads |text| as digits of |base|, at most |max_digits|.
std::optional<uint16_t> ParseNumber(std::string_view text, unsigned base, size_t max_digits) {
  if (text.empty() || text.size() > max_digits) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    unsigned digit = base;
    if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A') + 10;
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
  }
  return static_cast<uint16_t>(value);
}

// dec-octet (RFC 3986 3.2.2): no leading zero, which some read as octal.
std::optional<uint8_t> ParseDecimalOctet(std::string_view text) {
  const std::optional<uint16_t> value = ParseNumber(text, 10, 3);
  if (!value || *value > 255 || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  return static_cast<uint8_t>(*value);
}

std::optional<Bytes> ParseIpv4(std::string_view text) {
  Bytes octets;
  for (size_t start = 0; start <= text.size();) {
    const size_t end = std::min(text.find('.', start), text.size());
    const std::optional<uint8_t> octet = ParseDecimalOctet(text.substr(start, end - start));
    if (!octet) return std::nullopt;
    octets.push_back(*octet);
    start = end + 1;
  }
  if (octets.size() != kIpv4Size) return std::nullopt;
  return octets;
}

enum class Ipv4Tail : uint8_t { kAllowed, kRefused };

// ParseGroups reads groups with single colons between; none from an empty |text|. The last 32 bits may be dotted.
std::optional<Groups> ParseGroups(std::string_view text, Ipv4Tail ipv4_tail) {
  Groups groups;
  if (text.empty()) return groups;
  for (size_t start = 0; start <= text.size();) {
    const size_t end = std::min(text.find(':', start), text.size());
    const std::string_view part = text.substr(start, end - start);
    if (end == text.size() && ipv4_tail == Ipv4Tail::kAllowed && part.find('.') != std::string_view::npos) {
      const std::optional<Bytes> octets = ParseIpv4(part);
      if (!octets) return std::nullopt;
      for (size_t i = 0; i < kIpv4Size; i += 2) {
        groups.push_back(static_cast<uint16_t>((*octets)[i] << 8 | (*octets)[i + 1]));
      }
    } else {
      const std::optional<uint16_t> group = ParseNumber(part, 16, 4);
      if (!group) return std::nullopt;
      groups.push_back(*group);
    }
    start = end + 1;
  }
  return groups;
}

// RFC 4291 2.2, all three forms. A zone (RFC 4007) means something on one machine only and is refused.
std::optional<Groups> ParseIpv6(std::string_view text) {
  const size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    std::optional<Groups> groups = ParseGroups(text, Ipv4Tail::kAllowed);
    if (!groups || groups->size() != kIpv6Groups) return std::nullopt;
    return groups;
  }
  // A second "::", or a third colon, leaves an empty group behind, which is none.
  std::optional<Groups> groups = ParseGroups(text.substr(0, gap), Ipv4Tail::kRefused);
  const std::optional<Groups> after = ParseGroups(text.substr(gap + 2), Ipv4Tail::kAllowed);
  if (!groups || !after) return std::nullopt;
  if (groups->size() + after->size() >= kIpv6Groups) return std::nullopt;  // "::" is one group of zeros or more
  groups->resize(kIpv6Groups - after->size());
  groups->insert(groups->end(), after->begin(), after->end());
  return groups;
}

std::string Ipv4Text(ByteSpan octets) {
  std::string text;
  for (const uint8_t octet : octets) {
    if (!text.empty()) text += '.';
    text += std::to_string(octet);
  }
  return text;
}

// The longest run of zero groups, the first of equals, if it has two or more (RFC 5952 4.2).
struct Run {
  size_t start = 0;
  size_t size = 0;
};
Run LongestZeros(const Groups& groups) {
  Run longest;
  for (size_t start = 0; start < groups.size(); ++start) {
    size_t end = start;
    while (end < groups.size() && groups[end] == 0) ++end;
    if (end - start > std::max(longest.size, size_t{1})) longest = {start, end - start};
  }
  return longest;
}

// RFC 5952 4, and 5 for IPv4-mapped addresses.
std::string Ipv6Text(const Groups& groups, ByteSpan octets) {
  constexpr std::array<uint16_t, 6> kMapped = {0, 0, 0, 0, 0, 0xffff};
  if (std::equal(kMapped.begin(), kMapped.end(), groups.begin())) return "::ffff:" + Ipv4Text(octets.last(kIpv4Size));
  constexpr char kDigits[] = "0123456789abcdef";  // lower case (4.3)
  const Run zeros = LongestZeros(groups);
  std::string text;
  for (size_t i = 0; i < groups.size(); ++i) {
    if (zeros.size > 0 && i == zeros.start) {
      text += "::";
      i += zeros.size - 1;
      continue;
    }
    if (!text.empty() && !text.ends_with(':')) text += ':';
    bool has_begun = false;  // no leading zeros (4.1)
    for (int shift = 12; shift >= 0; shift -= 4) {
      const unsigned digit = groups[i] >> shift & 0xf;
      has_begun = has_begun || digit != 0 || shift == 0;
      if (has_begun) text += kDigits[digit];
    }
  }
  return text;
}

Bytes ToOctets(const Groups& groups) {
  Bytes octets;
  for (const uint16_t group : groups) {
    octets.push_back(static_cast<uint8_t>(group >> 8));
    octets.push_back(static_cast<uint8_t>(group));
  }
  return octets;
}

constexpr size_t kIpv6Size = 2 * kIpv6Groups;

}  // namespace

Result<IpAddress> IpAddress::FromBytes(ByteSpan octets) {
  if (octets.size() == kIpv4Size) return IpAddress(Bytes(octets.begin(), octets.end()), Ipv4Text(octets));
  if (octets.size() != kIpv6Size) return ErrorCode::kIpNotValid;  // N-19
  Groups groups;
  for (size_t i = 0; i < octets.size(); i += 2) {
    groups.push_back(static_cast<uint16_t>(octets[i] << 8 | octets[i + 1]));
  }
  return IpAddress(Bytes(octets.begin(), octets.end()), Ipv6Text(groups, octets));
}

Result<IpAddress> IpAddress::Parse(std::string_view untrusted_text, NameScope scope) {
  Bytes octets;
  std::string text;
  if (std::optional<Bytes> ipv4 = ParseIpv4(untrusted_text)) {
    octets = *std::move(ipv4);
    text = Ipv4Text(octets);
  } else if (const std::optional<Groups> ipv6 = ParseIpv6(untrusted_text)) {
    octets = ToOctets(*ipv6);
    text = Ipv6Text(*ipv6, octets);
  } else {
    return ErrorCode::kIpNotValid;
  }
  if (scope == NameScope::kPublic && IsSpecialPurpose(octets)) return ErrorCode::kIpReserved;  // N-20, K-33
  return IpAddress(std::move(octets), std::move(text));
}

}  // namespace keyseal
