// Files with PEM in them, and single blocks.

#include <algorithm>

#include "core/asn1/pem.h"
#include "core/asn1/pkcs7.h"
#include "core/asn1/plain_text.h"
#include "core/check/check.h"
#include "core/check/input_reader.h"
#include "core/keys/key_forms.h"
#include "tests/fuzz/reencode.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

bool IsSameInput(const Result<Bytes>& a, const Result<Bytes>& b) {
  if (a && b) return *a == *b;
  return !a && !b && a.error().code == b.error().code && a.error().index == b.error().index;
}

void JudgeBlock(std::string_view text) {
  const Result<PemBlock> block = ParsePem(text);
  if (!block) {
    Require(block.error().index && *block.error().index >= 1, "a fault in PEM has its line");
    return;
  }
  Require(!block->der.empty(), "a block is never empty");
  Require(EncodePem(block->label, block->der) == NormalPem(text), "a PEM block is the same text again");
}

void JudgeFile(ByteSpan file) {
  const std::string text = ToPlainText(file);
  Require(text.size() <= file.size(), "a text has no more characters than its file bytes");
  Require(std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }), "a text is ASCII");
  const auto inputs = SplitInput(file);
  const auto again = SplitInput(file);
  Require(inputs.has_value() == again.has_value(), "a file is split the same twice");
  if (!inputs) return;
  Require(!inputs->empty() && inputs->size() == again->size(), "a file that can be split has something in it");
  for (size_t i = 0; i < inputs->size(); i++) {
    const Result<Bytes>& input = inputs->at(i);
    Require(IsSameInput(input, again->at(i)), "a file is split the same twice");
    if (!input) continue;
    Require(!input->empty(), "an input is never empty");
    const std::string pem = EncodePem(kCsrLabel, *input);
    if (pem.size() > kMaxCheckedSize) continue;
    const auto alone = SplitInput({reinterpret_cast<const uint8_t*>(pem.data()), pem.size()});
    Require(alone && !alone->empty(), "DER is read out of its PEM");
    // A certificate of a PKCS#7 is not looked into: it may be a key in another form, a private one or a PKCS#7 itself.
    const bool is_other = CertificatesOfPkcs7(*input) || (alone->at(0) && *alone->at(0) == *SpkiOfPkcs1(*input)) ||
                          (!alone->at(0) && alone->at(0).error().code == ErrorCode::kPrivateKeyGiven);
    Require(is_other || (alone->size() == 1 && IsSameInput(alone->at(0), input)), "DER comes back out of its PEM");
  }
}

}  // namespace
}  // namespace keyseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const keyseal::ByteSpan input(data, size);
  keyseal::JudgeBlock(keyseal::AsText(input));
  keyseal::JudgeFile(input);
  return 0;
}
