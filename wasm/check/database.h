// SQLite as this program uses it: one file, one thread, and errors as codes.

#ifndef KEYSEAL_CHECK_DATABASE_H_
#define KEYSEAL_CHECK_DATABASE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/status.h"

struct sqlite3;
struct sqlite3_stmt;

namespace keyseal::check {

// Statement is one of SQL, used again and again. Values are bound for one run, which Reset ends.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* owned) : statement_(owned) {}

  Statement& Bind(int at, std::string_view text);
  Statement& Bind(int at, int64_t number);

  // Step returns whether there is a row, of which Text and Number read a column until the next step.
  Result<bool> Step();
  std::string Text(int column) const;
  int64_t Number(int column) const;

  // Run does all of it, for what gives no rows.
  Result<void> Run();
  void Reset();

 private:
  struct Free {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Free> statement_;
};

// Database is an open file. Everything fails with kReuseUnknown for a file that is no database, kReuseDamaged,
// kReuseBusy where another process keeps it for kMaxWait, and kFileNotWritten. What fails for want of memory ends in
// OutOfMemory.
class Database {
 public:
  // kMaxWait is how long is waited for other processes, in milliseconds.
  static constexpr int kMaxWait = 10'000;

  // Open opens the file |name|, which is made, for its owner alone, if it is not there.
  static Result<Database> Open(const std::string& name);

  Result<void> Run(const char* sql);
  Result<Statement> Prepare(std::string_view sql);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  explicit Database(sqlite3* owned) : database_(owned) {}

  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace keyseal::check

#endif  // KEYSEAL_CHECK_DATABASE_H_
