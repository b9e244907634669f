// RSA signatures under moduli of every size, good ones and nearly good ones.

#ifndef KEYSEAL_TESTS_FUZZ_RSA_SIGNATURES_H_
#define KEYSEAL_TESTS_FUZZ_RSA_SIGNATURES_H_

#include "tests/fuzz/feed.h"

namespace keyseal {

// JudgeRsaSignature makes a key, a message and a signature of what |feed| chooses, and requires that the core's verdict
// is that of RFC 8017 8.2.2 read backwards, and BoringSSL's where that takes the key.
void JudgeRsaSignature(Feed& feed);

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_FUZZ_RSA_SIGNATURES_H_
