// The public operations, each as something that gives the same text every time.

#ifndef KEYSEAL_TESTS_MEMORY_ANSWERS_H_
#define KEYSEAL_TESTS_MEMORY_ANSWERS_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/secret_bytes.h"
#include "core/base/status.h"
#include "core/keys/private_key.h"

namespace keyseal {

inline constexpr std::string_view kTestPassphrase = "correct horse battery staple";  // as make-sealed.sh has it

// An operation that is ready to run: what it needs is made beforehand.
using Operation = std::function<Result<std::string>()>;

Operation Generating(KeyType type);
Operation Previewing();
Operation Suggesting();
Operation Sealing();
Operation Packaging();  // of an old PFX, with a new one
Operation Opening(const std::string& sealed);
Operation Checking(std::vector<std::string> files);  // as keyseal-check does, with lists
Operation Splitting(const std::vector<std::string>& files);
Operation ReadingList(const std::string& kind, const std::string& covers, Bytes list);

// OpenedKey is what stands in tests/vectors/sealed/ec.p8.der: the scalar alone.
Bytes OpenedScalar();

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_MEMORY_ANSWERS_H_
