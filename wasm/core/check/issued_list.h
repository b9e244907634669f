// The list that issued.cc and its neighbours write, each a part of it.

#ifndef KEYSEAL_CORE_CHECK_ISSUED_LIST_H_
#define KEYSEAL_CORE_CHECK_ISSUED_LIST_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/check/issued_part.h"

namespace keyseal {

namespace issued_reason {
#define KEYSEAL_ISSUED(symbol, text) inline constexpr char symbol[] = text;
#include "core/check/issued_reasons.def"
#undef KEYSEAL_ISSUED
}  // namespace issued_reason

// IssuedList has the rows. Add is called often: what it does stands in one place, for the module's weight.
class IssuedList {
 public:
  // About says what the next row is about: a part, and what the request says there.
  void About(std::string_view part, std::string_view value = {});
  void About(std::string_view part, size_t index, std::string_view value);  // "subject[0]"

  // Add adds the row. Neither a value nor |becomes|, what the certificate will say, is escaped yet.
  void Add(Fate fate, const char* reason, const char* clause, std::string_view becomes = {});

  std::vector<IssuedPart> Take() { return std::move(parts_); }

 private:
  std::string part_, value_;
  std::vector<IssuedPart> parts_;
};

// ClauseOf is a text's for each of the public profiles, and for all others.
struct ClauseOf {
  const char* server;
  const char* mail;
  const char* code;
  const char* others;

  const char* For(Profile profile) const {
    return profile == Profile::kTlsServer     ? server
           : profile == Profile::kSmime       ? mail
           : profile == Profile::kCodeSigning ? code
                                              : others;
  }
};

inline constexpr char kConstruction[] = "RFC 2986 3";  // what a certificate is made of

// IsPublic returns whether certificates of |profile| are made as the CA/Browser Forum demands.
inline bool IsPublic(Profile profile) {
  return profile == Profile::kTlsServer || profile == Profile::kSmime || profile == Profile::kCodeSigning;
}
inline bool IsLetsEncrypt(const AskedOf& asked) {
  return asked.profile == Profile::kTlsServer && asked.authority == Authority::kLetsEncrypt;
}

// The subject and the alternative names, and the extensions with what is added to them.
void AddIssuedNames(const AskedOf& asked, IssuedList& list);
void AddIssuedExtensions(const AskedOf& asked, IssuedList& list);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_CHECK_ISSUED_LIST_H_
