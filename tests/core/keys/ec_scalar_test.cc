#include "core/keys/ec_scalar.h"

#include <gtest/gtest.h>

#include <string>

#include "core/base/bssl.h"

namespace keyseal {
namespace {

class EcScalarTest : public testing::TestWithParam<Curve> {
 protected:
  const EC_GROUP* group() const { return FactsOf(GetParam()).group(); }

  bssl::UniquePtr<EC_POINT> Multiple(uint64_t scalar) const {
    bssl::UniquePtr<EC_POINT> point(EC_POINT_new(group()));
    bssl::UniquePtr<BIGNUM> number(BN_new());
    EXPECT_TRUE(BN_set_u64(number.get(), scalar));
    EXPECT_TRUE(EC_POINT_mul(group(), point.get(), number.get(), nullptr, nullptr, nullptr));
    return point;
  }

  // What is found of |point|: "d", "n - d" or "".
  std::string Found(const EC_POINT& point) const {
    const auto guessed = FindGuessableScalar(GetParam(), point);
    return guessed ? (guessed->is_below_order ? "n - " : "") + std::to_string(guessed->distance) : "";
  }
};

TEST_P(EcScalarTest, FindsScalarsFromBothEnds) {
  // Neighbours by addition, which is cheaper than a product each. All of them on P-256, every 331st elsewhere.
  const uint32_t step = GetParam() == Curve::kP256 ? 1 : 331;
  const bssl::UniquePtr<EC_POINT> by = Multiple(step);
  const bssl::UniquePtr<EC_POINT> point = Multiple(1);
  for (uint32_t scalar = 1; scalar <= kMaxGuessedScalar; scalar += step) {
    ASSERT_EQ(Found(*point), std::to_string(scalar));
    ASSERT_TRUE(EC_POINT_invert(group(), point.get(), nullptr));
    ASSERT_EQ(Found(*point), "n - " + std::to_string(scalar));
    ASSERT_TRUE(EC_POINT_invert(group(), point.get(), nullptr) &&
                EC_POINT_add(group(), point.get(), point.get(), by.get(), nullptr));
  }
}

TEST_P(EcScalarTest, FindsScalarsAtTheEdgesOfItsSteps) {
  for (uint32_t stride = 8193; stride <= kMaxGuessedScalar + 4096; stride += 8193) {  // over a table of 4096
    for (const uint32_t scalar : {stride - 4097, stride - 4096, stride - 1, stride, stride + 1, stride + 4096}) {
      EXPECT_EQ(Found(*Multiple(scalar)), scalar <= kMaxGuessedScalar ? std::to_string(scalar) : "") << scalar;
    }
  }
}

TEST_P(EcScalarTest, FindsNothingBeyondTheLimit) {
  EXPECT_EQ(Found(*Multiple(kMaxGuessedScalar)), "65536");
  for (const uint64_t scalar : {uint64_t{65537}, uint64_t{65538}, uint64_t{69632}, uint64_t{131073}, uint64_t{1} << 32,
                                uint64_t{0x123456789abcdef}}) {
    EXPECT_EQ(Found(*Multiple(scalar)), "") << scalar;
  }
}

TEST_P(EcScalarTest, FindsNothingInRandomKeys) {
  for (int i = 0; i < 200; i++) {
    bssl::UniquePtr<EC_KEY> key(EC_KEY_new());
    ASSERT_TRUE(EC_KEY_set_group(key.get(), group()) && EC_KEY_generate_key(key.get()));
    EXPECT_EQ(Found(*EC_KEY_get0_public_key(key.get())), "");
  }
}

INSTANTIATE_TEST_SUITE_P(Curves, EcScalarTest, testing::Values(Curve::kP256, Curve::kP384, Curve::kP521),
                         [](const auto& info) { return "P" + std::string(FactsOf(info.param).name).substr(2); });

}  // namespace
}  // namespace keyseal
