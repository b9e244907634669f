// Certificates as an authority sends them, several in a row: what is read of each, and the chain that is found.

#include <algorithm>
#include <vector>

#include "core/packs/chain.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

bool Holds(ByteSpan whole, std::string_view text) { return AsText(whole).find(text) != std::string_view::npos; }

}  // namespace
}  // namespace keyseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  std::vector<Certificate> given;
  DerReader file(ByteSpan(data, size), 0);
  while (given.size() < 6) {
    const auto element = file.Take();
    if (!element) break;
    Result<Certificate> certificate = Certificate::Parse(Bytes(element->bytes.begin(), element->bytes.end()));
    if (!certificate) continue;
    Require(Holds(element->bytes, certificate->SubjectText()) && Holds(element->bytes, certificate->IssuerText()) &&
                Holds(element->bytes, certificate->IssuerUrl()),
            "what is shown stands in the certificate");
    given.push_back(std::move(*certificate));
  }
  if (given.empty()) return 0;
  const Result<Chain> chain = FindChain(given, given.front().key().spki_sha256, 1'796'000'000);
  Require(chain.has_value() && !chain->places.empty(), "a certificate is there, so there is a chain");
  Require(given[chain->places.front()].key().spki_sha256 == given.front().key().spki_sha256,
          "it begins with the key's");
  for (size_t i = 1; i < chain->places.size(); i++) {
    const Certificate& issued = given[chain->places[i - 1]];
    const Certificate& issuer = given[chain->places[i]];
    Require(std::ranges::equal(issued.issuer(), issuer.subject()), "each names the next");
    Require(issued.IsSignedBy(issuer) != Certificate::Signed::kNo, "and is signed by it");
    Require(!issuer.is_self_issued(), "the root is left out");
  }
  return 0;
}
