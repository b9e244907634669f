// Tampering and broken surroundings: opening or calling fails with its own code, and nothing is made.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { moduleStops } from "./module-stops.mjs";
import { openIn, packageDir, passphrase, variant } from "./support.mjs";

const request = { dns: ["www.example.com"], passphrase };
const environment = (code) => ({ name: "EnvironmentError", code });
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** A copy of the package whose file `name` is `bytes`, which the page API pins as if it were right. */
function withFile(t, name, bytes) {
  const directory = variant(t, "");
  const before = sha256(readFileSync(`${directory}/${name}`));
  writeFileSync(`${directory}/${name}`, bytes);
  const page = readFileSync(`${directory}/keyseal-node.mjs`, "utf8");
  writeFileSync(`${directory}/keyseal-node.mjs`, page.replaceAll(before, sha256(bytes)));
  return directory;
}

for (const [name, option, code] of [
  ["keyseal.wasm", "wasmUrl", "wasm-hash-mismatch"],
  ["keyseal-worker.js", "workerUrl", "worker-hash-mismatch"],
]) {
  test(`one flipped bit in ${name} gives ${code}`, async (t) => {
    const directory = variant(t, "");
    const bytes = readFileSync(`${directory}/${name}`);
    const expected = sha256(bytes);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(`${directory}/${name}`, bytes);
    const hashes = { expected, received: sha256(bytes) };
    await assert.rejects(openIn(directory), { ...environment(code), hashes });
  });

  test(`an address for ${name} is used, and pinned all the same`, async () => {
    const { open } = await import(`${packageDir}/keyseal-node.mjs`);
    const good = pathToFileURL(`${packageDir}/${name}`);
    (await open({ [option]: good })).close();
    (await open({ [option]: `${packageDir}/${name}` })).close();
    await assert.rejects(open({ [option]: pathToFileURL(`${packageDir}/package.json`) }), environment(code));
    await assert.rejects(open({ [option]: pathToFileURL(`${packageDir}/none`) }), environment("bundle-unreadable"));
  });
}

test("an option of open that is unknown or out of range is refused", async () => {
  const { open } = await import(`${packageDir}/keyseal-node.mjs`);
  (await open({ workers: 16 })).close();
  for (const workers of [0, 17, 1.5, "2"]) await assert.rejects(open({ workers }), { field: "workers" });
  for (const options of [null, "url", 2, []]) {
    await assert.rejects(open(options), { name: "InputError", code: "request-not-valid" });
  }
  await assert.rejects(open({ wasmURL: "x" }), { name: "InputError", code: "request-not-valid", field: "options" });
});

for (const pin of ["", "sha384-abc", "Z".repeat(64), "0".repeat(63)]) {
  test(`a pinned hash of ${JSON.stringify(pin.slice(0, 12))} gives integrity-malformed`, async (t) => {
    const directory = variant(t, "");
    const page = readFileSync(`${directory}/keyseal-node.mjs`, "utf8");
    writeFileSync(
      `${directory}/keyseal-node.mjs`,
      page.replaceAll(sha256(readFileSync(`${directory}/keyseal.wasm`)), pin),
    );
    await assert.rejects(openIn(directory), environment("integrity-malformed"));
  });
}

test("bytes that are no module give wasm-blocked", async (t) => {
  await assert.rejects(openIn(withFile(t, "keyseal.wasm", Buffer.from("no module"))), environment("wasm-blocked"));
});

test("an import that the module must not have gives wasm-import-unexpected", async (t) => {
  // (module (import "env" "fetch" (func)))
  const bytes = Buffer.concat([
    Buffer.from("0061736d01000000", "hex"),
    Buffer.from("01040160000002", "hex"),
    Buffer.from([13, 1, 3]),
    Buffer.from("env"),
    Buffer.from([5]),
    Buffer.from("fetch"),
    Buffer.from([0, 0]),
  ]);
  assert.ok(WebAssembly.validate(bytes));
  await assert.rejects(openIn(withFile(t, "keyseal.wasm", bytes)), environment("wasm-import-unexpected"));
});

test("a realm without WebAssembly gives no-webassembly", async () => {
  const script = `delete globalThis.WebAssembly; const { open } = await import(${JSON.stringify(`${packageDir}/keyseal-node.mjs`)}); await open().catch((error) => console.log(error.name, error.code));`;
  const said = await new Promise((resolve) =>
    execFile(process.execPath, ["--input-type=module", "-e", script], (_, stdout) => resolve(stdout)),
  );
  assert.equal(said, `EnvironmentError ${environment("no-webassembly").code}\n`);
});

