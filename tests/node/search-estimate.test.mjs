// What is said of a race for an RSA key, against races that are drawn: as many end within the range as it says.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { loadPart } from "./page-parts.mjs";

const { estimateOf, lateness, workBesides } = await loadPart("api/search-estimate");

/** Numbers from 0 to 1, the same at every run (mulberry32). */
function numbersFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How many candidates it takes to find two primes, where one of bits/57 is prime. */
function candidatesOf(bits, next) {
  let tested = 0;
  for (let found = 0; found < 2; tested += 1) if (next() < 57 / bits) found += 1;
  return tested;
}

/** A search that has tested so many in that time, at one pace from the beginning. */
const search = (tested, ms, others) => ({ tested, ms, primesFound: 0, first: { tested: 0, ms: 0 }, ...others });
const draws = 20_000;

/** Fails unless so many of the draws hold, give or take four standard deviations. */
function assertShare(holds, expected, what) {
  const share = Array.from({ length: draws }, holds).filter(Boolean).length / draws;
  const deviation = Math.sqrt((expected * (1 - expected)) / draws);
  assert.ok(Math.abs(share - expected) < 4 * deviation, `${what}: ${share}, not ${expected}`);
}

for (const [bits, perMs] of [
  [2048, [3.8]],
  [3072, [0.9, 0.8]],
  [4096, [0.4, 0.3, 0.4, 0.1]],
]) {
  describe(`a race of ${perMs.length} for ${bits} bits`, () => {
    const next = numbersFrom(bits);
    const after = (ms) => perMs.map((each) => search(Math.round(each * ms), ms));

    test("is over by now as often as its fraction says", () => {
      for (const ms of [5, 20, 60, 150]) {
        const searches = after(ms);
        const { fraction } = estimateOf(searches, bits);
        assertShare(() => searches.some(({ tested }) => candidatesOf(bits, next) <= tested), fraction, `${ms} ms`);
      }
    });

    test("ends before its range in one of ten cases, and behind it in one of ten", () => {
      const { expectedMs } = estimateOf(after(1000), bits);
      const msOf = () => Math.min(...perMs.map((each) => (candidatesOf(bits, next) + workBesides(bits)) / each));
      assertShare(() => msOf() < expectedMs[0], 0.1, "before");
      assertShare(() => msOf() > expectedMs[1], 0.1, "behind");
    });
  });
}

test("nothing is tested: no fraction, and no range", () => {
  for (const searches of [
    [],
    [search(0, 0)],
    [search(0, 100), search(0, 100)],
    [search(0, 100, { first: undefined })],
  ]) {
    assert.deepEqual(estimateOf(searches, 2048), { fraction: 0 });
  }
});

test("one report tells no pace", () => {
  const { fraction, expectedMs } = estimateOf([search(8, 5, { first: { tested: 8, ms: 5 } })], 2048);
  assert.ok(fraction > 0 && expectedMs === undefined);
});

test("a slow start delays the range, and does not stretch it", () => {
  const [from, to] = estimateOf([search(80, 40)], 2048).expectedMs;
  const late = estimateOf([search(80, 140, { first: { tested: 8, ms: 104 } })], 2048).expectedMs;
  late.forEach((ms, at) => {
    assert.ok(Math.abs(ms - [from, to][at] - 100) < 0.01);
  });
});

test("a fraction only grows while candidates are tested, and is below 1 until both primes are found", () => {
  const fractions = Array.from({ length: 200 }, (_, at) => estimateOf([search(8 * at, at), search(4 * at, at)], 4096));
  fractions.forEach(({ fraction }, at) => {
    assert.ok(fraction < 1 && (at === 0 || fraction > fractions[at - 1].fraction), `${at}: ${fraction}`);
  });
  assert.ok(estimateOf([search(1e6, 1e6)], 2048).fraction < 1);
  const done = search(40, 5, { primesFound: 2 });
  assert.equal(estimateOf([search(40, 5), done], 4096).fraction, 1);
  assert.ok(estimateOf([search(40, 5), { ...done, lost: true }], 4096).fraction < 1);
});

test("a prime that was accepted has taken its time: the range does not move by it", () => {
  const [from, to] = estimateOf([search(80, 40)], 2048).expectedMs;
  const accepting = workBesides(2048) / 4 / 2; // at two candidates a millisecond
  const after = estimateOf([search(80, 40 + accepting, { primesFound: 1 })], 2048).expectedMs;
  after.forEach((ms, at) => {
    assert.ok(Math.abs(ms / [from, to][at] - 1) < 1e-6);
  });
});

test("a worker that is lost counts for what it did, and not for what comes", () => {
  const both = estimateOf([search(80, 40), search(80, 40)], 2048);
  const left = estimateOf([search(80, 40), search(80, 40, { lost: true })], 2048);
  assert.equal(left.fraction, both.fraction);
  assert.deepEqual(left.expectedMs, estimateOf([search(80, 40)], 2048).expectedMs);
  assert.ok(left.expectedMs[1] > both.expectedMs[1]);
});

test("bad luck is told from nine of ten on, and ends with the search", () => {
  assert.deepEqual(
    [undefined, 0, 0.899, 0.9, 0.989, 0.99, 0.999, 0.9999, 1].map((fraction) => lateness(fraction)?.join("/")),
    [undefined, undefined, undefined, "9/10", "9/10", "99/100", "999/1000", "999/1000", undefined],
  );
});
