// For every public operation the n-th allocation fails, for n = 1, 2, 3 ... until the operation no longer notices: it
// answers with kOutOfMemory, it leaks nothing, no secret stands in what it frees, and the next call is right.

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "tests/core/support/read_vector.h"
#include "tests/memory/answers.h"
#include "tests/memory/failing_malloc.h"

namespace keyseal {
namespace {

struct Run {
  Result<std::string> answer;
  Allocations allocations;
};

Run RunWith(const Operation& operation, const Shortage& shortage) {
  static const Bytes scalar = OpenedScalar();
  static const std::u32string wide(kTestPassphrase.begin(), kTestPassphrase.end());
  static const std::span<const uint8_t> kSecrets[] = {
      {reinterpret_cast<const uint8_t*>(kTestPassphrase.data()), kTestPassphrase.size()},
      {reinterpret_cast<const uint8_t*>(wide.data()), wide.size() * sizeof(char32_t)},
      scalar,
  };
  StartCounting(shortage, kSecrets);
  Result<std::string> answer = operation();
  Allocations allocations = StopCounting();
  if (answer && answer->capacity() > 15) allocations.not_freed--;  // the answer itself
  return {std::move(answer), allocations};
}

// The allocations that fail: the first |exhaustive|, and then about |sampled| more. All of them where time is free.
std::vector<size_t> Chosen(size_t all, size_t exhaustive, size_t sampled) {
  std::vector<size_t> chosen;
  const size_t stride = std::getenv("KEYSEAL_NIGHTLY") != nullptr ? 1
                        : all > exhaustive                        ? (all - exhaustive) / sampled + 1
                                                                  : 1;
  for (size_t n = 1; n <= all; n += n < exhaustive ? 1 : stride) chosen.push_back(n);
  if (chosen.empty() || chosen.back() != all) chosen.push_back(all);
  return chosen;
}

// Returns whether the shortage was noticed: an ECDSA signature may be a byte shorter than the one before, and need
// less.
bool ExpectOutOfMemory(const Operation& operation, const std::string& right, const Shortage& shortage) {
  const Run run = RunWith(operation, shortage);
  const char* how = shortage.lasts == Shortage::Lasts::kOnce ? "only" : "from then on";
  const std::string which = "allocation " + std::to_string(shortage.first) + " " + how;
  if (run.answer) {
    EXPECT_EQ(*run.answer, right) << which << ": goes on, with another answer";
  } else {
    EXPECT_EQ(run.answer.error().code, ErrorCode::kOutOfMemory) << which << ": " << ErrorName(run.answer.error().code);
  }
  EXPECT_EQ(run.allocations.not_freed, 0) << which;
  EXPECT_EQ(run.allocations.secrets_left, 0U) << which;
  return run.allocations.refused > 0;
}

// FailEach runs |operation| with each of the chosen allocations failing. Returns how many it makes.
size_t FailEach(const Operation& operation, size_t exhaustive = 60, size_t sampled = 40) {
  ERR_put_error(ERR_LIB_USER, 0, 1, "", 0);  // the thread's queue is made once, and kept
  ERR_clear_error();
  const Run first = RunWith(operation, {});  // what is made once and kept
  EXPECT_TRUE(first.answer.has_value());
  if (!first.answer) return 0;
  const std::string right = *first.answer;
  const Run untouched = RunWith(operation, {});
  EXPECT_EQ(*untouched.answer, right);
  EXPECT_EQ(untouched.allocations.not_freed, 0);
  EXPECT_EQ(untouched.allocations.secrets_left, 0U);
  size_t unnoticed = 0;
  for (const size_t n : Chosen(untouched.allocations.asked, exhaustive, sampled)) {
    for (const auto lasts : {Shortage::Lasts::kOnce, Shortage::Lasts::kFromThenOn}) {
      if (!ExpectOutOfMemory(operation, right, {n, lasts})) unnoticed++;
    }
    if (testing::Test::HasFailure()) break;
  }
  EXPECT_LE(unnoticed, 6U);
  const Run again = RunWith(operation, {});
  EXPECT_TRUE(again.answer && *again.answer == right) << "the call after a shortage";
  return untouched.allocations.asked;
}

// FailEachAtFirst does the same in processes that have made nothing yet, each of which then makes the call that was
// asked for: what is made once must not stay half-made.
void FailEachAtFirst(const std::function<Operation()>& make, size_t most) {
  for (size_t n = 1; n <= most; n++) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      const Operation operation = make();
      const Run run = RunWith(operation, {n, Shortage::Lasts::kOnce});
      const bool is_right = run.answer || run.answer.error().code == ErrorCode::kOutOfMemory;
      const Run next = RunWith(operation, {});
      const bool is_same = next.answer && (!run.answer || *run.answer == *next.answer);
      if (!is_right) (void)std::fprintf(stderr, "%s\n", ErrorName(run.answer.error().code));
      if (!is_same)
        (void)std::fprintf(stderr, "the next call is not right: %s, %s\n", run.answer ? "first right" : "first failed",
                           next.answer ? "another" : ErrorName(next.answer.error().code));
      _exit(run.allocations.refused == 0 ? 3 : is_right && is_same && run.allocations.secrets_left == 0 ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status)) << "allocation " << n << ": signal " << WTERMSIG(status);
    if (WEXITSTATUS(status) == 3) return;  // it makes no more than that
    ASSERT_EQ(WEXITSTATUS(status), 0) << "allocation " << n;
  }
}

