#include "check/blocklists.h"

namespace keyseal::check {
namespace {

constexpr const char* Sentence(ErrorCode code) {
  switch (code) {
#define KEYSEAL_ERROR(symbol, name, js_class, text) \
  case ErrorCode::symbol:                           \
    return text;
#include "core/error_codes.def"
#undef KEYSEAL_ERROR
  }
  return "";
}

std::string Complaint(const Error& error, const BlocklistLabel& label) {
  std::string place = label.name;
  if (error.index) {
    const bool is_binary = label.kind == BlocklistKind::kBadkeys;
    place += (is_binary ? ", byte " : ", line ") + std::to_string(*error.index);
  }
  return std::string(ErrorName(error.code)) + ": " + Sentence(error.code) + " (" + place + ")";
}

}  // namespace

std::string Blocklists::Load(const BlocklistLabel& label) {
  Result<MappedFile> file = MappedFile::Open(label.name);
  if (!file) return Complaint(file.error(), label);
  BlocklistLabel seen = label;
  if (!seen.kind) seen.kind = RecogniseKind(file->bytes());
  const Result<size_t> copied = set_.Add(file->bytes(), label);
  if (!copied) return Complaint(copied.error(), seen);
  if (*copied == 0) files_.push_back(std::move(*file));
  return "";
}

}  // namespace keyseal::check
