#include "core/rules/key_rules.h"

#include <openssl/ec.h>

#include <algorithm>
#include <array>

#include "core/asn1/der.h"
#include "core/asn1/oid_names.h"
#include "core/base/out_of_memory.h"
#include "core/keys/ec_scalar.h"
#include "core/keys/published_keys.h"
#include "core/keys/raw_key.h"
#include "core/keys/rsa_weakness.h"

namespace keyseal {
namespace {

constexpr char kField[] = "key";

// BR 7.1.3.1.1
constexpr std::array<uint8_t, 15> kRsaIdentifier = {0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
                                                    0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00};

std::string At(size_t offset) { return "at byte " + std::to_string(offset); }

std::string Describe(const DerDefect& defect) { return std::string(FaultText(defect.fault)) + " " + At(defect.offset); }

bool IsInside(size_t offset, const DerElement& element) {
  return offset >= element.offset && offset < element.offset + element.bytes.size();
}

// IsIdentifierCompared returns whether the AlgorithmIdentifier's bytes are held against the right ones, or refused for
// what they name: K-20, K-22 to K-25 and K-60.
bool IsIdentifierCompared(const SpkiParts& parts) {
  const AlgorithmFacts* facts = FindKeyAlgorithm(parts.algorithm.contents);
  if (facts == nullptr || facts->algorithm == KeyAlgorithm::kRsaPss) return false;
  const bool is_named = parts.parameters && parts.parameters->tag == CBS_ASN1_OBJECT;
  return facts->algorithm != KeyAlgorithm::kEc || !is_named || FindCurve(parts.parameters->contents).has_value();
}

std::string Fingerprint(const BIGNUM& number) {
  Bytes bytes(BN_num_bytes(&number));
  BN_bn2bin(&number, bytes.data());
  return Sha256Hex(bytes);
}

// KeyCheck judges one key.
class KeyCheck {
 public:
  KeyCheck(const SpkiParts& parts, KeyUse use, Reporter& reporter) : parts_(parts), use_(use), reporter_(reporter) {}

  PublicKey Run() {
    const AlgorithmFacts* facts = FindKeyAlgorithm(parts_.algorithm.contents);
    key_.algorithm = facts != nullptr ? facts->algorithm : KeyAlgorithm::kOther;
    if (facts != nullptr) {
      key_.description = facts->name;
    } else {
      key_.description = DottedOid(parts_.algorithm.contents);
      if (key_.description.size() > kMaxKeyKind) {
        Report(Rule::kTextCut, std::to_string(key_.description.size()) + " bytes");
        key_.description.resize(kMaxKeyKind);
        key_.description += "...";
      }
    }
    CheckKind();
    switch (key_.algorithm) {
      case KeyAlgorithm::kRsa:
        CheckRsa();
        break;
      case KeyAlgorithm::kEc:
        CheckEc();
        break;
      case KeyAlgorithm::kEd25519:
      case KeyAlgorithm::kEd448:
      case KeyAlgorithm::kMlDsa:
      case KeyAlgorithm::kMlKem:
        CheckRaw(*facts);
        break;
      case KeyAlgorithm::kRsaPss:
        Report(Rule::kPssKey);
        Report(Rule::kPssKeyNotJudged);
        break;
      case KeyAlgorithm::kOther:
        break;
    }
    if (key_.fingerprint) {
      if (const auto source = FindPublishedKey(*key_.fingerprint)) Report(Rule::kPublishedKey, *source);
    }
    return std::move(key_);
  }

 private:
  void Report(Rule rule, std::string_view detail = {}) { reporter_.Report(rule, kField, detail); }

