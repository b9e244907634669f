#include "core/base/secret_bytes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <type_traits>
#include <vector>

// Linked in the place of BoringSSL's own, which wipes what it frees: it sees what is wiped.
namespace {
std::vector<const void*> wiped;
}
extern "C" void __real_OPENSSL_free(void* block);
extern "C" void __wrap_OPENSSL_free(void* block) {
  if (wiped.capacity() > wiped.size()) wiped.push_back(block);
  __real_OPENSSL_free(block);
}

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

TEST(SecretBytesTest, MovingOntoAnotherAndTheEndWipeItFirst) {
  wiped.reserve(3);
  const void* old = nullptr;
  const void* moved = nullptr;
  {
    SecretBytes source = *SecretBytes::Copy(Bytes{1, 2, 3});
    SecretBytes target = *SecretBytes::Copy(Bytes(7, 9));
    old = target.Reveal().data();
    moved = source.Reveal().data();
    wiped.clear();
    target = std::move(source);
    ASSERT_EQ(std::vector<const void*>{old}, wiped);
    EXPECT_EQ(moved, target.Reveal().data());
    SecretBytes& itself = target;
    target = std::move(itself);
    EXPECT_EQ(3u, target.size());
    ASSERT_EQ(1u, wiped.size());
  }
  EXPECT_EQ(1, std::ranges::count(wiped, moved));
  wiped = {};
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
