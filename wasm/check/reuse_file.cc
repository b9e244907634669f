#include "check/reuse_file.h"

#include <algorithm>
#include <ctime>

#include "check/key_subject.h"
#include "core/base/utf8.h"
#include "core/check/finding_values.h"
#include "core/check/report_printer.h"
#include "core/keys/public_key.h"

namespace keyseal::check {
namespace {

// The file's form. "KSRU" and the version stand in SQLite's own header. A key is the SHA-256 of its number, which is
// the same however it is encoded, or else of its SubjectPublicKeyInfo; a name is the beginning of its own SHA-256.
// Rows of names lie behind each other, so that a new subject touches few pages, however large the file is.
constexpr int64_t kApplication = 0x4b535255;
constexpr int64_t kVersion = 1;
constexpr char kForm[] = R"(
  CREATE TABLE subjects(id INTEGER PRIMARY KEY, key BLOB NOT NULL, spki BLOB NOT NULL, kind TEXT NOT NULL,
                        organization TEXT NOT NULL, shown TEXT NOT NULL, first_seen INTEGER NOT NULL);
  CREATE INDEX subjects_by_key ON subjects(key);
  CREATE TABLE names(subject INTEGER NOT NULL, name BLOB NOT NULL, PRIMARY KEY(subject, name)) WITHOUT ROWID;
  CREATE TABLE reports(key BLOB PRIMARY KEY NOT NULL, spki BLOB NOT NULL, source TEXT NOT NULL,
                       reported INTEGER NOT NULL) WITHOUT ROWID;
  PRAGMA application_id = 1263751765;
  PRAGMA user_version = 1;
)";

// kMaxSubjects is how many subjects of one key are looked at and added: whoever has a key can name as many as he likes.
constexpr size_t kMaxSubjects = 100;

constexpr char kProof[] = "a proof of compromise";

// Transaction is undone unless it is committed.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (is_open_) (void)database_.Run("ROLLBACK");  // a failure of it is an undone transaction too
  }

  // Begin waits for other processes, so that nobody else writes before the end.
  Result<void> Begin() {
    const Result<void> begun = database_.Run("BEGIN IMMEDIATE");
    is_open_ = begun.has_value();
    return begun;
  }
  Result<void> Commit() {
    const Result<void> done = database_.Run("COMMIT");
    is_open_ = !done.has_value();
    return done;
  }

 private:
  Database& database_;
  bool is_open_ = false;
};

Result<int64_t> NumberOf(Database& database, std::string_view sql) {
  Result<Statement> statement = database.Prepare(sql);
  if (!statement) return statement.error();
  const Result<bool> row = statement->Step();
  if (!row) return row.error();
  return *row ? statement->Number(0) : 0;
}

// Begin makes the form in an empty file, and fails with kReuseUnknown for another one.
Result<void> Begin(Database& database) {
  Transaction transaction(database);
  if (const Result<void> begun = transaction.Begin(); !begun) return begun;
  const Result<int64_t> application = NumberOf(database, "PRAGMA application_id");
  if (!application) return application.error();
  const Result<int64_t> version = NumberOf(database, "PRAGMA user_version");
  if (!version) return version.error();
  const Result<int64_t> tables = NumberOf(database, "SELECT count(*) FROM sqlite_schema");
  if (!tables) return tables.error();
  if (*application == kApplication && *version == kVersion) return {};
  if (*application != 0 || *version != 0 || *tables != 0) return ErrorCode::kReuseUnknown;
  if (const Result<void> made = database.Run(kForm); !made) return made;
  return transaction.Commit();
}

std::string DayOf(int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm utc{};
  char text[40];
  if (gmtime_r(&time, &utc) == nullptr || std::strftime(text, sizeof(text), "%Y-%m-%d", &utc) == 0)
    return "an unknown day";
  return text;
}

const Finding* FindingOf(Rule rule, const CheckReport& report) {
  const auto found = std::ranges::find(report.findings, RowOf(rule).text, &Finding::message);
  return found == report.findings.end() ? nullptr : &*found;
}

// HashOf returns the first 16 bytes of a name's SHA-256, in hex.
std::string HashOf(std::string_view name) { return Sha256Hex(ToBytes(name)).substr(0, 32); }

std::string_view KeyOf(const CheckReport& report) {
  return report.key_number_sha256.empty() ? report.spki_sha256 : report.key_number_sha256;
}

}  // namespace

Result<ReuseFile> ReuseFile::Open(const std::string& name) {
  Result<Database> opened = Database::Open(name);
  if (!opened) return opened.error();
  Database database = std::move(*opened);
  if (const Result<void> begun = Begin(database); !begun) return begun.error();
  std::vector<Statement> made;
  for (const char* sql : {
           "SELECT source, reported FROM reports WHERE key = unhex(?1)",
           "INSERT OR IGNORE INTO reports VALUES(unhex(?1), unhex(?2), ?3, ?4)",
           "SELECT id, organization, shown, first_seen FROM subjects WHERE key = unhex(?1) ORDER BY id LIMIT ?2",
           "SELECT 1 FROM names WHERE subject = ?1 AND name = unhex(?2)",
           "INSERT INTO subjects VALUES(NULL, unhex(?1), unhex(?2), ?3, ?4, ?5, ?6) RETURNING id",
           "INSERT OR IGNORE INTO names VALUES(?1, unhex(?2))",
           "UPDATE subjects SET organization = ?2 WHERE id = ?1",
       }) {
    Result<Statement> statement = database.Prepare(sql);
    if (!statement) return statement.error();
    made.push_back(std::move(*statement));
  }
  return ReuseFile(std::move(database), {std::move(made[0]), std::move(made[1]), std::move(made[2]), std::move(made[3]),
                                         std::move(made[4]), std::move(made[5]), std::move(made[6])});
}