  // CheckKind asks whether the profile takes keys of this kind at all.
  void CheckKind() {
    const KeyAlgorithm kind = key_.algorithm;
    const bool is_classic = kind == KeyAlgorithm::kRsa || kind == KeyAlgorithm::kEc;
    const bool is_known = kind != KeyAlgorithm::kOther && kind != KeyAlgorithm::kRsaPss;
    const bool is_onion_key = use_ == KeyUse::kOnionProof && kind == KeyAlgorithm::kEd25519;
    if (!is_classic && kind != KeyAlgorithm::kRsaPss && !is_onion_key) Report(Rule::kKeyTypeNotPublic);  // PSS: K-21
    if (!is_known) Report(Rule::kKeyTypeUnknown);
    if (kind == KeyAlgorithm::kOther) Report(Rule::kSmimeKeyType);
    if (!is_classic && kind != KeyAlgorithm::kRsaPss) Report(Rule::kCodeSigningSize);
    if (kind != KeyAlgorithm::kEc) Report(Rule::kKeyTypeNotCaller);
    Report(Rule::kCodeSigningHardware);
  }

  // RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }  (RFC 8017 A.1.1)
  void CheckRsa() {
    if (!std::ranges::equal(parts_.algorithm_identifier.bytes, kRsaIdentifier)) Report(Rule::kRsaAlgorithmBytes);
    const std::vector<DerDefect> defects = FindDerDefects(parts_.key, parts_.key_offset);
    for (const DerDefect& defect : defects) Report(Rule::kKeyEncoding, Describe(defect));
    DerReader outer(parts_.key, parts_.key_offset);
    const std::optional<DerElement> sequence = outer.Take(CBS_ASN1_SEQUENCE);
    DerReader numbers(sequence.value_or(DerElement{}));
    const std::optional<DerElement> modulus = numbers.Take(CBS_ASN1_INTEGER);
    const std::optional<DerElement> exponent = numbers.Take(CBS_ASN1_INTEGER);
    if (!modulus || !exponent || !numbers.at_end()) {
      if (defects.empty()) Report(Rule::kKeyInvalid, "not an RSAPublicKey");
      return;
    }
    if (IsNegative(*modulus)) return Report(Rule::kKeyInvalid, "a negative modulus");
    if (IsNegative(*exponent)) return Report(Rule::kExponentBad, "a negative exponent");
    key_.modulus.reset(BN_bin2bn(modulus->contents.data(), modulus->contents.size(), nullptr));
    key_.exponent.reset(BN_bin2bn(exponent->contents.data(), exponent->contents.size(), nullptr));
    Need(key_.modulus != nullptr && key_.exponent != nullptr);
    key_.description = "RSA " + std::to_string(BN_num_bits(key_.modulus.get()));
    key_.fingerprint = Fingerprint(*key_.modulus);
    CheckExponent();
    CheckModulus();
  }

  static bool IsNegative(const DerElement& integer) {
    return !integer.contents.empty() && (integer.contents[0] & 0x80) != 0;
  }

  void CheckExponent() {
    const BIGNUM& e = *key_.exponent;
    const unsigned bits = BN_num_bits(&e);
    if (!BN_is_odd(&e) || bits < 2) return Report(Rule::kExponentBad);
    if (bits <= 16 || bits > 256) Report(Rule::kExponentUnusual);  // an odd number of 17 bits is 2^16 + 1 at the least
    if (BN_cmp(&e, key_.modulus.get()) >= 0) Report(Rule::kKeyInvalid, "an exponent above the modulus");
  }

  void CheckModulus() {
    const BIGNUM& n = *key_.modulus;
    const unsigned bits = BN_num_bits(&n);
    if (bits < 2048) {
      Report(Rule::kModulusShort, std::to_string(bits) + " bits");
      Report(Rule::kModulusShortPrivate, std::to_string(bits) + " bits");
    }
    if (bits < 3072) Report(Rule::kCodeSigningSize, std::to_string(bits) + " bits");
    if (bits % 8 != 0) Report(Rule::kModulusNotOctets, std::to_string(bits) + " bits");
    if (bits < 3) return Report(Rule::kKeyInvalid, "a modulus that is no product");
    if (!BN_is_odd(&n)) return Report(Rule::kModulusEven);  // and nothing else matters
    if (bits > kMaxJudgedModulusBits) return Report(Rule::kModulusTooLong, std::to_string(bits) + " bits");

    if (const std::optional<uint32_t> factor = FindSmallFactor(n)) {
      return Report(*factor < 752 ? Rule::kSmallFactor : Rule::kMediumFactor, std::to_string(*factor));
    }
    if (FindPerfectPower(n)) {
      Report(Rule::kModulusPrimePower);
      Report(Rule::kPerfectPower);
    }
    if (const std::optional<unsigned> round = FindFermatRound(n, kFermatMargin)) {
      Report(*round <= kFermatRounds ? Rule::kClosePrimes : Rule::kNearlyClosePrimes,
             "round " + std::to_string(*round));
    }
    switch (FindRocaPrint(n)) {
      case RocaPrint::kLogarithm:
        Report(Rule::kRoca);
        break;
      case RocaPrint::kModuli:
        Report(Rule::kRocaModuli);
        break;
      case RocaPrint::kNone:
        break;
    }
    if (HasPattern(n)) Report(Rule::kKeyPattern);
    if (HasSmallPrivateExponent(n, *key_.exponent)) Report(Rule::kSmallPrivateExponent);
  }

