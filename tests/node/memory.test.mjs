// A small memory: the shipped module, with the limits of its memory section rewritten. Every call gives its right answer
// or out-of-memory, and nothing in between.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import test from "node:test";
import { checkOptions, openIn, packageDir, passphrase, root, runWorker, variant } from "./support.mjs";

const shipped = readFileSync(`${packageDir}/keyseal.wasm`);
const worker = readFileSync(`${packageDir}/keyseal-worker.js`, "utf8");

/** An unsigned LEB128 number at `at`: [value, where it ends]. */
function readNumber(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7, at++) {
    value |= (bytes[at] & 0x7f) << shift;
    if (bytes[at] < 0x80) return [value, at + 1];
  }
}

function writeNumber(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return [...bytes, value];
}

/** The shipped module with `pages` of 64 KiB as its whole memory. */
function withPages(pages) {
  for (let at = 8; at < shipped.length; ) {
    const id = shipped[at];
    const [size, start] = readNumber(shipped, at + 1);
    if (id === 5) {
      const content = [1, 1, ...writeNumber(pages), ...writeNumber(pages)]; // one memory, with a minimum and a maximum
      const section = Buffer.from([5, ...writeNumber(content.length), ...content]);
      return Buffer.concat([shipped.subarray(0, at), section, shipped.subarray(start + size)]);
    }
    at = start + size;
  }
  throw new Error("the module has no memory section");
}

const request = (key) => ({
  profile: "private-pki",
  key,
  subject: [{ type: "O", value: "Example Ltd" }],
  dns: ["www.example.com", "bücher.example"],
  ip: ["8.8.8.8"],
  email: [],
  uri: [],
  tnAuthList: [],
  mustStaple: false,
  kdf: { kdf: "pbkdf2-hmac-sha256", iterations: 600_000 },
  authority: "",
});
const secret = () => new TextEncoder().encode(passphrase);
const file = (name) => ({ name, bytes: new Uint8Array(readFileSync(`${root}tests/vectors/check/${name}`)) });
const check = (...names) => ({
  call: "check",
  check: {
    options: checkOptions,
    files: names.map(file),
    match: null,
    blocklists: [{ ...file("lists/debian.csv"), kind: "numbers", covers: "rsa-2048+ec-p256" }],
    primes: [],
    signers: [],
  },
});

const calls = {
  "generate ecdsa-p256": () => ({ call: "generate", request: request("ecdsa-p256"), passphrase: secret() }),
  "generate ml-dsa-87": () => ({ call: "generate", request: request("ml-dsa-87"), passphrase: secret() }),
  "generate rsa-2048": () => ({ call: "generate", request: request("rsa-2048"), passphrase: secret() }),
  preview: () => ({ call: "preview", request: request("ecdsa-p256"), passphrase: secret() }),
  suggestPassphrase: () => ({ call: "suggestPassphrase", words: 6 }),
  wordLists: () => ({ call: "wordLists" }),
  "check a request": () => check("csr/good-rsa.pem"),
  "check files together": () => check("key/rsa-shared.pem", "key/rsa-shared-prime.pem", "certificate/ov.pem"),
};

/** The outcome of a call in a memory of `pages`, of whose heap `left` bytes are left when the module starts; 0 for all. */
const outcomeWith = async (pages, call, left = 0) => {
  const module = await WebAssembly.compile(withPages(pages));
  const eat = `const Real = WebAssembly.Instance;
    WebAssembly.Instance = function (module, imports) {
      const instance = new Real(module, imports);
      const { malloc, memory } = instance.exports;
      const end = memory.buffer.byteLength - ${left};
      while (${left} > 0 && malloc(256) + 512 < end);
      return instance;
    };`;
  return (await runWorker(`${eat}\n${worker}`, { ...call, module })).at(-1).outcome;
};

/** What an answer says that is the same every time. */
function essence(name, value) {
  if (name.startsWith("generate")) return value.names;
  return name === "suggestPassphrase" ? value.length > 0 : value;
}

