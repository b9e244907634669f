// The random source fails in every way: always an EnvironmentError, never an output, and the worker is gone.
import assert from "node:assert/strict";
import test from "node:test";
import { openIn, packageDir, passphrase, variant } from "./support.mjs";
import { withThreads } from "./threads.mjs";

const request = (key) => ({ dns: ["www.example.com"], passphrase, profile: "private-pki", ...(key && { key }) });

async function failureOf(directory, key) {
  const keyseal = await openIn(directory, { workers: 1 });
  // Hangs, and so fails, if the worker were kept.
  const { value, reason, threads } = await withThreads(() => keyseal.generate(request(key)));
  assert.equal(threads.length, 1);
  assert.equal(value === undefined, reason !== undefined);
  return reason;
}

/** A prelude that replaces getRandomValues by `body`, a function of (array, real, call), where call counts from 1. */
const patched = (body) => `
  const real = crypto.getRandomValues.bind(crypto);
  let calls = 0;
  const body = ${body};
  Object.defineProperty(Object.getPrototypeOf(crypto), "getRandomValues", {
    value: (array) => body(array, real, ++calls),
  });
`;

const faults = {
  "is missing": [
    `Object.defineProperty(Object.getPrototypeOf(crypto), "getRandomValues", { value: undefined });`,
    "no-random",
  ],
  "has no crypto at all": [`Object.defineProperty(globalThis, "crypto", { value: undefined });`, "no-random"],
  throws: [patched(`() => { throw new Error("quota"); }`), "random-failed"],
  "returns undefined": [patched(`(array, real) => { real(array); }`), "random-failed"],
  "returns minus one": [patched(`(array, real) => { real(array); return -1; }`), "random-failed"],
  "fills with zeros": [patched(`(array) => array.fill(0)`), "random-failed"],
  "leaves the buffer untouched": [patched(`(array) => array`), "random-failed"],
  "is constant": [patched(`(array) => array.fill(0xa5)`), "random-failed"],
  "gives the same bytes at every call": [
    patched(`(array) => { array.forEach((_, i) => { array[i] = (i * 167 + 13) ^ (i >> 3); }); return array; }`),
    "random-repeats",
  ],
  "returns another array": [patched(`(array, real) => real(new Uint8Array(array.length))`), "random-failed"],
  "detaches the array": [
    patched(`(array, real) => { real(array); structuredClone(array, { transfer: [array.buffer] }); return array; }`),
    "random-failed",
  ],
  "is biased": [
    patched(
      `(array, real) => { real(array); array.forEach((_, i) => { if (i % 3 === 0) array[i] = 7; }); return array; }`,
    ),
    "random-failed",
  ],
};

for (const [fault, [prelude, code]] of Object.entries(faults)) {
  test(`a source that ${fault} gives ${code}`, async (t) => {
    const failure = await failureOf(variant(t, prelude));
    assert.equal(failure.name, "EnvironmentError");
    assert.equal(failure.code, code);
  });
}

const failingAt = (call) =>
  patched(`(array, real, call) => { if (call === ${call}) throw new Error(); return real(array); }`);

for (const key of [{ type: "ecdsa", curve: "P-256" }, { type: "ed25519" }, { type: "ml-dsa", parameterSet: 44 }]) {
  test(`failing at the k-th draw of ${key.type}, for every k up to the last, gives nothing`, async (t) => {
    let call = 1;
    for (; ; call++) {
      const failure = await failureOf(variant(t, failingAt(call)), key);
      if (!failure) break;
      assert.equal(failure.name, "EnvironmentError", `draw ${call}`);
      assert.equal(failure.code, "random-failed", `draw ${call}`);
      assert.ok(call < 100, "the draws of one call end somewhere");
    }
    // Start-up test, probe, secret, salt and IV are the least that a call draws.
    assert.ok(call > 5, `only ${call - 1} draws failed`);
    assert.equal(await failureOf(variant(t, failingAt(call + 1)), key), undefined);
  });
}

test("failing at one of the draws of an RSA key gives nothing", async (t) => {
  // Start-up test, probe and one block of candidates, eight bases, two more on the key, and three at the end are the least.
  for (const call of [1, 2, 3, 4, 5, 8, 13, 16]) {
    const failure = await failureOf(variant(t, failingAt(call)), { type: "rsa", modulusBits: 2048 });
    assert.equal(failure?.code, "random-failed", `draw ${call}`);
    assert.equal(failure.name, "EnvironmentError");
  }
});

test("a good source works, and two keys differ", async () => {
  const keyseal = await openIn(packageDir);
  const [first, second] = [await keyseal.generate(request()), await keyseal.generate(request())];
  assert.notEqual(first.spkiSha256, second.spkiSha256);
});

test("a patch in the page's realm does not reach the worker", async () => {
  const keyseal = await openIn(packageDir);
  const real = crypto.getRandomValues;
  Object.defineProperty(Object.getPrototypeOf(crypto), "getRandomValues", {
    value: (array) => array,
    configurable: true,
    writable: true,
  });
  try {
    const [first, second] = [await keyseal.generate(request()), await keyseal.generate(request())];
    assert.notEqual(first.spkiSha256, second.spkiSha256);
  } finally {
    Object.defineProperty(Object.getPrototypeOf(crypto), "getRandomValues", {
      value: real,
      configurable: true,
      writable: true,
    });
  }
});
