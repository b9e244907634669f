#include "core/keys/ec_scalar.h"

#include <array>
#include <vector>

#include "core/base/out_of_memory.h"
#include "crypto/fipsmodule/ec/internal.h"  // points and numbers modulo p without an allocation each

namespace keyseal {
namespace {

// Baby steps are scalars in a table, over which the search takes giant steps in both directions. With a table of every
// scalar it is a look-up, which pays after a thousand keys; for one key it is too much.
#if defined(__wasm__)
constexpr uint32_t BabySteps(Curve /*curve*/) { return 256; }
#else
constexpr uint32_t BabySteps(Curve curve) { return curve == Curve::kP256 ? kMaxGuessedScalar : 4096; }
#endif

constexpr uint32_t kBlock = 256;  // multiples that share an inversion while the table is made

using bssl::EC_AFFINE;
using bssl::EC_FELEM;
using bssl::EC_JACOBIAN;

// Field computes modulo the prime of a curve.
class Field {
 public:
  explicit Field(const EC_GROUP* group) : group_(group) {}

  EC_AFFINE ToAffine(const EC_JACOBIAN& point) const {
    if (AreEqual(point.Z, group_->generator.raw.Z)) return {point.X, point.Y};  // 1, as points that were read have it
    EC_AFFINE affine;
    Need(bssl::ec_jacobian_to_affine(group_, &affine, &point));
    return affine;
  }

  // Multiple returns |scalar| times the generator.
  EC_AFFINE Multiple(uint32_t scalar) const {
    bssl::EC_SCALAR number = {};
    number.words[0] = scalar;
    EC_JACOBIAN multiple;
    Need(bssl::ec_point_mul_scalar_base(group_, &multiple, &number));
    return ToAffine(multiple);
  }

  bool AreEqual(const EC_FELEM& a, const EC_FELEM& b) const { return bssl::ec_felem_equal(group_, &a, &b) != 0; }

  // TagOf returns the low bits of a coordinate.
  uint32_t TagOf(const EC_FELEM& x) const {
    std::array<uint8_t, EC_MAX_BYTES> bytes;
    size_t size;
    bssl::ec_felem_to_bytes(group_, bytes.data(), &size, &x);
    uint32_t tag = 0;
    for (size_t i = size - sizeof(tag); i < size; i++) tag = tag << 8 | bytes[i];
    return tag;
  }

  // Sums returns |point| + |other| for every one of |others|, and behind each |point| - |other|. None of them may have
  // the x of |point|.
  std::vector<EC_AFFINE> Sums(const EC_AFFINE& point, const std::vector<EC_AFFINE>& others) const {
    // All gaps are inverted at once: products from the first on, and back.
    std::vector<EC_AFFINE> parts(others.size());  // X: the gap; Y: the product of those before it
    EC_FELEM all = group_->generator.raw.Z;       // 1
    for (size_t i = 0; i < others.size(); i++) {
      parts[i] = {Minus(others[i].X, point.X), all};
      all = Times(all, parts[i].X);
    }
    EC_FELEM inverse = Inverse(all);
    std::vector<EC_AFFINE> sums(2 * others.size());
    for (size_t i = others.size(); i-- > 0;) {
      const EC_FELEM one_inverse = Times(inverse, parts[i].Y);
      inverse = Times(inverse, parts[i].X);
      EC_FELEM rise = Minus(others[i].Y, point.Y);
      for (const size_t at : {2 * i, 2 * i + 1}) {
        const EC_FELEM slope = Times(rise, one_inverse);
        sums[at].X = Minus(Minus(Times(slope, slope), point.X), others[i].X);
        sums[at].Y = Minus(Times(slope, Minus(point.X, sums[at].X)), point.Y);
        // With the opposite of the other, whose y is negative, the chord falls by both.
        bssl::ec_felem_add(group_, &rise, &others[i].Y, &point.Y);
        bssl::ec_felem_neg(group_, &rise, &rise);
      }
    }
    return sums;
  }

  // Multiples returns |step| times the generator, twice that, and so on, |count| of them.
  std::vector<EC_AFFINE> Multiples(uint32_t step, size_t count) const {
    std::vector<EC_AFFINE> multiples(1, Multiple(step));
    while (multiples.size() < count) {
      const size_t size = multiples.size();
      const EC_AFFINE last = multiples.back();
      multiples.pop_back();
      const std::vector<EC_AFFINE> sums = Sums(last, multiples);
      multiples.resize(2 * size);
      multiples[size - 1] = last;
      for (size_t i = 0; i + 1 < size; i++) multiples[size + i] = sums[2 * i];
      multiples.back() = Multiple(step * static_cast<uint32_t>(2 * size));
    }
    multiples.resize(count);
    return multiples;
  }

