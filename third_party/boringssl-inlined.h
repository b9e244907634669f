// Read before BoringSSL's bcm.cc in the wasm build. A hint for the compiler and nothing else: two loops in which RSA
// passes much of its time are inlined where they are called, which the limit to inlining leaves undone. That of
// bn_mul_add_words took 4 to 7% off a power when all was compiled with -Os, that of bn_select_words takes 7 to 10% off
// the derivation and the checks of a key.

#ifndef KEYSEAL_THIRD_PARTY_BORINGSSL_INLINED_H_
#define KEYSEAL_THIRD_PARTY_BORINGSSL_INLINED_H_

#include <openssl/bn.h>

namespace bssl {

__attribute__((always_inline)) BN_ULONG bn_mul_add_words(BN_ULONG* rp, const BN_ULONG* ap, size_t num, BN_ULONG w);
__attribute__((always_inline)) void bn_select_words(BN_ULONG* r, BN_ULONG mask, const BN_ULONG* a, const BN_ULONG* b,
                                                    size_t num);

}  // namespace bssl

#endif  // KEYSEAL_THIRD_PARTY_BORINGSSL_INLINED_H_
