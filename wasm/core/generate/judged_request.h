// Requests, judged: everything that a user can get wrong, but the passphrase, is found here and nowhere else. The
// generator refuses for the first of these problems, the preview reports them all.

#ifndef KEYSEAL_CORE_GENERATE_JUDGED_REQUEST_H_
#define KEYSEAL_CORE_GENERATE_JUDGED_REQUEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/status.h"
#include "core/check/check.h"
#include "core/keys/private_key.h"
#include "core/names/tn_auth_list.h"
#include "core/request/csr.h"
#include "core/request/profile.h"
#include "core/request/subject.h"
#include "core/rules/authorities.h"
#include "core/sealing/pbes2.h"

namespace keyseal {

struct GenerateRequest {
  Profile profile = Profile::kTlsServer;
  KeyType key = KeyType::kEcdsaP256;
  std::vector<SubjectAttribute> subject;
  std::vector<std::string> dns;
  std::vector<std::string> ip;
  std::vector<std::string> email;
  std::vector<std::string> uri;
  std::vector<TnEntry> tn_auth_list;
  bool must_staple = false;
  Kdf kdf;
  std::optional<Authority> authority = {};  // who is asked: what it refuses is told as an error, and of others nothing
};

// kMaxTextsSize is the most that names and subject of a request may take, in bytes, each with 24 for its headers:
// behind it comes what the checker refuses as too large.
inline constexpr size_t kMaxTextsSize = kMaxCheckedSize - 16384;

// JudgedName is what became of one name of a request.
struct JudgedName {
  const char* field = "";                          // "dns", "ip", "email", "uri", "tnAuthList"
  uint32_t index = 0;                              // in that field
  std::optional<std::string> text = std::nullopt;  // as it stands in the CSR; nothing if the name has a problem
  bool is_wildcard = false;
  std::optional<uint32_t> repeats = std::nullopt;  // index of the first name of this field with the same text
};

struct JudgedRequest {
  std::vector<JudgedName> names;  // every name of the request, in the order of the fields above
  std::vector<Error> problems;    // in the order in which Generate looks for them
  CsrContents contents;           // whole only if there is no problem
};

// Judge reads all of |request|. A name has one problem at most. A bad name counts as a name, and a bad attribute as an
// attribute, so that a problem is not reported a second time as something that is missing. Fails only with
// kOutOfMemory.
Result<JudgedRequest> Judge(const GenerateRequest& request);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_GENERATE_JUDGED_REQUEST_H_
