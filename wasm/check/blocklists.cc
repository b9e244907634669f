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

Complaint Explain(const Error& error, const BlocklistLabel& label) {
  std::string place = label.name;
  if (error.index) {
    const bool is_binary = label.kind == BlocklistKind::kBadkeys;
    place += (is_binary ? ", byte " : ", line ") + std::to_string(*error.index);
  }
  return {error.code, std::string(Sentence(error.code)) + " (" + place + ")"};
}

}  // namespace

std::optional<Complaint> Blocklists::Load(const BlocklistLabel& label) {
  Result<MappedFile> file = MappedFile::Open(label.name);
  if (!file) return Explain(file.error(), label);
  BlocklistLabel seen = label;
  if (!seen.kind) seen.kind = RecogniseKind(file->bytes());
  const Result<size_t> copied = set_.Add(file->bytes(), label);
  if (!copied) return Explain(copied.error(), seen);
  if (*copied == 0) files_.push_back(std::move(*file));
  return std::nullopt;
}

}  // namespace keyseal::check
