// Findings: what a rule of the requirement matrix has to say. The generator reports warnings, the checker everything.

#ifndef KEYSEAL_CORE_BASE_FINDING_H_
#define KEYSEAL_CORE_BASE_FINDING_H_

#include <cstdint>
#include <string>
#include <vector>

namespace keyseal {

enum class Severity : uint8_t { kError, kWarning, kNotice };

struct Finding {
  const char* rule;  // the matrix's id, such as "K-45"
  Severity severity;
  const char* clause;  // where it is written, such as "BR 6.1.5"
  std::string field;   // of the request, such as "key" or "dns[3]"; empty for the whole
  const char* message;
  std::string detail = {};  // a public fact behind the message, such as "at byte 17"; empty for none
  std::string value = {};   // what the input says there, as ShownValue makes it; empty where nothing is to be shown
  const char* remedy = "";  // what to do about it; empty for none
  const char* revoked_within = "";  // of an error in a certificate: "24-hours" or "5-days"; empty where none prescribes
  const char* crl_reason = "";      // and the reason that the revocation list gives, such as "keyCompromise"
};

using Findings = std::vector<Finding>;

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BASE_FINDING_H_
