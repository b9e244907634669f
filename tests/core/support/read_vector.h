// Files of tests/vectors, for tests.

#ifndef KEYSEAL_TESTS_CORE_SUPPORT_READ_VECTOR_H_
#define KEYSEAL_TESTS_CORE_SUPPORT_READ_VECTOR_H_

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "core/base/secret_bytes.h"

namespace keyseal {

// ReadVector returns the file |name| of tests/vectors. A missing one is a failure, and empty.
inline Bytes ReadVector(const std::string& name) {
  std::ifstream file(KEYSEAL_VECTORS "/" + name, std::ios::binary);
  if (!file) ADD_FAILURE() << "cannot read " << name;
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

// ReadTextVector returns the same as text.
inline std::string ReadTextVector(const std::string& name) {
  const Bytes text = ReadVector(name);
  return std::string(text.begin(), text.end());
}

}  // namespace keyseal

#endif  // KEYSEAL_TESTS_CORE_SUPPORT_READ_VECTOR_H_
