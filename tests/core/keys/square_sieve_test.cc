// A square is never passed over, and of other numbers hardly any is taken for one.

#include "core/keys/square_sieve.h"

#include <gtest/gtest.h>

#include "tests/core/support/numbers.h"

namespace keyseal {
namespace {

// (a + round)^2 - square
Number Below(const Number& a, unsigned round, const Number& square) {
  const Number sum = Plus(a, NewNumber(round));
  return Minus(Times(sum, sum), square);
}

TEST(SquareSieveTest, LetsEverySquareThrough) {
  NumberStream numbers(1);
  const Number all = Times(NewNumber(334639305), NewNumber(2756205443));  // of what residues are taken by
  for (int i = 0; i < Samples(2000); i++) {
    // Also where a + round is next to 0 modulo all of it, so that its square is below n.
    const Number random = FromWords(numbers.NextWords(256));
    const Number a = i % 2 == 0 ? CopyOf(random) : Times(all, random);
    const unsigned round = 1 + static_cast<unsigned>(i) % 110;
    const Number b = FromWords(numbers.NextWords(128));
    EXPECT_TRUE(SquareSieve(*a, *Below(a, round, Times(b, b))).MayBeSquare(round));
    EXPECT_TRUE(SquareSieve(*a, *Below(a, round, NewNumber(0))).MayBeSquare(round));
  }
}

TEST(SquareSieveTest, LetsFewOthersThrough) {
  NumberStream numbers(2);
  int let_through = 0;
  for (int i = 0; i < 200; i++) {
    const SquareSieve sieve(*FromWords(numbers.NextWords(1024)), *FromWords(numbers.NextOdd(2048)));
    for (unsigned round = 1; round <= 1000; round++) let_through += sieve.MayBeSquare(round) ? 1 : 0;
  }
  EXPECT_LT(let_through, 20);
}

}  // namespace
}  // namespace keyseal
