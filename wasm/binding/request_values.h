// What several parts of the binding take and give: requests, secrets, files, findings.

#ifndef KEYSEAL_BINDING_REQUEST_VALUES_H_
#define KEYSEAL_BINDING_REQUEST_VALUES_H_

#include <emscripten/val.h>

#include <string>

#include "binding/js_values.h"
#include "core/base/finding.h"
#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/generate/judged_request.h"

namespace keyseal {

KEYSEAL_JS_TYPE(JsStrings);
KEYSEAL_JS_TYPE(JsAttributes);
KEYSEAL_JS_TYPE(JsTnEntries);
KEYSEAL_JS_TYPE(JsKdf);
KEYSEAL_JS_TYPE(JsBytes);

// Findings as TypeScript declares them.
#define KEYSEAL_FINDINGS                                                                             \
  "{ rule: string; severity: \"error\" | \"warning\" | \"notice\"; clause: string; field?: string; " \
  "value?: string; message: string; remedy?: string }[]"

struct JsGenerateRequest {
  std::string profile;
  std::string key;
  JsAttributes subject;
  JsStrings dns, ip, email, uri;
  JsTnEntries tn_auth_list;
  bool must_staple = false;
  JsKdf kdf;
  std::string authority;  // "" for none
};

Result<GenerateRequest> ToRequest(const JsGenerateRequest& request);
Kdf ToKdf(const emscripten::val& kdf);

// CopyOut returns a copy in JavaScript's own memory, for public and sealed bytes only.
emscripten::val CopyOut(ByteSpan bytes);

// TakeSecret copies |bytes| through a view, which leaves no copy behind, and fills the array with zeros.
Result<SecretBytes> TakeSecret(const emscripten::val& bytes);

emscripten::val ToFindings(const Findings& findings);

}  // namespace keyseal

#endif  // KEYSEAL_BINDING_REQUEST_VALUES_H_
