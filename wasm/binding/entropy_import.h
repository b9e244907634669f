// The module's one source of randomness: getentropy over one import, with the core's health tests between.

#ifndef KEYSEAL_BINDING_ENTROPY_IMPORT_H_
#define KEYSEAL_BINDING_ENTROPY_IMPORT_H_

#include "core/base/entropy.h"

namespace keyseal {

// ModuleEntropy returns the one Entropy of this module, which BoringSSL draws from as well.
Entropy& ModuleEntropy();

}  // namespace keyseal

#endif  // KEYSEAL_BINDING_ENTROPY_IMPORT_H_
