// The file of --reuse: which keys came before, under which subject, and which were reported as compromised. It stays
// from run to run, and several processes may use it at once.

#ifndef KEYSEAL_CHECK_REUSE_FILE_H_
#define KEYSEAL_CHECK_REUSE_FILE_H_

#include <span>
#include <string>

#include "check/database.h"
#include "core/check/file_batch.h"

namespace keyseal::check {

// A subject is whoever has one of the names of an input (common name and mail address of the subject are names too),
// unless both name an organization and these differ. So a request, the certificate that came of it and one with more
// names are one subject. Without any name, all of the subject's attributes are the name.
class ReuseFile {
 public:
  // Open fails as Database does, and with kReuseUnknown for a file of another program or a newer version. The file is
  // written to only where it is empty.
  static Result<ReuseFile> Open(const std::string& name);

  // Add looks up the keys of |inputs| and tells what came before (K-04, M-04), then adds them, one after the other and
  // all or none. What a request asks for is added only if it has a proof of possession: others' keys can stand in it. A
  // key is reported as compromised by a proof of compromise or by a list. |now| is in seconds since 1970. Fails as
  // Database does.
  Result<void> Add(std::span<CheckedInput> inputs, const CheckOptions& options, int64_t now);

 private:
  struct Statements {
    Statement find_report, add_report, find_subjects, find_name, add_subject, add_name, set_organization;
  };
  ReuseFile(Database database, Statements statements)
      : database_(std::move(database)), statements_(std::move(statements)) {}

  Result<void> AddOne(CheckReport& report, const CheckOptions& options, int64_t now);
  Result<void> AddReport(CheckReport& report, const CheckOptions& options, int64_t now);
  Result<void> AddSubject(CheckReport& report, const CheckOptions& options, int64_t now);

  Database database_;
  Statements statements_;  // which go before it
};

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_REUSE_FILE_H_