// Where the heap begins, behind the stack and the static data: less memory than that is none that an engine could hand
// out. It is there that malloc has its first block.
const pagesBelowHeap = (() => {
  const module = new WebAssembly.Module(shipped);
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => 0;
  }
  return Math.ceil(new WebAssembly.Instance(module, imports).exports.malloc(1) / 65536);
})();

/** Whether some files were too much for the memory; the others are judged, without what only those could add. */
function lacksMemory({ reports }, right) {
  const linesOf = (all) => all.flatMap((lines) => lines.trimEnd().split("\n")).map((line) => JSON.parse(line));
  const lines = reports ? linesOf(reports) : [];
  if (!lines.some(({ error }) => error)) return false;
  const whole = linesOf(right.reports);
  assert.deepEqual(
    lines.map(({ file }) => file),
    whole.map(({ file }) => file),
  );
  for (const [i, { error, decoded }] of lines.entries()) {
    if (error) assert.deepEqual(error, { code: "out-of-memory" });
    else assert.deepEqual(decoded, whole[i].decoded);
  }
  return true;
}

const factor = process.env.KEYSEAL_NIGHTLY ? 1.05 : 1.6;

for (const [name, call] of Object.entries(calls)) {
  test(`${name}: each small memory gives out-of-memory or the right answer`, async () => {
    const right = essence(name, (await outcomeWith(3072, call())).value);
    let refused = 0;
    for (let left = 512; ; left = Math.ceil(left * factor)) {
      const pages = pagesBelowHeap + Math.ceil(left / 65536);
      const outcome = await outcomeWith(pages, call(), left);
      if (outcome.ok && lacksMemory(outcome.value, right)) {
        refused++; // of single files, which takes no other with it
        continue;
      }
      if (outcome.ok) {
        assert.deepEqual(essence(name, outcome.value), right, `${left} bytes`);
        break;
      }
      assert.deepEqual([outcome.code, outcome.field, outcome.index], ["out-of-memory", "", null], `${left} bytes`);
      refused++;
    }
    assert.ok(refused > 0, "no memory was too small");
  });
}

test("through the API it is an EnvironmentError, and the next call works", async (t) => {
  const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
  const small = (pages) => {
    const directory = variant(t, "");
    const bytes = withPages(pages);
    writeFileSync(`${directory}/keyseal.wasm`, bytes);
    const page = readFileSync(`${directory}/keyseal-node.mjs`, "utf8");
    writeFileSync(`${directory}/keyseal-node.mjs`, page.replaceAll(sha256(shipped), sha256(bytes)));
    return openIn(directory);
  };
  const names = { dns: ["www.example.com"], passphrase };
  const atOnce = await small(pagesBelowHeap + 1);
  const rsa = { ...names, key: { type: "rsa", modulusBits: 2048 } };
  await assert.rejects(atOnce.generate(rsa), { name: "EnvironmentError", code: "out-of-memory" });
  await assert.rejects(atOnce.generate(rsa), { name: "EnvironmentError", code: "out-of-memory" });
  atOnce.close();
  const later = await small(1024); // scrypt wants twice as much
  const scrypt = { ...names, sealing: { kdf: "scrypt" } };
  await assert.rejects(later.generate(scrypt), { name: "EnvironmentError", code: "out-of-memory" });
  assert.deepEqual((await later.generate(names)).names, names.dns);
  later.close();
});

// The core asks for the time while it runs; what comes instead is a shortage.
for (const [what, instead] of [
  ["a block so large that malloc does not even try", "instance.exports.malloc(-1)"],
  [
    "something in JavaScript that is too large",
    "(() => { throw new RangeError('Array buffer allocation failed'); })()",
  ],
]) {
  test(`${what} is out of memory`, async (t) => {
    const keyseal = await openIn(
      variant(
        t,
        `const Real = WebAssembly.Instance;
         WebAssembly.Instance = function (module, imports) {
           const instance = new Real(module, imports);
           performance.now = () => ${instead};
           return instance;
         };`,
      ),
    );
    const call = keyseal.generate({ dns: ["www.example.com"], passphrase });
    await assert.rejects(call, { name: "EnvironmentError", code: "out-of-memory" });
    keyseal.close();
  });
}
