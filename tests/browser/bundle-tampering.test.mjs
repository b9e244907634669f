// Files of the bundle that were changed on their way: each is refused before anything of it runs, and nothing is made.
import assert from "node:assert/strict";
import { test } from "node:test";
import { repinned, wasmSha256, withBytes, withText, workerSha256 } from "./bundle.mjs";
import { inEveryEngine, request } from "./in-engines.mjs";

const flip = (bytes) => {
  bytes[bytes.length >> 1] ^= 1;
  return bytes;
};
const cutShort = (bytes) => bytes.subarray(0, bytes.length - 1);
const missing = () => undefined;
const html = () => Buffer.from("<!doctype html><title>Not found</title>"); // what some servers give with status 200

// (module (import "env" "fetch" (func))): a module that asks for more than ours.
const askingForMore = Buffer.concat([
  Buffer.from("0061736d01000000", "hex"),
  Buffer.from("01040160000002", "hex"),
  Buffer.from([13, 1, 3]),
  Buffer.from("env"),
  Buffer.from([5]),
  Buffer.from("fetch"),
  Buffer.from([0, 0]),
]);

const faults = [
  ["flipped wasm byte", "wasm-flipped", withBytes("keyseal.wasm", flip), "wasm-hash-mismatch"],
  ["flipped worker byte", "worker-flipped", withBytes("keyseal-worker.js", flip), "worker-hash-mismatch"],
  ["truncated wasm", "wasm-cut", withBytes("keyseal.wasm", cutShort), "wasm-hash-mismatch"],
  ["truncated worker", "worker-cut", withBytes("keyseal-worker.js", cutShort), "worker-hash-mismatch"],
  ["empty wasm", "wasm-empty", withBytes("keyseal.wasm", () => Buffer.alloc(0)), "wasm-hash-mismatch"],
  ["missing wasm", "wasm-missing", withBytes("keyseal.wasm", missing), "bundle-unreadable"],
  ["missing worker", "worker-missing", withBytes("keyseal-worker.js", missing), "bundle-unreadable"],
  ["HTML instead of wasm", "wasm-html", withBytes("keyseal.wasm", html), "wasm-hash-mismatch"],
  ["HTML instead of the worker", "worker-html", withBytes("keyseal-worker.js", html), "worker-hash-mismatch"],
  ["an extra wasm import", "wasm-imports", repinned("keyseal.wasm", askingForMore), "wasm-import-unexpected"],
  ...[
    ["empty", ""],
    ["of SRI's form", `sha256-${Buffer.from(wasmSha256, "hex").toString("base64")}`],
    ["a character short", wasmSha256.slice(1)],
    ["in capitals", wasmSha256.toUpperCase()],
    ["not hexadecimal", `x${wasmSha256.slice(1)}`],
  ].map(([how, literal], at) => [
    `malformed SRI literal: ${how}`,
    `literal-${at}`,
    withText("keyseal.mjs", (text) => text.replaceAll(wasmSha256, literal)),
    "integrity-malformed",
  ]),
  [
    "malformed SRI literal of the worker",
    "literal-worker",
    withText("keyseal.mjs", (text) => text.replaceAll(workerSha256, "sha384-")),
    "integrity-malformed",
  ],
];

const variants = Object.fromEntries(faults.map(([, name, files]) => [name, { files }]));

inEveryEngine(variants, ({ open, failure, step }) => {
  for (const [fault, name, , code] of faults) {
    test(`${fault}: ${code}`, async () => {
      await open(name);
      assert.equal(await failure("make", [{}, request]), code);
      assert.equal(await step("runningWorkers"), 0);
    });
  }

  test("and from a blob too, where nothing but the hash stands between", async () => {
    await open("worker-flipped");
    assert.equal(await failure("make", [{ worker: "blob" }, request]), "worker-hash-mismatch");
  });
});
