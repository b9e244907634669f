// Mutations of inputs, the same on every machine: what the quick run of the fuzzers has in place of libFuzzer.

#ifndef KEYSEAL_TESTS_FUZZ_MUTATE_H_
#define KEYSEAL_TESTS_FUZZ_MUTATE_H_

#include <span>

#include "core/base/secret_bytes.h"

namespace keyseal {

// Mutated returns the |number|th mutation of the |seeds|, of which there is at least one: a seed with a few bits,
// bytes, lengths or stretches changed, or a part of another seed in it.
Bytes Mutated(std::span<const Bytes> seeds, uint64_t number);

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_FUZZ_MUTATE_H_
