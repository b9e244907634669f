// What the meter says of a passphrase: the rating guides, the gate decides.
import assert from "node:assert/strict";
import test from "node:test";
import { load } from "../support.mjs";

const { countCharacters, leastCharacters, strengthOf } = await load("element/generator/strength-meter");

const strong = { score: 4, guessesLog10: 30, suggestions: [] };
const long = "copper lantern tidal orbit";

test("characters are counted as the core counts them: code points of NFC", () => {
  assert.equal(countCharacters("e\u0301"), 1);
  assert.equal(countCharacters("𝒂𝒃"), 2);
  assert.equal(countCharacters(""), 0);
});

test("a passphrase that nothing speaks against is rated in a word", () => {
  assert.deepEqual(strengthOf(long, strong), {
    level: 4,
    word: "strength.4",
    reason: undefined,
    warning: undefined,
    count: undefined,
  });
});

test("too short is said with the count, and never looks good", () => {
  const short = "x".repeat(leastCharacters - 1);
  const { level, word, count } = strengthOf(short, strong, "passphrase-too-short");
  assert.deepEqual([level, word, count], [2, "strength.4", leastCharacters - 1]);
  assert.equal(strengthOf(`${short}x`, strong).count, undefined);
});

test("where the gate refuses what the rating likes, its reason stands alone", () => {
  const { level, word, reason } = strengthOf(long, { ...strong, warning: "dates" }, "passphrase-common");
  assert.deepEqual([level, word, reason], [1, undefined, "error.passphrase-common"]);
});

test("the rating's reason is said in the reader's language where there are words for it", () => {
  const rated = (warning) => strengthOf(long, { ...strong, score: 1, warning });
  assert.deepEqual([rated("dates").reason, rated("dates").warning], ["rating.dates", undefined]);
  assert.deepEqual([rated("Unheard of.").reason, rated("Unheard of.").warning], [undefined, "Unheard of."]);
});
