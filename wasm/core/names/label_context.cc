#include "core/names/label_context.h"

#include <algorithm>
#include <optional>

#include "core/names/joining_types.h"
#include "core/names/label_classes.h"

namespace keyseal {
namespace {

using enum LabelClass;

constexpr char32_t kZeroWidthNonJoiner = 0x200c;
constexpr char32_t kZeroWidthJoiner = 0x200d;

bool IsJoiner(char32_t c) { return c == kZeroWidthNonJoiner || c == kZeroWidthJoiner; }

LabelClass ClassOf(char32_t c) {
  if (IsJoiner(c)) return kOn;  // BN
  const auto after = std::ranges::upper_bound(label_class_runs::kRuns, c, {},
                                              [](const LabelClassRun& run) -> char32_t { return run.first; });
  return after == std::begin(label_class_runs::kRuns) ? kOn : std::prev(after)->label_class;
}

std::optional<Joining> JoiningOf(char32_t c) {
  const auto* range = std::ranges::lower_bound(kJoiningRanges, c, {}, &JoiningRange::last);
  if (range == std::end(kJoiningRanges) || c < range->first) return std::nullopt;
  return range->type;
}

// Joining_Type T is nonspacing marks and format characters, and UTS #46 leaves none of the latter in a label.
bool IsTransparent(char32_t c) { return ClassOf(c) == kNsm; }

// RFC 5892 A.1: (Joining_Type:{L,D})(Joining_Type:T)*\u200C(Joining_Type:T)*(Joining_Type:{R,D})
bool JoinsAround(std::u32string_view before, std::u32string_view after) {
  const auto left = std::find_if_not(before.rbegin(), before.rend(), IsTransparent);
  if (left == before.rend()) return false;
  const std::optional<Joining> left_type = JoiningOf(*left);
  if (left_type != Joining::kLeft && left_type != Joining::kDual) return false;

  const auto right = std::find_if_not(after.begin(), after.end(), IsTransparent);
  if (right == after.end()) return false;
  const std::optional<Joining> right_type = JoiningOf(*right);
  return right_type == Joining::kRight || right_type == Joining::kDual;
}

bool Has(std::u32string_view label, LabelClass wanted) {
  return std::ranges::any_of(label, [&](char32_t c) { return ClassOf(c) == wanted; });
}

// Marks of class L count as L here.
bool IsLeftToRight(LabelClass c) { return c == kL || c == kMc; }

bool HasRightToLeft(std::u32string_view label) { return Has(label, kRtl) || Has(label, kAn); }

// The six conditions of RFC 5893 2.
bool HasGoodDirection(std::u32string_view label) {
  if (label.empty()) return true;
  const LabelClass first = ClassOf(label.front());
  const auto last_base = std::find_if_not(label.rbegin(), label.rend(), IsTransparent);
  if (last_base == label.rend()) return false;
  const LabelClass last = ClassOf(*last_base);

  if (first == kRtl) {                                      // condition 1
    if (Has(label, kL) || Has(label, kMc)) return false;    // condition 2
    return (last == kRtl || last == kAn || last == kEn) &&  // condition 3
           !(Has(label, kAn) && Has(label, kEn));           // condition 4
  }
  return IsLeftToRight(first) && !HasRightToLeft(label) &&  // conditions 1 and 5
         (IsLeftToRight(last) || last == kEn);              // condition 6
}

}  // namespace

bool HasGoodJoiners(std::u32string_view label) {
  for (size_t i = 0; i < label.size(); ++i) {
    if (!IsJoiner(label[i])) continue;
    if (i > 0 && std::ranges::binary_search(kViramas, label[i - 1])) continue;  // RFC 5892 A.1 and A.2
    if (label[i] == kZeroWidthJoiner) return false;
    if (!JoinsAround(label.substr(0, i), label.substr(i + 1))) return false;
  }
  return true;
}

bool BeginsWithMark(std::u32string_view label) {
  const LabelClass first = ClassOf(label.front());
  return first == kMc || first == kNsm;
}

bool HasGoodDirections(std::span<const std::u32string> labels) {
  if (std::ranges::none_of(labels, HasRightToLeft)) return true;
  return std::ranges::all_of(labels, HasGoodDirection);
}

}  // namespace keyseal
