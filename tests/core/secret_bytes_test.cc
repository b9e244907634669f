#include "core/secret_bytes.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace keyseal {
namespace {

static_assert(!std::is_copy_constructible_v<SecretBytes>);
static_assert(!std::is_copy_assignable_v<SecretBytes>);

TEST(SecretBytesTest, BeginsAsZeros) {
  Result<SecretBytes> secret = SecretBytes::Create(33);
  ASSERT_TRUE(secret.has_value());
  for (uint8_t byte : secret->Reveal()) EXPECT_EQ(0, byte);
  EXPECT_EQ(33u, secret->size());
}

TEST(SecretBytesTest, MovingLeavesTheSourceEmpty) {
  const Bytes bytes = {1, 2, 3};
  SecretBytes source = *SecretBytes::Copy(bytes);
  SecretBytes target = *SecretBytes::Copy(Bytes(7, 9));
  target = std::move(source);
  EXPECT_TRUE(source.empty());  // NOLINT(bugprone-use-after-move): that it is empty is the promise
  EXPECT_EQ(bytes, Bytes(target.Reveal().begin(), target.Reveal().end()));
}

TEST(SecretBytesTest, TruncatingWipesTheTail) {
  SecretBytes secret = *SecretBytes::Copy(Bytes{1, 2, 3, 4});
  const uint8_t* data = secret.Reveal().data();
  secret.Truncate(2);
  EXPECT_EQ(2u, secret.size());
  EXPECT_EQ(0, data[2]);
  EXPECT_EQ(0, data[3]);
  secret.Truncate(3);  // never grows
  EXPECT_EQ(2u, secret.size());
}

}  // namespace
}  // namespace keyseal
