// The one door to BoringSSL's internal functions: constant-time arithmetic on secret numbers, which its public header
// does not have. They come from the pinned tree, and their tests are BoringSSL's.

#ifndef KEYSEAL_CORE_BASE_BSSL_INTERNAL_H_
#define KEYSEAL_CORE_BASE_BSSL_INTERNAL_H_

#include "crypto/fipsmodule/bn/internal.h"
#include "crypto/internal.h"

namespace keyseal {

// Declassify returns whether |secret| is not zero, as something that may be branched on: that a candidate is thrown
// away, or that a check failed. Under valgrind (tests/constant_time) everything else that is secret must not be.
inline bool Declassify(bssl::crypto_word_t secret) { return bssl::constant_time_declassify_w(secret) != 0; }

// DeclassifyTag returns |tag|, a secret under a key that nobody knows, as something that may be an address.
inline uint64_t DeclassifyTag(uint64_t tag) {
  CONSTTIME_DECLASSIFY(&tag, sizeof(tag));
  return tag;
}

// BnScope is a BN_CTX_start with its BN_CTX_end. BIGNUMs of a BN_CTX are wiped when that is freed.
class BnScope {
 public:
  explicit BnScope(BN_CTX* ctx) : ctx_(ctx) { BN_CTX_start(ctx_); }
  BnScope(const BnScope&) = delete;
  BnScope& operator=(const BnScope&) = delete;
  ~BnScope() { BN_CTX_end(ctx_); }

  // Get returns a BIGNUM, or nullptr; after a nullptr every further one is nullptr too, so only the last needs a look.
  BIGNUM* Get() const { return BN_CTX_get(ctx_); }

 private:
  BN_CTX* ctx_;
};

}  // namespace keyseal

#endif  // KEYSEAL_CORE_BASE_BSSL_INTERNAL_H_
