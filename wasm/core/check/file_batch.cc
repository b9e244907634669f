#include "core/check/file_batch.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include "core/base/out_of_memory.h"
#include "core/check/input_reader.h"
#include "core/keys/rsa_weakness.h"
#include "core/keys/shared_primes.h"
#include "core/rules/statement_rules.h"

namespace keyseal {
namespace {

bool HasModulusToCompare(const CheckedInput& input) {
  if (!input.report || input.report->modulus.empty()) return false;
  const Bytes& modulus = input.report->modulus;
  return modulus.size() * 8 <= kMaxJudgedModulusBits && (modulus.back() & 1) != 0 &&
         (modulus.size() > 1 || modulus[0] > 1);
}

// SizeOf returns about how many bytes |input| holds, the same on every machine.
size_t SizeOf(const CheckedInput& input) {
  constexpr size_t kOfEach = 100;
  size_t size = 10 * kOfEach + input.file.size() + input.der.size();
  if (!input.report) return size;
  const CheckReport& report = *input.report;
  size += report.modulus.size() + report.decoded.key.size() + report.decoded.signature.size();
  for (const Finding& finding : report.findings) {
    size += kOfEach + finding.field.size() + finding.detail.size() + finding.value.size();
  }
  for (const DecodedAttribute& one : report.decoded.subject) size += kOfEach + one.type.size() + one.value.size();
  for (const DecodedName& one : report.decoded.names) size += kOfEach + 2 * one.text.size();  // |names| has it too
  for (const DecodedExtension& one : report.decoded.extensions) size += kOfEach + one.oid.size();
  for (const std::string& one : report.decoded.attributes) size += kOfEach + one.size();
  for (const IssuedPart& one : report.decoded.issued) size += kOfEach + one.value.size() + one.becomes.size();
  return size;
}

// NameOf returns what a finding about another input calls |input|.
std::string NameOf(const CheckedInput& input) {
  constexpr size_t kMaxNamed = 100;  // bytes
  std::string name = input.file.substr(0, kMaxNamed);
  if (input.block) name += ", block " + std::to_string(*input.block);
  return name;
}

// CompareModuli finds the RSA keys of |inputs| that have a modulus or a prime in common (K-02). The same key twice, as
// in a request and the certificate that came of it, is nothing.
void CompareModuli(const CheckOptions& options, std::vector<CheckedInput>& inputs) {
  std::map<std::string_view, std::vector<CheckedInput*>> by_modulus;
  size_t bits = 0;
  for (CheckedInput& input : inputs) {
    if (!HasModulusToCompare(input)) continue;
    const Bytes& octets = input.report->modulus;
    const std::string_view modulus(reinterpret_cast<const char*>(octets.data()), octets.size());
    auto same = by_modulus.find(modulus);
    if (same == by_modulus.end()) {
      if (by_modulus.size() == kMaxComparedModuli || bits + modulus.size() * 8 > kMaxComparedBits) {
        AddFinding(Rule::kModulusNotCompared, options, *input.report);
        continue;
      }
      bits += modulus.size() * 8;
      same = by_modulus.try_emplace(modulus).first;
    }
    same->second.push_back(&input);
  }
  std::vector<bssl::UniquePtr<BIGNUM>> numbers;
  std::vector<const BIGNUM*> moduli;
  for (const auto& [modulus, same] : by_modulus) {
    const std::string& first = same.front()->report->spki_sha256;
    const auto other =
        std::ranges::find_if(same, [&](const CheckedInput* input) { return input->report->spki_sha256 != first; });
    for (CheckedInput* input : same) {
      if (other == same.end()) break;
      const bool is_first = input->report->spki_sha256 == first;
      AddFinding(Rule::kSharedModulus, options, *input->report, NameOf(is_first ? **other : *same.front()));
    }
    // Owned before the vector grows, which may throw.
    numbers.push_back(
        bssl::UniquePtr<BIGNUM>(BN_bin2bn(reinterpret_cast<const uint8_t*>(modulus.data()), modulus.size(), nullptr)));
    Need(numbers.back() != nullptr);
    moduli.push_back(numbers.back().get());
  }
  const std::vector<bssl::UniquePtr<BIGNUM>> factors = FindSharedFactors(moduli);
  // By what they have in common: the first two that have it. A modulus that shares both primes, each with another,
  // stands alone here.
  std::map<std::string, std::vector<const CheckedInput*>> by_factor;
  std::vector<std::string> shared;
  for (const auto& [modulus, same] : by_modulus) {
    const BIGNUM* factor = factors[shared.size()].get();
    shared.emplace_back(BN_num_bytes(factor), '\0');
    BN_bn2bin(factor, reinterpret_cast<uint8_t*>(shared.back().data()));
    if (BN_is_one(factor)) continue;
    std::vector<const CheckedInput*>& known = by_factor[shared.back()];
    if (known.size() < 2) known.push_back(same.front());
  }
  size_t at = 0;
  for (const auto& [modulus, same] : by_modulus) {
    const auto group = by_factor.find(shared[at++]);
    if (group == by_factor.end()) continue;
    const std::vector<const CheckedInput*>& known = group->second;
    for (CheckedInput* input : same) {
      const auto other = std::ranges::find_if(known, [&](const CheckedInput* one) { return one != same.front(); });
      AddFinding(Rule::kSharedPrime, options, *input->report,
                 other == known.end() ? "several others" : NameOf(**other));
    }
  }
}

}  // namespace

std::vector<CheckedInput> JudgeFile(const NamedFile& file, const CheckOptions& options) {
  std::vector<CheckedInput> inputs;
  if (!file.bytes) {
    inputs.push_back({file.name, std::nullopt, file.bytes.error()});
    return inputs;
  }
  const auto blocks = SplitInput(*file.bytes);
  if (!blocks) {
    inputs.push_back({file.name, std::nullopt, blocks.error()});
    return inputs;
  }
  CheckOptions own = options;
  size_t findings_left = kMaxFileFindings;
  inputs.reserve(blocks->size());
  for (size_t i = 0; i < blocks->size(); i++) {
    const Result<Bytes>& der = (*blocks)[i];
    own.max_findings = std::min(options.max_findings, findings_left);
    inputs.push_back({file.name, blocks->size() > 1 ? std::optional(i + 1) : std::nullopt,
                      der ? CheckDer(*der, own) : Result<CheckReport>(der.error())});
    if (der && inputs.back().report && options.keeps_input) inputs.back().der = *der;
    if (inputs.back().report) findings_left -= std::min(findings_left, inputs.back().report->findings.size());
  }
  return inputs;
}

std::vector<CheckedInput> FilesCheck::AddJudged(std::vector<CheckedInput> inputs, size_t file_size) {
  if (!is_comparing_) {
    for (CheckedInput& input : inputs) {
      if (HasModulusToCompare(input)) AddFinding(Rule::kModulusNotCompared, options_, *input.report);
    }
    return inputs;
  }
  for (CheckedInput& input : inputs) {
    if (HasModulusToCompare(input) && moduli_.insert(input.report->modulus).second) {
      modulus_bits_ += input.report->modulus.size() * 8;
    }
    held_bytes_ += SizeOf(input);
    held_.push_back(std::move(input));
  }
  file_bytes_ += file_size;
  const auto first = std::ranges::find_if(held_, HasModulusToCompare);  // at once where anything was held before
  std::vector<CheckedInput> ready(std::move_iterator(held_.begin()), std::move_iterator(first));
  held_.erase(held_.begin(), first);
  for (const CheckedInput& input : ready) held_bytes_ -= SizeOf(input);
  if (held_.size() > kMaxHeldInputs || held_bytes_ > kMaxHeldBytes || moduli_.size() > kMaxComparedModuli ||
      modulus_bits_ > kMaxComparedBits || file_bytes_ > kMaxComparedFileBytes) {
    is_comparing_ = false;
    std::ranges::move(Finish(), std::back_inserter(ready));
  }
  return ready;
}

std::vector<CheckedInput> FilesCheck::Finish() {
  CompareModuli(options_, held_);
  moduli_.clear();
  return std::exchange(held_, {});
}

std::vector<CheckedInput> CheckFiles(std::span<const NamedFile> files, const CheckOptions& options) {
  FilesCheck check(options);
  std::vector<CheckedInput> inputs;
  for (const NamedFile& file : files) std::ranges::move(check.Add(file), std::back_inserter(inputs));
  std::ranges::move(check.Finish(), std::back_inserter(inputs));
  return inputs;
}

bool IsAcceptable(std::span<const CheckedInput> inputs) {
  return std::ranges::all_of(inputs,
                             [](const CheckedInput& input) { return input.report && input.report->acceptable; });
}

Result<std::string> KeyToMatch(ByteSpan untrusted_file) {
  return OrOutOfMemory([&]() -> Result<std::string> {
    const auto blocks = SplitInput(untrusted_file);
    if (!blocks) return blocks.error();
    const Result<Bytes>& first = blocks->front();
    if (!first) return first.error();
    const Result<CheckReport> report = CheckDer(*first, {});
    if (!report) return report.error();
    if (report->spki_sha256.empty()) return ErrorCode::kNotCheckable;
    return report->spki_sha256;
  });
}

Result<std::vector<Bytes>> SignersIn(ByteSpan untrusted_file) {
  return OrOutOfMemory([&]() -> Result<std::vector<Bytes>> {
    const auto blocks = SplitInput(untrusted_file);
    if (!blocks) return blocks.error();
    std::vector<Bytes> signers;
    for (const Result<Bytes>& der : *blocks) {
      if (!der) return der.error();
      if (!IsCertificate(*der)) return ErrorCode::kNotCheckable;
      signers.push_back(*der);
    }
    return signers;
  });
}

}  // namespace keyseal