for (const [how, code, prelude] of [
  ["ends at once", "worker-blocked", "process.exit(0);"],
  ["throws at its start", "worker-blocked", "throw new Error('start');"],
  [
    "ends in the middle",
    "worker-lost",
    `const real = crypto.getRandomValues.bind(crypto);
     let calls = 0;
     Object.defineProperty(Object.getPrototypeOf(crypto), "getRandomValues", {
       value: (array) => (++calls === 5 ? process.exit(1) : real(array)),
     });`,
  ],
]) {
  test(`a worker that ${how} gives ${code}`, async (t) => {
    const keyseal = await openIn(variant(t, prelude));
    await assert.rejects(keyseal.generate(request), environment(code));
  });
}

test("memory that is used up gives out-of-memory, and no output", async (t) => {
  const keyseal = await openIn(
    variant(
      t,
      `const Real = WebAssembly.Instance;
       WebAssembly.Instance = function (module, imports) {
         const instance = new Real(module, imports);
         instance.exports.malloc(100 << 20);
         return instance;
       };`,
    ),
  );
  await assert.rejects(keyseal.generate({ ...request, sealing: { kdf: "scrypt" } }), environment("out-of-memory"));
});

// The scalar is the third draw (after start-up test and probe). Of those after it, the salt and the IV are drawn before
// the key is sealed, the nonce of the request's signature after it.
for (const [what, flipped] of [
  ["before it is sealed", 4],
  ["while it is sealed", 5],
  ["when it was sealed", 6],
]) {
  test(`G-09: a private key that changes after it was made, ${what}, gives self-test-failed`, async (t) => {
    const keyseal = await openIn(
      variant(
        t,
        `const Real = WebAssembly.Instance;
         let memory;
         WebAssembly.Instance = function (module, imports) {
           const instance = new Real(module, imports);
           memory = instance.exports.memory;
           return instance;
         };
         const real = crypto.getRandomValues.bind(crypto);
         let calls = 0;
         let scalar;
         Object.defineProperty(Object.getPrototypeOf(crypto), "getRandomValues", {
           value: (array) => {
             real(array);
             if (++calls === 3) scalar = Buffer.from(array).reverse();
             if (calls === ${flipped}) {
               const bytes = Buffer.from(memory.buffer);
               for (let at = bytes.indexOf(scalar); at >= 0; at = bytes.indexOf(scalar, at + 1)) bytes[at] ^= 1;
             }
             return array;
           },
         });`,
      ),
    );
    await assert.rejects(keyseal.generate(request), { name: "InternalError", code: "self-test-failed" });
  });
}

for (const [what, field, prelude] of moduleStops) {
  test(`${what} stops the module: internal, in "${field}"`, async (t) => {
    const keyseal = await openIn(variant(t, prelude));
    const message = "Something went wrong inside. Nothing was made.";
    await assert.rejects(keyseal.generate(request), { name: "InternalError", code: "internal", field, message });
  });
}

test("a code that the table does not know becomes internal", async (t) => {
  const prelude = `const { parentPort } = process.getBuiltinModule("node:worker_threads");
    const post = parentPort.postMessage.bind(parentPort);
    parentPort.postMessage = () => post({ kind: "outcome", outcome: { ok: false, code: "constructor", field: "", index: null } });`;
  const keyseal = await openIn(variant(t, prelude));
  await assert.rejects(keyseal.generate(request), { name: "InternalError", code: "internal" });
});

test("Node, whose workers always start from the verified text, refuses a choice of how", async () => {
  const { open } = await import(`${packageDir}/keyseal-node.mjs`);
  for (const worker of ["url", "blob"]) {
    await assert.rejects(open({ worker }), { name: "InputError", code: "option-not-allowed", field: "worker" });
  }
  await assert.rejects(open({ worker: "thread" }), { name: "InputError", code: "request-not-valid", field: "worker" });
});

test("a worker thread knows nothing of the environment and the arguments of its process", async (t) => {
  process.env.KEYSEAL_TEST_SECRET = "yes";
  t.after(() => delete process.env.KEYSEAL_TEST_SECRET);
  const knows = `if (Object.keys(process.env).length > 0 || process.argv.length > 2) process.exit(1);`;
  const keyseal = await openIn(variant(t, knows));
  assert.deepEqual((await keyseal.preview(request)).problems, []);
});
