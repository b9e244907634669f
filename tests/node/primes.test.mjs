// Lists of primes: the published one, which comes with the package and is pinned, and those that are given.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import test, { after, before, describe } from "node:test";
import { Worker } from "node:worker_threads";
import { loadPart } from "./page-parts.mjs";
import { openIn, packageDir, root, variant } from "./support.mjs";

const vector = (name) => readFileSync(`${root}tests/vectors/check/${name}`);
const published = vector("key/primes-published.pem");
const known = vector("key/primes-known.pem"); // a prime that only our list has
const own = vector("key/primes-own.pem");
const list = vector("lists/primes.txt");
const k02 = ({ findings }) =>
  findings
    .filter(({ rule }) => rule === "K-02")
    .map(({ severity, message }) => `${severity} ${/\(([^()]*)\)$/.exec(message)?.[1] ?? ""}`);
const found = ["error badkeys 0.0.21, a factor of 1024 bits"];

describe("Keyseal", () => {
  let keyseal;
  before(async () => {
    keyseal = await openIn(packageDir);
  });
  after(() => keyseal.close());

  test("refuses a key, request or certificate with a published prime", async () => {
    assert.deepEqual(k02(await keyseal.check({ input: published })), found);
    for (const name of ["csr/primes-published.pem", "certificate/primes-published.pem"]) {
      assert.deepEqual(k02(await keyseal.check({ input: vector(name) })), found);
    }
    assert.deepEqual(k02(await keyseal.check({ input: own, strict: true })), []);
  });

  test("refuses a key with a prime of a list that is given, beside the published ones", async () => {
    assert.deepEqual(k02(await keyseal.check({ input: known })), []);
    const primes = [{ bytes: list, name: "ours.txt" }];
    assert.deepEqual(k02(await keyseal.check({ input: known, primes })), ["error ours.txt, a factor of 1024 bits"]);
    const both = await keyseal.checkFiles({ files: [{ name: "published", bytes: published }], primes });
    assert.deepEqual(k02(both[0]), ["error ours.txt, a factor of 1024 bits", ...found]);
    assert.equal(list[0], "#".charCodeAt(0)); // the caller's, which is left as it was
  });

  test("tells that shorter moduli were not held against any", async () => {
    const short = vector("key/primes-short.pem");
    assert.deepEqual(k02(await keyseal.check({ input: short })), ["notice "]);
    assert.deepEqual(k02(await keyseal.check({ input: short, strict: true })), ["error "]);
    const primes = [{ bytes: list }];
    assert.deepEqual(k02(await keyseal.check({ input: short, primes })), ["error , a factor of 512 bits"]);
  });

  test("uses a list whole or not at all, and tells the line", async () => {
    const utf8 = (text) => new TextEncoder().encode(text);
    const refused = (...primes) => keyseal.check({ input: own, primes });
    await assert.rejects(refused({ bytes: list }, { bytes: utf8(`0x${"f".repeat(64)}\n4\n`) }), {
      code: "primes-bad",
      field: "primes[1], line 2",
    });
    await assert.rejects(refused({ bytes: utf8("") }), { code: "primes-incomplete", field: "primes[0]" });
    await assert.rejects(refused({ bytes: own }), { code: "primes-unknown", field: "primes[0]" });
    await assert.rejects(refused({ bytes: new Uint8Array(2 ** 20 + 1).fill(10) }), { code: "input-too-large" });
  });

  for (const [what, primes, field] of [
    ["a list that is none", {}, "primes"],
    ["one without bytes", [{ name: "x" }], "primes[0].bytes"],
    ["a misspelt field of one", [{ bytes: list, kind: "x" }], "primes[0]"],
    ["a name that is no text", [{ bytes: list, name: 1 }], "primes[0].name"],
  ]) {
    test(`refuses ${what}`, async () => {
      await assert.rejects(keyseal.check({ input: own, primes }), { code: "request-not-valid", field });
    });
  }
});

