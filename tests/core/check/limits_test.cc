// Both sides of the checker's budgets. What a stranger sends decides how much there is, not how much is done.

#include "core/base/limits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/asn1/pem.h"
#include "core/check/file_batch.h"
#include "core/check/input_reader.h"
#include "core/check/report_printer.h"
#include "core/keys/rsa_weakness.h"
#include "core/rules/key_rules.h"
#include "tests/core/support/from_hex.h"
#include "tests/core/support/numbers.h"
#include "tests/core/support/read_vector.h"
#include "tests/core/support/tlv.h"

namespace keyseal {
namespace {

Bytes Spki() {
  const Bytes text = ReadVector("check/key/ec-p256.pem");
  return ParsePem(std::string(text.begin(), text.end()))->der;
}

// A request for this subject with these attributes. Its signature is none.
Bytes Request(const Bytes& subject, const Bytes& attributes) {
  const Bytes info = Tlv(0x30, Join({FromHex("020100"), Tlv(0x30, subject), Spki(), Tlv(0xa0, attributes)}));
  return Tlv(0x30, Join({info, FromHex("300a06082a8648ce3d040302"), FromHex("030100")}));
}

// |count| attributes of a request that have no value (C-03).
Bytes EmptyAttributes(size_t count) { return Join(std::vector<Bytes>(count, FromHex("300506012a3100"))); }

// A DNS name of |size| letters in a SAN.
Bytes LongName(size_t size) {
  const Bytes names = Tlv(0x30, Tlv(0x82, Bytes(size, 'a')));
  const Bytes extension = Tlv(0x30, Join({FromHex("0603551d11"), Tlv(0x04, names)}));
  return Tlv(0x30, Join({FromHex("06092a864886f70d01090e"), Tlv(0x31, Tlv(0x30, extension))}));
}

Bytes LongOrganization(const Bytes& value) {
  return Tlv(0x31, Tlv(0x30, Join({FromHex("060355040a"), Tlv(0x0c, value)})));
}

std::string PemOf(const char* label, const Bytes& der) { return EncodePem(label, der); }

Bytes FileOf(const std::string& text) { return Bytes(text.begin(), text.end()); }

size_t CountOf(const CheckReport& report, Rule rule) {
  return static_cast<size_t>(std::ranges::count_if(
      report.findings, [&](const Finding& finding) { return std::string_view(finding.message) == RowOf(rule).text; }));
}

TEST(ReporterLimitTest, ListsAsManyFindingsAsItMayAndCountsTheRest) {
  Reporter reporter(Profile::kTlsServer);
  for (size_t i = 0; i < kMaxFindings; i++) reporter.Report(Rule::kAttributeEmpty, "attributes");
  EXPECT_EQ(kMaxFindings, reporter.findings().size());
  EXPECT_EQ(0u, reporter.unlisted());
  reporter.Report(Rule::kAttributeEmpty, "attributes");
  EXPECT_EQ(kMaxFindings, reporter.findings().size());
  EXPECT_EQ(1u, reporter.unlisted());
}

TEST(ReporterLimitTest, AFloodOfOneRuleHidesNoOther) {
  Reporter reporter(Profile::kTlsServer);
  for (size_t i = 0; i < 2 * kMaxFindings; i++) reporter.Report(Rule::kAttributeIgnored, "attributes");
  EXPECT_FALSE(reporter.has_error());
  for (int i = 0; i < 2; i++) reporter.Report(Rule::kCompromisedKey, "key");
  EXPECT_TRUE(reporter.has_error());
  EXPECT_EQ(kMaxFindings + 1, reporter.findings().size());
  EXPECT_EQ(kMaxFindings + 1, reporter.unlisted());
}

TEST(CheckLimitTest, OneLastFindingSaysHowManyMore) {
  const Result<CheckReport> report = CheckDer(Request({}, EmptyAttributes(1000)), {});
  ASSERT_TRUE(report);
  EXPECT_LE(report->findings.size(), kMaxFindings + 20);
  EXPECT_EQ(1000u, CountOf(*report, Rule::kAttributeEmpty) + report->unlisted);
  EXPECT_EQ(1u, CountOf(*report, Rule::kMoreFindings));
  EXPECT_EQ("and " + std::to_string(report->unlisted) + " more", report->findings.back().detail);
  EXPECT_FALSE(report->acceptable);
}

TEST(CheckLimitTest, WhatIsTakenLaterKeepsThatFindingLast) {
  Result<CheckReport> report = CheckDer(Request({}, EmptyAttributes(1000)), {});
  const size_t unlisted = report->unlisted;
  Reporter later(Profile::kTlsServer);
  later.Report(Rule::kSharedPrime, "key");
  later.Report(Rule::kModulusNotCompared, "key");
  TakeFindings(later, *report);
  EXPECT_EQ(unlisted, report->unlisted);
  EXPECT_EQ(1u, CountOf(*report, Rule::kMoreFindings));
  EXPECT_EQ(1u, CountOf(*report, Rule::kSharedPrime));
  EXPECT_STREQ(RowOf(Rule::kMoreFindings).text, report->findings.back().message);
}

TEST(CheckLimitTest, TextsAreShownToTheirLimitAndRulesSeeThemWhole) {
  for (const size_t more : {0, 1}) {
    const size_t size = kMaxShownText + more;
    const Result<CheckReport> report =
        CheckDer(Request(LongOrganization(Bytes(size, 'o')), LongName(size)), {.date = 20261121});
    ASSERT_TRUE(report);
    EXPECT_EQ(2 * more, CountOf(*report, Rule::kTextCut));
    for (const std::string& text : {report->decoded.subject.at(0).value, report->names.at(0)}) {
      EXPECT_EQ(kMaxShownText + 3 * more, text.size());
      EXPECT_EQ(more == 1, text.ends_with("..."));
    }
    EXPECT_EQ(report->names[0], report->decoded.names.at(0).text);
    EXPECT_EQ(1u, CountOf(*report, Rule::kLabelTooLong));
  }
}

TEST(CheckLimitTest, ATextIsNotCutInsideACharacter) {
  Bytes value(kMaxShownText - 1, 'o');
  for (const uint8_t byte : {0xc3, 0xa4, 0x6f}) value.push_back(byte);
  const Result<CheckReport> report = CheckDer(Request(LongOrganization(value), {}), {});
  EXPECT_EQ(std::string(kMaxShownText - 1, 'o') + "...", report->decoded.subject.at(0).value);
}

TEST(CheckLimitTest, ALongCommonNameIsNotTakenForANameThatBeginsTheSame) {
  Bytes value(kMaxShownText + 1, 'a');
  value.back() = 'b';
  const Bytes common_name = Tlv(0x31, Tlv(0x30, Join({FromHex("0603550403"), Tlv(0x0c, value)})));
  const Result<CheckReport> report = CheckDer(Request(common_name, LongName(kMaxShownText + 1)), {});
  EXPECT_EQ(1u, CountOf(*report, Rule::kCommonNameNotInNames));
}

TEST(CheckLimitTest, TheKindOfAnUnknownKeyHasItsLimit) {
  for (const size_t arcs : {size_t{48}, size_t{49}}) {  // "1.2" and ".1" for each
    const Bytes oid = Join({FromHex("2a"), Bytes(arcs, 1)});
    const Bytes spki = Tlv(0x30, Join({Tlv(0x30, Tlv(0x06, oid)), FromHex("03020000")}));
    const Result<CheckReport> report = CheckDer(spki, {.profile = Profile::kPrivatePki});
    ASSERT_TRUE(report);
    const bool is_cut = 3 + 2 * arcs > kMaxKeyKind;
    EXPECT_EQ(is_cut, CountOf(*report, Rule::kTextCut) == 1);
    EXPECT_EQ(is_cut ? kMaxKeyKind + 3 : 3 + 2 * arcs, report->decoded.key.size());
  }
}

TEST(SplitLimitTest, JudgesAsManyBlocksAsItMayAndRefusesTheRestOnce) {
  std::string text;
  for (size_t i = 0; i < kMaxBlocks; i++) text += "-----BEGIN A-----\n";
  const auto most = SplitInput(FileOf(text));
  ASSERT_EQ(kMaxBlocks, most->size());
  EXPECT_NE(ErrorCode::kInputTooLarge, most->back().error().code);
  for (int i = 0; i < 3; i++) text += "-----BEGIN A-----\n";
  const auto beyond = SplitInput(FileOf(text));
  ASSERT_EQ(kMaxBlocks + 1, beyond->size());
  EXPECT_EQ(ErrorCode::kInputTooLarge, beyond->back().error().code);
}

TEST(FileLimitTest, TheFindingsOfAFileHaveALimitBesideTheFirstOfEachRule) {
  const std::string block = PemOf("CERTIFICATE REQUEST", Request({}, EmptyAttributes(kMaxFindings)));
  std::string text;
  for (size_t i = 0; i < 2 * kMaxFileFindings / kMaxFindings; i++) text += block;
  const auto inputs = JudgeFile({"many", FileOf(text)}, {});
  size_t findings = 0;
  for (const CheckedInput& input : inputs) {
    EXPECT_EQ(1u, std::min<size_t>(1, CountOf(*input.report, Rule::kAttributeEmpty)));
    findings += input.report->findings.size();
  }
  EXPECT_LT(findings, kMaxFileFindings + 20 * inputs.size());
  EXPECT_GT(CountOf(*inputs.front().report, Rule::kAttributeEmpty), 80u);
  EXPECT_EQ(1u, CountOf(*inputs.back().report, Rule::kAttributeEmpty));
  EXPECT_EQ(1u, CountOf(*inputs.back().report, Rule::kMoreFindings));
}

// Different odd numbers of |bits| bits, as public keys.
NamedFile Keys(size_t count, unsigned bits, uint32_t first = 0) {
  std::string text;
  for (size_t i = 0; i < count; i++) {
    Bytes modulus(bits / 8 + 1);
    modulus[1] = 0x80;
    modulus[2] = static_cast<uint8_t>((first + i) >> 8);
    modulus[3] = static_cast<uint8_t>(first + i);
    modulus.back() = 1;
    const Bytes numbers = Tlv(0x30, Join({Tlv(0x02, modulus), FromHex("0203010001")}));
    text += PemOf("PUBLIC KEY",
                  Tlv(0x30, Join({FromHex("300d06092a864886f70d0101010500"), Tlv(0x03, Join({Bytes{0}, numbers}))})));
  }
  return {"keys", FileOf(text)};
}

size_t CountNotCompared(const std::vector<CheckedInput>& inputs) {
  size_t count = 0;
  for (const CheckedInput& input : inputs) count += CountOf(*input.report, Rule::kModulusNotCompared);
  return count;
}

TEST(CompareLimitTest, ComparesAsManyBitsAsItMay) {
  const size_t most = kMaxComparedBits / kMaxJudgedModulusBits;
  const NamedFile beyond[] = {Keys(most, kMaxJudgedModulusBits), Keys(1, kMaxJudgedModulusBits, 5000)};
  const auto inputs = CheckFiles(beyond, {.strictness = Strictness::kStrict});
  EXPECT_EQ(1u, CountNotCompared(inputs));
  EXPECT_EQ(1u, CountOf(*inputs.back().report, Rule::kModulusNotCompared));
  EXPECT_FALSE(inputs.back().report->acceptable);
}

TEST(CompareLimitTest, ComparesAsManyKeysAsItMay) {
  const NamedFile files[] = {Keys(kMaxComparedModuli, 256), Keys(1, 256, 5000)};
  const auto inputs = CheckFiles(files, {});
  EXPECT_EQ(1u, CountNotCompared(inputs));
  EXPECT_EQ(1u, CountOf(*inputs.back().report, Rule::kModulusNotCompared));
}

TEST(CompareLimitTest, AKeyThatStandsTwiceCountsOnce) {
  const NamedFile files[] = {Keys(kMaxComparedModuli, 256), Keys(kMaxComparedModuli, 256)};
  EXPECT_EQ(0u, CountNotCompared(CheckFiles(files, {})));
}

TEST(CompareLimitTest, KeysBehindSoManyBytesOfFilesAreNotCompared) {
  const CheckOptions options;
  for (const size_t more : {0, 1}) {
    FilesCheck check(options);
    EXPECT_TRUE(check.Add(Keys(1, 256)).empty());
    const size_t first = Keys(1, 256).bytes->size();
    const auto ready = check.AddJudged({}, kMaxComparedFileBytes - first + more);
    EXPECT_EQ(more, ready.size());
    EXPECT_EQ(more, CountNotCompared(check.Add(Keys(1, 256, 1))));
  }
}

TEST(CompareLimitTest, HoldsAsManyBytesOfReportsAsItMay) {
  const CheckOptions options;
  FilesCheck check(options);
  EXPECT_TRUE(check.Add(Keys(1, 256)).empty());
  const auto large = [] {
    std::vector<CheckedInput> inputs;
    inputs.push_back({"large", std::nullopt, CheckReport{}});
    inputs[0].report->decoded.key.resize(kMaxHeldBytes / 2);
    return inputs;
  };
  EXPECT_TRUE(check.AddJudged(large(), 1).empty());
  EXPECT_EQ(3u, check.AddJudged(large(), 1).size());
  EXPECT_EQ(1u, CountNotCompared(check.Add(Keys(1, 256, 1))));
}

TEST(CompareLimitTest, WhatIsNotHeldCountsForNothing) {
  const CheckOptions options;
  FilesCheck check(options);
  for (int i = 0; i < 4; i++) {
    std::vector<CheckedInput> inputs;
    for (size_t k = 0; k < kMaxHeldInputs; k++) inputs.push_back({"none", std::nullopt, ErrorCode::kNotCheckable});
    EXPECT_EQ(kMaxHeldInputs, check.AddJudged(std::move(inputs), 1).size());
  }
  EXPECT_TRUE(check.Add(Keys(1, 256)).empty());
  EXPECT_EQ(0u, CountNotCompared(check.Finish()));
}

TEST(CompareLimitTest, ThosePartsOfABatchAreNotComparedThatComeLater) {
  const CheckOptions options;
  FilesCheck check(options, IsCompared::kNo);
  EXPECT_EQ(1u, CountNotCompared(check.Add(Keys(1, 256))));
}

Number FromDecimal(const char* digits) {
  BIGNUM* number = nullptr;
  BN_dec2bn(&number, digits);
  return Number(number);
}

TEST(RsaWorkTest, AnExponentAboveTheModulusIsNotLookedInto) {
  // Of the primes 2^61 - 1 and 2^89 - 1 with d = 19: e + phi has the same d, which the method would find too.
  const Number p = FromDecimal("2305843009213693951"), q = FromDecimal("618970019642690137449562111");
  const Number n = NewNumber(), phi = NewNumber(), e = NewNumber(), d = FromDecimal("19");
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  BN_mul(n.get(), p.get(), q.get(), ctx.get());
  BN_sub_word(p.get(), 1);
  BN_sub_word(q.get(), 1);
  BN_mul(phi.get(), p.get(), q.get(), ctx.get());
  ASSERT_NE(nullptr, BN_mod_inverse(e.get(), d.get(), phi.get(), ctx.get()));
  EXPECT_TRUE(HasSmallPrivateExponent(*n, *e));
  BN_add(e.get(), e.get(), phi.get());
  ASSERT_GT(BN_cmp(e.get(), n.get()), 0);
  EXPECT_FALSE(HasSmallPrivateExponent(*n, *e));
}

// KeyWithD returns n and e of a key whose private exponent is |d|, or nothing where there is none.
std::optional<std::pair<Number, Number>> KeyWithD(const BIGNUM& p, const BIGNUM& q, BN_ULONG d) {
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  Number n = NewNumber(), phi = NewNumber(), e = NewNumber(), number = NewNumber();
  BN_mul(n.get(), &p, &q, ctx.get());
  BN_sub(phi.get(), n.get(), &p);
  BN_sub(phi.get(), phi.get(), &q);
  BN_add_word(phi.get(), 1);
  BN_set_word(number.get(), d);
  if (BN_mod_inverse(e.get(), number.get(), phi.get(), ctx.get()) == nullptr) return std::nullopt;
  return std::pair(std::move(n), std::move(e));
}

TEST(RsaWorkTest, FindsEverySmallPrivateExponent) {
  // Of n of 150 bits, d of up to 35 is below the bound whatever the primes; k = (e * d - 1) / phi is even and odd.
  const Number p = FromDecimal("2305843009213693951"), q = FromDecimal("618970019642690137449562111");
  const Number r = FromDecimal("1000000000000000000000007");
  size_t keys = 0;
  for (const BIGNUM* other : {p.get(), r.get()}) {
    for (BN_ULONG d = 3; d < 4000; d += 2) {
      const auto key = KeyWithD(*other, *q, d);
      if (!key) continue;
      keys++;
      EXPECT_TRUE(HasSmallPrivateExponent(*key->first, *key->second)) << d;
      Number next(BN_dup(key->second.get()));
      BN_add_word(next.get(), 2);
      EXPECT_FALSE(HasSmallPrivateExponent(*key->first, *next)) << d;
    }
  }
  EXPECT_GT(keys, 1000U);
}

TEST(RsaWorkTest, FindsPowersOfEveryPrimeUpToTheLargestModulus) {
  const bssl::UniquePtr<BN_CTX> ctx(BN_CTX_new());
  for (const unsigned k : {2U, 3U, 5U, 31U, 61U, 127U, 509U, 1021U}) {
    // A base of as many bits as fit, and the largest below it that is odd.
    const unsigned bits = kMaxJudgedModulusBits / k;
    for (const BN_ULONG less : {1, 3, 17}) {
      const Number base = PowerOfTwo(bits), power = NewNumber(1);
      BN_sub_word(base.get(), less);
      if (BN_num_bits(base.get()) <= 16) BN_add_word(base.get(), 2 * less + 1 + less % 2);
      for (unsigned i = 0; i < k; i++) BN_mul(power.get(), power.get(), base.get(), ctx.get());
      if (BN_num_bits(power.get()) > kMaxJudgedModulusBits) continue;
      const std::optional<unsigned> found = FindPerfectPower(*power);
      ASSERT_TRUE(found) << k << " " << less;
      EXPECT_EQ(k, *found);
      BN_add_word(power.get(), 2);
      EXPECT_FALSE(FindPerfectPower(*power)) << k << " " << less;
    }
  }
}

}  // namespace
}  // namespace keyseal