Result<void> ReuseFile::Add(std::span<CheckedInput> inputs, const CheckOptions& options, int64_t now) {
  Transaction transaction(database_);
  if (const Result<void> begun = transaction.Begin(); !begun) return begun;
  for (CheckedInput& input : inputs) {
    if (!input.report || input.report->spki_sha256.empty()) continue;
    if (const Result<void> added = AddOne(*input.report, options, now); !added) return added;
  }
  return transaction.Commit();
}

Result<void> ReuseFile::AddOne(CheckReport& report, const CheckOptions& options, int64_t now) {
  if (const Result<void> added = AddReport(report, options, now); !added) return added;
  // A proof of compromise asks for no certificate, and a key alone is nobody's.
  if (report.kind == InputKind::kPublicKey || FindingOf(Rule::kCompromiseProof, report) != nullptr) return {};
  return AddSubject(report, options, now);
}

Result<void> ReuseFile::AddReport(CheckReport& report, const CheckOptions& options, int64_t now) {
  Statement& find = statements_.find_report.Bind(1, KeyOf(report));
  const Result<bool> is_known = find.Step();
  if (!is_known) return is_known.error();
  const std::string said = *is_known ? DayOf(find.Number(1)) + ", " + ShownValue(find.Text(0)) : "";
  find.Reset();
  const Finding* listed = FindingOf(Rule::kCompromisedKey, report);
  const bool is_proof = report.has_proof && FindingOf(Rule::kCompromiseProof, report) != nullptr;
  if (is_proof || listed != nullptr) {
    const std::string source = is_proof ? kProof : listed->detail;
    Statement& add = statements_.add_report;
    add.Bind(1, KeyOf(report)).Bind(2, report.spki_sha256).Bind(3, source).Bind(4, now);
    if (const Result<void> added = add.Run(); !added) return added;
  }
  if (*is_known) AddFinding(Rule::kReportedKey, options, report, said);
  return {};
}

Result<void> ReuseFile::AddSubject(CheckReport& report, const CheckOptions& options, int64_t now) {
  const KeySubject subject = SubjectOf(report.decoded);
  if (subject.names.empty()) return {};
  std::vector<std::string> names;
  names.reserve(subject.names.size());
  for (const std::string& name : subject.names) names.push_back(HashOf(name));

  struct Known {
    int64_t id;
    std::string organization, shown;
    int64_t first_seen;
  };
  std::vector<Known> known;
  Statement& find = statements_.find_subjects.Bind(1, KeyOf(report)).Bind(2, static_cast<int64_t>(kMaxSubjects));
  while (true) {
    const Result<bool> row = find.Step();
    if (!row) return row.error();
    if (!*row) break;
    known.push_back({find.Number(0), find.Text(1), find.Text(2), find.Number(3)});
  }
  find.Reset();

  const Known* own = nullptr;
  const Known* other = nullptr;  // the first
  for (const Known& one : known) {
    bool is_own = false;
    const bool can_be =
        one.organization == subject.organization || one.organization.empty() || subject.organization.empty();
    for (size_t i = 0; own == nullptr && can_be && !is_own && i < names.size(); i++) {
      Statement& find_name = statements_.find_name.Bind(1, one.id).Bind(2, names[i]);
      const Result<bool> row = find_name.Step();
      if (!row) return row.error();
      is_own = *row;
      find_name.Reset();
    }
    if (is_own) {
      own = &one;
    } else if (other == nullptr) {
      other = &one;
    }
  }

  if (report.kind != InputKind::kCsr || report.has_proof) {
    int64_t id = own != nullptr ? own->id : 0;
    if (own == nullptr && known.size() < kMaxSubjects) {
      Statement& add = statements_.add_subject;
      add.Bind(1, KeyOf(report)).Bind(2, report.spki_sha256).Bind(3, KindName(report.kind));
      add.Bind(4, subject.organization).Bind(5, subject.shown).Bind(6, now);
      const Result<bool> row = add.Step();
      if (!row) return row.error();
      id = add.Number(0);
      add.Reset();
    } else if (own != nullptr && own->organization.empty() && !subject.organization.empty()) {
      const Result<void> set = statements_.set_organization.Bind(1, id).Bind(2, subject.organization).Run();
      if (!set) return set;
    }
    for (const std::string& name : names) {
      if (id == 0) break;
      if (const Result<void> added = statements_.add_name.Bind(1, id).Bind(2, name).Run(); !added) return added;
    }
  }

  if (other != nullptr) {
    const std::string shown = ShownValue(other->shown);
    AddFinding(Rule::kKeyOfAnother, options, report, shown + ", " + DayOf(other->first_seen));
    for (Finding& finding : report.findings) {
      if (finding.message == RowOf(Rule::kKeyOfAnother).text) finding.value = shown;
    }
  }
  return {};
}

}  // namespace keyseal::check
