// Whether memory grows, from samples of it along the way.
import assert from "node:assert/strict";

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/**
 * By how much the last fifth of the samples is above the second: in the first one engines compile, and fill their
 * caches. Medians, as a sample may come before or after something was collected.
 */
export function growthOf(samples) {
  const fifth = Math.floor(samples.length / 5);
  assert.ok(fifth >= 1, "too few samples");
  return median(samples.slice(-fifth)) - median(samples.slice(fifth, 2 * fifth));
}

/** How many generations the command line asks for. */
export function readGenerations(usual) {
  const [, , given = usual] = process.argv;
  const generations = Number(given);
  assert.ok(Number.isInteger(generations) && generations >= 50, "at least 50 generations");
  return generations;
}