test("a changed or missing list makes every check fail, and no other call", async (t) => {
  const directory = variant(t, "");
  const bytes = readFileSync(`${directory}/keyseal-primes.dat`);
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(`${directory}/keyseal-primes.dat`, bytes);
  const keyseal = await openIn(directory);
  t.after(() => keyseal.close());
  const input = vector("csr/good.pem");
  await assert.rejects(keyseal.check({ input }), { name: "EnvironmentError", code: "primes-hash-mismatch" });
  rmSync(`${directory}/keyseal-primes.dat`);
  await assert.rejects(keyseal.check({ input }), { name: "EnvironmentError", code: "bundle-unreadable" });
  assert.equal((await keyseal.preview({ dns: ["www.example.com"] })).problems.length, 0);
});

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const fileOf = (name) => new Uint8Array(readFileSync(`${packageDir}/${name}`));

function startThread() {
  const worker = new Worker(`${packageDir}/keyseal-worker.js`);
  const handle = {
    onMessage() {},
    onLost() {},
    post: (message, transfer) => worker.postMessage(message, transfer),
    terminate: () => worker.terminate(),
  };
  worker.on("message", (message) => handle.onMessage(message));
  worker.on("error", () => handle.onLost());
  return handle;
}

describe("where the list is loaded when a check asks for it, as in a browser", () => {
  let openOn;
  before(async () => {
    ({ openOn } = await loadPart("api/keyseal"));
  });

  /** Keyseal whose list is what `give` gives, and how often that was asked for. */
  async function opened(t, give) {
    let asked = 0;
    const platform = {
      check() {},
      primes: "when-asked",
      async load(name) {
        if (name !== "keyseal-primes.dat") return { bytes: fileOf(name) };
        asked++;
        return { bytes: give() };
      },
      parallelism: () => 1,
      forgetsCompiling: () => false,
      sha256: async (bytes) => sha256(bytes),
      workerStarter: () => startThread,
    };
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(fileOf("keyseal.wasm")));
    const keyseal = await openOn(platform, {
      version: "0",
      wasmSha256: sha256(fileOf("keyseal.wasm")),
      workerSha256: sha256(fileOf("keyseal-worker.js")),
      primesSha256: sha256(fileOf("keyseal-primes.dat")),
      wasmImports: imports.map((entry) => `${entry.module}.${entry.name}`),
    });
    t.after(() => keyseal.close());
    return { keyseal, asked: () => asked };
  }
  const right = () => fileOf("keyseal-primes.dat");

  test("an RSA key asks for it, once, and no other input does", async (t) => {
    const { keyseal, asked } = await opened(t, right);
    await keyseal.check({ input: vector("csr/good.pem") });
    await keyseal.preview({ dns: ["www.example.com"] });
    assert.equal(asked(), 0);
    assert.deepEqual(k02(await keyseal.check({ input: published })), found);
    assert.equal(asked(), 1);
    const files = [own, published].map((bytes, at) => ({ name: `${at}`, bytes }));
    assert.deepEqual((await keyseal.checkFiles({ files })).map(k02), [[], found]);
    assert.equal(asked(), 1);
  });

  test("it is there beside a list that is given", async (t) => {
    const { keyseal } = await opened(t, right);
    const primes = [{ bytes: list, name: "ours.txt" }];
    assert.deepEqual(k02(await keyseal.check({ input: published, primes })).slice(1), found);
  });

  test("where it cannot be had, the key is judged without, and that is told; the next check asks again", async (t) => {
    let isThere = false;
    const { keyseal, asked } = await opened(t, () => {
      if (!isThere) throw new Error("not found");
      return right();
    });
    assert.deepEqual(k02(await keyseal.check({ input: published })), ["notice "]);
    isThere = true;
    assert.deepEqual(k02(await keyseal.check({ input: published })), found);
    assert.equal(asked(), 2);
  });

  test("a changed one is refused, and not taken for one that is missing", async (t) => {
    const { keyseal } = await opened(t, () => right().fill(1, 100, 101));
    await assert.rejects(keyseal.check({ input: published }), { code: "primes-hash-mismatch" });
    assert.equal((await keyseal.check({ input: vector("csr/good.pem") })).acceptable, true);
  });

  test("a call that is aborted while it waits ends at once", async (t) => {
    const abort = new AbortController();
    const { keyseal } = await opened(t, () => {
      abort.abort();
      return right();
    });
    await assert.rejects(keyseal.check({ input: published }, { signal: abort.signal }), { name: "AbortError" });
  });
});