 private:
  EC_FELEM Minus(const EC_FELEM& a, const EC_FELEM& b) const {
    EC_FELEM difference;
    bssl::ec_felem_sub(group_, &difference, &a, &b);
    return difference;
  }
  EC_FELEM Times(const EC_FELEM& a, const EC_FELEM& b) const {
    EC_FELEM product;
    bssl::ec_felem_mul(group_, &product, &a, &b);
    return product;
  }

  // A point's affine x is X / Z^2 (BoringSSL has no inverse by itself): with X and Z |a|, its inverse.
  EC_FELEM Inverse(const EC_FELEM& a) const { return ToAffine({a, a, a}).X; }

  const EC_GROUP* group_;
};

class ScalarTable {
 public:
  explicit ScalarTable(Curve curve) : curve_(curve), field_(FactsOf(curve).group()), slots_(size_t{2} * baby_steps()) {
    const std::vector<EC_AFFINE> first = field_.Multiples(1, kBlock - 1);
    for (uint32_t i = 0; i < first.size(); i++) Add(field_.TagOf(first[i].X), i + 1);
    for (uint32_t block = kBlock; block <= baby_steps(); block += kBlock) {
      const EC_AFFINE start = field_.Multiple(block);
      Add(field_.TagOf(start.X), block);
      if (block == baby_steps()) break;
      const std::vector<EC_AFFINE> sums = field_.Sums(start, first);
      uint32_t scalar = block;
      for (size_t i = 0; i < first.size(); i++) Add(field_.TagOf(sums[2 * i].X), ++scalar);
    }
    giants_ = field_.Multiples(Stride(), (kMaxGuessedScalar + baby_steps()) / Stride());
  }

  std::optional<GuessedScalar> Find(const EC_POINT& given) const {
    const EC_AFFINE point = field_.ToAffine(given.raw);
    if (const auto guessed = Look(field_.TagOf(point.X), 0, point)) return guessed;
    for (size_t i = 0; i < giants_.size(); i++) {
      if (field_.AreEqual(giants_[i].X, point.X)) return Confirm(Giant(i), point);
    }
    if (giants_.empty()) return std::nullopt;
    const std::vector<EC_AFFINE> sums = field_.Sums(point, giants_);
    for (size_t i = 0; i < sums.size(); i++) {
      if (const auto guessed = Look(field_.TagOf(sums[i].X), Giant(i / 2), point)) return guessed;
    }
    return std::nullopt;
  }

 private:
  struct Slot {
    uint32_t tag;
    uint32_t scalar;  // 0 where there is none
  };

  uint32_t baby_steps() const { return BabySteps(curve_); }
  uint32_t Stride() const { return 2 * baby_steps() + 1; }
  uint32_t Giant(size_t at) const { return Stride() * static_cast<uint32_t>(at + 1); }

  // The first slot of a tag; those behind it are for the same, until an empty one.
  size_t SlotOf(uint32_t tag) const { return tag % slots_.size(); }

  void Add(uint32_t tag, uint32_t scalar) {
    size_t at = SlotOf(tag);
    while (slots_[at].scalar != 0) at = (at + 1) % slots_.size();
    slots_[at] = {tag, scalar};
  }

  // Look takes |tag| for that of |point| and |giant| times the generator, added or subtracted.
  std::optional<GuessedScalar> Look(uint32_t tag, uint32_t giant, const EC_AFFINE& point) const {
    for (size_t at = SlotOf(tag); slots_[at].scalar != 0; at = (at + 1) % slots_.size()) {
      if (slots_[at].tag != tag) continue;
      if (const auto guessed = Confirm(giant + slots_[at].scalar, point)) return guessed;
      if (const auto guessed = Confirm(giant - slots_[at].scalar, point)) return guessed;
    }
    return std::nullopt;
  }

  // A tag is not the whole of x, and a point has the x of its opposite.
  std::optional<GuessedScalar> Confirm(uint32_t scalar, const EC_AFFINE& point) const {
    if (scalar == 0 || scalar > kMaxGuessedScalar) return std::nullopt;
    const EC_AFFINE multiple = field_.Multiple(scalar);
    if (!field_.AreEqual(multiple.X, point.X)) return std::nullopt;
    return GuessedScalar{scalar, !field_.AreEqual(multiple.Y, point.Y)};
  }

  Curve curve_;
  Field field_;
  std::vector<Slot> slots_;        // half full
  std::vector<EC_AFFINE> giants_;  // Giant(0), Giant(1), ... times the generator
};

template <Curve curve>
const ScalarTable& TableOf() {
  static const ScalarTable table(curve);
  return table;
}

}  // namespace

std::optional<GuessedScalar> FindGuessableScalar(Curve curve, const EC_POINT& point) {
  return (curve == Curve::kP256   ? TableOf<Curve::kP256>()
          : curve == Curve::kP384 ? TableOf<Curve::kP384>()
                                  : TableOf<Curve::kP521>())
      .Find(point);
}

}  // namespace keyseal
