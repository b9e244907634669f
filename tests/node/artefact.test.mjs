// The shipped artefact itself: what the module imports and exports, what its declarations say, what it must not hold.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { brotliCompressSync } from "node:zlib";
import { packageDir, root, wasmDir } from "./support.mjs";

const module = new WebAssembly.Module(readFileSync(`${packageDir}/keyseal.wasm`));
const golden = (name) => readFileSync(`${root}tests/vectors/golden/${name}`, "utf8");
const lines = (rows) => `${rows.sort().join("\n")}\n`;

test("the module imports exactly what the golden list says", () => {
  const imports = WebAssembly.Module.imports(module).map((entry) => `${entry.kind} ${entry.module}.${entry.name}`);
  assert.equal(lines(imports), golden("wasm-imports.txt"));
});

test("the module exports exactly what the golden list says", () => {
  const exports = WebAssembly.Module.exports(module).map((entry) => `${entry.kind} ${entry.name}`);
  assert.equal(lines(exports), golden("wasm-exports.txt"));
});

test("the committed declarations of the module are those that Embind emits", () => {
  assert.equal(
    readFileSync(`${root}js-bindings/src/worker/keyseal-module.d.ts`, "utf8"),
    readFileSync(`${wasmDir}/keyseal.d.ts`, "utf8"),
  );
});

test("memory is fixed: the module cannot grow it", async () => {
  const bytes = readFileSync(`${packageDir}/keyseal.wasm`);
  // The memory section (id 5) holds one memory with a maximum equal to its minimum (limits flag 1).
  const [flag, minimum, maximum] = memoryLimits(bytes);
  assert.equal(flag, 1);
  assert.equal(minimum, maximum);
});

const forbidden = {
  "Math.random": /Math\s*\.\s*random/,
  eval: /\beval\s*\(/,
  "new Function": /new\s+Function\b/,
  "dynamic Function": /\bFunction\s*\(/,
  XMLHttpRequest: /XMLHttpRequest/,
  "a path of the build": /\/keyseal\/|\/build\/|\/parts\//,
};

for (const name of readdirSync(packageDir).filter((file) => /\.(mjs|js|wasm)$/.test(file))) {
  test(`${name} holds nothing that is forbidden`, () => {
    const text = readFileSync(`${packageDir}/${name}`, "latin1");
    for (const [what, pattern] of Object.entries(forbidden)) assert.doesNotMatch(text, pattern, what);
  });
}

test("the worker loads nothing: no fetch, no importScripts call", () => {
  const text = readFileSync(`${packageDir}/keyseal-worker.js`, "utf8");
  assert.doesNotMatch(text, /\bfetch\b/);
  assert.doesNotMatch(text, /importScripts\s*\(/);
});

test("the page API weighs at most 55,000 bytes in brotli, with the rating and the files of packages in it", () => {
  for (const name of ["keyseal.mjs", "keyseal.iife.js"]) {
    const size = brotliCompressSync(readFileSync(`${packageDir}/${name}`)).length;
    assert.ok(size <= 55_000, `${name}: ${size}`);
  }
});

/** Flags, minimum and maximum of the module's own memory. */
function memoryLimits(bytes) {
  let at = 8;
  const leb = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const id = bytes[at++];
    const size = leb();
    const end = at + size;
    if (id === 5) {
      assert.equal(leb(), 1);
      return [leb(), leb(), leb()];
    }
    at = end;
  }
  throw new Error("no memory section");
}