class GenerateMemoryTest : public testing::TestWithParam<KeyType> {};

TEST_P(GenerateMemoryTest, GivesNoKeyWithoutMemory) { EXPECT_GT(FailEach(Generating(GetParam())), 100U); }

INSTANTIATE_TEST_SUITE_P(EveryType, GenerateMemoryTest,
                         testing::Values(KeyType::kEcdsaP256, KeyType::kEcdsaP384, KeyType::kEcdsaP521,
                                         KeyType::kEd25519, KeyType::kMlDsa44, KeyType::kMlDsa65, KeyType::kMlDsa87),
                         [](const auto& info) {
                           std::string name = KeyTypeName(info.param);
                           std::erase(name, '-');
                           return name;
                         });

TEST(MemoryTest, GivesNoRsaKeyWithoutMemory) { EXPECT_GT(FailEach(Generating(KeyType::kRsa2048), 10, 20), 100U); }

TEST(MemoryTest, PreviewsNothingWithoutMemory) { EXPECT_GT(FailEach(Previewing(), 1000), 50U); }

TEST(MemoryTest, SuggestsNothingWithoutMemory) { EXPECT_GT(FailEach(Suggesting()), 0U); }

TEST(MemoryTest, PackagesNothingWithoutMemory) { EXPECT_GT(FailEach(Packaging(), 10, 20), 50U); }

TEST(MemoryTest, SealsNothingWithoutMemory) { EXPECT_GT(FailEach(Sealing(), 1000), 10U); }

class OpenMemoryTest : public testing::TestWithParam<const char*> {};

// A key that is not opened for want of memory is neither damaged nor is its passphrase wrong.
TEST_P(OpenMemoryTest, OpensNothingWithoutMemory) { EXPECT_GT(FailEach(Opening(GetParam()), 1000), 3U); }

INSTANTIATE_TEST_SUITE_P(SealedKeys, OpenMemoryTest,
                         testing::Values("ec-hmacWithSHA256-aes-256-cbc.der", "rsa-hmacWithSHA512-aes-128-cbc.der",
                                         "ec-hmacWithSHA1-des3.der", "refused-aria.der"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::erase_if(name, [](char c) { return isalnum(c) == 0; });
                           return name;
                         });

class CheckMemoryTest : public testing::TestWithParam<const char*> {};

