#include "core/blocklists/blocklist.h"

#include <gtest/gtest.h>

#include "core/asn1/pem.h"
#include "core/rules/key_rules.h"
#include "tests/core/support/hashed_lists.h"
#include "tests/core/support/read_vector.h"

namespace keyseal {
namespace {

PublicKey KeyOf(const std::string& vector) {
  const Bytes text = ReadVector("check/key/" + vector + ".pem");
  const Bytes der = ParsePem({reinterpret_cast<const char*>(text.data()), text.size()})->der;
  DerReader reader(der, 0);
  Reporter reporter(Profile::kTlsServer);
  return CheckKey(*reader.Take(), {}, reporter);
}

// A list of one record, and what must not be lost behind it.
Bytes OneRecord(std::string_view hex, uint8_t list) {
  Bytes record;
  for (size_t i = 0; i < 30; i += 2) {
    record.push_back(static_cast<uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  record.push_back(list);
  return record;
}

TEST(BlocklistTest, FindsKeysByTheirSpkiAndByTheirNumber) {
  for (const char* name : {"rsa-2048", "ec-p256", "ec-p521", "ed25519"}) {
    const PublicKey key = KeyOf(name);
    for (const std::string& hash : {key.spki_sha256, *key.fingerprint}) {
      BlocklistSet set;
      const Bytes file = ToBytes(HexNumber(1) + "\n" + hash + "\n");
      ASSERT_TRUE(set.Add(file, {.name = "mine.txt"}));
      const std::vector<BlockedAs> found = *set.Find(key);
      ASSERT_EQ(1u, found.size()) << name;
      EXPECT_FALSE(found[0].is_debian_weak);
      EXPECT_EQ("mine.txt", found[0].list);
      EXPECT_TRUE(set.Find(KeyOf("rsa-3072"))->empty());
    }
  }
}

TEST(BlocklistTest, FindsAModulusWhateverTheExponent) {
  const PublicKey usual = KeyOf("blocked-debian"), other = KeyOf("blocked-debian-e3");
  ASSERT_NE(usual.spki_sha256, other.spki_sha256);
  BlocklistSet set;
  ASSERT_TRUE(set.Add(ToBytes(*usual.fingerprint + "\n"), {}));
  EXPECT_EQ(1u, set.Find(other)->size());
}

TEST(BlocklistTest, FindsOpensslHashesOfTheModulus) {
  // openssl rsa -noout -modulus | sha1sum, of a 2048-bit modulus and of one whose first digit is short
  for (const auto& [name, line] : {std::pair("rsa-2048", "224bd78012933fa7b6057589802e571c90404183"),
                                   std::pair("rsa-2049", "1ce3874526d8fa2bf1fa448c33c1e48902b05602")}) {
    BlocklistSet set;
    ASSERT_TRUE(set.Add(ToBytes(std::string(line) + "\n"), {}));
    EXPECT_EQ(1u, set.Find(KeyOf(name))->size()) << name;
    EXPECT_TRUE(set.Find(KeyOf("rsa-4096"))->empty());
  }
}

TEST(BlocklistTest, BadkeysFirstListIsDebians) {
  const PublicKey key = KeyOf("rsa-2048");
  for (const auto& [number, is_debian] :
       {std::pair(1, true), std::pair(2, false), std::pair(99, false), std::pair(255, false)}) {
    const Bytes file = OneRecord(*key.fingerprint, static_cast<uint8_t>(number));
    BlocklistSet set;
    const Result<size_t> copied = set.Add(file, {.kind = BlocklistKind::kBadkeys, .name = "blocklist.dat"});
    ASSERT_TRUE(copied);
    EXPECT_EQ(0u, *copied);
    ASSERT_EQ(1u, set.Find(key)->size());
    EXPECT_EQ(is_debian, (*set.Find(key))[0].is_debian_weak);
    EXPECT_EQ("blocklist.dat, list " + std::to_string(number), (*set.Find(key))[0].list);
    EXPECT_EQ(!is_debian, set.has_compromised());
  }
}

TEST(BlocklistTest, CoversWhatWasSaidAndNothingElse) {
  BlocklistSet set;
  EXPECT_FALSE(set.Covers({false, 2048}));
  ASSERT_TRUE(set.Add(ToBytes(HexNumber(1) + "\n"), {.name = "x/sha256_modulus_2048.csv"}));
  EXPECT_TRUE(set.Covers({false, 2048}));
  EXPECT_FALSE(set.Covers({false, 2056}));
  EXPECT_FALSE(set.Covers({true, 256}));
  EXPECT_FALSE(set.has_compromised());  // it is Debian's
  ASSERT_TRUE(set.Add(ToBytes(HexNumber(1) + "\n"), *ParseBlocklistLabel("numbers", "ec-p256+rsa-2056", "a")));
  EXPECT_TRUE(set.Covers({false, 2056}));
  EXPECT_TRUE(set.Covers({true, 256}));
  EXPECT_FALSE(set.Covers({true, 384}));
  ASSERT_TRUE(set.Add(ToBytes(HexNumber(1) + "\n"), {}));
  EXPECT_TRUE(set.has_compromised());
}

TEST(BlocklistTest, OpensslBlocklistsCoverWithAllMachinesOnly) {
  BlocklistSet set;
  int entry = 0;
  for (const char* machine : {"i386", "x86_64", "ppc64"}) {
    EXPECT_FALSE(set.Covers({false, 4096})) << machine;
    const std::string line = "4096 1 rnd " + std::string(machine) + " " + HexNumber(entry++, 40) + "\n";
    ASSERT_TRUE(set.Add(ToBytes(line), {.name = "blocklist-4096.db"}));
  }
  EXPECT_TRUE(set.Covers({false, 4096}));
  EXPECT_FALSE(set.Covers({false, 2048}));
}

TEST(BlocklistTest, MarkersOfAMergedListSayWhatItCovers) {
  const PublicKey key = KeyOf("rsa-2048");
  const BlocklistTable table = BlocklistTable::Own(
      {EncodeMarker({{false, 2048}}), EncodeMarker({{true, 256}, kI386}), {PrefixNumber(1), kDebianList}});
  const auto* start = reinterpret_cast<const uint8_t*>(table.records().data());
  BlocklistSet set;
  ASSERT_TRUE(set.Add({start, table.records().size_bytes()}, {}));
  EXPECT_TRUE(set.Covers({false, 2048}));
  EXPECT_FALSE(set.Covers({true, 256}));
  EXPECT_FALSE(set.has_compromised());
  EXPECT_TRUE(set.Find(key)->empty());
}

TEST(BlocklistTest, RefusesAListWhole) {
  BlocklistSet set;
  const Bytes cut = BinaryList(20);
  EXPECT_EQ(ErrorCode::kBlocklistIncomplete, set.Add(ByteSpan(cut).first(100), {}).error().code);
  EXPECT_EQ(ErrorCode::kBlocklistIncomplete, set.Add({}, {}).error().code);
  EXPECT_EQ(ErrorCode::kBlocklistUnknown, set.Add(ToBytes("hello\n"), {}).error().code);
  const auto bad = set.Add(ToBytes(HexNumber(1) + "\nx\n"), {});
  EXPECT_EQ(ErrorCode::kBlocklistBad, bad.error().code);
  EXPECT_EQ(2u, bad.error().index);
  EXPECT_TRUE(set.lists().empty());
}

TEST(BlocklistTest, AListNumberedAsMarkersAreIsAListAllTheSame) {
  const PublicKey key = KeyOf("rsa-2048");
  const Bytes file = OneRecord(*key.fingerprint, kMarkerList);
  EXPECT_FALSE(IsMarker(BlocklistTable::Borrow(file)->records()[0]));
  EXPECT_TRUE(IsMarker(EncodeMarker({{false, 2048}})));
  EXPECT_FALSE(LooksCut(BlocklistTable::Borrow(file)->records()));
}

TEST(BlocklistTest, PemIsNoListWhateverItIsNamedFor) {
  const Bytes pem = ReadVector("check/csr/good.pem");
  Bytes hidden = ToBytes("# a list\n" + HexNumber(1) + "\n");
  hidden.insert(hidden.end(), pem.begin(), pem.end());
  Bytes padded = ToBytes("-----BEGIN PUBLIC KEY-----aaaaaa");  // two ascending records
  padded[16] = '~';
  for (const Bytes& file : {pem, hidden, padded}) {
    for (const char* kind : {"", "spki", "numbers", "badkeys", "openssl"}) {
      BlocklistSet set;
      const auto added = set.Add(file, *ParseBlocklistLabel(kind, "", "x.pem"));
      ASSERT_FALSE(added) << kind;
      EXPECT_EQ(ErrorCode::kBlocklistUnknown, added.error().code) << kind;
    }
  }
}

TEST(BlocklistTest, LabelsAreRead) {
  const auto named = ParseBlocklistArgument("numbers:rsa-2048+ec-p256=a=b.csv");
  ASSERT_TRUE(named);
  EXPECT_EQ(BlocklistKind::kNumbers, named->kind);
  EXPECT_EQ(2u, named->covers.size());
  EXPECT_EQ("a=b.csv", named->name);
  for (const char* name : {"list.txt", "./a=b", "dir/a=b", "a.b=c"}) {
    const auto label = ParseBlocklistArgument(name);
    ASSERT_TRUE(label) << name;
    EXPECT_EQ(name, label->name);
    EXPECT_FALSE(label->kind);
  }
  for (const char* wrong : {"spkis=a", "=a", "spki:=a", ":rsa-2048=a", "spki:rsa-2048=a", "numbers:rsa=a"}) {
    const auto label = ParseBlocklistArgument(wrong);
    ASSERT_FALSE(label) << wrong;
    EXPECT_EQ(ErrorCode::kBlocklistUnknown, label.error().code) << wrong;
  }
}

}  // namespace
}  // namespace keyseal
