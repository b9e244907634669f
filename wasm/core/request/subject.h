// Distinguished names: attributes, order, encodings, lengths, countries (BR 7.1.4).

#ifndef KEYSEAL_CORE_REQUEST_SUBJECT_H_
#define KEYSEAL_CORE_REQUEST_SUBJECT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/asn1/der.h"
#include "core/base/bssl.h"
#include "core/base/limits.h"
#include "core/base/status.h"
#include "core/request/profile.h"

namespace keyseal {

// kMaxUnknownCharacters is the most that an attribute may have of which only the OID is known.
inline constexpr size_t kMaxUnknownCharacters = 256;

// AttributeType is what is known of an attribute of a name.
struct AttributeType {
  Oid oid;
  std::string_view short_name;  // "ST"
  std::string_view long_name;   // "stateOrProvinceName"
  CBS_ASN1_TAG tag;             // S-04: what is written; where it is UTF8String, PrintableString may be read too
  std::optional<uint16_t> max_characters;  // S-05
  uint8_t uses;                            // bits kInTlsServer, kInSmime, kMayRepeat
};

inline constexpr uint8_t kInTlsServer = 1;  // may be in a TLS server certificate: BR 7.1.2.7.2 to .4, EVG 7.1.4.2
inline constexpr uint8_t kInSmime = 2;      // may be in a mailbox-validated one: SBR 7.1.4.2.3 (K-62)
inline constexpr uint8_t kMayRepeat = 4;    // S-02

// AttributeTypes returns all known ones, in the order in which a name has them (S-03).
std::span<const AttributeType> AttributeTypes();

// FindAttributeType returns the known type whose OID has these contents octets, or nullptr.
const AttributeType* FindAttributeType(const CBS& oid_contents);

// IsPlaceholder returns whether |value| says only that there is none: metadata characters such as '-', or a word such
// as "N/A" (S-11). "NA" alone is none: it is Naples, and a family name. Nor are None and Null in a person's names.
bool IsPlaceholder(const AttributeType& type, std::string_view value);

// IsPrintableStringCharacter returns whether a PrintableString may have |c| (X.680 41.4, table 10).
bool IsPrintableStringCharacter(char c);

// IsBusinessCategory returns whether |value| is one of the four of EVG 7.1.4.2.3 (S-09).
bool IsBusinessCategory(std::string_view value);

// kCompromiseProofName is the common name of Keyseal's own proofs of compromise (BR 4.9.12), and a part of those that
// authorities ask for ("Proof of Key Compromise for DigiCert").
inline constexpr std::string_view kCompromiseProofName = "Proof of Key Compromise";

// SaysCompromised returns whether a value of a subject says that the key is compromised: kCompromiseProofName, what
// Boulder takes, pwnedkeys.com's attestations, PoCK's certificates. The case of letters does not matter, nor what
// stands around it.
bool SaysCompromised(std::string_view value);

// SubjectAttribute is what a user gives: a type ("C", "O", "CN", a dotted OID) and a UTF-8 value.
struct SubjectAttribute {
  std::string type;
  std::string value;
};

class Subject {
 public:
  Subject() = default;  // the empty name, which is valid

  // Parse checks |attributes| and puts them in the order of S-03. Field is "subject", index that of the attribute.
  // Fails with kSubjectTypeUnknown, kSubjectTypeNotAllowed, kSubjectDuplicate (S-02), kSubjectNotValid, kSubjectTooLong
  // (S-05), kSubjectPlaceholder (S-11), kCountryNotValid (S-10), kSubjectMissing where an attribute needs another, or
  // kRequestNotValid from the kMaxSubjectParts-th on. A value that SaysCompromised is not valid either (K-04).
  // Types are read without regard to case. An OID that is not known is allowed only under SubjectRule::kFree.
  static Result<Subject> Parse(const std::vector<SubjectAttribute>& attributes, SubjectRule rule);

  // Problems returns everything for which Parse would refuse |attributes|, its own error first, one for an attribute;
  // that one is missing beside the others is reported once. Empty if and only if Parse succeeds.
  static std::vector<Error> Problems(const std::vector<SubjectAttribute>& attributes, SubjectRule rule);

  // CompromiseProof returns the name of a proof of compromise, which no request for a certificate can have.
  static Subject CompromiseProof();

  bool empty() const { return attributes_.empty(); }

  // common_name returns the CN's value, or nothing.
  std::optional<std::string> common_name() const;
  // emails returns the values of emailAddress attributes, which SBR 7.1.4.2.1 wants in the SAN too.
  std::vector<std::string> emails() const;

  // Encode appends the Name (RFC 5280 4.1.2.4): one attribute an RDN (S-01), encodings by S-04.
  bool Encode(CBB* out) const;

 private:
  struct Attribute {
    std::string oid;  // dotted
    std::string value;
    CBS_ASN1_TAG tag;
    size_t order;
    uint32_t index;  // in the request, for errors
  };

  struct Judged {
    std::vector<Attribute> attributes;  // those whose type may stand there, with good values and bad
    std::vector<Error> problems;
  };

  static Judged Judge(const std::vector<SubjectAttribute>& attributes, SubjectRule rule);
  static Result<void> CheckTogether(const std::vector<Attribute>& attributes);

  explicit Subject(std::vector<Attribute> attributes) : attributes_(std::move(attributes)) {}
  std::vector<Attribute> attributes_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_REQUEST_SUBJECT_H_
