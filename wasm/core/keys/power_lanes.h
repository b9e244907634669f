// The public operation of RSA on processors with lanes: a third of the time that words take.

#ifndef KEYSEAL_CORE_KEYS_POWER_LANES_H_
#define KEYSEAL_CORE_KEYS_POWER_LANES_H_

#include <openssl/bn.h>

#include <optional>

#include "core/base/secret_bytes.h"

namespace keyseal {

// PowerInLanes returns |base| to the power of 65537 modulo the odd |modulus|, as many octets as that has, or nothing
// where the processor has no lanes or the modulus more than 4096 bits. |base| is below |modulus|. Neither is secret.
std::optional<Bytes> PowerInLanes(const BIGNUM& base, const BIGNUM& modulus);

}  // namespace keyseal

#endif  // KEYSEAL_CORE_KEYS_POWER_LANES_H_
