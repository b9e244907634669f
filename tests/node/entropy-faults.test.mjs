// The random source fails in every way: always an EnvironmentError, never an output, and the worker is gone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { openIn, packageDir, passphrase, runWorker, variant, workerRequest } from "./support.mjs";
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

// Draws that are the same in every run. With these an RSA key of 2048 bits takes as few as it can.
const stream = `(() => {
  const { createCipheriv } = process.getBuiltinModule("node:crypto");
  const cipher = createCipheriv("aes-128-ctr", Buffer.alloc(16, 1), Buffer.alloc(16));
  return (array) => { array.set(cipher.update(Buffer.alloc(array.length))); return array; };
})()`;

const failingAt = (failing) =>
  `const stream = ${stream};
  ${patched(`(array, real, call) => { if (call === ${failing}) throw new Error(); return stream(array); }`)}`;

// Start-up test, probe, secret, salt and IV are the least that a call draws. An RSA key draws a block of candidates, four
// bases for each prime, and one more for each of the finished key.
for (const [least, key] of [
  [5, { type: "ecdsa", curve: "P-256" }],
  [5, { type: "ed25519" }],
  [5, { type: "ml-dsa", parameterSet: 44 }],
  [15, { type: "rsa", modulusBits: 2048 }],
]) {
  test(`failing at the k-th draw of ${key.type}, for every k up to the last, gives nothing`, async (t) => {
    let call = 1;
    for (; ; call++) {
      const failure = await failureOf(variant(t, failingAt(call)), key);
      if (!failure) break;
      assert.equal(failure.name, "EnvironmentError", `draw ${call}`);
      assert.equal(failure.code, "random-failed", `draw ${call}`);
      assert.ok(call < 100, "the draws of one call end somewhere");
    }
    assert.ok(call > least, `only ${call - 1} draws failed`);
    assert.equal(await failureOf(variant(t, failingAt(call + 1)), key), undefined);
  });

  test(`the same draws make the same ${key.type} key and request: there is no other source`, async (t) => {
    const directory = variant(t, failingAt(0));
    const made = async () => {
      const { csrPem, sealedKeyPem } = await (await openIn(directory, { workers: 1 })).generate(request(key));
      return [csrPem, sealedKeyPem];
    };
    assert.deepEqual(await made(), await made());
  });
}

// The module's own getentropy tells BoringSSL, which aborts: it does not wait for the end of the call.
test("BoringSSL stops at the very draw that fails, and where the core draws the call ends with its error", async () => {
  const module = await WebAssembly.compile(readFileSync(`${packageDir}/keyseal.wasm`));
  const worker = readFileSync(`${packageDir}/keyseal-worker.js`, "utf8");
  const abortsWithFailureAt = async (draw) => {
    const prelude = `${failingAt(draw)}
      const RealInstance = WebAssembly.Instance;
      const port = process.getBuiltinModule("node:worker_threads").parentPort;
      WebAssembly.Instance = function (module, imports) {
        const abort = imports.env._abort_js;
        imports.env._abort_js = () => { port.postMessage({ kind: "aborts", drawn: calls }); abort(); };
        return new RealInstance(module, imports);
      };`;
    const call = {
      call: "generate",
      module,
      request: workerRequest("ecdsa-p256"),
      passphrase: new TextEncoder().encode(passphrase),
    };
    const messages = await runWorker(`${prelude}\n${worker}`, call, [call.passphrase.buffer]);
    const { outcome } = messages.at(-1);
    assert.equal(outcome.code, draw < 8 ? "random-failed" : undefined);
    return messages.filter(({ kind }) => kind === "aborts").map(({ drawn }) => drawn);
  };
  // Start-up test, probe, scalar, salt and IV are the core's draws; then the signature's nonce is BoringSSL's.
  const seen = [];
  for (let draw = 1; draw <= 8; draw++) seen.push(await abortsWithFailureAt(draw));
  assert.deepEqual(seen, [[], [], [], [], [], [6], [7], []]);
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
