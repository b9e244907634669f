#include "core/rules/known_prime_rules.h"

#include <gtest/gtest.h>

#include "tests/core/support/number_texts.h"

namespace keyseal {
namespace {

std::vector<std::string> Told(const PublicKey& key, const KnownPrimes* primes) {
  Reporter reporter(Profile::kTlsServer, Strictness::kStrict);
  CheckKnownPrimes(key, primes, reporter);
  std::vector<std::string> told;
  for (const Finding& finding : reporter.findings()) {
    EXPECT_STREQ("K-02", finding.rule);
    EXPECT_EQ(Severity::kError, finding.severity);
    told.push_back(finding.detail);
  }
  return told;
}

PublicKey KeyOf(Number modulus) {
  PublicKey key;
  key.algorithm = KeyAlgorithm::kRsa;
  key.modulus = std::move(modulus);
  return key;
}

using Texts = std::vector<std::string>;

TEST(KnownPrimeRulesTest, K02_TellsTheListAndHowLongTheFactorIs) {
  RandomNumbers random(3);
  const Number p = random.OfBits(1024);
  const std::string text = HexOf(*p);
  KnownPrimes primes;
  ASSERT_TRUE(primes.Add(Bytes(text.begin(), text.end()), "of-routers.txt"));
  EXPECT_EQ(Texts{"of-routers.txt, a factor of 1024 bits"}, Told(KeyOf(Times(p, NumberOfHex("10001"))), &primes));
}

TEST(KnownPrimeRulesTest, K02_WithoutAListItIsNotEvaluated) {
  const PublicKey key = KeyOf(NumberOfHex("f"));
  const KnownPrimes none;
  EXPECT_EQ(Texts{""}, Told(key, nullptr));
  EXPECT_EQ(Texts{""}, Told(key, &none));
}

TEST(KnownPrimeRulesTest, OtherKeysAndNumbersThatAreNoModulusNeedNoList) {
  EXPECT_EQ(Texts{}, Told(PublicKey(), nullptr));
  for (const char* modulus : {"0", "1", "3", "4", "10"}) EXPECT_EQ(Texts{}, Told(KeyOf(NumberOfHex(modulus)), nullptr));
  Number longest(BN_new());
  ASSERT_TRUE(BN_set_bit(longest.get(), 16384) && BN_set_bit(longest.get(), 0));
  EXPECT_EQ(Texts{}, Told(KeyOf(Number(BN_dup(longest.get()))), nullptr));
  ASSERT_TRUE(BN_clear_bit(longest.get(), 16384) && BN_set_bit(longest.get(), 16383));
  EXPECT_EQ(Texts{""}, Told(KeyOf(std::move(longest)), nullptr));
}

}  // namespace
}  // namespace keyseal
