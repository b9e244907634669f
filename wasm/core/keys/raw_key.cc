#include "core/keys/raw_key.h"

#include <openssl/bn.h>

#include "core/base/out_of_memory.h"

namespace keyseal {
namespace {

using Number = bssl::UniquePtr<BIGNUM>;

// Field computes modulo the prime of an Edwards curve, which the equation of the curve needs only words for.
class Field {
 public:
  explicit Field(bool is_448) : ctx_(BN_CTX_new()), p_(New()) {
    Need(ctx_ != nullptr && BN_set_bit(p_.get(), is_448 ? 448 : 255));
    const Number less = New();
    Need((!is_448 || BN_set_bit(less.get(), 224)) && BN_add_word(less.get(), is_448 ? 1 : 19) &&
         BN_sub(p_.get(), p_.get(), less.get()));
  }

  static Number New() {
    Number number(BN_new());
    Need(number != nullptr);
    return number;
  }

  bool Has(const BIGNUM& number) const { return BN_cmp(&number, p_.get()) < 0; }

  // Line returns |factor| * |x| + |summand|, and where |is_negative| the summand less the product.
  Number Line(BN_ULONG factor, const Number& x, BN_ULONG summand, bool is_negative = false) const {
    Number line(BN_dup(x.get())), sum = New();
    Need(line != nullptr && BN_mul_word(line.get(), factor) && BN_set_word(sum.get(), summand));
    BN_set_negative(line.get(), is_negative);
    Need(BN_mod_add(line.get(), line.get(), sum.get(), p_.get(), ctx_.get()));
    return line;
  }

  Number Product(const Number& a, const Number& b) const {
    Number product = New();
    Need(BN_mod_mul(product.get(), a.get(), b.get(), p_.get(), ctx_.get()));
    return product;
  }

  Number Minus(const Number& a, BN_ULONG word) const {
    Number difference(BN_dup(a.get())), subtrahend = New();
    Need(difference != nullptr && BN_set_word(subtrahend.get(), word) &&
         BN_mod_sub(difference.get(), difference.get(), subtrahend.get(), p_.get(), ctx_.get()));
    return difference;
  }

  // Euler's criterion, for a number that is not 0.
  bool IsSquare(const Number& number) const {
    const Number half = New(), power = New();
    Need(BN_rshift1(half.get(), p_.get()) &&
         BN_mod_exp_mont(power.get(), number.get(), half.get(), p_.get(), ctx_.get(), nullptr));
    return BN_is_one(power.get());
  }

 private:
  bssl::UniquePtr<BN_CTX> ctx_;
  Number p_;
};

// The curves are x^2 = (y^2 - 1) / (d y^2 + 1) with d = -121665/121666 (RFC 8032 5.1), and x^2 = (y^2 - 1) / (d y^2 -
// 1) with d = -39081 (5.2). A quotient is a square where the product is. x = 0 only where y = 1 or -1.
const char* FindPointFault(bool is_448, ByteSpan key) {
  const Field field(is_448);
  Bytes coordinate(key.begin(), key.end());
  coordinate.back() &= 0x7f;  // the sign of x
  const Number y(BN_le2bn(coordinate.data(), coordinate.size(), nullptr));
  Need(y != nullptr);
  if (!field.Has(*y)) return "a coordinate out of range";
  const Number square = field.Product(y, y);
  const Number above = field.Minus(square, 1);
  if (BN_is_zero(above.get()) || BN_is_zero(y.get())) return "a point of small order";
  if (is_448) {
    // (y^2 - 1) / -(39081 y^2 + 1): -1 is no square here, so that the product must be none.
    return field.IsSquare(field.Product(above, field.Line(39081, square, 1))) ? "not on the curve" : nullptr;
  }
  const Number below = field.Line(121665, square, 121666, true);
  if (!field.IsSquare(field.Product(above, field.Line(121666, below, 0)))) return "not on the curve";
  // Twice a point of order 8 has y = 0, so x^2 = -y^2: (y^2 - 1) * 121666 = -y^2 * (121666 - 121665 y^2).
  const Number sum = field.Product(square, below);
  Number both = field.Line(121666, above, 0);
  Need(BN_add(both.get(), both.get(), sum.get()));
  return BN_is_zero(field.Minus(both, 0).get()) ? "a point of small order" : nullptr;
}

// ByteDecode of 12 bits (FIPS 203 4.2.1), of all but the 32 bytes of the seed.
bool IsReduced(ByteSpan key) {
  constexpr unsigned kModulus = 3329;
  for (size_t at = 0; at + 3 <= key.size() - 32; at += 3) {
    const unsigned first = key[at] | (key[at + 1] & 0xfu) << 8, second = key[at + 1] >> 4 | key[at + 2] << 4;
    if (first >= kModulus || second >= kModulus) return false;
  }
  return true;
}

}  // namespace

const char* FindRawKeyFault(KeyAlgorithm algorithm, ByteSpan key) {
  if (algorithm == KeyAlgorithm::kMlKem) return IsReduced(key) ? nullptr : "a coefficient out of range";
  const bool is_448 = algorithm == KeyAlgorithm::kEd448;
  return is_448 || algorithm == KeyAlgorithm::kEd25519 ? FindPointFault(is_448, key) : nullptr;
}

}  // namespace keyseal
