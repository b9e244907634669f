// The rating of a passphrase: guidance, from what the module knows and the commonest words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openIn, packageDir } from "./support.mjs";

let keyseal;
before(async () => {
  keyseal = await openIn(packageDir);
});
after(() => keyseal.close());

const weak = {
  password: "topTen",
  123456: "topTen",
  qwertyuiop: "topHundred",
  iloveyou1: "common",
  "1qaz2wsx3edc4rfv": "common", // only the module's list has it
  passwordpassword: "extendedRepeat",
  aaaaaaaaaaaaaaaaaaaa: "simpleRepeat",
  mondaytuesdaywednesday: "sequences",
  smith: undefined,
};
for (const [passphrase, warning] of Object.entries(weak)) {
  test(`"${passphrase}" is weak${warning ? `, for ${warning}` : ""}`, async () => {
    const rating = await keyseal.ratePassphrase(passphrase);
    assert.ok(rating.score <= 1, `score ${rating.score}`);
    if (warning) assert.equal(rating.warning, warning);
    assert.ok(rating.suggestions.length > 0);
  });
}

for (const passphrase of [
  "copper lantern orbit thistle",
  "correct horse battery staple orbit lantern",
  "ich habe keinen einzigen hund gesehen",
  "dGhpcyBpcyBhIHRlc3Q",
]) {
  test(`"${passphrase}" is strong`, async () => {
    assert.deepEqual(
      { ...(await keyseal.ratePassphrase(passphrase)), guessesLog10: 0 },
      { score: 4, guessesLog10: 0, suggestions: [] },
    );
  });
}

test("every word of a suggestion is known for a word, one of 7,776", async () => {
  const suggestion = await keyseal.suggestPassphrase(20);
  for (const word of suggestion.split("-")) {
    const { guessesLog10 } = await keyseal.ratePassphrase(word);
    assert.ok(guessesLog10 <= Math.log10(7776), `${word}: ${guessesLog10}`);
  }
});

test("a suggestion is strong", async () => {
  const { score, guessesLog10 } = await keyseal.ratePassphrase(await keyseal.suggestPassphrase());
  assert.equal(score, 4);
  assert.ok(guessesLog10 > 6 * Math.log10(7776) - 3, `${guessesLog10}`); // zxcvbn knows shorter words beside the list's
});

test("a suggestion is counted in words, not in letters", async () => {
  const suggested = "hastily-rebalance-unpaved-bouncing-overheat-entrust";
  const { guessesLog10 } = await keyseal.ratePassphrase(suggested);
  // 6 words, 5 hyphens, and the orders in which 11 pieces could stand; letters would count one each.
  assert.ok(guessesLog10 < suggested.length - 10, `${guessesLog10}`);
});

test("more of the same words is never weaker", async () => {
  const words = ["orbit", "lantern", "copper", "thistle"];
  let last = -1;
  for (let count = 1; count <= words.length; count++) {
    const { guessesLog10 } = await keyseal.ratePassphrase(words.slice(0, count).join(" "));
    assert.ok(guessesLog10 > last);
    last = guessesLog10;
  }
});

test("a long passphrase takes no longer than its beginning", async () => {
  const long = "$1!3@0".repeat(10_000);
  assert.deepEqual(await keyseal.ratePassphrase(long), await keyseal.ratePassphrase(long.slice(0, 128)));
});
