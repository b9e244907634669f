#include "core/pem.h"

#include <gtest/gtest.h>

namespace keyseal {
namespace {

TEST(PemTest, BreaksLinesAfter64Characters) {
  EXPECT_EQ("-----BEGIN X-----\n-----END X-----\n", EncodePem("X", Bytes()));
  EXPECT_EQ("-----BEGIN X-----\n" + std::string(64, 'A') + "\n-----END X-----\n", EncodePem("X", Bytes(48)));
  EXPECT_EQ("-----BEGIN X-----\n" + std::string(64, 'A') + "\nAA==\n-----END X-----\n", EncodePem("X", Bytes(49)));
}

}  // namespace
}  // namespace keyseal
