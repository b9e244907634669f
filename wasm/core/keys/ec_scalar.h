// EC keys whose private half can be guessed: a scalar that is next to nothing, or that much below the order. Anyone who
// has the public key finds it in this way too. Nothing here is secret, and nothing runs in constant time.

#ifndef KEYSEAL_CORE_KEYS_EC_SCALAR_H_
#define KEYSEAL_CORE_KEYS_EC_SCALAR_H_

#include <openssl/ec.h>

#include <cstdint>
#include <optional>

#include "core/keys/public_key.h"

namespace keyseal {

// kMaxGuessedScalar is how far from zero, and from the order, a private key is looked for.
inline constexpr uint32_t kMaxGuessedScalar = 1 << 16;

// GuessedScalar is a private key that was found: |distance|, or the order less |distance|.
struct GuessedScalar {
  uint32_t distance;
  bool is_below_order;
};

// FindGuessableScalar returns the private key of |point|, which is of |curve| and not at infinity, if it is in
// [1, kMaxGuessedScalar] or in [n - kMaxGuessedScalar, n - 1] (K-03). The first call for a curve makes a table that
// lives as long as the program: 1 MiB for P-256, 64 KiB for the others, and 24 KiB in wasm, where a module serves one
// call.
std::optional<GuessedScalar> FindGuessableScalar(Curve curve, const EC_POINT& point);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_EC_SCALAR_H_
