#include "core/keys/small_factors.h"

#include "core/keys/lanes.h"
#include "core/keys/rsa_weakness.h"
#include "core/keys/small_factor_lanes.h"

namespace keyseal {
namespace {

#if defined(__wasm__)
// A quarter of a megabyte of numbers that look random would be most of the module, so it is made when it is first used.
const FactorTable<ResidueWord>& Table() {
  // On the heap: of a variable's own the compiler would know the value, and write it into the module.
  static const auto& table = *new FactorTable<ResidueWord>(MakeFactorTable<ResidueWord>());
  return table;
}
#else
constexpr FactorTable<ResidueWord> kTable = MakeFactorTable<ResidueWord>();
const FactorTable<ResidueWord>& Table() { return kTable; }
#endif

}  // namespace

std::optional<uint32_t> FindSmallFactor(const BIGNUM& modulus) {
  return HasLanes() ? FindSmallFactorInLanes(modulus) : FindSmallFactor(modulus, Table());
}

}  // namespace keyseal
