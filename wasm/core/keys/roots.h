// Roots and powers of long public numbers, above 0 and of at most kMaxJudgedModulusBits.

#ifndef KEYSEAL_CORE_KEYS_ROOTS_H_
#define KEYSEAL_CORE_KEYS_ROOTS_H_

#include <openssl/bn.h>

#include <cstdint>

#include "core/base/bssl.h"

namespace keyseal {

// Scope hands out numbers that live as long as it.
class Scope {
 public:
  Scope();
  ~Scope() { BN_CTX_end(ctx_.get()); }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  BN_CTX* ctx() { return ctx_.get(); }
  BIGNUM* Get();

 private:
  bssl::UniquePtr<BN_CTX> ctx_;
};

// SetRoot sets |root| to the floor of the |k|-th root of |n|, k > 1.
void SetRoot(BIGNUM* root, const BIGNUM& n, unsigned k);

// IsPower returns whether |n| is a |k|-th power, k > 1, after what costs less.
bool IsPower(const BIGNUM& n, uint32_t k);

// IsSquare is IsPower for 2, and takes 0 too.
bool IsSquare(const BIGNUM& n);

// IsPowerResidue returns whether |residue|, below the prime |q|, is a |k|-th power modulo it, where q = 1 mod k: of
// numbers that are none, one in k is.
bool IsPowerResidue(uint32_t residue, uint32_t k, uint32_t q);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_ROOTS_H_