  void CheckEc() {
    const bool is_named = parts_.parameters && parts_.parameters->tag == CBS_ASN1_OBJECT;
    if (!is_named) return Report(Rule::kCurveNotNamed);
    key_.curve = FindCurve(parts_.parameters->contents);
    if (!key_.curve) {
      Report(Rule::kCurveNotAllowed);
      Report(Rule::kCurveUnknown);
      return Report(Rule::kKeyTypeNotCaller);
    }
    const CurveFacts& facts = FactsOf(*key_.curve);
    key_.description = "ECDSA " + std::string(facts.name);
    constexpr Rule kBytesRules[] = {Rule::kP256AlgorithmBytes, Rule::kP384AlgorithmBytes, Rule::kP521AlgorithmBytes};
    if (!std::ranges::equal(parts_.algorithm_identifier.bytes, facts.algorithm_identifier)) {
      Report(kBytesRules[static_cast<size_t>(*key_.curve)]);
    }
    if (*key_.curve != Curve::kP256) Report(Rule::kKeyTypeNotCaller);
    CheckPoint(facts);
  }

  // SP 800-56A 5.6.2.3.3, which for curves of cofactor 1 is full validation too: not infinity, in range, on the curve.
  void CheckPoint(const CurveFacts& facts) {
    const ByteSpan point = parts_.key;
    const auto invalid = [&](const char* why) { Report(Rule::kPointInvalid, why); };
    if (point.empty()) return invalid("empty");
    if (point[0] == 0) return invalid("the point at infinity");
    const bool is_compressed = point[0] == 2 || point[0] == 3;
    if (!is_compressed && point[0] != 4) return invalid("an unknown form");
    const size_t coordinates = is_compressed ? 1 : 2;
    if (point.size() != 1 + coordinates * facts.coordinate_size) return invalid("a wrong length");

    const EC_GROUP* group = facts.group();
    bssl::UniquePtr<BIGNUM> p(BN_new()), x(BN_new()), y(BN_new());
    bssl::UniquePtr<EC_KEY> ec(EC_KEY_new());
    bssl::UniquePtr<EC_POINT> parsed(EC_POINT_new(group));
    const uint8_t* first = point.data() + 1;
    Need(p != nullptr && x != nullptr && y != nullptr && ec != nullptr && parsed != nullptr &&
         EC_GROUP_get_curve_GFp(group, p.get(), nullptr, nullptr, nullptr) &&
         BN_bin2bn(first, facts.coordinate_size, x.get()) &&
         BN_bin2bn(first + (is_compressed ? 0 : facts.coordinate_size), facts.coordinate_size, y.get()));
    if (BN_cmp(x.get(), p.get()) >= 0 || BN_cmp(y.get(), p.get()) >= 0) return invalid("a coordinate out of range");
    if (!EC_POINT_oct2point(group, parsed.get(), point.data(), point.size(), nullptr)) {
      FailureOfBssl(ErrorCode::kInternal);  // empties the queue
      return invalid("not on the curve");
    }
    if (is_compressed) Report(Rule::kPointCompressed);
    if (const auto guessed = FindGuessableScalar(facts.curve, *parsed)) {
      Report(Rule::kGuessableScalar,
             std::string(guessed->is_below_order ? "d = n - " : "d = ") + std::to_string(guessed->distance));
    }
    key_.fingerprint = Fingerprint(*x);
    key_.usable.reset(EVP_PKEY_new());
    Need(key_.usable != nullptr && EC_KEY_set_group(ec.get(), group) && EC_KEY_set_public_key(ec.get(), parsed.get()) &&
         EVP_PKEY_set1_EC_KEY(key_.usable.get(), ec.get()));
  }

