#include "blocklist/proofs.h"

#include <algorithm>

#include "check/list_file.h"
#include "core/check/check.h"
#include "core/check/input_reader.h"
#include "core/request/subject.h"
#include "core/rules/key_rules.h"
#include "core/rules/signature_rules.h"

namespace keyseal::blocklist {
namespace {

// Prove returns the key of |der|, or why it is no proof.
std::variant<PublicKey, std::string> Prove(ByteSpan der) {
  if (!FindDerDefects(der).empty()) return "not DER";
  const auto top = DerReader(der, 0).Take(CBS_ASN1_SEQUENCE);
  if (!top || LooksLikePublicKey(*top) || LooksLikeCertificate(*top)) return "no certificate request";
  Reporter reporter(Profile::kPrivatePki, Strictness::kStrict);  // what was not verified is an error
  const std::optional<RequestParts> parts = ParseRequest(*top, reporter);
  if (!parts || reporter.has_error()) return "no certificate request";
  PublicKey key = [&] {
    Reporter ignored(Profile::kPrivatePki);  // a weak key may be reported too
    return CheckKey(parts->spki, {}, ignored);
  }();
  CheckSignature(*parts, key, reporter);
  if (reporter.has_error()) return "the signature is not the key's own, or cannot be verified";
  Reporter ignored(Profile::kPrivatePki);
  const RequestContext context;
  const std::vector<DecodedAttribute> subject = CheckSubject(*parts, {}, context, ignored);
  if (!std::ranges::any_of(subject, SaysCompromised, &DecodedAttribute::value)) {
    return "the subject does not say that the key is compromised";
  }
  return key;
}

}  // namespace

Proofs ReadProofs(const std::string& file) {
  Proofs proofs;
  const Result<Bytes> bytes = check::ReadWhole(file, kMaxCheckedSize);
  const auto inputs = bytes ? SplitInput(*bytes) : Result<std::vector<Result<Bytes>>>(bytes.error());
  if (!inputs) {
    proofs.refused.push_back(file + ": " + ErrorName(inputs.error().code));
    return proofs;
  }
  for (size_t i = 0; i < inputs->size(); i++) {
    const Result<Bytes>& der = (*inputs)[i];
    const std::string place = inputs->size() > 1 ? file + " (block " + std::to_string(i + 1) + ")" : file;
    if (!der) {
      proofs.refused.push_back(place + ": " + ErrorName(der.error().code));
      continue;
    }
    auto proven = Prove(*der);
    if (auto* key = std::get_if<PublicKey>(&proven)) {
      proofs.keys.push_back(std::move(*key));
    } else {
      proofs.refused.push_back(place + ": " + std::get<std::string>(proven));
    }
  }
  return proofs;
}

}  // namespace keyseal::blocklist
