#include "check/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "core/base/out_of_memory.h"

namespace keyseal::check {
namespace {

// CodeOf turns SQLite's |code|, which is no success, into ours.
ErrorCode CodeOf(int code) {
  if (code == SQLITE_IOERR_NOMEM) OutOfMemory();
  switch (code & 0xff) {
    case SQLITE_NOMEM:
      OutOfMemory();
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::kReuseBusy;
    case SQLITE_NOTADB:
      return ErrorCode::kReuseUnknown;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return ErrorCode::kFileNotWritten;
    default:  // also where a statement does not fit what is in the file
      return ErrorCode::kReuseDamaged;
  }
}

}  // namespace

void Statement::Free::operator()(sqlite3_stmt* statement) const { (void)sqlite3_finalize(statement); }

Statement& Statement::Bind(int at, std::string_view text) {
  const char* start = text.data() != nullptr ? text.data() : "";  // a null pointer would be NULL
  Need(sqlite3_bind_text(statement_.get(), at, start, static_cast<int>(text.size()), SQLITE_TRANSIENT) == SQLITE_OK);
  return *this;
}

Statement& Statement::Bind(int at, int64_t number) {
  Need(sqlite3_bind_int64(statement_.get(), at, number) == SQLITE_OK);
  return *this;
}

Result<bool> Statement::Step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW || code == SQLITE_DONE) return code == SQLITE_ROW;
  Reset();
  return CodeOf(code);
}

std::string Statement::Text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (text == nullptr) {  // NULL, or no memory
    Need(sqlite3_errcode(sqlite3_db_handle(statement_.get())) != SQLITE_NOMEM);
    return {};
  }
  return {text, static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

int64_t Statement::Number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

Result<void> Statement::Run() {
  const Result<bool> row = Step();
  if (!row) return row.error();
  Reset();
  return {};
}

void Statement::Reset() { (void)sqlite3_reset(statement_.get()); }  // repeats what Step has said

void Database::Close::operator()(sqlite3* database) const { (void)sqlite3_close(database); }

Result<Database> Database::Open(const std::string& name) {
  // SQLite would take the umask's mode, and gives its journal the file's.
  const int made = open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) (void)close(made);
  const std::string path = name.starts_with('/') ? name : "./" + name;  // ":memory:" is a file too
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, nullptr);
  Database database(opened);
  if (code != SQLITE_OK) return CodeOf(code);
  (void)sqlite3_busy_timeout(opened, kMaxWait);
  return database;
}

Result<void> Database::Run(const char* sql) {
  const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return CodeOf(code);
  return {};
}

Result<Statement> Database::Prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return CodeOf(code);
  return Statement(statement);
}

}  // namespace keyseal::check