  // As badkeys has it (docs/BLOCKLISTFORMAT.md): keys of Edwards curves are taken for numbers too.
  std::string RawFingerprint(KeyAlgorithm algorithm) const {
    ByteSpan bytes = parts_.key;
    const bool is_number = algorithm == KeyAlgorithm::kEd25519 || algorithm == KeyAlgorithm::kEd448;
    while (is_number && !bytes.empty() && bytes[0] == 0) bytes = bytes.subspan(1);
    return Sha256Hex(bytes);
  }

  // Keys that are bytes of a fixed size, with no parameters (RFC 8410 3, RFC 9881 2, RFC 9935 3).
  void CheckRaw(const AlgorithmFacts& facts) {
    const bool is_oid_alone = parts_.algorithm_identifier.bytes.size() == parts_.algorithm.bytes.size() + 2 &&
                              !parts_.parameters &&
                              parts_.algorithm.bytes.size() == parts_.algorithm.contents.size() + 2;
    if (!is_oid_alone) Report(Rule::kOtherAlgorithmBytes);
    if (parts_.key.size() != facts.key_size) return Report(Rule::kKeyInvalid, "a wrong length");
    key_.fingerprint = RawFingerprint(facts.algorithm);
    if (const char* fault = FindRawKeyFault(facts.algorithm, parts_.key)) return Report(Rule::kKeyInvalid, fault);
    const EVP_PKEY_ALG* algorithm = nullptr;
    if (facts.algorithm == KeyAlgorithm::kEd25519) {
      algorithm = EVP_pkey_ed25519();
    } else if (facts.algorithm == KeyAlgorithm::kMlDsa) {
      algorithm = parts_.key.size() == 1312   ? EVP_pkey_ml_dsa_44()
                  : parts_.key.size() == 1952 ? EVP_pkey_ml_dsa_65()
                                              : EVP_pkey_ml_dsa_87();
    }
    if (algorithm == nullptr) return;
    key_.usable.reset(EVP_PKEY_from_raw_public_key(algorithm, parts_.key.data(), parts_.key.size()));
    FailureOfBssl(ErrorCode::kInternal);  // empties the queue
  }

  const SpkiParts& parts_;
  const KeyUse use_;
  Reporter& reporter_;
  PublicKey key_;
};

}  // namespace

PublicKey CheckKey(const DerElement& spki, const std::vector<DerDefect>& defects, Reporter& reporter, KeyUse use) {
  const std::optional<SpkiParts> parts = ParseSpki(spki);
  bool told = false;
  const bool is_compared = parts && IsIdentifierCompared(*parts);
  for (const DerDefect& defect : defects) {
    if (!IsInside(defect.offset, spki)) continue;
    if (is_compared && IsInside(defect.offset, parts->algorithm_identifier)) continue;
    reporter.Report(Rule::kKeyEncoding, kField, Describe(defect));
    told = true;
  }
  if (!parts) {
    if (!told) reporter.Report(Rule::kKeyInvalid, kField, "not a SubjectPublicKeyInfo");
    PublicKey none;
    none.spki_sha256 = Sha256Hex(spki.bytes);
    none.description = "unknown";
    return none;
  }
  if (!is_compared && !told && parts->has_more) {
    reporter.Report(Rule::kKeyEncoding, kField,
                    "more than an algorithm and its parameters " + At(parts->algorithm_identifier.offset));
  }
  PublicKey key = KeyCheck(*parts, use, reporter).Run();
  key.spki_sha256 = Sha256Hex(spki.bytes);
  return key;
}

}  // namespace keyseal
