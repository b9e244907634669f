#include "core/keys/gcd.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "core/base/out_of_memory.h"

namespace keyseal {
namespace {

using Number = bssl::UniquePtr<BIGNUM>;
using Words = std::vector<uint32_t>;  // the lowest first, the highest not 0

Words WordsOf(const BIGNUM& number) {
  std::vector<uint8_t> bytes((BN_num_bytes(&number) + size_t{3}) / 4 * 4);
  Need(BN_bn2le_padded(bytes.data(), bytes.size(), &number));
  Words words(bytes.size() / 4);
  for (size_t i = 0; i < bytes.size(); i++) words[i / 4] |= uint32_t{bytes[i]} << (8 * (i % 4));
  return words;
}

Number NumberOf(const Words& words) {
  std::vector<uint8_t> bytes;
  bytes.reserve(4 * words.size());
  for (const uint32_t word : words) {
    for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<uint8_t>(word >> shift));
  }
  Number number(BN_lebin2bn(bytes.data(), bytes.size(), nullptr));
  Need(number != nullptr);
  return number;
}

uint64_t LowWords(const Words& words) {
  return (words.empty() ? 0 : words[0]) | (words.size() < 2 ? 0 : uint64_t{words[1]} << 32);
}

// Window returns 64 bits of |words|, of which the highest is |shift| bits below the top of |size| words.
uint64_t Window(const Words& words, size_t size, int shift) {
  const auto word = [&](size_t below) -> uint64_t {
    return below <= size && size - below < words.size() ? words[size - below] : 0;
  };
  const uint64_t two = word(1) << 32 | word(2);
  return shift == 0 ? two : two << shift | word(3) >> (32 - shift);
}

// Combine sets |a| to the difference of x * a and y * b, and |b| to that of u * a and v * b: those that are not
// negative.
struct Cofactors {
  uint32_t x = 0, y = 0, u = 0, v = 0;
  bool is_a_less = false;  // x * a is the smaller one, and v * b
};

// Difference returns the low word of what is left, and goes on with the carries of the two products.
struct Difference {
  uint64_t more = 0, less = 0, borrow = 0;

  uint32_t Add(uint64_t more_product, uint64_t less_product) {
    more += more_product;
    less += less_product;
    const uint64_t word = uint64_t{static_cast<uint32_t>(more)} - static_cast<uint32_t>(less) - borrow;
    borrow = word >> 63;
    more >>= 32;
    less >>= 32;
    return static_cast<uint32_t>(word);
  }
};

void Trim(Words& words) {
  while (!words.empty() && words.back() == 0) words.pop_back();
}

void Combine(const Cofactors& by, Words& a, Words& b) {
  b.resize(a.size());
  Difference first, second;
  for (size_t i = 0; i < a.size(); i++) {
    const uint64_t x = uint64_t{by.x} * a[i], y = uint64_t{by.y} * b[i];
    const uint64_t u = uint64_t{by.u} * a[i], v = uint64_t{by.v} * b[i];
    a[i] = by.is_a_less ? first.Add(y, x) : first.Add(x, y);
    b[i] = by.is_a_less ? second.Add(u, v) : second.Add(v, u);
  }
  Trim(a);
  Trim(b);
}

// Simulate makes as many steps of Euclid's as the highest 64 bits of two numbers tell for sure (Collins' condition:
// Jebelean 1995, "A double-digit Lehmer-Euclid algorithm"), and returns what they come to: fewer than 32 bits each.
// |y| is 0 where that is nothing.
Cofactors Simulate(uint64_t a, uint64_t b) {
  uint64_t x[3] = {0, 1, 0}, y[3] = {0, 0, 1};
  bool is_odd = false;
  while (b >= y[2] && a - b >= y[1] + y[2]) {
    uint64_t quotient = 1, rest = a - b;  // two steps of five
    if (rest >= b) {
      quotient = a / b;
      rest = a % b;
    }
    a = std::exchange(b, rest);
    x[0] = std::exchange(x[1], x[2]);
    x[2] = x[0] + quotient * x[1];
    y[0] = std::exchange(y[1], y[2]);
    y[2] = y[0] + quotient * y[1];
    is_odd = !is_odd;
  }
  return {static_cast<uint32_t>(x[0]), static_cast<uint32_t>(y[0]), static_cast<uint32_t>(x[1]),
          static_cast<uint32_t>(y[1]), !is_odd};
}

// Divide is one step of Euclid's.
void Divide(Words& a, Words& b, BN_CTX* ctx) {
  const Number dividend = NumberOf(a), divisor = NumberOf(b);
  Need(BN_div(nullptr, dividend.get(), dividend.get(), divisor.get(), ctx));
  a = std::exchange(b, WordsOf(*dividend));
}

}  // namespace

// Euclid's, as Lehmer made it fast. BN_gcd runs in constant time, which public numbers do not need.
bssl::UniquePtr<BIGNUM> Gcd(bssl::UniquePtr<BIGNUM> a, bssl::UniquePtr<BIGNUM> b, BN_CTX* ctx) {
  if (BN_cmp(a.get(), b.get()) < 0) std::swap(a, b);
  Words more = WordsOf(*a), less = WordsOf(*b);
  while (less.size() > 2) {
    const size_t size = more.size();
    const int shift = std::countl_zero(more.back());
    const Cofactors by = Simulate(Window(more, size, shift), Window(less, size, shift));
    if (by.y == 0) {
      Divide(more, less, ctx);
    } else {
      Combine(by, more, less);
    }
  }
  if (less.empty()) return NumberOf(more);
  Divide(more, less, ctx);
  const uint64_t gcd = std::gcd(LowWords(more), LowWords(less));
  return NumberOf({static_cast<uint32_t>(gcd), static_cast<uint32_t>(gcd >> 32)});
}

}  // namespace keyseal
