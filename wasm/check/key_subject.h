// Whose key it is, as an input says it.

#ifndef KEYSEAL_CHECK_KEY_SUBJECT_H_
#define KEYSEAL_CHECK_KEY_SUBJECT_H_

#include <string>
#include <vector>

#include "core/check/decoded.h"

namespace keyseal::check {

struct KeySubject {
  std::vector<std::string> names;  // in small letters, each once; empty where nobody is named
  std::string organization;        // in small letters
  std::string shown;               // as it stands there, for a person
};

KeySubject SubjectOf(const Decoded& decoded);

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_KEY_SUBJECT_H_
