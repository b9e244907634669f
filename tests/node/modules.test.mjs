// Whose compiled module a worker gets: one for all, but in WebKit, where a terminated worker spoils its own.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { openIn, packageDir, passphrase } from "./support.mjs";

const request = (key) => ({ dns: ["www.example.com"], passphrase, key });
const ec = request({ type: "ecdsa", curve: "P-256" });
const rsa = request({ type: "rsa", modulusBits: 2048 });

const { Module } = WebAssembly;
let compiled; // beside the one that is compiled when the bundle is opened

beforeEach(() => {
  compiled = 0;
  WebAssembly.Module = new Proxy(Module, {
    construct(target, given) {
      compiled += 1;
      return new target(...given);
    },
  });
});
afterEach(() => {
  WebAssembly.Module = Module;
  delete Error.prototype.sourceURL;
});

async function aborted(keyseal) {
  const controller = new AbortController();
  const onProgress = ({ phase }) => phase === "key" && controller.abort();
  await assert.rejects(keyseal.generate(rsa, { signal: controller.signal, onProgress }), { name: "AbortError" });
}

test("all workers share one module", async () => {
  const keyseal = await openIn(packageDir, { workers: 3 });
  await keyseal.generate(rsa);
  await aborted(keyseal);
  await keyseal.generate(ec);
  assert.equal(compiled, 0);
});

describe("in WebKit", () => {
  beforeEach(() => {
    Error.prototype.sourceURL = ""; // WebKit's errors have it
  });

  test("workers that follow each other share one module", async () => {
    const keyseal = await openIn(packageDir, { workers: 1 });
    for (const each of [ec, rsa, ec]) await keyseal.generate(each);
    assert.equal(compiled, 0);
  });

  test("each that runs beside another has its own, and only the winner's is taken again", async () => {
    const keyseal = await openIn(packageDir, { workers: 3 });
    await keyseal.generate(rsa);
    assert.equal(compiled, 2);
    await keyseal.generate(ec);
    assert.equal(compiled, 2);
    await keyseal.generate(rsa);
    assert.equal(compiled, 4);
  });

  test("none is taken again from a worker that was aborted", async () => {
    const keyseal = await openIn(packageDir, { workers: 1 });
    await aborted(keyseal);
    assert.equal(compiled, 0);
    await keyseal.generate(ec);
    assert.equal(compiled, 1);
  });

  test("a module that cannot be compiled again is an error with a code", async () => {
    const keyseal = await openIn(packageDir, { workers: 2 });
    WebAssembly.Module = class {
      constructor() {
        throw new RangeError("out of memory");
      }
    };
    await assert.rejects(keyseal.generate(rsa), { name: "EnvironmentError", code: "wasm-blocked" });
    WebAssembly.Module = Module;
    await keyseal.generate(ec);
  });
});