// Nor is a key weak or good, or a signature wrong, for want of memory.
TEST_P(CheckMemoryTest, JudgesNothingWithoutMemory) { EXPECT_GT(FailEach(Checking({GetParam()}), 40, 40), 20U); }

INSTANTIATE_TEST_SUITE_P(
    Inputs, CheckMemoryTest,
    testing::Values("csr/good.pem", "csr/good-rsa.pem", "csr/good-p384.pem", "csr/good-p521.pem", "csr/good-rsa-e3.pem",
                    "csr/signature-rsa-flipped.pem", "csr/signature-of-another-key.pem", "csr/signature-pss.pem",
                    "csr/statement-own-certificate.pem", "csr/onion-proof.pem", "csr/dns-punycode.pem",
                    "csr/spiffe.pem", "csr/stir-shaken.pem", "csr/utf8-broken.pem", "csr/smime-other-mailbox.pem",
                    "csr/proof.pem", "certificate/ov.pem", "certificate/rsa-1024.pem", "key/ec-p256-off-curve.pem",
                    "key/ec-p256-compressed.pem", "key/ec-brainpool.pem", "key/ed25519.pem", "key/ed448.pem",
                    "key/ml-dsa-44.pem", "key/ml-kem-768.pem", "key/rsa-roca.pem", "key/rsa-small-d.pem",
                    "key/rsa-fermat-100.pem", "key/rsa-square.pem", "key/rsa-factor-65537.pem", "key/rsa-published.pem",
                    "key/rsa-pss.pem", "key/blocked-compromised.pem", "key/blocked-debian-openssl.pem", "key/dsa.pem",
                    "key/rsa-negative-modulus.pem", "key/rsa-15-octets-alike.pem"),
    [](const auto& info) {
      std::string name = info.param;
      std::erase_if(name, [](char c) { return isalnum(c) == 0; });
      return name;
    });

TEST(MemoryTest, ComparesNothingWithoutMemory) {
  EXPECT_GT(FailEach(Checking({"key/rsa-shared.pem", "key/rsa-shared-prime.pem", "key/rsa-shared-modulus.pem",
                               "key/rsa-shared-nothing.pem"}),
                     30, 30),
            100U);
}

TEST(MemoryTest, SplitsNothingWithoutMemory) {
  EXPECT_GT(FailEach(Splitting({"csr/good.pem", "key/ec-p256.pem", "certificate/ov.pem"}), 1000), 1U);
}

TEST(MemoryTest, ReadsNoListWithoutMemory) {
  const auto list = [](const char* name) { return ReadVector(std::string("check/lists/") + name); };
  EXPECT_GT(FailEach(ReadingList("spki", "", list("compromised.txt"))), 1U);
  EXPECT_GT(FailEach(ReadingList("numbers", "rsa-2048", list("debian.csv"))), 1U);
  EXPECT_GT(FailEach(ReadingList("openssl", "rsa-2048", list("blacklist.RSA-2048"))), 1U);
  EXPECT_GT(FailEach(ReadingList("badkeys", "", Bytes(16, 1))), 0U);
}

TEST(FirstMemoryTest, MakesNoKeyHalf) {
  FailEachAtFirst([] { return Generating(KeyType::kEcdsaP256); }, 120);
  FailEachAtFirst([] { return Generating(KeyType::kMlDsa44); }, 40);
}

TEST(FirstMemoryTest, OpensNoKeyHalf) {
  FailEachAtFirst([] { return Opening("ec-hmacWithSHA256-aes-256-cbc.der"); }, 100);
  FailEachAtFirst([] { return Opening("rsa-hmacWithSHA1-des3.der"); }, 100);
}

TEST(FirstMemoryTest, JudgesNoRequestByHalf) {
  FailEachAtFirst([] { return Checking({"csr/good-p384.pem"}); }, 100);
  FailEachAtFirst([] { return Checking({"csr/signature-of-another-key.pem"}); }, 100);
}

}  // namespace
}  // namespace keyseal
