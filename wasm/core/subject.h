// Distinguished names: attributes, order, encodings, lengths, countries (BR 7.1.4).

#ifndef KEYSEAL_CORE_SUBJECT_H_
#define KEYSEAL_CORE_SUBJECT_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/bssl.h"
#include "core/profile.h"
#include "core/status.h"

namespace keyseal {

// SubjectAttribute is what a user gives: a type ("C", "O", "CN", a dotted OID) and a UTF-8 value.
struct SubjectAttribute {
  std::string type;
  std::string value;
};

class Subject {
 public:
  // Parse checks |attributes| and puts them in the order of S-03. Field is "subject", index that of the attribute. Fails
  // with kSubjectTypeUnknown, kSubjectTypeNotAllowed, kSubjectDuplicate (S-02), kSubjectNotValid, kSubjectTooLong
  // (S-05), kSubjectPlaceholder (S-11), kCountryNotValid (S-10), or kSubjectMissing where an attribute needs another.
  static Result<Subject> Parse(const std::vector<SubjectAttribute>& attributes, SubjectRule rule);

  bool empty() const { return attributes_.empty(); }

  // common_name returns the CN's value, or nothing.
  std::optional<std::string> common_name() const;
  // emails returns the values of emailAddress attributes, which SBR 7.1.4.2.1 wants in the SAN too.
  std::vector<std::string> emails() const;

  // Encode appends the Name (RFC 5280 4.1.2.4): one attribute an RDN (S-01), encodings by S-04.
  bool Encode(CBB* out) const;

 private:
  struct Attribute;
  std::vector<Attribute> attributes_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_SUBJECT_H_
