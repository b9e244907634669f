// Read before BoringSSL's bcm.cc in the wasm build. A hint for the compiler and nothing else: the loop in which RSA's
// powers pass nearly all their time is inlined where it is called, which -Os leaves undone. That takes 4 to 7% off a
// power, for 100 bytes of the compressed module.

#ifndef KEYSEAL_THIRD_PARTY_BORINGSSL_INLINED_H_
#define KEYSEAL_THIRD_PARTY_BORINGSSL_INLINED_H_

#include <openssl/bn.h>

namespace bssl {

__attribute__((always_inline)) BN_ULONG bn_mul_add_words(BN_ULONG* rp, const BN_ULONG* ap, size_t num, BN_ULONG w);

}  // namespace bssl

#endif  // KEYSEAL_THIRD_PARTY_BORINGSSL_INLINED_H_
