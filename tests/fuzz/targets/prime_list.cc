// Lists of primes in every form: what is read of them is what stands in them.

#include <algorithm>

#include "core/keys/known_primes.h"
#include "tests/fuzz/require.h"

namespace keyseal {
namespace {

Bytes LittleEndian(const BIGNUM& number) {
  Bytes bytes(BN_num_bytes(&number));
  Require(BN_bn2le_padded(bytes.data(), bytes.size(), &number), "a number fits its own size");
  return bytes;
}

bool Holds(ByteSpan file, const Bytes& bytes) { return !std::ranges::search(file, bytes).empty(); }

}  // namespace
}  // namespace keyseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace keyseal;
  const ByteSpan file(data, size);
  const Result<PrimeList> list = ReadPrimeList(file);
  KnownPrimes primes;
  Require(primes.Add(file, "file").has_value() == list.has_value(), "a set takes what can be read");
  if (!list) return 0;
  Require(!list->products.empty(), "a list has products");
  const bool is_text = file[0] != 1 && !AsText(file).starts_with("KSPRIMES");
  for (const PrimeProduct& product : list->products) {
    const BIGNUM& number = *product.product;
    Require(BN_is_odd(&number) && BN_num_bits(&number) >= kMinKnownPrimeBits, "a product is long and odd");
    Require(is_text || Holds(file, LittleEndian(number)), "a binary product is the file's own bytes");
    if (BN_num_bits(&number) > 2048) continue;
    const unsigned bits = BN_num_bits(&number);
    const bool is_for = !product.modulus_bits || *product.modulus_bits == bits;
    const std::vector<KnownFactor> found = primes.Find(number);
    Require(!is_for || (!found.empty() && primes.Covers(bits)), "a modulus that is a product is found");
  }
  return 0;
}
