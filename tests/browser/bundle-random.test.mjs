// The browser's random numbers fail in every way: always an error of their own, never an output, and no worker is left.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPrelude } from "./bundle.mjs";
import { inEveryEngine, request } from "./in-engines.mjs";
import { judge } from "./judge.mjs";

/** A worker in which getRandomValues is replaced by `body`, a function of (array, real). */
const patched = (body) =>
  withPrelude(`{
    const real = crypto.getRandomValues.bind(crypto);
    const body = ${body};
    Object.defineProperty(Crypto.prototype, "getRandomValues", { value: (array) => body(array, real) });
  }`);

const faults = [
  ["missing", "no-random", withPrelude("delete Crypto.prototype.getRandomValues;")],
  ["throwing", "random-failed", patched(`() => { throw new Error("quota"); }`)],
  ["zero", "random-failed", patched("(array) => array.fill(0)")],
  ["constant", "random-failed", patched("(array) => array.fill(0xa5)")],
  [
    "the same at every call",
    "random-repeats",
    patched("(array) => { array.forEach((_, i) => { array[i] = (i * 167 + 13) ^ (i >> 3); }); return array; }"),
  ],
  ["returning another array", "random-failed", patched("(array, real) => real(new Uint8Array(array.length))")],
];

const variantOf = (fault) => fault.replaceAll(" ", "-");
const variants = Object.fromEntries(faults.map(([fault, , files]) => [variantOf(fault), { files }]));

inEveryEngine(variants, ({ open, step, failure }) => {
  for (const [fault, code] of faults) {
    test(`random source ${fault}: ${code}`, async () => {
      await open(variantOf(fault));
      assert.equal(await failure("make", [{}, request]), code);
      assert.equal(await step("runningWorkers"), 0);
    });
  }

  test("random source patched in the page: it does not reach the worker", async () => {
    await open("whole");
    await step("patchRandom");
    const [first, second] = [await step("make", [{}, request]), await step("make", [{}, request])];
    assert.notEqual(first.spkiSha256, second.spkiSha256);
    await judge(first, request.passphrase);
  });
});
